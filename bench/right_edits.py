"""Right answers to instructions as people write them: each must be applied, and lose nothing.

`python -m bench.right_edits` replays the edits of `right_edits.txt` (an instruction, the code, the
code as it was asked for) and then spoils each: a line that should have stayed is left out of the
answer, once for every such line. It prints how many right answers are refused and how many of the
spoiled ones are taken, and fails where too many are.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from glossator.actions.rewrite.acceptance import Wish, accepted
from glossator.actions.rewrite.region import region_of
from glossator.context.buffer import Buffer
from glossator.errors import NoUsableAnswerError

CORPUS = Path(__file__).with_name("right_edits.txt")
FRAMES = {
    "java": ("class K {\n", "\n}\n"),
    "csharp": ("class K {\n", "\n}\n"),
    "php": ("<?php\n", "\n"),
    "go": ("package a\n\n", "\n"),
}
"""What stands around the code where the language takes it nowhere else."""
MOST_REFUSED = 0.03


@dataclass(frozen=True, slots=True)
class RightEdit:
    """An instruction, the code that was selected, and what it should become."""

    language: str
    instruction: str
    old: tuple[str, ...]
    new: tuple[str, ...]

    def spoiled(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each line that was to stay, and the answer without it."""
        kept = Counter(line.strip() for line in self.old)
        counts = Counter(line.strip() for line in self.new)
        for number, line in enumerate(self.new):
            bare = line.strip()
            if kept[bare] == counts[bare] == 1 and _is_statement(bare):
                yield bare, (*self.new[:number], *self.new[number + 1 :])


def _is_statement(bare: str) -> bool:
    return any(map(str.isalnum, bare)) and bare not in ("end", "fi", "done", "else", "do")


def edits() -> Iterator[RightEdit]:
    """The edits of the corpus."""
    for part in re.split(r"^== ", CORPUS.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        head, _, code = part.partition("\n")
        language, _, instruction = head.partition(": ")
        old, _, new = code.partition("\n--\n")
        yield RightEdit(
            language, instruction, tuple(old.split("\n")), tuple(new.rstrip("\n").split("\n"))
        )


def answered(edit: RightEdit, lines: tuple[str, ...]) -> str:
    """Why an answer of `lines` is refused; "" where it is taken."""
    before, after = FRAMES.get(edit.language, ("", "\n"))
    old = "\n".join(edit.old)
    buffer = Buffer("file:///bench", f"{before}{old}{after}", edit.language, 1)
    region = region_of(buffer, (len(before), len(before) + len(old)))
    answer = "\n".join([f"```{edit.language}", *lines, "```", ""])
    try:
        return "" if accepted(buffer, region, Wish(edit.instruction), answer) else "no code"
    except NoUsableAnswerError as error:
        return str(error)


def main() -> int:
    """Print what was refused and what was lost; 1 where it is too much."""
    argparse.ArgumentParser(prog="python -m bench.right_edits", description=__doc__).parse_args()
    all_edits, refused, spoiled, lost = list(edits()), 0, 0, 0
    for edit in all_edits:
        if why := answered(edit, edit.new):
            refused += 1
            print(f"refused: {edit.language}, {edit.instruction}: {why}")
            continue
        for line, lines in edit.spoiled():
            spoiled += 1
            if not answered(edit, lines):
                lost += 1
                print(f"lost: {edit.language}, {edit.instruction}: {line}")
    print(f"{len(all_edits) - refused} of {len(all_edits)} right edits are applied")
    print(f"{lost} of {spoiled} spoiled ones lose a line")
    return 1 if lost or refused > MOST_REFUSED * len(all_edits) else 0


if __name__ == "__main__":
    sys.exit(main())
