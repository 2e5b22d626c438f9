"""What the simulated model knows: the finished text, and in which lines it errs.

A line that it does not wholly know is told right up to one token, then with a wrong token and a
plausible rest. Once the typist has written past that token, the model knows the rest of the line.
Every choice follows from the seed and the line, so the same place always gets the same answer.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from random import Random
from zlib import crc32

from bench.tokens import tokenize

ERRORS = ("anywhere", "early", "late")
"""Where the model errs in a line that it does not wholly know: first third, last third, or any."""
FALSE_DOUBT = 0.05
"""Share of right tokens that the model doubts all the same."""
FALSE_CERTAINTY = 0.2
"""Share of the errors of which the model is sure. Both keep `logprobs` from being an oracle."""
CERTAIN, PLAUSIBLE, DOUBTFUL = -0.04, -0.35, -1.6
"""Log probabilities: of a right token, of one after an error, of the error itself."""


@dataclass(frozen=True, slots=True)
class Token:
    """One token of an answer, with the model's log probability for it."""

    text: str
    logprob: float = CERTAIN


class Knowledge:
    """The finished text with its errors; offsets count characters of the finished text."""

    def __init__(self, finished: str, *, wrong: float, seed: int, errors: str = "anywhere") -> None:
        self.finished = finished
        self._seed = seed
        self._lines = finished.splitlines(keepends=True)
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line))
        self._where = errors
        self._errors = [self._error(number, line, wrong) for number, line in enumerate(self._lines)]

    def error_at(self, offset: int) -> int | None:
        """Where the model errs in the line of this offset; None where it knows the line."""
        line = self._line(offset)
        return self._errors[line] if line < len(self._errors) else None

    def knows_line(self, start: int, end: int) -> bool:
        """Whether all that is missing in the first line that is not blank is known.

        `start` to `end` is the text that is still missing at the cursor.
        """
        return self._knows(start, end, re.match(r"\s*[^\n]*", self.finished[start:end]))

    def knows_word(self, start: int, end: int) -> bool:
        """Whether the next word or sign is known."""
        return self._knows(start, end, NEXT_WORD.match(self.finished[start:end]))

    def _knows(self, start: int, end: int, part: re.Match[str] | None) -> bool:
        if part is None or not part.group().strip():
            return False
        stop = start + part.end()
        first = start
        while first < stop:
            error = self.error_at(first)
            if error is not None and start <= error < stop:
                return False
            first = self._starts[self._line(first) + 1]
        return True

    def continuation(self, start: int, end: int) -> list[Token]:
        """What the model writes for the missing text from `start` to `end`."""
        answer: list[Token] = []
        while start < end:
            stop = min(self._starts[self._line(start) + 1], end)
            error = self.error_at(start)
            if error is not None and start <= error < stop:
                answer += self._right(start, error)
                answer += self._wrong(self._line(start))
                if self.finished[stop - 1] == "\n":
                    answer.append(Token("\n", PLAUSIBLE))
            else:
                answer += self._right(start, stop)
            start = stop
        return answer

    def invention(self, place: str) -> list[Token]:
        """What the model writes where it does not understand what is meant: some other line."""
        random = Random(f"{self._seed}:{place}")
        other = random.choice([line for line in self._lines if line.strip()] or ["pass"])
        return [Token(text, PLAUSIBLE) for text in tokenize(other.strip())]

    def _line(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1

    def _right(self, start: int, stop: int) -> list[Token]:
        tokens = []
        for text in tokenize(self.finished[start:stop]):
            chance = crc32(f"{self._seed}:{start}".encode()) / 2**32
            tokens.append(Token(text, DOUBTFUL if chance < FALSE_DOUBT else CERTAIN))
            start += len(text)
        return tokens

    def _wrong(self, line: int) -> list[Token]:
        """A wrong token and a plausible rest: the end of some other line, indentation aside."""
        random = Random(f"{self._seed}:rest:{line}")
        error = self._errors[line]
        assert error is not None
        right = self.finished[error]
        others = [other.strip() for other in self._lines if len(other.strip()) > 3]
        rests = (random.choice(others) for _ in range(64)) if others else iter(())
        rest = next((text for text in rests if text[0] != right), "?!")
        first = PLAUSIBLE if random.random() < FALSE_CERTAINTY else DOUBTFUL
        texts = tokenize(rest)[:8]
        return [Token(text, PLAUSIBLE if at else first) for at, text in enumerate(texts)]

    def _error(self, number: int, line: str, wrong: float) -> int | None:
        random = Random(f"{self._seed}:{number}:{line}")
        places, offset = [], self._starts[number]
        for text in tokenize(line):
            lead = len(text) - len(text.lstrip())
            if text.strip():
                places.append(offset + lead)
            offset += len(text)
        if not places or random.random() >= wrong:
            return None
        third = max(1, len(places) // 3)
        parts = {"early": places[:third], "late": places[-third:]}
        return random.choice(parts.get(self._where, places))


NEXT_WORD = re.compile(r"\s*(?:\w+|[^\w\s])")
"""Up to the end of the next word or sign."""
