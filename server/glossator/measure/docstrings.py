"""Documented functions whose docstring is taken out, to see what a model would write there.

Imports tree-sitter through `syntax`: import it lazily.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from glossator.actions.docstring.plan import DocstringPlan, plan_for, worth_documenting
from glossator.context.buffer import Buffer
from glossator.measure.holes import Hole, spread
from glossator.syntax.registry import LANGUAGES
from glossator.text.lines import after_line, line_number, line_start

SHORTEST = 20
"""Code points of a docstring that is worth a hole."""
LONGEST = 4_000
"""Code points of a docstring, beyond which it is a manual."""


def choose_docstrings(
    buffers: Sequence[Buffer], changed: Callable[[Buffer, int], bool], count: int, seed: int
) -> list[Hole]:
    """At most `count` docstrings, of as many files as there can be."""
    order = random.Random(seed)  # noqa: S311 - nothing secret
    by_file = []
    for buffer in buffers:
        if buffer.language not in LANGUAGES:
            continue
        found = [hole for hole in _docstrings(buffer) if changed(buffer, hole.line - 1)]
        order.shuffle(found)
        by_file.append(found)
    return spread(by_file, count, order)


def plan_of(hole: Hole, style: str) -> tuple[Buffer, DocstringPlan] | None:
    """The buffer without the docstring, and how its definition would be documented there."""
    whole = worth_documenting(hole.buffer)
    names = {each.name for each in whole if each.docstring and _is_within(each.docstring, hole)}
    buffer = replace(hole.buffer, text=hole.text)
    subjects = [each for each in worth_documenting(buffer) if each.name in names]
    if not subjects:
        return None
    nearest = min(subjects, key=lambda each: abs(each.slot.span[0] - hole.start))
    found = plan_for(buffer, nearest, style)
    return None if found is None or found.existing is not None else (buffer, found)


def _is_within(span: tuple[int, int], hole: Hole) -> bool:
    return hole.start <= span[0] and span[1] <= hole.end


def _docstrings(buffer: Buffer) -> Iterator[Hole]:
    for subject in worth_documenting(buffer):
        if subject.docstring is None or not subject.name:
            continue
        start, end = subject.docstring
        first = line_start(buffer.text, start)
        last = after_line(buffer.text, end)
        alone = not buffer.text[first:start].strip() and not buffer.text[end:last].strip()
        if alone and SHORTEST <= end - start <= LONGEST:
            line = line_number(buffer.text, start) + 1
            yield Hole("docstring", buffer, first, last, line)
