"""The code in a model's answer, line by line as it streams in. Pure.

What a model was asked for is one fenced block. What it sends may begin with a sentence, hold a
block of another language first, have no fence at all, or be nothing but prose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from glossator.languages import facts_of, is_foreign
from glossator.text.fences import FENCE, is_closing
from glossator.text.repetition import LONGEST_BLOCK, start_of_repeats
from glossator.text.sentences import is_prose

_REPEATS = 5
"""Times that a block of lines comes in a row in a model that goes in circles."""


class CodeReader:
    """Passes on the lines of the first block that can be meant, without its fence.

    `first_line` is how an answer without a fence begins if it repeats the code that was shown; only
    then it is passed on while it comes. Any other such answer is judged when it is whole. A block
    that only repeats `shown`, the code that the model was shown, is passed over.
    """

    def __init__(self, language: str, first_line: str = "", shown: Sequence[str] = ()) -> None:
        self.is_done = False
        self.is_circular = False
        self.foreign = ""
        """The language of a block that was passed over; empty where there was none."""
        self.prose = ""
        """What was said before the code."""
        self.is_nested = facts_of(language).prose
        """Whether fences stand in the code itself, so that only the last may be the end."""
        self._language = language
        self._first_line = first_line.strip()
        self._shown = [line.strip() for line in shown]
        self._echo: list[str] = []
        self._rest = ""
        self._fence: tuple[str, str] | None = None
        self._passing_over = False
        self._bare: list[str] | None = None
        self._is_sure = False
        self._given: list[str] = []

    def feed(self, text: str) -> list[str]:
        """The lines of code that `text` completes, without their line ends."""
        *lines, self._rest = re.split(r"\r\n|\n|\r(?!\Z)", self._rest + text)
        return self._pass_on([line for each in lines for line in self._take(each)])

    def finish(self) -> list[str]:
        """The lines of code that the end of the answer completes."""
        rest, self._rest = self._rest.rstrip("\r"), ""
        lines = self._take(rest) if rest else []
        if self._bare is not None and not self.is_done:
            lines += self._end_of_bare()
        self.is_done = True
        return self._pass_on(lines)

    def _pass_on(self, lines: list[str]) -> list[str]:
        for count, line in enumerate(lines):
            self._given.append(line)
            if _repeats(self._given):
                self.is_circular = self.is_done = True
                return lines[: count + 1]
        return lines

    def _take(self, line: str) -> list[str]:
        if self.is_done:
            return []
        if self._fence is not None:
            return self._take_fenced(line)
        if opening := FENCE.match(line):
            return self._open(opening)
        if self._bare is not None:
            self._bare.append(line)
            return self._settled() if self._is_sure else []
        if not line.strip() or is_prose(line):
            self.prose += f"{line}\n" if line.strip() else ""
            return []
        self._bare = [line]
        self._is_sure = bool(self._first_line) and line.strip() == self._first_line
        return self._settled() if self._is_sure else []

    def _open(self, opening: re.Match[str]) -> list[str]:
        if self._bare is not None and self._is_sure:
            self.is_done = True  # a fence after the code: an example, or the explanation's
            return []
        self._bare = None
        self._fence = opening["marks"], opening["space"]
        self._passing_over = is_foreign(opening["info"], self._language)
        if self._passing_over:
            self.foreign = opening["info"]
        return []

    def _take_fenced(self, line: str) -> list[str]:
        assert self._fence is not None
        fence, space = self._fence
        if line[: len(space)].isspace() or not space:
            line = line[len(space) :]
        if not line[:1].isspace() and is_closing(line, fence):
            echo, self._echo = self._echo, []
            only_repeats = bool(self._shown) and [line.strip() for line in echo] == self._shown
            self.is_done = not self._passing_over and not only_repeats
            self._fence = None
            return [] if only_repeats else echo
        if self._passing_over:
            return []
        self._echo.append(line)
        if [line.strip() for line in self._echo] == self._shown[: len(self._echo)]:
            return []
        lines, self._echo, self._shown = self._echo, [], []
        return lines

    def _settled(self) -> list[str]:
        """Of an answer without a fence, what cannot be the begin of a closing remark."""
        assert self._bare is not None
        lines = self._bare
        if lines[-1].strip() and len(lines) > 1 and not lines[-2].strip() and is_prose(lines[-1]):
            self.is_done, self._bare = True, []
            return []
        keep = 0 if lines[-1].strip() else 1
        self._bare = lines[len(lines) - keep :] if keep else []
        return lines[: len(lines) - keep] if keep else lines

    def _end_of_bare(self) -> list[str]:
        lines, self._bare = self._bare or [], None
        while lines and (not lines[-1].strip() or is_prose(lines[-1])):
            lines.pop()
        if not self._is_sure and sum(map(is_prose, lines)) * 2 > len(lines):
            self.prose += "\n".join(lines)
            return []
        return lines


def _repeats(lines: list[str]) -> bool:
    for size in range(1, min(LONGEST_BLOCK, len(lines) // _REPEATS) + 1):
        if len(lines) - start_of_repeats(lines, size) >= size * _REPEATS:
            return any(len(line.strip()) > 3 for line in lines[-size:])
    return False
