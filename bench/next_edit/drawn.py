"""Changes drawn by hand, in languages and of kinds that scripts do not make, of which all is known.

`drawn.txt` has them: `«old→new»` where something is to be changed, the first of them by the user.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from bench.next_edit.changes import URI, Made
from glossator.completion.next_edit.pending import PendingEdit
from glossator.text.lines import split_lines

FILE = Path(__file__).with_name("drawn.txt")
_MARK = re.compile(r"«([^→»]*)→([^»]*)»")


def drawn_changes() -> Iterator[Made]:
    """The changes, in the order of the file."""
    for chunk in re.split(r"(?m)^# (?=[\w ]+\n---)", FILE.read_text("utf-8"))[1:]:
        kind, _, drawn = chunk.partition("\n")
        texts, bodies = list[tuple[str, str, str, str]](), list[str]()
        for part in re.split(r"(?m)^--- ", drawn)[1:]:
            head, _, body = part.partition("\n")
            file, language = head.split()
            before, finished = (_MARK.sub(side, body) for side in (r"\1", r"\2"))
            texts.append((URI + file, language, before, finished))
            bodies.append(body)
        first = _MARK.search(bodies[0])
        assert first is not None
        start, end = first.start(), first.start() + len(first[1])
        yield Made(kind, tuple(texts), start, end, first[2], partial(_right, texts))


def _right(texts: Sequence[tuple[str, str, str, str]], block: str) -> str:
    """A block of one of the texts as it is to become, whatever of it is so already."""
    for *_, before, finished in texts:
        lines = split_lines(before), split_lines(finished)
        if len(lines[0]) == len(lines[1]):
            then = {old: new for old, new in zip(*lines, strict=True) if old != new}
            block = "\n".join(then.get(line, line) for line in block.split("\n"))
            continue
        for part in PendingEdit("", 0, before, finished, "").parts:
            if part.old in block and part.new not in block:
                block = block.replace(part.old, part.new, 1)
    return block
