"""Texts to find and texts to put there, between marks of conflicts as models write them. Pure.

<<<<<<< SEARCH
old lines
=======
new lines
>>>>>>> REPLACE
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from glossator.text.indentation import leading_space

_OPENS = re.compile(r"\s*<{5,9}(?:\s.*)?$")
_PARTS = re.compile(r"\s*={5,9}\s*$")
_CLOSES = re.compile(r"\s*>{5,9}(?:\s.*)?$")


def is_conflict(lines: Sequence[str]) -> bool:
    """Whether lines hold such a block."""
    return any(map(_OPENS.match, lines)) and any(map(_CLOSES.match, lines))


def resolve_conflicts(old: Sequence[str], lines: Sequence[str]) -> list[str] | None:
    """What `old` becomes; None where a block is broken, or its first part is not found in it once.

    Lines outside of the blocks, if there are any, are taken for the whole new text.
    """
    blocks, outside = _blocks(lines)
    if blocks is None:
        return None
    if any(line and line.strip() for line in outside):
        rest = iter(blocks)
        return [new for line in outside for new in ([line] if line is not None else next(rest)[1])]
    result = list(old)
    for before, after in blocks:
        places = _places(result, before)
        if len(places) != 1:
            return None
        at = places[0]
        space = leading_space(result[at]).removesuffix(leading_space(before[0]))
        result[at : at + len(before)] = [f"{space}{line}" if line.strip() else "" for line in after]
    return result


def _blocks(
    lines: Sequence[str],
) -> tuple[list[tuple[list[str], list[str]]] | None, list[str | None]]:
    """The two parts of each block, and the other lines, with None in the place of a block."""
    found: list[tuple[list[str], list[str]]] = []
    outside = list[str | None]()
    parts: list[list[str]] = []
    for line in lines:
        if _OPENS.match(line):
            if parts:
                return None, []
            parts = [[]]
        elif parts and _PARTS.match(line):
            parts.append([])
        elif parts and _CLOSES.match(line):
            if len(parts) != 2:
                return None, []
            found.append((parts[0], parts[1]))
            outside.append(None)
            parts = []
        elif parts:
            parts[-1].append(line)
        else:
            outside.append(line)
    return (None if parts or not found else found), outside


def _places(lines: Sequence[str], wanted: Sequence[str]) -> list[int]:
    bare = [line.strip() for line in wanted]
    if not any(bare):
        return []
    return [
        at
        for at in range(len(lines) - len(bare) + 1)
        if [line.strip() for line in lines[at : at + len(bare)]] == bare
    ]
