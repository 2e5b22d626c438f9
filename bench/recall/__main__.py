"""`python -m bench.recall`: how often the declaration that a line needs stands in the prompt.

Lines of pinned packages are taken out whose code uses something that another file declares. The
server's context is asked at the hole, with only that file open; the declaration counts when its
signature is shown. The packages are fetched once, into --cache.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.recall.holes import at_receiver, of_projects, without_import
from bench.recall.measure import SIZES, Found, look
from bench.recall.packages import LANGUAGES, projects

VARIANTS = {"unimported": without_import, "receivers": at_receiver}
CACHE = Path.home() / ".cache" / "glossator-bench"


def main() -> int:
    """Print a line of figures for each language."""
    parser = argparse.ArgumentParser(prog="python -m bench.recall", description=__doc__)
    parser.add_argument("--cache", type=Path, default=CACHE, help="where the packages are kept")
    parser.add_argument("--languages", nargs="+", choices=LANGUAGES, default=LANGUAGES)
    parser.add_argument("--holes", type=int, default=1_000, help="of a language, at most")
    parser.add_argument(
        "--kept-back", action="store_true", help="packages that nothing was fitted to"
    )
    parser.add_argument("--index", action="store_true", help="with the index of names")
    parser.add_argument(
        "--only", choices=VARIANTS, help="holes whose import is not written yet, or members"
    )
    parser.add_argument("--misses", type=int, default=0, help="holes to print that were missed")
    options = parser.parse_args()
    for language in options.languages:
        found = _language(options, language)
        _report(language, found, options.misses)
    return 0


def _language(options: argparse.Namespace, language: str) -> list[Found]:
    roots = projects(options.cache, language, kept_back=options.kept_back)
    found: list[Found] = []
    made = of_projects(roots, language, options.holes, VARIANTS.get(options.only))
    with TemporaryDirectory() as folder:
        for root, each in made:
            index = Path(folder) if options.index else None
            found += look(each, root, language, index)
    return found


def _report(language: str, found: list[Found], misses: int) -> None:
    count = len(found) or 1
    shares = " ".join(
        f"{size}: {100 * sum(each.shown[size] for each in found) / count:5.1f} % (declarations "
        f"alone {100 * sum(each.declared[size] for each in found) / count:5.1f} %)"
        for size in SIZES
    )
    known = 100 * sum(each.reason != "" for each in found) / count
    times = sorted(each.choosing for each in found) or [0.0]
    reads = sorted(each.reading for each in found) or [0.0]
    print(
        f"{language:11}{len(found):5} holes  {shares}  known {known:5.1f} %  choosing p50 "
        f"{1e3 * times[len(times) // 2]:.1f} p99 {1e3 * times[int(0.99 * len(times))]:.1f} ms  "
        f"reading p50 {1e3 * reads[len(reads) // 2]:.0f} p95 "
        f"{1e3 * reads[int(0.95 * len(reads))]:.0f} ms of processor",
        flush=True,
    )
    if misses:
        missed = [each for each in found if not each.shown[SIZES[0]]]
        print(Counter(each.reason or "unknown" for each in missed).most_common())
        for each in random.Random(2).sample(missed, min(misses, len(missed))):
            print(f"    {each}")


if __name__ == "__main__":
    raise SystemExit(main())
