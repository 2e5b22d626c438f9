"""Cases drawn into text files, one file a language: code with a cursor, and what it becomes.

    === what is special about it
    function │add(a, b) {}
    ~~~
    /**
     * Add two numbers.
     …

The first section of a file is what the model answers to all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).with_name("drawn")
SECTION, BECOMES = "=== ", "~~~\n"


@dataclass(frozen=True)
class Case:
    """One drawn example; `after` is "" where nothing may happen."""

    language: str
    title: str
    answer: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.language}: {self.title}"


def cases() -> Iterator[Case]:
    """All cases of all languages."""
    for path in sorted(FOLDER.glob("*.txt")):
        yield from read(path)


def read(path: Path) -> Iterator[Case]:
    """The cases of one file, which is called by its language id."""
    _, answer, *sections = _sections(path.read_text(encoding="utf-8"))
    for section in sections:
        title, _, drawn = section.partition("\n")
        before, _, after = drawn.partition(BECOMES)
        yield Case(path.stem, title, answer.partition("\n")[2], before, after)


def _sections(text: str) -> list[str]:
    return [f"{section}\n" for section in f"\n{text.rstrip()}".split(f"\n{SECTION}")]
