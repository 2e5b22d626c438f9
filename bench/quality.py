"""Quality of what is inserted: `python -m bench.quality` prints the share that passes.

For every hole of HumanEval-Infilling (single line), every wrapping and every place of the cursor;
a program that differs from its author's runs the problem's unit test in a process of its own.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from tests.completion.holes import PLACES, Hole, passes, read_holes, same_text
from tests.completion.quality import attempt
from tests.completion.wrappings import WRAPPINGS
from tests.shared_data import shared_data

Failures = dict[tuple[str, str], list[tuple[Hole, str]]]
"""By wrapping and place, the holes that failed, each with the program that did."""


def measure(holes: list[Hole], wrappings: list[str]) -> Failures:
    """Try each hole in each wrapping at each place; run what differs from the author's program."""
    different: dict[tuple[int, str], list[tuple[str, str]]] = {}
    for number, hole in enumerate(holes):
        for wrapping in wrappings:
            for place in PLACES:
                program = attempt(hole, wrapping, place, seed=number)
                if not same_text(program, hole.canonical()):
                    different.setdefault((number, program), []).append((wrapping, place))
    with ThreadPoolExecutor(2) as pool:
        verdicts = list(pool.map(lambda key: passes(key[1], holes[key[0]]), different))
    failed: Failures = {}
    for (number, program), right in zip(different, verdicts, strict=True):
        if not right:
            for pair in different[number, program]:
                failed.setdefault(pair, []).append((holes[number], program))
    return failed


def main() -> int:
    """Print the table; the exit status tells whether 99 % of all pairs pass."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="take every nth hole")
    parser.add_argument("--only", default="", help="wrappings whose name holds this")
    parser.add_argument("--show", type=int, default=0, help="print so many failures each")
    options = parser.parse_args()
    holes = read_holes(shared_data("HumanEval-SingleLineInfilling.jsonl.gz"))[:: options.every]
    wrappings = [name for name in WRAPPINGS if options.only in name]
    failed = measure(holes, wrappings)
    counts = Counter({pair: len(found) for pair, found in failed.items()})
    print(f"{'wrapping':36}" + "".join(f"{place:>10}" for place in PLACES))
    for wrapping in wrappings:
        shares = [1 - counts[wrapping, place] / len(holes) for place in PLACES]
        print(f"{wrapping:36}" + "".join(f"{share:10.2%}" for share in shares))
        for place in PLACES:
            for hole, program in failed.get((wrapping, place), [])[: options.show]:
                print(f"--- {place} {hole.name}: wanted {hole.line!r}")
                print(program[len(hole.above) - 80 :])
    pairs = len(holes) * len(wrappings) * len(PLACES)
    share = 1 - sum(counts.values()) / pairs
    print(f"{share:.2%} of {pairs} pairs ({len(wrappings)} wrappings, {len(holes)} holes)")
    return 0 if share >= 0.99 else 1


if __name__ == "__main__":
    sys.exit(main())
