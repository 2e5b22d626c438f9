"""Passages of other files that are like the lines before a cursor. Pure.

A project repeats itself: where ten lines are like those just written, the lines after them often
are like those that come next.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from sys import intern

from glossator.text.lines import lines_between_line_feeds
from glossator.text.names import WORD
from glossator.text.remembered import remembered

CHUNK = 10
"""Lines that are compared, and as many that are shown after them."""
_STEP = 5
"""Lines from the begin of a chunk to that of the next one."""
LONGEST = 100_000
"""Code points of a file that are searched."""
LEAST = 0.1
"""The share of common words from which on chunks are alike."""
SHORTEST = 200
"""Code points of a passage that is worth showing."""
MOST_TRIED = 40
"""Passages that are looked at for one prompt."""
_COMMON = 0.25
"""The share of a file's chunks that hold a word which says nothing there."""
_REPEATED = 0.8
"""The share of lines that are shown already, from which on a passage says nothing new."""
_TELLING = re.compile(r"\w\W+\w|\w{6}")
"""A line that counts there: `else:` stands everywhere."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines of another file from the line `line` on, which counts from 0."""

    file: str
    line: int
    text: str


class Similar:
    """The passages of files, given by name and text, that may be shown beside a document.

    `own` is the document's text: what it says itself is not shown.
    """

    def __init__(self, files: Iterable[tuple[str, str]] = (), own: str = "") -> None:
        self._files = dict(files)
        self._chunks = {file: _Chunks.of(text) for file, text in self._files.items()}
        self._own = {line.strip() for line in lines_between_line_feeds(own)}

    def has(self, passage: Passage) -> bool:
        """Whether a passage of before still stands in its file."""
        return passage.text in self._files.get(passage.file, "")

    def files_with(self, names: Iterable[str]) -> Counter[str]:
        """How many of the files hold each of these names."""
        wanted = set(names)
        return Counter(
            name for chunks in self._chunks.values() for name in chunks.holding.keys() & wanted
        )

    def at(self, prefix: str, size: int) -> tuple[Passage, ...]:
        """The passages most like the end of a text, in `size` code points with their file names."""
        chosen: list[Passage] = []
        said = set(self._own)
        for passage in islice(self._order(prefix), MOST_TRIED) if size >= SHORTEST else ():
            if any(_overlap(passage, each) for each in chosen):
                continue
            text = _cut(passage.text, size - len(passage.file))
            if len(text) < SHORTEST:
                if len(passage.text) >= SHORTEST:
                    break
                continue
            lines = {line.strip() for line in text.split("\n") if _TELLING.search(line)}
            if len(lines & said) >= _REPEATED * len(lines):
                continue
            said |= lines
            chosen.append(Passage(passage.file, passage.line, text))
            size -= len(passage.file) + len(text)
        return tuple(chosen)

    def _order(self, prefix: str) -> Iterator[Passage]:
        words = _words(prefix[-4_000:].split("\n")[-CHUNK:])
        scored = [
            (score, file, at)
            for file, chunks in self._chunks.items()
            for score, at in _alike(chunks, words)
        ]
        scored.sort(key=lambda each: -each[0])
        lines: dict[str, list[str]] = {}
        for _, file, at in scored:
            if file not in lines:
                lines[file] = self._files[file].split("\n")
            yield _passage(file, lines[file], at)


class _Chunks:
    """Which chunks of a text hold which words."""

    def __init__(self, text: str) -> None:
        lines = text[:LONGEST].split("\n")
        self.sizes: list[int] = []
        holding: dict[str, list[int]] = {}
        for number, at in enumerate(range(0, max(1, len(lines) - CHUNK + _STEP), _STEP)):
            words = _words(lines[at : at + CHUNK])
            self.sizes.append(len(words))
            for word in words:
                holding.setdefault(intern(word), []).append(number)
        compact = bytes if len(self.sizes) <= 256 else tuple  # half the memory of lists, or less
        self.holding: dict[str, Sequence[int]] = {
            word: compact(numbers) for word, numbers in holding.items()
        }

    @staticmethod
    @remembered(100, 3_000_000)
    def of(text: str) -> _Chunks:
        return _Chunks(text)


def _words(lines: Iterable[str]) -> set[str]:
    return {word for line in lines for word in WORD.findall(line)}


def _alike(chunks: _Chunks, words: set[str]) -> Iterator[tuple[float, int]]:
    """The chunks of a file that hold many of these words, with the share that is common."""
    most = max(2.0, _COMMON * len(chunks.sizes))
    common: Counter[int] = Counter()
    for word in words:
        holding = chunks.holding.get(word)
        if holding is not None and len(holding) <= most:
            common.update(holding)
    for number, count in common.items():
        score = count / (len(words) + chunks.sizes[number] - count)
        if score >= LEAST:
            yield score, number


def _passage(file: str, lines: Sequence[str], chunk: int) -> Passage:
    """A chunk and what follows it, without the blank lines around them."""
    first, last = chunk * _STEP, min(chunk * _STEP + 2 * CHUNK, len(lines))
    while first < last and not lines[first].strip():
        first += 1
    while last > first and not lines[last - 1].strip():
        last -= 1
    return Passage(file, first, "\n".join(lines[first:last]))


def _overlap(one: Passage, other: Passage) -> bool:
    return one.file == other.file and abs(one.line - other.line) < 2 * CHUNK


def _cut(text: str, size: int) -> str:
    """The whole lines of a text that `size` code points hold."""
    return text if len(text) <= size else text[: max(0, text.rfind("\n", 0, max(0, size)))]
