"""A live edit against a simulated editor: versions, delays, refusals, and a user who types.

The two sides are joined by queues; Hypothesis chooses who moves next. Whatever the order, what the
user typed stays, and the streamed text comes whole or is taken back whole where it was untouched.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lsprotocol import types

from glossator.lsp import live_edit
from glossator.lsp.documents import Document
from glossator.lsp.live_edit import LiveEdit, PlaceLost

URI = "file:///a.py"
TEXT = "def f():\n    return 1\n\n\nprint(f())\n"
FIRST_MARK = 0x4E00


@dataclass(frozen=True)
class Job:
    """One live edit: the old text whose place it takes, and the new text line by line.

    The place of an empty old text is before `before`.
    """

    old: str
    lines: tuple[str, ...]
    before: str = ""

    @property
    def new(self) -> str:
        return "".join(self.lines)

    @property
    def span(self) -> tuple[int, int]:
        start = TEXT.index(self.old or self.before)
        return start, start + len(self.old)


JOBS = (
    Job("", ("    «one\n", "    two 🎉\n", "    three»\n"), before="    return"),
    Job("return 1", ("a = 1\n", "    b = 2\n", "    return a, b")),
    Job("print(f())", ("for x in f():\n", "    print('x')")),
)


@dataclass
class Editor:
    """The client: its buffer, and two queues with messages under way.

    It tells each change ("each"), all since its last message as one, as Neovim does ("merged"), or
    its whole text ("whole").
    """

    text: str
    tells: str = "each"
    version: int = 1
    to_server: deque[Callable[[], None]] = field(default_factory=deque)
    to_editor: deque[Callable[[], None]] = field(default_factory=deque)
    marks: list[str] = field(default_factory=list)
    typed: int = 0
    were_whole: set[Job] = field(default_factory=set)

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
        before = sum(kept in self.text[:start] for kept in self.marks)
        self.marks.insert(before, mark)
        self.marks = [kept for kept in self.marks if kept not in gone]
        self._change(start, len(gone), mark)

    def _change(self, start: int, removed: int, inserted: str) -> None:
        self.text = self.text[:start] + inserted + self.text[start + removed :]
        self.version += 1
        self.were_whole |= {job for job in JOBS if job.new in self.text}
        if self.tells == "merged":
            self.to_server.append(self._tell_all)
        elif self.tells == "whole":
            text, version = self.text, self.version
            self.to_server.append(lambda: self._tell_text(text, version))
        else:
            version = self.version
            self.to_server.append(lambda: self._tell(start, removed, inserted, version))

    def _tell_all(self) -> None:
        """One change for all that is new, from the first to the last difference."""
        old, new = self.told, self.text
        head = _common(old, new)
        tail = _common(old[head:][::-1], new[head:][::-1])
        self._tell(head, len(old) - head - tail, new[head : len(new) - tail], self.version)

    def _tell_text(self, text: str, version: int) -> None:
        self.document.version = version
        self.document.apply_change(types.TextDocumentContentChangeWholeDocument(text))

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


async def _stream(edit: LiveEdit, job: Job, document: Document, *, streams: bool) -> str:
    """What the command does: grow line by line, or come whole at the end; take back on cancel."""
    text = ""
    try:
        for line in job.lines:
            text += line
            if streams:
                await edit.become(text)
            await asyncio.sleep(0)
        await edit.become(text)
    except PlaceLost:
        return "lost"
    except asyncio.CancelledError:
        if not await edit.take_back():
            return "left"
        assert document.text[slice(*edit.span)] == job.old
        return "taken back"
    return "whole"


@dataclass(frozen=True)
class Move:
    kind: str
    place: int = 0
    removed: int = 0
    job: int = 0


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
    st.builds(Move, st.just("cancel"), job=st.integers(0, len(JOBS) - 1)),
)
JOB_LISTS = st.lists(st.sampled_from(JOBS), min_size=1, unique=True)


async def _play(jobs: list[Job], moves: list[Move], tells: str, *, streams: bool) -> None:
    editor = Editor(TEXT, tells)
    with ExitStack() as stack:
        tasks = []
        for job in jobs:
            edit = LiveEdit(_Client(editor), editor.document, job.span, job.old)
            stack.enter_context(edit)
            stream = _stream(edit, job, editor.document, streams=streams)
            tasks.append(asyncio.create_task(stream))
        await _idle()
        for move in moves:
            match move.kind:
                case "type":
                    editor.type(move.place, move.removed)
                case "to_editor" if editor.to_editor:
                    editor.to_editor.popleft()()
                case "to_server" if editor.to_server:
                    editor.to_server.popleft()()
                case "cancel" if move.job < len(tasks) and not tasks[move.job].cancelling():
                    tasks[move.job].cancel()
            await _idle()
        await _come_to_rest(editor, tasks)
        for job, task in zip(jobs, tasks, strict=True):
            _check(editor, job, await task)


async def _come_to_rest(editor: Editor, tasks: list[asyncio.Task[str]]) -> None:
    while editor.to_editor or editor.to_server or not all(task.done() for task in tasks):
        for queue in (editor.to_editor, editor.to_server):
            if queue:
                queue.popleft()()
        await _idle()
        if not (editor.to_editor or editor.to_server or all(task.done() for task in tasks)):
            await asyncio.sleep(0.001)


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


def _check(editor: Editor, job: Job, outcome: str) -> None:
    assert editor.document.text == editor.text, "both sides hold the same text"
    kept = [mark for mark in editor.text if FIRST_MARK < ord(mark) <= FIRST_MARK + editor.typed]
    assert kept == editor.marks, "no keystroke is lost, and none changes its place"
    if outcome == "whole":
        assert job in editor.were_whole
    if outcome == "taken back":
        assert not any(line.strip() in editor.text for line in job.lines if line not in job.old)


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here all that will ever come has come when the queues are empty."""
    monkeypatch.setattr(live_edit, "ARRIVAL", 0.05)
    monkeypatch.setattr(live_edit, "PATIENCE", 0.02)


