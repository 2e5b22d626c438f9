"""`python -m bench.real_files` (`make corpus`): docstrings in the source files that a machine has.

GLOSSATOR_CORPUS names folders, parted as in PATH; without it the registries of Python, Cargo, Go,
npm and Maven are walked. Prints what could not be documented, and fails where code was changed.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sysconfig
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random

from tests.actions.docstring.harm import ENDINGS, document_some

SIZES = range(200, 40_000)
"""Bytes; the largest files cost most of the time and hold nothing new."""
REGISTRIES = (".cargo/registry/src", "go/pkg/mod", "node_modules", ".m2/repository")
"""Below the user's home."""
SHOWN = 20


def main() -> int:
    """Document some definitions of some files of each language."""
    parser = argparse.ArgumentParser(prog="python -m bench.real_files", description=__doc__)
    parser.add_argument("--files", type=int, default=200, help="of each language")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--language", help="this one only")
    options = parser.parse_args()
    harm = 0
    for language, paths in sorted(_files().items()):
        if options.language in (None, language):
            some = Random(options.seed).sample(paths, min(options.files, len(paths)))
            report = asyncio.run(document_some(some, language))
            print(
                f"{language:16} {len(some):5} files {report.definitions:5} definitions "
                f"{len(report.refused):4} refused {len(report.harm):4} harmed",
                flush=True,
            )
            for line in (*report.harm[:SHOWN], *report.refused[:SHOWN]):
                print(f"    {line}")
            harm += len(report.harm)
    return 1 if harm else 0


def _files() -> dict[str, list[Path]]:
    found: defaultdict[str, list[Path]] = defaultdict(list)
    for folder in folders():
        for path in sorted(folder.rglob("*")):
            language = ENDINGS.get(path.suffix)
            if language is not None and path.is_file() and path.stat().st_size in SIZES:
                found[language].append(path)
    return found


def folders() -> Iterator[Path]:
    """The folders that GLOSSATOR_CORPUS names; without it, the registries of this machine."""
    named = os.environ.get("GLOSSATOR_CORPUS")
    if named:
        yield from map(Path, named.split(os.pathsep))
        return
    yield Path(sysconfig.get_path("stdlib"))
    yield from (Path.home() / registry for registry in REGISTRIES)


if __name__ == "__main__":
    raise SystemExit(main())
