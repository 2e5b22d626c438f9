"""`python -m bench.next_edit`: how well the next edit is found, in simulated time.

Four parts: recorded sessions, mechanical changes made by script in real files, changes drawn by
hand in other languages, and bursts that ask for nothing. The files are those of
`bench.real_files`. Fails where a target is missed.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bench.clock import simulate
from bench.next_edit.changes import behind_a_front, made_changes
from bench.next_edit.drawn import drawn_changes
from bench.next_edit.model import Model
from bench.next_edit.play import Tally, played, seeded
from bench.next_edit.quiet import offers_after, quiet_bursts
from bench.next_edit.sessions import moves, rank, replayed

MOST_TOKENS = 60
"""Decoded by the model for each of its edits that are shown, with all its other answers."""


def main() -> int:
    """Run the parts that are named; all of them without a name."""
    parser = argparse.ArgumentParser(prog="python -m bench.next_edit", description=__doc__)
    parser.add_argument("parts", nargs="*", default=["sessions", "changes", "drawn", "quiet"])
    parser.add_argument("--changes", type=int, default=300)
    parser.add_argument(
        "--closed", action="store_true", help="renamed functions only, their callers' files closed"
    )
    parser.add_argument(
        "--behind", action="store_true", help="as --closed, imported from a file that hands them on"
    )
    parser.add_argument("--bursts", type=int, default=200)
    parser.add_argument("--every", type=int, default=1, help="of the recorded bursts")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    parts = {"sessions": _sessions, "changes": _changes, "quiet": _quiet, "drawn": _drawn}
    met = [parts[part](options) for part in options.parts]
    return int(not all(met))


def _sessions(options: argparse.Namespace) -> bool:
    found = list(moves("rustcode"))[:: options.every]
    near = [move for move in found if move.is_near]
    ranks = rank(found, "rust")
    print(f"recorded: {ranks.bursts} bursts that another follows within a minute")
    print(f"  first place right {ranks.share(1):.1%}, among three {ranks.share(3):.1%}")
    far = rank([move for move in found if not move.is_near], "rust")
    print(f"  of these {len(near)} near; of the others {far.share(1):.1%} and {far.share(3):.1%}")
    for name, language in (("rustcode", "rust"), ("json-crdt-patch", "markdown")):
        seen = simulate(replayed(name, language, options.every))
        print(f"  {name}: {seen}")
        if seen.restoring:
            return False
    return ranks.share(1) >= 0.3 and ranks.share(3) >= 0.5


def _changes(options: argparse.Namespace) -> bool:
    changes, model = made_changes(options.changes, options.seed), seeded(options.seed)
    kinds, languages = defaultdict[str, Tally](Tally), Counter[str]()
    is_closed = options.closed or options.behind
    if is_closed:
        changes = [made for made in changes if made.kind == "function"]
    if options.behind:
        changes = [front for made in changes if (front := behind_a_front(made)) is not None]
    for made in changes:
        with TemporaryDirectory() as folder:
            tally = simulate(played(made, model, Path(folder) if is_closed else None))
        kinds[made.kind].add(tally)
        kinds["all"].add(tally)
        languages[made.texts[-1][1]] += 1
    print(f"changes: {dict(languages)}")
    for kind, each in kinds.items():
        print(
            f"  {kind:10} {each.changes:4} changes, {each.due:4} lines due, "
            f"{each.right:4} offered, {each.wrong} wrong, {each.late} too many"
        )
    total = kinds["all"]
    shown = total.right + total.wrong + total.late
    right, wrong = total.right / total.due, (total.wrong + total.late) / max(1, shown)
    per_edit = model.tokens / max(1, total.written)
    print(f"  right {right:.1%}, wrong {wrong:.1%} of what was shown")
    print(
        f"  {model.requests} requests, {total.written} edits of the model shown, "
        f"{per_edit:.0f} decoded tokens for each"
    )
    return right >= 0.8 and wrong <= 0.03 and per_edit <= MOST_TOKENS


def _drawn(_options: argparse.Namespace) -> bool:
    """As `changes`; the model errs in none of its answers, since they are few."""
    total, model = Tally(), Model(Random(1), errs=0)
    for made in drawn_changes():
        tally = simulate(played(made, model))
        total.add(tally)
        if tally.right < tally.due or tally.wrong or tally.late:
            print(f"  {made.kind}: {tally}")
    shown = total.right + total.wrong + total.late
    print(f"drawn: {total}, {model.requests} requests, {model.tokens} decoded tokens")
    return total.right >= 0.8 * total.due and total.wrong + total.late <= 0.03 * shown


def _quiet(options: argparse.Namespace) -> bool:
    bursts, model = quiet_bursts(options.bursts, options.seed), seeded(options.seed)
    kinds, offers = Counter[str](), Counter[str]()
    for made in bursts:
        kinds[made.kind] += 1
        offers[made.kind] += simulate(offers_after(made, model))
    quiet = 1 - offers.total() / max(1, kinds.total())
    print(f"quiet: {dict(kinds)}, offers after {dict(offers)}, {model.requests} requests")
    print(f"  no offer after {quiet:.1%}")
    return quiet >= 0.95


if __name__ == "__main__":
    raise SystemExit(main())
