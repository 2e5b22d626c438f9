"""Whatever the user does meanwhile: an edit that is taken is made in its place, or is gone.

The buffer is `above ▲ middle ▼ below`, the edit replaces the lines of the middle, and the user
changes all three parts, undoes, and types what the edit says. Nobody touches ▲ and ▼.
"""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st
from lsprotocol import types

from glossator.completion.next_edit.changes import Change
from glossator.completion.next_edit.pending import PendingEdit
from glossator.lsp.documents.documents import Document

URI = "file:///a"
LINES = ["f(a)", "  x = é🎉", "", "return a + a", "f(a, b)", "  x = 1", "a"]
PIECES = ["a", "\n", "x\n", "\nx", " ", "é🎉", "f(a)\n", ""]

parts = st.lists(st.sampled_from(LINES), max_size=4).map("\n".join)
middles = st.lists(st.sampled_from(LINES), min_size=1, max_size=3).map("\n".join)


@dataclass
class User:
    """An editor of one of three kinds, with the edit that the server keeps."""

    kind: str
    document: Document
    edit: PendingEdit | None
    done: list[Change]
    touched: bool = False
    """Whether anything between ▲ and ▼ was changed."""

    def follow(self, start: int, removed: str, inserted: str) -> None:
        if self.edit is not None:
            change = Change(start, removed, inserted)
            made = self.edit.is_made_by(change)
            self.edit = None if made else self.edit.after(change, self.document.text)

    def change(self, change: Change) -> None:
        text = self.document.text
        if "▲" in change.removed or "▼" in change.removed:
            return
        if text.index("▲") < change.start <= text.index("▼"):
            self.touched = True
        if self.kind == "whole":
            whole = types.TextDocumentContentChangeWholeDocument(change.applied_to(text))
            self.document.apply_change(whole)
        else:
            place = self.document.range_of(change.start, change.removed_end)
            self.document.apply_change(
                types.TextDocumentContentChangePartial(place, change.inserted)
            )
        self.done.append(change)

    def undo(self) -> None:
        if self.done:
            last = self.done.pop()
            self.change(Change(last.start, last.inserted, last.removed))
            self.done.pop()

    def type_along(self) -> None:
        """Type one more code point of what the edit says, or delete one of what it deletes."""
        if self.edit is not None:
            change = self.edit.change
            here = Change(change.start, change.removed[:1], change.inserted[:1])
            self.change(here)


@settings(max_examples=5_000, deadline=None)
@given(parts, middles, middles, parts, st.sampled_from(["utf-8", "utf-16", "whole"]), st.data())
def test_it_is_made_in_its_place_or_is_gone(
    above: str, old: str, new: str, below: str, kind: str, data: st.DataObject
) -> None:
    text = f"{above}▲\n{old}\n▼{below}"
    document = Document(URI, text, encoding="utf-8" if kind == "utf-8" else "utf-16")
    start = text.index("▲") + 2
    edit = PendingEdit(URI, start, old, new, "model")
    user = User(kind, document, edit, [])
    document.on_change.append(user.follow)
    for step in data.draw(st.lists(st.sampled_from(["type", "type", "along", "undo"]), max_size=6)):
        if step == "undo":
            user.undo()
        elif step == "along":
            user.type_along()
        else:
            at = data.draw(st.integers(0, len(document.text)))
            end = min(len(document.text), at + data.draw(st.sampled_from([0, 0, 1, 2, 5])))
            piece = data.draw(st.sampled_from(PIECES))
            user.change(Change(at, document.text[at:end], piece))
    check(user, new)


def check(user: User, new: str) -> None:
    now = user.document.text
    if user.edit is None:
        assert user.touched or not user.done or "\r" in now or _may_be_unclear(user)
        return
    assert now[user.edit.start : user.edit.end] == user.edit.old
    taken = user.edit.change.applied_to(now)
    (left, middle, right), (above, former, below) = split(taken), split(now)
    assert (left, right) == (above, below)
    assert any(
        middle == former[:start] + new + former[end:]
        for start in line_starts(former)
        for end in line_ends(former)
        if start <= end
    )


def _may_be_unclear(user: User) -> bool:
    """A client that sends whole texts may describe a change next to ▲ or ▼ by another place."""
    return user.kind == "whole"


def split(text: str) -> tuple[str, str, str]:
    above, _, rest = text.partition("▲")
    middle, _, below = rest.partition("▼")
    return above, middle, below


def line_starts(text: str) -> list[int]:
    return [at + 1 for at, char in enumerate(text) if char == "\n"]


def line_ends(text: str) -> list[int]:
    return [at for at, char in enumerate(text) if char == "\n"]
