"""`python -m bench`: the same keys and the same service for Glossator and a plain server.

Time is simulated, so a run takes seconds and comes out the same each time; only how long the server
itself takes is measured in real time, by `--real`. The defaults are those of the project's targets:
30 ms round trip, 2,500 prefilled and 45 decoded tokens a second, 2 slots, half of the lines partly
unknown to the model.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Any

from bench.corpus import RHYTHMS, TRACES
from bench.from_the_top import SLIPS
from bench.knowledge import ERRORS
from bench.recorded import STAYING, TYPED_ON
from bench.run import SERVERS, run
from bench.table import Figures, json_line, render

CORPORA = {
    "python": "python (a standard module, typed from top to bottom)",
    "shlex": "python (a small standard module, typed from its first line to its last)",
    "rust-typed": "rust (what a recorded session came to, typed from top to bottom)",
    "rust-recorded": f"rust (recorded; {100 * TYPED_ON:g} % typed on, {100 * STAYING:g} % stays)",
}
WIRES = ("fim", "chat")


def main() -> int:
    """Run the bench as the command line says; prints one JSON line per run and the tables."""
    options = options_of(sys.argv[1:])
    if not TRACES.is_dir():
        print(f"The bench needs the recorded typing in {TRACES}, which is not there.")
        return 2
    for corpus in options.corpus:
        for wire in options.wire:
            _compare(argparse.Namespace(**{**vars(options), "corpus": corpus, "wire": wire}))
    return 0


def options_of(words: Sequence[str]) -> argparse.Namespace:
    """What the words of a command line say."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    add = parser.add_argument
    add("--wire", nargs="+", choices=WIRES, default=WIRES, help="what the service can do")
    add("--corpus", nargs="+", choices=CORPORA, default=list(CORPORA), help="what is typed")
    add("--logprobs", action="store_true", help="the service tells its doubts if asked")
    add("--accept", action="store_true", help="the typist accepts what is right")
    add("--keys", type=int, default=500, help="changes of the buffer to play")
    add("--seed", type=int, default=1, help="which stretch, which gaps, which errors")
    add("--repeat", type=int, default=1, help="runs, each with the next seed; one table")
    add("--beside", action="store_true", help="the modules that argparse imports lie beside it")
    add("--real", action="store_true", help="real processes and real time, Glossator alone")
    add("--rhythm", choices=RHYTHMS, default="recorded", help="of the keys")
    add("--slips", type=float, default=SLIPS, help="share of keys that are wrong and deleted again")
    add("--errors", choices=ERRORS, default="anywhere", help="where in a line the service errs")
    add("--lines", type=int, default=0, help="lines after which the service stops; 0: as it likes")
    add("--still", action="store_true", help="the client's suggestions do not grow")
    add("--pause-cap", type=float, default=3.0, help="seconds to which pauses are cut")
    add("--round-trip", type=float, default=0.03, help="seconds")
    add("--prefill-rate", type=float, default=2500.0, help="tokens a second")
    add("--decode-rate", type=float, default=45.0, help="tokens a second")
    add("--slots", type=int, default=2)
    add("--wrong", type=float, default=0.5, help="share of lines partly unknown to the model")
    add("--bare", action="store_true", help="chat answers without fence, prose or repeated line")
    add("--servers", nargs="+", choices=SERVERS, default=list(SERVERS))
    options = parser.parse_args(words)
    if options.real:
        options.servers = ["glossator"]
    return options


def _compare(options: argparse.Namespace) -> None:
    """All servers and seeds under the conditions of one table."""
    runs: dict[str, list[Figures]] = {server: [] for server in options.servers}
    for seed in range(options.seed, options.seed + options.repeat):
        conditions = argparse.Namespace(**{**vars(options), "seed": seed})
        for server in options.servers:
            runs[server].append(run(server, conditions))
            print(json_line(server, _told(conditions), runs[server][-1]), flush=True)
    print("", _title(options), render(runs), "", sep="\n", flush=True)


def _told(conditions: argparse.Namespace) -> dict[str, Any]:
    left_out = ("servers", "repeat")
    return {name: value for name, value in vars(conditions).items() if name not in left_out}


def _title(options: argparse.Namespace) -> str:
    doubts = ", logprobs" if options.logprobs else ""
    accepting = ", accepting" if options.accept else ""
    time = "real" if options.real else "simulated"
    last = options.seed + options.repeat - 1
    seeds = f"seed {last}" if options.repeat == 1 else f"mean of seeds {options.seed} to {last}"
    return (
        f"{CORPORA[options.corpus]}, {options.keys} keys, {seeds}{accepting}; {options.wire}"
        f"{doubts}, {1000 * options.round_trip:g} ms round trip, {options.prefill_rate:g} prefill "
        f"and {options.decode_rate:g} decode tokens/s, {options.slots} slots, "
        f"{100 * options.wrong:g} % of lines partly unknown; {time} time"
    )


if __name__ == "__main__":
    sys.exit(main())