@settings(
    max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    JOB_LISTS,
    st.lists(MOVES, max_size=40),
    st.sampled_from(["each", "merged", "whole"]),
    st.booleans(),
)
@example([JOBS[0]], [Move("type", 3), Move("to_editor"), Move("to_server")], "each", True)
def test_nothing_of_the_users_is_lost_whatever_the_order(
    jobs: list[Job], moves: list[Move], tells: str, streams: bool
) -> None:
    asyncio.run(_play(jobs, moves, tells, streams=streams))


@pytest.mark.parametrize("streams", [True, False])
@pytest.mark.parametrize("tells", ["each", "merged", "whole"])
def test_typing_elsewhere_lets_every_text_come_whole(tells: str, streams: bool) -> None:
    async def play() -> None:
        editor = Editor(TEXT, tells)
        with ExitStack() as stack:
            tasks = []
            for job in JOBS:
                edit = LiveEdit(_Client(editor), editor.document, job.span, job.old)
                stack.enter_context(edit)
                stream = _stream(edit, job, editor.document, streams=streams)
                tasks.append(asyncio.create_task(stream))
            for number in range(12):
                if number % 3 == 0:
                    editor.type(len(editor.text) if number % 2 else 0, 0)
                await _idle()
                for queue in (editor.to_editor, editor.to_server, editor.to_server):
                    if queue:
                        queue.popleft()()
                    await _idle()
            await _come_to_rest(editor, tasks)
            assert [await task for task in tasks] == ["whole"] * len(JOBS)
        for job in JOBS:
            assert job.new in editor.text

    asyncio.run(play())


def test_a_file_that_is_read_anew_unchanged_is_no_change() -> None:
    async def play() -> None:
        editor = Editor(TEXT, "whole")
        with LiveEdit(_Client(editor), editor.document, JOBS[1].span, "Edit") as edit:
            editor.document.apply_change(types.TextDocumentContentChangeWholeDocument(TEXT))
            task = asyncio.create_task(edit.become(JOBS[1].new))
            await _idle()
            while editor.to_editor or editor.to_server:
                for queue in (editor.to_editor, editor.to_server):
                    if queue:
                        queue.popleft()()
                    await _idle()
            await task
        assert JOBS[1].new in editor.text

    asyncio.run(play())


@pytest.mark.parametrize("last", [True, False])
def test_after_the_last_step_the_clients_word_is_enough(
    monkeypatch: pytest.MonkeyPatch, last: bool
) -> None:
    monkeypatch.setattr(live_edit, "TRUST", 0.02)

    async def play() -> None:
        editor = Editor(TEXT)
        job = JOBS[0]
        with LiveEdit(_Client(editor), editor.document, job.span, job.old) as edit:
            task = asyncio.create_task(edit.become(job.new, last=last))
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            editor.to_editor.popleft()()
            editor.to_server.pop()()  # its answer; what it changed it does not tell
            await task

    with nullcontext() if last else pytest.raises(PlaceLost, match="did not say"):
        asyncio.run(play())
