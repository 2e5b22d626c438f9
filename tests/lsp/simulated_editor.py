"""An editor and its user for a live edit, joined to the server by queues that a test empties."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from glossator.lsp.documents.documents import Document

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
    its whole text ("whole"). What is made for an older version it refuses, by an error if it
    `errs`, as Emacs does.
    """

    text: str
    tells: str = "each"
    errs: bool = False
    version: int = 1
    to_server: deque[Callable[[], None]] = field(default_factory=deque)
    to_editor: deque[Callable[[], None]] = field(default_factory=deque)
    marks: list[str] = field(default_factory=list)
    typed: int = 0
    confirmed: int = 0
    were_whole: set[Job] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.notified = self.text
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
        old, new = self.notified, self.text
        head = _common(old, new)
        tail = _common(old[head:][::-1], new[head:][::-1])
        self._tell(head, len(old) - head - tail, new[head : len(new) - tail], self.version)

    def _tell_text(self, text: str, version: int) -> None:
        self.document.version = version
        self.document.apply_change(types.TextDocumentContentChangeWholeDocument(text))

    def _tell(self, start: int, removed: int, inserted: str, version: int) -> None:
        place = self.document.range_of(start, start + removed)
        self.notified = self.notified[:start] + inserted + self.notified[start + removed :]
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
        assert isinstance(edit, types.TextEdit | types.AnnotatedTextEdit)
        self.confirmed += isinstance(edit, types.AnnotatedTextEdit)
        current = part.text_document.version == self.version
        if current:
            start = _offset(self.text, edit.range.start)
            self._change(start, _offset(self.text, edit.range.end) - start, edit.new_text)
        self.to_server.append(lambda: self._answer(reply, applied=current))

    def _answer(
        self, reply: asyncio.Future[types.ApplyWorkspaceEditResult], *, applied: bool
    ) -> None:
        if reply.done():
            return
        if self.errs and not applied:
            reply.set_exception(JsonRpcException("It is for another version.", code=-32603))
        else:
            reply.set_result(types.ApplyWorkspaceEditResult(applied))


def _common(left: str, right: str) -> int:
    pairs = zip(left, right, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(left), len(right)))


def _offset(text: str, position: types.Position) -> int:
    lines = text.split("\n")
    begins = sum(len(line) + 1 for line in lines[: position.line])
    return begins + len(lines[position.line].encode()[: position.character].decode())


async def idle() -> None:
    for _ in range(12):
        await asyncio.sleep(0)


async def come_to_rest(editor: Editor, tasks: Sequence[asyncio.Task[object]]) -> None:
    while editor.to_editor or editor.to_server or not all(task.done() for task in tasks):
        for queue in (editor.to_editor, editor.to_server):
            if queue:
                queue.popleft()()
        await idle()
        if not (editor.to_editor or editor.to_server or all(task.done() for task in tasks)):
            await asyncio.sleep(0.001)


class Client:
    """The editor as `LiveEdit` sees it."""

    def __init__(self, editor: Editor) -> None:
        self._editor = editor
        self.workspace_apply_edit_async = editor.workspace_apply_edit_async

    @property
    def documents(self) -> Client:
        return self

    def document(self, _: str) -> Document:
        return self._editor.document
