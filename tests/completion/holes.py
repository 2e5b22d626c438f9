"""Holes of one line in Python functions with unit tests, from HumanEval-Infilling."""

from __future__ import annotations

import gzip
import json
import random
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from glossator.completion.cursor import Cursor

PLACES = ("margin", "indented", "middle")


@dataclass(frozen=True, slots=True)
class Hole:
    """A function with one line missing; `above` and `below` are whole lines around it."""

    name: str
    above: str
    line: str
    below: str
    check: str

    def cursor(self, place: str) -> Cursor:
        """The cursor on the line of the hole, as far into the line as `place` says.

        `margin` is its first column, `indented` where an editor's automatic indent leaves it, and
        `middle` a place after some of it has been typed, which is the same in each run.
        """
        typed = self.line[: self.column(place)]
        return Cursor(self.above + typed, "\n" + self.below, "python", "src/solution.py")

    def column(self, place: str) -> int:
        """Where in the line the cursor stands."""
        indent = len(self.line) - len(self.line.lstrip())
        if place == "margin":
            return 0
        if place == "indented" or len(self.line) - indent < 3:
            return indent
        return random.Random(self.name).randrange(indent + 1, len(self.line) - 1)

    def program(self, line: str) -> str:
        """The function with `line` in the hole."""
        return f"{self.above}{line}\n{self.below}"

    def canonical(self) -> str:
        """The program as its author wrote it."""
        return self.program(self.line)


def read_holes(path: Path) -> list[Hole]:
    """All holes in the data file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [_hole(json.loads(line)) for line in lines]


def _hole(row: dict[str, str]) -> Hole:
    line = row["canonical_solution"].removesuffix("\n")
    check = f"{row['test']}\ncheck({row['entry_point']})\n"
    return Hole(row["task_id"], row["prompt"], line, row["suffix"], check)


def passes(program: str, hole: Hole, seconds: float = 10.0) -> bool:
    """Whether `program` passes the unit test of `hole`, in a process of its own."""
    if same_text(program, hole.canonical()):
        return True
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", f"{program}\n{hole.check}"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def same_text(one: str, other: str) -> bool:
    """Whether two programs differ in nothing but white space at the ends of lines and of all."""
    return _trimmed(one) == _trimmed(other)


def _trimmed(program: str) -> list[str]:
    return [line.rstrip() for line in program.rstrip().split("\n")]
