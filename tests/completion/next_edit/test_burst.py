"""Where bursts begin and end, and which of them say nothing."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from glossator.completion.next_edit.burst import LONGEST_GAP, Burst, BurstRecorder
from glossator.completion.next_edit.changes import Change

TEXT = "".join(f"line {number}\n" for number in range(20))


class Typist:
    """Someone who changes a text, with a recorder that follows."""

    def __init__(self, text: str = TEXT) -> None:
        self.text = text
        self.now = 0.0
        self.version = 0
        self.recorder = BurstRecorder("file:///a")

    def change(self, start: int, removed: int, inserted: str, *, seconds: float = 0.1) -> object:
        self.version += 1
        return self.change_too(start, removed, inserted, seconds=seconds)

    def change_too(
        self, start: int, removed: int, inserted: str, *, seconds: float = 0.0
    ) -> Burst | None:
        """One more change of the same version."""
        self.now += seconds
        change = Change(start, self.text[start : start + removed], inserted)
        self.text = change.applied_to(self.text)
        return self.recorder.note(change, self.text, self.version, self.now)

    def type(self, start: int, keys: Iterable[str]) -> None:
        for at, key in enumerate(keys):
            assert self.change(start + at, 0, key) is None

    @property
    def so_far(self) -> Burst | None:
        return self.recorder.so_far(self.text)


def test_keys_at_one_place_are_one_burst() -> None:
    me = Typist()
    me.type(TEXT.index("7"), "very ")
    burst = me.so_far
    assert burst is not None
    assert (burst.old, burst.new) == ("line 7", "line very 7")


def test_a_change_elsewhere_ends_it() -> None:
    me = Typist()
    me.type(TEXT.index("7"), "very ")
    burst = me.change(0, 1, "L")
    assert isinstance(burst, Burst)
    assert burst.new == "line very 7"
    assert me.so_far is not None
    assert me.so_far.new == "Line 0"


def test_the_next_line_is_the_same_place_for_a_while() -> None:
    me = Typist()
    me.type(TEXT.index("7"), "a")
    assert me.change(me.text.index("8"), 0, "b") is None
    assert me.so_far is not None
    assert me.so_far.new == "line a7\nline b8"
    assert me.change(me.text.index("9"), 0, "c", seconds=LONGEST_GAP + 1) is not None
    assert me.so_far.new == "line c9"


def test_what_is_as_before_says_nothing() -> None:
    me = Typist()
    me.type(TEXT.index("7"), "x")
    me.change(TEXT.index("7"), 1, "")
    assert me.so_far is None


def test_undo_says_nothing_however_late() -> None:
    me = Typist()
    me.type(TEXT.index("7"), "x")
    me.change(TEXT.index("15"), 0, "y")
    me.change(me.text.index("y"), 1, "", seconds=LONGEST_GAP + 1)
    assert me.so_far is None
    me.change(me.text.index("x"), 1, "")
    assert me.so_far is None


def test_what_was_taken_and_undone_says_nothing() -> None:
    me = Typist()
    me.type(TEXT.index("7"), "x")
    at = me.text.index("15")
    change = Change(at, "15", "x15")
    me.text = change.applied_to(me.text)
    me.recorder.taken(change, me.text)
    assert me.so_far is None
    me.change(at, 3, "15")
    assert me.so_far is None


def test_bulk_changes_say_nothing() -> None:
    me = Typist()
    me.change(0, 0, "pasted\n" * 20)
    assert me.so_far is None
    other = Typist()
    other.change(0, 1, "L")
    other.change_too(TEXT.index("line 15"), 1, "L")
    assert other.so_far is None


@pytest.mark.parametrize(
    ("start", "removed", "new", "before"),
    [
        (0, "one", "1", "1\ntwo\nthree\nfour\n"),
        (13, "four", "4", "one\ntwo\nthree\n4\n"),
        (7, "three", "3", "one\ntwo\n3\nfour\n"),
        (3, "\n2", "", "one\ntwo\nthree\nfour\n"),
    ],
)
def test_a_change_elsewhere_could_have_come_before_it(
    start: int, removed: str, new: str, before: str
) -> None:
    burst = Burst.between("file:///a", "one\ntwo\nthree\nfour\n", "one\n22\nthree\nfour\n")
    change = Change(start, removed, new)
    followed = burst.followed(change)
    assert followed.before == before
    assert (followed.old, followed.new) == ("two", "22")
    is_elsewhere = followed is not burst
    assert followed.after == (change.applied_to(burst.after) if is_elsewhere else burst.after)
