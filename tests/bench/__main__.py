"""`python -m tests.bench`: the same keys and the same service for Glossator and a plain server.

The defaults are those of the project's targets: 30 ms round trip, 2,500 prefilled and 45 decoded
tokens a second, 2 slots, half of the lines partly unknown to the model.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from typing import Any

from tests.bench.corpus import STAYING, TRACES, TYPED_ON
from tests.bench.run import SERVERS, run
from tests.bench.table import Figures, json_line, mean, render

DESCRIBED = {
    "rust": f"rust (recorded; {100 * TYPED_ON:g} % typed on, {100 * STAYING:g} % stays)",
    "python": "python (a standard module, typed from top to bottom)",
}


def main() -> int:
    """Run the bench as the command line says; prints one JSON line per run and the table."""
    options = _options()
    if not TRACES.is_dir():
        print(f"The bench needs the recorded typing in {TRACES}, which is not there.")
        return 2
    if options.short:
        options.keys, options.pause_cap = min(options.keys, 60), min(options.pause_cap, 1.5)
    runs: dict[str, list[Figures]] = {server: [] for server in options.servers}
    for seed in range(options.seed, options.seed + options.repeat):
        conditions = argparse.Namespace(**{**vars(options), "seed": seed})
        for server in options.servers:
            runs[server].append(asyncio.run(run(server, conditions)))
            print(json_line(server, _conditions(conditions), runs[server][-1]), flush=True)
    means = {server: mean(figures) for server, figures in runs.items()}
    print("", _title(options), render(means), "", sep="\n")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    add = parser.add_argument
    add("--wire", choices=("chat", "fim"), default="chat", help="what the service can do")
    add("--logprobs", action="store_true", help="the service tells its doubts if asked")
    add("--accept", action="store_true", help="the typist accepts what is right")
    add("--corpus", choices=("rust", "python"), default="rust")
    add("--keys", type=int, default=300, help="changes of the buffer to play")
    add("--seed", type=int, default=1, help="which stretch, which gaps, which errors")
    add("--repeat", type=int, default=1, help="runs, each with the next seed; one table")
    add("--short", action="store_true", help="60 keys and short pauses, for CI")
    add("--pause-cap", type=float, default=3.0, help="seconds to which pauses are cut")
    add("--round-trip", type=float, default=0.03, help="seconds")
    add("--prefill-rate", type=float, default=2500.0, help="tokens a second")
    add("--decode-rate", type=float, default=45.0, help="tokens a second")
    add("--slots", type=int, default=2)
    add("--wrong", type=float, default=0.5, help="share of lines partly unknown to the model")
    add("--bare", action="store_true", help="chat answers without fence, prose or repeated line")
    add("--servers", nargs="+", choices=tuple(SERVERS), default=list(SERVERS))
    return parser.parse_args()


def _conditions(options: argparse.Namespace) -> dict[str, Any]:
    left_out = ("servers", "repeat")
    return {name: value for name, value in vars(options).items() if name not in left_out}


def _title(options: argparse.Namespace) -> str:
    doubts = ", logprobs" if options.logprobs else ""
    accepting = ", accepting" if options.accept else ""
    last = options.seed + options.repeat - 1
    seeds = f"seed {last}" if options.repeat == 1 else f"mean of seeds {options.seed} to {last}"
    return (
        f"{DESCRIBED[options.corpus]}, {options.keys} keys, {seeds}{accepting}; {options.wire}"
        f"{doubts}, {1000 * options.round_trip:g} ms round trip, {options.prefill_rate:g} prefill "
        f"and {options.decode_rate:g} decode tokens/s, {options.slots} slots, "
        f"{100 * options.wrong:g} % of lines partly unknown"
    )


if __name__ == "__main__":
    sys.exit(main())
