"""A live edit against a simulated editor: versions, delays, refusals, and a user who types.

The two sides are joined by queues; Hypothesis chooses who moves next. Whatever the order, what the
user typed stays, and the streamed text comes whole or is taken back whole where it was untouched.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lsprotocol import types

from glossator.lsp import live_edit
from glossator.lsp.documents import Document
from glossator.lsp.live_edit import LiveEdit, PlaceLost

URI = "file:///a.py"
BEFORE, AFTER = "def f():\n", "    return 1\n\n\nprint(f())\n"
LINES = ("    «one\n", "    two 🎉\n", "    three»\n")
FIRST_MARK = 0x4E00


@dataclass
class Editor:
    """The client: its buffer, and two queues with messages under way.

    `merges` says that it describes all changes since its last message as one, as Neovim does.
    """

    text: str
    merges: bool = False
    version: int = 1
    to_server: deque[Callable[[], None]] = field(default_factory=deque)
    to_editor: deque[Callable[[], None]] = field(default_factory=deque)
    marks: list[str] = field(default_factory=list)
    typed: int = 0
    was_whole: bool = False

    def __post_init__(self) -> None:
        self.told = self.text
        self.document = Document(URI, self.text, self.version, "python", "utf-8")

    async def workspace_apply_edit_async(
        self, params: types.ApplyWorkspaceEditParams
    ) -> types.ApplyWorkspaceEditResult:
        reply: asyncio.Future[types.ApplyWorkspaceEditResult] = asyncio.Future()
        self.to_editor.append(lambda: self._apply(params, reply))
        return await reply

    def type(self, place: int, removed: int) -> None:
        """The user deletes some characters and types one that is like no other."""
        start = place % (len(self.text) + 1)
        self.typed += 1
        mark = chr(FIRST_MARK + self.typed)
        gone = self.text[start : start + removed]
        self.marks = [kept for kept in self.marks if kept not in gone]
        self.marks.append(mark)
        self._change(start, len(gone), mark)

    def _change(self, start: int, removed: int, inserted: str) -> None:
        self.text = self.text[:start] + inserted + self.text[start + removed :]
        self.version += 1
        self.was_whole = self.was_whole or "".join(LINES) in self.text
        if self.merges:
            self.to_server.append(self._tell_all)
        else:
            version = self.version
            self.to_server.append(lambda: self._tell(start, removed, inserted, version))

    def _tell_all(self) -> None:
        """One change for all that is new, from the first to the last difference."""
        old, new = self.told, self.text
        head = _common(old, new)
        tail = _common(old[head:][::-1], new[head:][::-1])
        self._tell(head, len(old) - head - tail, new[head : len(new) - tail], self.version)

    def _tell(self, start: int, removed: int, inserted: str, version: int) -> None:
        place = self.document.range_of(start, start + removed)
        self.told = self.told[:start] + inserted + self.told[start + removed :]
        self.document.version = version
        self.document.apply_change(types.TextDocumentContentChangePartial(place, inserted))

    def _apply(
        self,
        params: types.ApplyWorkspaceEditParams,
        reply: asyncio.Future[types.ApplyWorkspaceEditResult],
    ) -> None:
        (part,) = params.edit.document_changes or []
        assert isinstance(part, types.TextDocumentEdit)
        (edit,) = part.edits
        assert isinstance(edit, types.TextEdit)
        current = part.text_document.version == self.version
        if current:
            start = _offset(self.text, edit.range.start)
            self._change(start, _offset(self.text, edit.range.end) - start, edit.new_text)
        answer = types.ApplyWorkspaceEditResult(applied=current)
        self.to_server.append(lambda: None if reply.done() else reply.set_result(answer))


def _common(left: str, right: str) -> int:
    pairs = zip(left, right, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(left), len(right)))


def _offset(text: str, position: types.Position) -> int:
    lines = text.split("\n")
    begins = sum(len(line) + 1 for line in lines[: position.line])
    return begins + len(lines[position.line].encode()[: position.character].decode())


async def _idle() -> None:
    for _ in range(12):
        await asyncio.sleep(0)


async def _stream(edit: LiveEdit) -> str:
    """What the command does: grow line by line, take back on cancel."""
    text = ""
    try:
        for line in LINES:
            text += line
            await edit.become(text)
            await asyncio.sleep(0)
    except PlaceLost:
        return "lost"
    except asyncio.CancelledError:
        return "taken back" if await edit.take_back() else "left"
    return "whole"


@dataclass(frozen=True)
class Move:
    kind: str
    place: int = 0
    removed: int = 0


MOVES = st.one_of(
    st.builds(
        Move,
        st.just("type"),
        st.integers(0, 200),
        st.sampled_from([0, 0, 0, 1, 3, 30]),
    ),
    st.just(Move("to_editor")),
    st.just(Move("to_editor")),
    st.just(Move("to_server")),
    st.just(Move("to_server")),
    st.just(Move("to_server")),
    st.just(Move("cancel")),
)


async def _play(moves: list[Move], merges: bool) -> None:
    editor = Editor(BEFORE + AFTER, merges)
    with LiveEdit(
        _Client(editor), editor.document, (len(BEFORE), len(BEFORE)), "Docstring"
    ) as edit:
        stream = asyncio.create_task(_stream(edit))
        await _idle()
        for move in moves:
            match move.kind:
                case "type":
                    editor.type(move.place, move.removed)
                case "to_editor" if editor.to_editor:
                    editor.to_editor.popleft()()
                case "to_server" if editor.to_server:
                    editor.to_server.popleft()()
                case "cancel" if not stream.cancelling():
                    stream.cancel()
            await _idle()
        while not stream.done() or editor.to_editor or editor.to_server:
            for queue in (editor.to_editor, editor.to_server):
                if queue:
                    queue.popleft()()
            await _idle()
            if not (editor.to_editor or editor.to_server or stream.done()):
                await asyncio.sleep(0.001)
        _check(editor, await stream)


class _Client:
    """The editor as `LiveEdit` sees it."""

    def __init__(self, editor: Editor) -> None:
        self._editor = editor
        self.workspace_apply_edit_async = editor.workspace_apply_edit_async

    @property
    def documents(self) -> _Client:
        return self

    def document(self, _: str) -> Document:
        return self._editor.document


def _check(editor: Editor, outcome: str) -> None:
    assert editor.document.text == editor.text, "both sides hold the same text"
    kept = [mark for mark in editor.text if FIRST_MARK < ord(mark) <= FIRST_MARK + editor.typed]
    assert sorted(kept) == sorted(editor.marks), "no keystroke is lost"
    if outcome == "whole":
        assert editor.was_whole
    if outcome == "taken back":
        assert not any(line.strip() in editor.text for line in LINES)


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here all that will ever come has come when the queues are empty."""
    monkeypatch.setattr(live_edit, "ARRIVAL", 0.05)
    monkeypatch.setattr(live_edit, "PATIENCE", 0.02)


@settings(
    max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(MOVES, max_size=40), st.booleans())
@example([Move("type", 3), Move("to_editor"), Move("to_server")], False)
def test_nothing_of_the_users_is_lost_whatever_the_order(moves: list[Move], merges: bool) -> None:
    asyncio.run(_play(moves, merges))


@pytest.mark.parametrize("merges", [False, True])
def test_typing_elsewhere_lets_the_text_come_whole(merges: bool) -> None:
    async def play() -> None:
        editor = Editor(BEFORE + AFTER, merges)
        with LiveEdit(_Client(editor), editor.document, (9, 9), "Docstring") as edit:
            stream = asyncio.create_task(_stream(edit))
            for number in range(30):
                if number % 3 == 0 and number < 20:
                    editor.type(len(editor.text) if number % 2 else 0, 0)
                await _idle()
                for queue in (editor.to_editor, editor.to_server, editor.to_server):
                    if queue:
                        queue.popleft()()
                    await _idle()
            assert await stream == "whole"
        _check(editor, "whole")

    asyncio.run(play())
