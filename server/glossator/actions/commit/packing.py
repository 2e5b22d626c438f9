"""What a model is shown of the staged files: each its fair share, and a note of what is left out.

Pure. Lock files, generated, minified and binary files are one line each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from glossator.context.staged_diff import Hunk, StagedFile

BUDGET = 12_000
"""Code points of all diffs: about 3,000 tokens."""
LONGEST_LINE = 400
"""Code points; what has longer lines was written by a program."""
MOST_FILES = 60
"""Files that are named; of more only the number is told."""
LOCKS = re.compile(
    r"(?:.*[-.])?lock(?:\.\w+)?|.*\.lockb?|package-lock\.json|npm-shrinkwrap\.json|go\.sum|"
    r"pnpm-lock\.yaml|.*\.resolved",
    re.IGNORECASE,
)
GENERATED = re.compile(
    r".*(?:\.min\.(?:js|css)|\.map|\.snap|\.pb\.go|_pb2(?:_grpc)?\.pyi?|\.g\.dart|\.designer\.cs|"
    r"\.generated\.\w+|\.svg)",
    re.IGNORECASE,
)
FOLDERS = frozenset({"node_modules", "vendor", "third_party", "dist", "__snapshots__"})
MARKED = re.compile(r"(?:code )?generated (?:by|from)\b|@generated|do not edit", re.IGNORECASE)
HEAD = 10
"""Lines of a file in which a program says that it wrote it."""


@dataclass(frozen=True, slots=True)
class Packed:
    """The text for the model, and a sentence for the user about what it leaves out, or ""."""

    text: str
    note: str = ""


def pack(files: Sequence[StagedFile], withheld: int = 0, budget: int = BUDGET) -> Packed:
    """What of the files fits into `budget` code points; `withheld` of others are private."""
    named = files[:MOST_FILES]
    hunks_of = {file.path: _hunks(file) for file in named}
    listed = [_line(file, hunks_of[file.path]) for file in named]
    if len(files) > len(named):
        listed.append(f"and {len(files) - len(named)} more files")
    if withheld:
        listed.append(f"and {withheld} private file{'s' if withheld > 1 else ''}")
    shares = _shares([sum(map(_length, hunks_of[file.path])) for file in named], budget)
    diffs, cut = [], []
    for file, share in zip(named, shares, strict=True):
        hunks = hunks_of[file.path]
        if not hunks:
            continue
        kept, is_whole = _within(hunks, share)
        if not is_whole:
            cut.append(file.path)
        if kept:
            diffs.append(f"--- {file.path}\n{kept}")
    parts = ["Files:\n" + "\n".join(listed), *diffs]
    return Packed("\n\n".join(parts), _note(cut, len(files) - len(named), withheld))


def _note(cut: Sequence[str], unnamed: int, withheld: int) -> str:
    left = []
    if cut:
        some = ", ".join(cut[:3]) + (f" and {len(cut) - 3} more" if len(cut) > 3 else "")
        left.append(f"part of the changes in {some}")
    if unnamed:
        left.append(f"{unnamed} more files")
    if withheld:
        left.append(f"{withheld} file{'s' if withheld > 1 else ''} that no model may see")
    return f"The message was written without {', and '.join(left)}." if left else ""


def _hunks(file: StagedFile) -> list[Hunk]:
    """The hunks that say something to a reader."""
    if file.is_binary or _why_short(file):
        return []
    return [hunk for hunk in file.hunks if not hunk.is_blank]


def _why_short(file: StagedFile) -> str:
    path = PurePosixPath(file.path)
    if file.is_binary:
        return "binary"
    if LOCKS.fullmatch(path.name):
        return "lock file"
    if GENERATED.fullmatch(path.name) or FOLDERS.intersection(path.parts[:-1]):
        return "generated"
    lines = [line for hunk in file.hunks for line in hunk.lines]
    begins = file.hunks and re.match(
        r"@@ -[01](?:,\d+)? |@@ -\d+(?:,\d+)? \+1(?:,| )", file.hunks[0].header
    )
    if begins and any(MARKED.search(line) for line in lines[:HEAD]):
        return "generated"
    changed = [line for line in lines if line[:1] in "+-"]
    if changed and max(map(len, changed)) > LONGEST_LINE and path.suffix != ".md":
        return "minified"
    return ""


def _line(file: StagedFile, hunks: Sequence[Hunk]) -> str:
    """`changed src/a.py (+3 -1)`"""
    name = f"{file.before} to {file.path}" if file.before else file.path
    short = _why_short(file)
    counts = f"+{file.added} -{file.removed}" if not file.is_binary else ""
    blank = "blank space only" if file.hunks and not hunks and not short else ""
    details = ", ".join(filter(None, (counts, short, blank)))
    return f"{file.verb} {name}" + (f" ({details})" if details else "")


def _shares(lengths: Sequence[int], budget: int) -> list[int]:
    """Each the same; what one does not need flows on to the others."""
    shares = [0] * len(lengths)
    waiting = sorted((n for n, length in enumerate(lengths) if length), key=lambda n: lengths[n])
    left = budget
    for place, number in enumerate(waiting):
        fair = left // (len(waiting) - place)
        shares[number] = min(lengths[number], fair)
        left -= shares[number]
    return shares


def _length(hunk: Hunk) -> int:
    return len(hunk.header) + 1 + sum(len(line) + 1 for line in hunk.lines)


def _within(hunks: Sequence[Hunk], size: int) -> tuple[str, bool]:
    """Whole lines of the hunks, and whether all of them fit."""
    kept: list[str] = []
    for hunk in hunks:
        for line in (hunk.header, *hunk.lines):
            size -= len(line) + 1
            if size < 0:
                return "\n".join([*kept, "… more left out"]) if len(kept) > 1 else "", False
            kept.append(line)
    return "\n".join(kept), True
