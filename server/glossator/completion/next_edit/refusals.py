"""Why an edit that a model wrote is not offered. Pure, but for the trees of the texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container
from difflib import SequenceMatcher

from glossator.completion.next_edit.burst import Burst
from glossator.completion.next_edit.pending import PendingEdit
from glossator.completion.next_edit.swap import word_changes
from glossator.syntax.errors import is_worse
from glossator.syntax.registry import LANGUAGES
from glossator.text.imports import may_import
from glossator.text.lines import line_number, split_lines
from glossator.text.spans import Span

SLACK = 3
"""Code points more than the burst deleted that an edit may delete."""

_TOKEN = re.compile(r"\w+|[^\w\s]")
_SPACE = re.compile(r"\s+")


def refused(
    edit: PendingEdit,
    text: str,
    language: str,
    burst: Burst,
    demanded: Span,
    former_lines: Container[str] = (),
    places: int = 1,
) -> str | None:
    """Why an edit of `text` is not offered; None where nothing speaks against it.

    `former_lines` are lines as they were before the user changed them; `places` are those of which
    something is demanded in the lines of the edit.
    """
    old, new = split_lines(edit.old), split_lines(edit.new)
    if edit.old == edit.new:
        return "nothing is changed"
    if _SPACE.sub("", edit.old) == _SPACE.sub("", edit.new):
        return "white space alone is changed"
    gone, put = _changed_lines(old, new)
    if all(may_import(line) for line in (*gone, *put) if line.strip()) and not any(
        map(may_import, split_lines(burst.new))
    ):
        return "imports alone are changed"
    if any(line.strip() and line in former_lines for line in put):
        return "a line becomes what it was before"
    if _takes_back(edit, burst):
        return "what was typed is taken back"
    if _deleted(edit.old, edit.new) > places * (_deleted(burst.old, burst.new) + SLACK):
        return "more is deleted than the user deleted"
    if not touches(edit, text, demanded):
        return "something else is changed"
    if language in LANGUAGES and is_worse(text, edit.change.applied_to(text), language):
        return "it has new syntax errors"
    return None


def touches(edit: PendingEdit, text: str, demanded: Span) -> bool:
    """Whether lines are changed of which it was demanded, or put in right after them."""
    begin = line_number(text, edit.start)
    first, last = (line_number(text, at) - begin for at in demanded)
    lines = split_lines(edit.old), split_lines(edit.new)
    opcodes = SequenceMatcher(None, *lines, autojunk=False).get_opcodes()
    return any(i1 <= last + 1 and i2 >= first for tag, i1, i2, _, _ in opcodes if tag != "equal")


def _changed_lines(old: list[str], new: list[str]) -> tuple[list[str], list[str]]:
    gone, put = list[str](), list[str]()
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            gone += old[i1:i2]
            put += new[j1:j2]
    return gone, put


def _takes_back(edit: PendingEdit, burst: Burst) -> bool:
    """Whether an edit removes words that the burst put in, or puts in those that it removed."""
    removed, added = word_changes(burst)
    lost, gained = (Counter(re.findall(r"[^\W\d]\w*", text)) for text in (edit.old, edit.new))
    fewer, more = lost - gained, gained - lost
    was_removed = set(removed) - set(added)
    return bool(set(more) & was_removed) or bool(set(fewer) & (set(added) - set(removed)))


def _deleted(old: str, new: str) -> int:
    """The code points, white space aside, that were deleted to make `new` of `old`."""
    before: list[str] = _TOKEN.findall(old)
    after: list[str] = _TOKEN.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    opcodes = [each for each in matcher.get_opcodes() if each[0] in ("delete", "replace")]
    return sum(len(token) for _, i1, i2, _, _ in opcodes for token in before[i1:i2])
