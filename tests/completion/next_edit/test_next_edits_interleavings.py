"""While an answer of a model is on its way, and after it: the user does anything anywhere.

The user has added a parameter. Whatever is offered then changes one of the two callers, which the
model has written in one answer, wherever that is by then, and nothing else.
"""

from __future__ import annotations

import asyncio
from collections.abc import Container
from dataclasses import dataclass, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bench.clock import simulate
from glossator.completion.next_edit.changes import Change
from glossator.completion.next_edit.next_edits import NextEdits
from glossator.completion.next_edit.pending import PendingEdit
from glossator.completion.next_edit.rewriter import Rewriter, Wanted
from glossator.context.buffer import Buffer

URI = "file:///a.py"
HEAD = "def f(a, b):\n    return a\n\n\n"
BODY = "\n".join(f"line_{number} = {number}" for number in range(6))
TEXT = f"{HEAD}{BODY}\n\nprint(f(1))\nline = 6\nprint(f(3))\n\n{BODY}\n"
CALLERS = {"f(1)": "f(1, 2)", "f(3)": "f(3, 2)"}
STEPS = st.tuples(
    st.sampled_from(["type", "type", "type", "undo", "save", "wait", "ask"]),
    st.floats(0, 1, allow_nan=False),
    st.integers(0, 3),
    st.sampled_from(["x", "\n", "x = 1\n", "\n\n", ""]),
    st.sampled_from([0.0, 0.3, 1.1]),
)


class Slow(Rewriter):
    """Writes the right edits, a second later."""

    def __init__(self) -> None:
        self.asked = 0

    async def rewrite(self, wanted: Wanted, former_lines: Container[str] = ()) -> list[PendingEdit]:
        self.asked += 1
        place = wanted.place
        await asyncio.sleep(1.0)
        new = place.old
        for old, updated in CALLERS.items():
            new = new.replace(old, updated)
        return replace(place, new=new).parts


@dataclass
class Desk:
    """One document, changed by its user."""

    text: str = TEXT
    version: int = 0

    def __post_init__(self) -> None:
        self.rewriter = Slow()
        self.edits = NextEdits(self._buffers, lambda *_: None, self.rewriter)
        self.done: list[Change] = []

    def _buffers(self) -> list[Buffer]:
        return [Buffer(URI, self.text, "python", self.version)]

    def change(self, change: Change) -> None:
        self.version += 1
        self.text = change.applied_to(self.text)
        self.edits.note_change(URI, change, self.text, self.version)

    async def do(self, step: tuple[str, float, int, str, float]) -> None:
        what, where, length, piece, seconds = step
        if what == "type":
            start = int(where * len(self.text))
            change = Change(start, self.text[start : start + length], piece)
            self.done.append(change)
            self.change(change)
        elif what == "undo" and self.done:
            last = self.done.pop()
            self.change(Change(last.start, last.inserted, last.removed))
        elif what == "save":
            self.edits.note_saved(URI)
        elif what == "ask":
            self.edits.end_burst()
        await asyncio.sleep(seconds)


@settings(max_examples=2_000, deadline=None)
@given(st.lists(STEPS, max_size=6))
def test_what_is_offered_is_what_was_asked_for(
    steps: list[tuple[str, float, int, str, float]],
) -> None:
    async def play() -> None:
        desk = Desk(TEXT.replace("(a, b)", "(a)"))
        desk.change(Change(7, "", ", b"))
        desk.edits.end_burst()
        await asyncio.sleep(0)
        assert desk.rewriter.asked == 1
        for step in steps:
            await desk.do(step)
        await asyncio.sleep(3)
        taken = 0
        while (pending := desk.edits.pending) is not None and pending.kind == "model":
            now = meant = desk.text
            here = [each for each in CALLERS if each in pending.old]
            for old in here:  # both where a line end between them was deleted
                assert now.count(old) == 1
                meant = meant.replace(old, CALLERS[old])
            assert pending.change.applied_to(now) == meant != now
            desk.change(pending.change)
            taken += len(here)
            await asyncio.sleep(0.01)
            if not steps and taken == 1:
                assert desk.rewriter.asked == 1
                assert desk.edits.pending is not None
            await asyncio.sleep(3)
        assert taken == 2 or steps
        desk.edits.close()

    simulate(play())
