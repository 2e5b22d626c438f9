"""A pending edit moves, shrinks or is gone, as the buffer around it changes."""

from __future__ import annotations

import pytest

from glossator.completion.next_edit.changes import Change
from glossator.completion.next_edit.pending import PendingEdit, is_between

TEXT = "one\ntwo\nthree\n"
URI = "file:///a"


def pending(new: str = "2") -> PendingEdit:
    """The edit that makes `new` of the word `two`."""
    return PendingEdit.at(URI, TEXT, 4, 7, new, "rename")


def after(change: Change, new: str = "2") -> tuple[str, PendingEdit | None]:
    text = change.applied_to(TEXT)
    return text, pending(new).after(change, text)


@pytest.mark.parametrize(
    "change",
    [
        Change(0, "one\n", ""),
        Change(0, "", "zero\n"),
        Change(3, "", "!"),
        Change(4, "", "new line\n"),
        Change(0, "one\n", "1\n"),
        Change(7, "", "\nnew line"),
        Change(8, "three", "3"),
        Change(7, "\nthree", ""),
    ],
)
def test_it_moves_with_changes_elsewhere(change: Change) -> None:
    text, moved = after(change)
    assert moved is not None
    assert text[moved.start : moved.end] == "two"
    assert moved.change.applied_to(text) == change.applied_to(TEXT).replace("two", "2")


@pytest.mark.parametrize(
    "change",
    [
        Change(3, "\n", ""),
        Change(7, "\n", ""),
        Change(4, "", "x"),
        Change(7, "", "x"),
        Change(5, "", "\n"),
        Change(2, "e\nt", ""),
        Change(6, "o\nth", "x"),
        Change(0, TEXT, "all else"),
        Change(4, "two\n", ""),
    ],
)
def test_it_is_gone_when_something_else_is_typed_there(change: Change) -> None:
    _, moved = after(change)
    assert moved is None


def test_it_shrinks_while_what_it_says_is_typed() -> None:
    edit: PendingEdit | None = PendingEdit.at(URI, TEXT, 7, 7, "(a, b)", "model")
    text = TEXT
    for at, key in enumerate("(a, b"):
        change = Change(7 + at, "", key)
        text = change.applied_to(text)
        assert edit is not None
        assert not edit.is_made_by(change)
        edit = edit.after(change, text)
        assert edit is not None
        assert edit.change.inserted == "(a, b)"[at + 1 :]
    last = Change(12, "", ")")
    assert edit is not None
    assert edit.is_made_by(last)


def test_the_change_cuts_no_word() -> None:
    edit = PendingEdit.at(URI, "f(net)\n", 2, 5, "amount", "rename")
    assert edit.change == Change(2, "net", "amount")
    other = PendingEdit.at(URI, "f(cost)\n", 2, 6, "cost_of", "rename")
    assert other.change == Change(2, "cost", "cost_of")


@pytest.mark.parametrize(
    ("now", "between"),
    [
        ("f(net)", True),
        ("f(et)", True),
        ("f(ne)", True),
        ("f()", True),
        ("f(a)", True),
        ("f(anet)", True),
        ("f(am)", True),
        ("f(amt", False),
        ("f(amt)", False),
        ("f(x)", False),
        ("f(net) ", False),
        ("g(net)", False),
        ("", False),
    ],
)
def test_what_lies_between(now: str, between: bool) -> None:
    assert is_between("f(net)", now, "f(amt)") is between


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        ("a\nb\nc", "A\nb\nC", [("a", "A"), ("c", "C")]),
        ("a\r\nb\r\nc", "A\r\nb\r\nC", [("a", "A"), ("c", "C")]),
        ("a\nb\nc", "A\nB\nc", [("a\nb", "A\nB")]),
        ("a\nb\nc", "a\nx\ny\nb\nc", [("a", "a\nx\ny")]),
        ("a\nb\nc", "x\na\nb\nC", [("a", "x\na"), ("c", "C")]),
        ("a\nb\nc", "a\nc", [("a\nb", "a")]),
        ("a\nb\nc", "b\nc\nd", [("a\nb", "b"), ("c", "c\nd")]),
        ("a", "a", []),
    ],
)
def test_its_parts(old: str, new: str, parts: list[tuple[str, str]]) -> None:
    text = f"above\n{old}\nbelow"
    edit = PendingEdit(URI, 6, old, new, "model")
    assert [(each.old, each.new) for each in edit.parts] == parts
    for part in reversed(edit.parts):
        assert part.stands_in(text)
        text = part.change.applied_to(text)
    assert text == f"above\n{new}\nbelow"
