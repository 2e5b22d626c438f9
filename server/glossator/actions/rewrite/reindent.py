"""Indentation on its way to a model and back. Pure.

Lines that begin inside of a string, and directives that stand at the left edge, keep their white
space: it is no indentation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher

from glossator.text.indentation import TAB_WIDTH, indent_step, indent_width, leading_space

_DIRECTIVE = re.compile(
    r"#(?:if|ifdef|ifndef|elif|else|endif|define|undef|include|pragma|error|line|region|"
    r"endregion|nullable)\b"
)
_SAME = 0.6
"""Likeness of two lines from which one is the other, changed."""


def is_at_the_edge(line: str) -> bool:
    """Whether `line` is a directive of a preprocessor that stands at the left edge."""
    return _DIRECTIVE.match(line) is not None


def common_indent(lines: Sequence[str], fixed: Collection[int] = ()) -> str:
    """The blank space with which all of the lines begin that are not blank, nor `fixed`."""
    spaces = [
        leading_space(line)
        for number, line in enumerate(lines)
        if line.strip() and number not in fixed and not is_at_the_edge(line)
    ]
    # what the least and the greatest begin with, all between them begin with
    first, last = min(spaces, default=""), max(spaces, default="")
    same = (n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b)
    return first[: next(same, min(len(first), len(last)))]


class Reindent:
    """Gives the lines of an answer the indentation of the lines that they replace.

    A model is shown `old` without its common indentation. It answers so, or with all lines as they
    are in the file, or as it likes: what counts is where its first line stands against ours.
    `fixed` are the numbers of those old lines that begin inside of a string.
    """

    def __init__(self, old: Sequence[str], common: str, fixed: Collection[int] = ()) -> None:
        self._old = old
        self._fixed = fixed
        self._common = common
        self._tabs = any(line.startswith("\t") for line in [*old, common])
        code = [line for number, line in enumerate(old) if number not in fixed and line.strip()]
        self._code = code
        self._first = next((line for line in code if not is_at_the_edge(line)), common)
        self._expected = indent_width(self._first) - indent_width(common)
        self._shift: int | None = None
        self._step = TAB_WIDTH

    def line(self, line: str) -> str:
        """One line of the answer, in its order, as it belongs in the file."""
        if not line.strip():
            return ""
        if is_at_the_edge(line) and self._keeps_edge():
            return line
        space = leading_space(line)
        if self._shift is None:
            self._shift = self._expected - indent_width(space)
        if self._shift == 0 and ("\t" in space) == (self._tabs and bool(space)):
            return self._common + line
        columns = max(0, indent_width(space) + self._shift)
        return self._common + self._blank(columns) + line[len(space) :]

    def whole(self, lines: Sequence[str], fixed: Collection[int] = ()) -> list[str]:
        """All lines of an answer as they belong in the file; `fixed` begin inside of a string."""
        code = [line for number, line in enumerate(lines) if number not in fixed]
        if self._tabs and not any(line.startswith("\t") for line in code):
            self._step = max(1, len(indent_step(code)))
        elif not self._tabs:
            lines = _in_steps_of(self._code, lines, fixed)
        stripped = self._is_stripped_first(lines, fixed)
        self._shift, result = None, list[str]()
        for number, line in enumerate(lines):
            if number in fixed:
                result.append(line)
                continue
            if stripped and number > stripped - 1:
                self._shift = self._expected - indent_width(self._common)
            result.append(self.line(line))
        return self._with_old_strings(result, fixed)

    def _keeps_edge(self) -> bool:
        return any(map(is_at_the_edge, self._old))

    def _blank(self, columns: int) -> str:
        if self._tabs:
            return "\t" * (columns // self._step) + " " * (columns % self._step)
        return " " * columns

    def _is_stripped_first(self, lines: Sequence[str], fixed: Collection[int]) -> int:
        """After how many lines an answer goes on as the file is indented; 0 where it does not.

        Some models take the indentation off the first line only.
        """
        common = indent_width(self._common)
        code = [(n, line) for n, line in enumerate(lines) if n not in fixed and line.strip()]
        rest = [line for _, line in code[1:] if not is_at_the_edge(line)]
        if not common or not rest or indent_width(code[0][1]) != self._expected:
            return 0
        if min(map(indent_width, rest)) < common or not _alike(code[0][1], self._first):
            return 0
        votes = Counter(
            indent_width(line) - indent_width(old)
            for line in rest
            if (old := _counterpart(line, self._old)) is not None
        )
        return code[0][0] + 1 if votes and votes.most_common(1)[0][0] == 0 else 0

    def _with_old_strings(self, lines: list[str], fixed: Collection[int]) -> list[str]:
        """The lines, those of strings with the white space that they had in the file."""
        old = {self._old[n].strip(): leading_space(self._old[n]) for n in self._fixed}
        shift = 0
        for number, line in enumerate(lines):
            if number not in fixed:
                shift = 0
            elif (space := old.get(line.strip())) is not None and line.strip():
                shift = indent_width(space) - indent_width(line)
                lines[number] = space + line.lstrip(" \t")
            elif shift and line.strip():
                lines[number] = " " * max(0, indent_width(line) + shift) + line.lstrip(" \t")
        return lines


def _in_steps_of(old: Sequence[str], lines: Sequence[str], fixed: Collection[int]) -> list[str]:
    """The lines with steps of indentation as wide as those of `old`, where both show theirs."""
    code = [line for n, line in enumerate(lines) if n not in fixed and line.strip()]
    ours, theirs = _step(old), _step(code)
    if not ours or not theirs or ours == theirs:
        return list(lines)
    scaled, least = list[str](), min(map(indent_width, code))
    for number, line in enumerate(lines):
        is_code = number not in fixed and line.strip()
        columns = least + (indent_width(line) - least) // theirs * ours
        scaled.append(" " * columns + line.lstrip(" \t") if is_code else line)
    return scaled


def _step(code: Sequence[str]) -> int:
    """The columns of one step, where all lines stand on steps of 2 to 4; 0 where they do not."""
    least = min(map(indent_width, code), default=0)
    widths = [indent_width(line) - least for line in code]
    step = min((width for width in widths if width), default=0)
    return step if step in (2, 3, 4) and not any(width % step for width in widths) else 0


def _counterpart(line: str, old: Sequence[str]) -> str | None:
    best = max(old, key=lambda each: _likeness(line, each), default=None)
    return best if best is not None and _alike(line, best) else None


def _alike(one: str, other: str) -> bool:
    return _likeness(one, other) >= _SAME


def _likeness(one: str, other: str) -> float:
    one, other = one.strip(), other.strip()
    if one == other:
        return 1.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio() if one and other else 0.0
