"""Which edit is offered when, to a user with open documents and a clock that jumps."""

from __future__ import annotations

import asyncio
from collections.abc import Container
from dataclasses import replace

from bench.clock import simulate
from glossator.completion.next_edit.changes import Change
from glossator.completion.next_edit.next_edits import MOST_IGNORED, PAUSE, NextEdits
from glossator.completion.next_edit.pending import PendingEdit
from glossator.completion.next_edit.rewriter import Rewriter, Wanted
from glossator.context.buffer import Buffer

URI, OTHER = "file:///a.py", "file:///b.py"
FAR = "\n" * 9
TEXT = "def f(net):\n    a = net\n    b = net\n    return a + b\n" + "\n" * 9 + "last = 1\n"


class User:
    """Open documents, and what was told of the next edits in them."""

    def __init__(self, rewriter: Rewriter | None = None, **texts: str) -> None:
        self.texts = {f"file:///{name}.py": text for name, text in (texts or {"a": TEXT}).items()}
        self.notified: list[tuple[str, bool]] = []
        self.edits = NextEdits(self._buffers, lambda *each: self.notified.append(each), rewriter)
        self._version = 0

    def replace(self, old: str, new: str, *, uri: str = URI, after: str = "") -> None:
        start = self.texts[uri].index(old, self.texts[uri].index(after))
        self.change(Change(start, old, new), uri)

    def change(self, change: Change, uri: str = URI) -> None:
        self._version += 1
        self.texts[uri] = change.applied_to(self.texts[uri])
        self.edits.note_change(uri, change, self.texts[uri], self._version)

    async def pause(self) -> None:
        await asyncio.sleep(PAUSE + 0.1)

    def line(self) -> int | None:
        """The line of the edit that is offered."""
        pending = self.edits.pending
        return None if pending is None else self.texts[pending.uri].count("\n", 0, pending.start)

    def take(self) -> None:
        assert self.edits.pending is not None
        self.change(self.edits.pending.change, self.edits.pending.uri)

    def _buffers(self) -> list[Buffer]:
        return [Buffer(uri, text, "python", 1) for uri, text in self.texts.items()]


def test_it_comes_with_the_pause() -> None:
    async def play() -> None:
        me = User()
        me.replace("net", "amount")
        assert me.line() is None
        await me.pause()
        assert me.line() == 1
        assert me.notified == [(URI, True)]

    simulate(play())


def test_it_comes_with_saving() -> None:
    async def play() -> None:
        me = User()
        me.replace("net", "amount")
        me.edits.note_saved(OTHER)
        assert me.line() is None
        me.edits.note_saved(URI)
        assert me.line() == 1

    simulate(play())


def test_the_next_one_comes_at_once_when_one_was_taken() -> None:
    async def play() -> None:
        me = User()
        me.replace("net", "amount")
        await me.pause()
        me.take()
        await asyncio.sleep(0.01)
        assert me.line() == 2
        me.take()
        await me.pause()
        assert me.line() is None
        assert me.notified[-1] == (URI, False)
        assert "net" not in me.texts[URI]

    simulate(play())


def test_it_waits_for_the_name_to_be_whole() -> None:
    async def play() -> None:
        me = User()
        me.replace("net", "am")
        await me.pause()
        assert me.line() == 1
        me.replace("am", "amount")
        assert me.line() is None
        await me.pause()
        me.take()
        assert "a = amount" in me.texts[URI]

    simulate(play())


def test_it_moves_with_what_is_typed_elsewhere() -> None:
    async def play() -> None:
        me = User(a="first = 1\n" + "\n" * 9 + TEXT)
        me.replace("net", "amount")
        await me.pause()
        me.change(Change(0, "", "import x\n\n"))
        me.replace("last = 1", "last = 2")
        assert me.line() == 13
        await me.pause()
        me.take()
        assert "    a = amount\n    b = net\n" in me.texts[URI]
        assert me.notified.count((URI, True)) == 1

    simulate(play())


def test_it_stays_while_a_line_is_typed_elsewhere() -> None:
    async def play() -> None:
        me = User(a="first = 1\n" + "\n" * 9 + TEXT)
        me.replace("net", "amount")
        await me.pause()
        for key in "# x\n":
            me.change(Change(0, "", key))
            assert me.line() is not None
        assert me.notified == [(URI, True)]

    simulate(play())


def test_it_is_given_up_when_it_is_ignored() -> None:
    async def play() -> None:
        me = User()
        me.replace("net", "amount")
        await me.pause()
        for number in range(MOST_IGNORED):
            assert me.line() is not None
            me.replace("last = ", f"last = {number}", after="b = ")
            await me.pause()
        assert me.line() is None

    simulate(play())


def test_what_is_typed_by_hand_leads_on() -> None:
    async def play() -> None:
        me = User()
        me.replace("net", "amount")
        await me.pause()
        me.replace("net", "amount", after="a =")
        await asyncio.sleep(0.01)
        assert me.line() == 2

    simulate(play())


