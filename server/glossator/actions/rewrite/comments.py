"""The comments of an answer: those that it left out above code that stays, and their marks. Pure.

A model that rewrites code drops comments nobody asked it to drop, or begins them as another
language does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from glossator.actions.rewrite.literal_rows import literal_rows
from glossator.languages import facts_of
from glossator.text.indentation import leading_space
from glossator.text.lexer import is_comment, without_comment
from glossator.text.lines import split_lines
from glossator.text.sessions import SESSION_PROMPTS

_ABOUT_COMMENTS = re.compile(
    r"\b(?:comment|remark|docs?\b|documentation|docstring|annotation)", re.I
)
_MAY_BE_DONE = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
_PLACEHOLDER = re.compile(r"\s*\{\{[A-Z]+(?:_[A-Z]+)+\}\}\s*$")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_MOST_CHANGED = 200  # lines among which a changed one is looked for
_ALIKE = 0.6
"""The share of tokens that a line must keep to be the same one, changed."""


@dataclass(frozen=True, slots=True)
class _Comment:
    """Lines of comments, with the blank lines after them, above the code in `row` of a region."""

    lines: tuple[str, ...]
    row: int


def with_own_marks(lines: Sequence[str], language: str, text: str) -> list[str]:
    """The lines of an answer with comments as the language has them, and no marks of a prompt.

    `text` is the buffer: what begins a line there is code.
    """
    own = facts_of(language).line_comment
    lines = _without_prompts(lines, language, text)
    kept = [line for line in lines if not _PLACEHOLDER.match(line) or line.strip() in text]
    has_slashes = not own or "//" in facts_of(language).comments.split()
    is_foreign = not has_slashes and not re.search(r"^[ \t]*//", text, re.MULTILINE)
    if not is_foreign:
        return kept
    return [re.sub(r"^([ \t]*)//(?=[ \t])", rf"\g<1>{own}", line) for line in kept]


def _without_prompts(lines: Sequence[str], language: str, text: str) -> Sequence[str]:
    """The lines without the prompts of a session, where each of them has one."""
    prompt = SESSION_PROMPTS.get(language)
    if prompt is None or any(map(prompt.match, split_lines(text))):
        return lines
    if not all(prompt.match(line) for line in lines if line.strip()):
        return lines
    return [prompt.sub(r"\g<line>", line) for line in lines]


def with_kept_comments(
    old: Sequence[str],
    new: Sequence[str],
    language: str,
    instruction: str,
    strings: Collection[int],
) -> list[str]:
    """The lines `new` with the comments of `old` above and behind lines that are still there.

    A comment that the instruction may speak of, one that says what is to be done, and one in whose
    place another one stands are left out. `strings` are the rows of `old` that are text.
    """
    known = {line.strip() for line in new}
    gone = [line for line in old if line.strip() not in known]
    marks = facts_of(language).comments.split()
    is_whole = not any(mark in line for line in gone for mark in [*marks, "<!--"])
    if is_whole or _ABOUT_COMMENTS.search(instruction) or facts_of(language).prose:
        return list(new)
    places = _Places(old, new, language)
    above = dict[int, tuple[str, ...]]()
    for comment in _comments(old, language, strings):
        is_there = any(line.strip() in known for line in comment.lines if line.strip())
        if is_there or _MAY_BE_DONE.search("\n".join(comment.lines)):
            continue
        at = places.of(comment.row)
        if at is not None and not (at and is_comment(new[at - 1], language)):
            above.setdefault(at, comment.lines)
    ends = _ends(old, new, places, strings)
    lines = list[str]()
    for at, line in enumerate(new):
        indent = leading_space(line)
        put = above.get(at, ())
        own = leading_space(put[0]) if put else ""
        lines += [indent + each.removeprefix(own) if each.strip() else each for each in put]
        lines.append(line.rstrip() + ends[at] if at in ends else line)
    return lines


def _ends(
    old: Sequence[str], new: Sequence[str], places: _Places, strings: Collection[int]
) -> dict[int, str]:
    """The comments at the ends of old lines, by the new lines that lack them."""
    ends, text = dict[int, str](), "\n".join(new)
    for row, line in enumerate(old):
        remark = line.rstrip()[len(places.old[row]) :]
        if row in strings or not places.old[row].strip() or not remark.strip():
            continue
        at = None if remark.strip() in text else places.of(row)
        if at is None or at in ends or places.new[at] != new[at].rstrip():
            continue
        if not places.new[at].endswith("\\"):
            ends[at] = remark
    return ends


def _comments(old: Sequence[str], language: str, strings: Collection[int]) -> list[_Comment]:
    found, run = list[_Comment](), list[str]()
    for row, line in enumerate(old):
        is_inner = line.lstrip().startswith("*") and not (run and "/*" in run[0])
        is_remark = is_comment(line, language) and not is_inner  # `* {` is a rule of CSS
        if row not in strings and (is_remark or (run and not line.strip())):
            run.append(line)
            continue
        if run and row not in strings:
            found.append(_Comment(tuple(run), row))
        run = []
    return found


class _Places:
    """Where the lines of a region are in its new lines, the same or changed a little."""

    def __init__(self, old: Sequence[str], new: Sequence[str], language: str) -> None:
        self._skipped = literal_rows("\n".join(new), language)
        self.old = [without_comment(line, language) for line in old]
        self.new = [without_comment(line, language) for line in new]
        self._rows: dict[str, list[int]] = {}
        for row, code in enumerate(self.new):
            if row not in self._skipped:
                self._rows.setdefault(code.strip(), []).append(row)
        self._counts = Counter(code.strip() for code in self.old)
        changed = [row for row, code in enumerate(self.new) if code.strip() not in self._counts]
        self._changed = [
            row for row in changed if self.new[row].strip() and row not in self._skipped
        ][:_MOST_CHANGED]

    def of(self, row: int) -> int | None:
        """The row in the new lines; None where there is none, or more than one may be meant."""
        code = self.old[row].strip()
        if same := self._rows.get(code):
            before = sum(line.strip() == code for line in self.old[:row])
            return same[before] if len(same) == self._counts[code] else None
        wanted = _TOKEN.findall(code)
        shares = [(self._share(wanted, at), -at) for at in self._changed]
        share, at = max(shares, default=(0.0, 0))
        return -at if share >= _ALIKE else None

    def _share(self, wanted: list[str], at: int) -> float:
        given = _TOKEN.findall(self.new[at])
        return SequenceMatcher(None, wanted, given, autojunk=False).ratio()
