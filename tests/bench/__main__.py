"""`python -m tests.bench`: the same keys and the same service for Glossator and a plain server.

The defaults are those of the project's targets: 30 ms round trip, 2,500 prefilled and 45 decoded
tokens a second, 2 slots, half of the lines partly unknown to the model.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from typing import Any

from tests.bench.corpus import TRACES
from tests.bench.run import SERVERS, run
from tests.bench.table import Figures, json_line, render


def main() -> int:
    """Run the bench as the command line says; prints the table and one JSON line per run."""
    options = _options()
    if not TRACES.is_dir():
        print(f"The bench needs the recorded typing in {TRACES}, which is not there.")
        return 2
    if options.short:
        options.keys, options.pause_cap = min(options.keys, 60), min(options.pause_cap, 1.5)
    for repeat in range(options.repeat):
        options.seed += repeat > 0
        results: dict[str, Figures] = {}
        for server in options.servers:
            results[server] = asyncio.run(run(server, options))
        print(_title(options), render(results), "", sep="\n")
        for server, figures in results.items():
            print(json_line(server, _conditions(options), figures), flush=True)
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
    add("--repeat", type=int, default=1, help="runs, each with the next seed")
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
    return {name: value for name, value in vars(options).items() if name != "servers"}


def _title(options: argparse.Namespace) -> str:
    doubts = ", logprobs" if options.logprobs else ""
    accepting = ", accepting" if options.accept else ""
    return (
        f"{options.corpus}, {options.keys} keys, seed {options.seed}{accepting}; {options.wire}"
        f"{doubts}, {1000 * options.round_trip:g} ms round trip, {options.prefill_rate:g} prefill "
        f"and {options.decode_rate:g} decode tokens/s, {options.slots} slots, "
        f"{100 * options.wrong:g} % of lines partly unknown"
    )


if __name__ == "__main__":
    sys.exit(main())