def test_it_stays_while_it_is_typed_by_hand_however_slowly() -> None:
    async def play() -> None:
        me = User()
        me.replace("net", "amount")
        await me.pause()
        me.replace("net", "", after="a =")
        for typed in ("a", "am", "amo"):
            me.replace(f"a = {typed[:-1]}", f"a = {typed}")
            await me.pause()
            me.edits.end_burst()
            assert me.line() == 1
        me.replace("a = amo", "a = amount")
        await me.pause()
        assert me.line() == 2

    simulate(play())


def test_a_rejected_edit_ends_the_chain_until_the_next_burst() -> None:
    async def play() -> None:
        me = User()
        me.replace("net", "amount")
        await me.pause()
        assert me.edits.pending is not None
        me.edits.note_shown(me.edits.pending.identity)
        me.edits.note_rejected(me.edits.pending.identity)
        assert me.line() is None
        me.edits.end_burst()
        assert me.line() is None
        me.replace("(amount)", "(total)")
        await me.pause()
        assert me.line() == 1

    simulate(play())


def test_uses_of_another_open_document_come_last() -> None:
    async def play() -> None:
        me = User(a="def f(): pass\nf()\n", b="from a import f\nf()\n")
        me.replace("f()", "g()")
        await me.pause()
        seen = list[tuple[str, int | None]]()
        while me.edits.pending is not None:
            seen.append((me.edits.pending.uri, me.line()))
            me.take()
            await asyncio.sleep(0.01)
        assert seen == [(URI, 1), (OTHER, 0), (OTHER, 1)]

    simulate(play())


class Asked(Rewriter):
    """Has nothing to offer; keeps what it was asked for."""

    def __init__(self) -> None:
        self.wanted: list[Wanted] = []

    async def rewrite(self, wanted: Wanted, former_lines: Container[str] = ()) -> list[PendingEdit]:
        self.wanted.append(wanted)
        return []


def test_how_a_caller_was_changed_by_hand_is_shown_for_the_next() -> None:
    async def play() -> None:
        rewriter = Asked()
        me = User(rewriter, a=f"def area(a):\n    return a\n{FAR}x = area(1)\n{FAR}y = area(2)\n")
        me.replace("(a)", "(a, b)")
        await me.pause()
        me.replace("(1)", "(1, 5)")
        await me.pause()
        me.edits.close()
        first, second = rewriter.wanted
        assert first.examples == []
        assert second.burst == first.burst
        assert second.examples == [("x = area(1)", "x = area(1, 5)")]
        assert second.buffer.text[slice(*second.span)] == "(2)"

    simulate(play())


def test_a_closed_document_has_no_edit() -> None:
    async def play() -> None:
        me = User()
        me.replace("net", "amount")
        await me.pause()
        del me.texts[URI]
        me.edits.forget(URI)
        assert me.edits.pending is None
        me.edits.end_burst()
        assert me.edits.pending is None

    simulate(play())


class Knowing(Rewriter):
    """Writes an argument for each caller in the block, as many edits as callers."""

    def __init__(self) -> None:
        self.asked = 0

    async def rewrite(self, wanted: Wanted, former_lines: Container[str] = ()) -> list[PendingEdit]:
        self.asked += 1
        place = wanted.place
        return replace(place, new=place.old.replace("area(1)", "area(1, 2)")).parts


CALLERS = "def area(a):\n    return a\n\n\nx = area(1)\nlonger = 2\ny = area(1)\nthe_end = 3\n"


def test_what_one_answer_has_written_follows_without_a_request() -> None:
    async def play() -> None:
        rewriter = Knowing()
        me = User(rewriter, a=CALLERS)
        me.replace("(a)", "(a, b)")
        await me.pause()
        for line in (4, 6):
            assert me.line() == line
            me.take()
            await asyncio.sleep(0.01)
        assert rewriter.asked == 1
        await me.pause()
        assert me.line() is None
        assert me.texts[URI] == CALLERS.replace("(a)", "(a, b)").replace("(1)", "(1, 2)")

    simulate(play())


def test_what_was_written_for_a_text_that_is_no_more_is_not_offered() -> None:
    async def play() -> None:
        rewriter = Knowing()
        me = User(rewriter, a="x = 1\n", b=CALLERS)
        me.replace("(a)", "(a, b)", uri=OTHER)
        await me.pause()
        assert me.edits.pending is not None
        me.edits.forget(OTHER)
        me.texts[OTHER] = "# loaded anew\n" + me.texts[OTHER]
        me.edits.end_burst()
        assert me.edits.pending is None

    simulate(play())


def test_rejecting_one_rejects_what_was_written_with_it() -> None:
    async def play() -> None:
        me = User(Knowing(), a=CALLERS)
        me.replace("(a)", "(a, b)")
        await me.pause()
        assert me.edits.pending is not None
        me.edits.note_rejected(me.edits.pending.identity)
        me.edits.end_burst()
        assert me.line() is None

    simulate(play())
