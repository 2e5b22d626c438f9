"""An edit that grows while the user types.

The edit keeps its own place: every change of the user's before it moves it, a change that touches
it ends it. Each step is one versioned `workspace/applyEdit`, sent when the step before has arrived
in the server's own copy of the buffer, so two edits never race each other.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Protocol
from urllib.parse import unquote

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from glossator.lsp.client.owed import UnansweredError
from glossator.text.diff import changed_part

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from glossator.lsp.documents.documents import Document

REFUSALS = 8
"""Refusals in a row without a change of the buffer: the client will not edit this document."""
REFUSAL_GRACE = 0.5
"""Seconds to wait after a refusal for the change that explains it; Emacs reports what is typed
only when its user pauses."""
ARRIVAL_TIMEOUT = 10.0
"""Seconds to wait until an edit that the client took shows up as its own change."""

_ANNOTATION = "glossator"


class RegionLostError(Exception):
    """The edit can go no further; the text completes "It was stopped, because …"."""


class SilentClientError(RegionLostError):
    """The client owes the answer to an edit, so that nobody knows what stands at the place."""


class EditDeclinedError(Exception):
    """The user has looked at the edit and does not want it."""


class Buffers(Protocol):
    """The open buffers; `Documents` is one."""

    def document(self, uri: str) -> Document | None:
        """The open document of this name."""
        ...


class Client(Protocol):
    """What an edit needs of the server: its buffers, and a way to ask the client for edits."""

    @property
    def documents(self) -> Buffers:
        """The open buffers."""
        ...

    def workspace_apply_edit_async(
        self, params: types.ApplyWorkspaceEditParams
    ) -> Awaitable[types.ApplyWorkspaceEditResult]:
        """Ask the client to edit."""
        ...


class LiveEdit:
    """Replaces `span` of the document by a text that may still grow.

    Offsets are code points of the document's text. Use as a context manager: it listens to the
    document's changes from the beginning to the end of the block. While `confirm` is set, the
    client shows each step to the user before it makes it. `on_gone` is called when the place is
    gone, so that nobody need wait for the next step to learn it.
    """

    def __init__(
        self,
        client: Client,
        document: Document,
        span: tuple[int, int],
        label: str,
        *,
        confirm: bool = False,
    ) -> None:
        self._client = client
        self._document = document
        self._label = label
        self.confirm = confirm
        self._start, end = span
        self._here = document.text[self._start : end]
        self._original = self._here
        self._awaited: str | None = None
        self._reply: asyncio.Future[types.ApplyWorkspaceEditResult] | None = None
        self._applied = False
        self._unclear = False
        self._failure = ""
        self._reason = ""
        self._changed = asyncio.Event()
        self._lost = False
        self._sent = (0, 0, "")
        """What was asked for last: where the place was, where the change begins, what comes."""
        self._misplaced = False
        self.on_gone: Callable[[], None] = lambda: None

    def __enter__(self) -> LiveEdit:
        """Begin to follow the document."""
        self._document.on_change.append(self._on_change)
        self._document.on_close.append(self._on_close)
        return self

    def __exit__(self, *_: object) -> None:
        """Stop following the document."""
        self._document.on_change.remove(self._on_change)
        self._document.on_close.remove(self._on_close)

    async def become(self, text: str) -> None:
        """Make the place hold `text`; returns when it does.

        Raises:
            RegionLostError: when the user has changed the place, or the client takes no edit.
            EditDeclinedError: when the user did not confirm the edit.
        """
        refusals = 0
        while self._here != text:
            self.check_place()
            if refusals == REFUSALS:
                why = self._reason or "it may be read-only"
                refused = f"the editor takes no edit of {self._name}: {why}"
                raise RegionLostError(self._failure or refused)
            self._changed.clear()
            if await self._send(text):
                await self._arrival()
            elif self.confirm and not (self._failure or self._reason):
                raise EditDeclinedError
            elif not await self._soon(self._changed, REFUSAL_GRACE):
                refusals += 1
        self.check_place()

    def widen(self, start: int, end: int) -> None:
        """Let the place be one that holds it, while no step is under way."""
        text, (first, last) = self._document.text, self.span
        before, after = text[start:first], text[last:end]
        self._start = start
        self._here = before + self._here + after
        self._original = before + self._original + after

    @property
    def original(self) -> str:
        """What stood at the place before the edit."""
        return self._original

    @property
    def span(self) -> tuple[int, int]:
        """Where its text stands now, in code points."""
        return self._start, self._start + len(self._here)

    @property
    def place(self) -> types.Range | None:
        """Where its text stands now, for the client; None when the place is gone."""
        try:
            self.check_place()
        except RegionLostError:
            return None
        return self._document.range_of(*self.span)

    @property
    def has_written(self) -> bool:
        """Whether its place holds anything of its own."""
        return self._here != self._original

    def touches(self, document: Document, span: tuple[int, int]) -> bool:
        """Whether a span of a document has a place in common with this edit, or meets it."""
        start, end = self.span
        return document is self._document and start <= span[1] and span[0] <= end

    async def take_back(self) -> bool:
        """Put back what was there before; False when the user has touched it meanwhile."""
        self.confirm = False
        try:
            await self._settle()
            await self.become(self._original)
        except RegionLostError:
            return False
        return True

    async def _settle(self) -> None:
        """After a cancel: wait for what became of the step that was under way."""
        if self._reply is not None:
            await self._take_reply(self._reply)
        await self._arrival()

    def check_place(self) -> None:
        """Raise RegionLostError if the place is gone, by the user's hand or with its document."""
        if self._client.documents.document(self._document.uri) is not self._document:
            raise RegionLostError(f"{self._name} was closed")
        if self._misplaced:
            raise RegionLostError(
                f"the editor made an edit of {self._name} that was meant for an older version of "
                "it: undo it, and look at what stands there"
            )
        if self._lost:
            raise RegionLostError(f"{self._name} was changed at its place")

    @property
    def _name(self) -> str:
        return unquote(self._document.uri.rsplit("/", 1)[-1])

    async def _send(self, text: str) -> bool:
        """Ask the client for one step; whether it took it."""
        self._awaited = text
        self._reply = asyncio.ensure_future(
            self._client.workspace_apply_edit_async(self._edit(text))
        )
        return await self._take_reply(self._reply)

    async def _take_reply(self, reply: asyncio.Future[types.ApplyWorkspaceEditResult]) -> bool:
        try:
            result = await asyncio.shield(reply)
            applied, self._failure = result.applied, ""
            self._reason = (result.failure_reason or "").strip().rstrip(".")
        except UnansweredError as error:
            self._reply, self._lost = None, True
            raise SilentClientError(
                f"the editor was asked to edit {self._name}, and {error.message}"
            ) from None
        except JsonRpcException as error:  # so eglot refuses what is made for an older version
            failure = f"the editor failed to edit {self._name}: {error.message.rstrip('.')}"
            applied, self._failure = False, failure
        self._reply, self._applied = None, applied
        self._clear_up()
        if not applied:
            self._awaited = None
        return applied

    def _clear_up(self) -> None:
        """Decide what an unclear change was, once the client has answered."""
        if self._unclear and self._reply is None:
            self._unclear = False
            if self._applied:
                self._here, self._awaited = "", None
            else:
                self._lose()

    def _lose(self) -> None:
        self._lost, self._awaited = True, None
        self.on_gone()

    def _on_close(self) -> None:
        self._changed.set()
        self.on_gone()

    async def _arrival(self) -> None:
        """Wait until the step that the client took stands in our copy."""
        while self._awaited is not None:
            self._changed.clear()
            self.check_place()
            if not await self._soon(self._changed, ARRIVAL_TIMEOUT):
                raise RegionLostError(
                    f"the editor did not say what became of the edit of {self._name}"
                )

    @staticmethod
    async def _soon(event: asyncio.Event, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):  # wait_for may swallow a cancel before 3.12
                await event.wait()
        except TimeoutError:
            return False
        return True

    def _edit(self, text: str) -> types.ApplyWorkspaceEditParams:
        """The smallest edit that turns what is here into `text`, for the version we know."""
        kept, removed, new = changed_part(self._here, text)
        start = self._start + kept
        self._sent = self._start, start, new
        place = self._document.range_of(start, start + removed)
        versioned = types.OptionalVersionedTextDocumentIdentifier(
            uri=self._document.uri, version=self._document.version
        )
        change: types.TextEdit | types.AnnotatedTextEdit = types.TextEdit(place, new)
        annotations = None
        if self.confirm:
            change = types.AnnotatedTextEdit(_ANNOTATION, place, new)
            annotations = {
                _ANNOTATION: types.ChangeAnnotation(self._label, needs_confirmation=True)
            }
        return types.ApplyWorkspaceEditParams(
            label=self._label,
            edit=types.WorkspaceEdit(
                document_changes=[types.TextDocumentEdit(text_document=versioned, edits=[change])],
                change_annotations=annotations,
            ),
        )

    def _on_change(self, start: int, removed_text: str, inserted: str) -> None:
        """Follow one change of the buffer, ours or the user's, given in code points."""
        removed = len(removed_text)
        end = self._start + len(self._here)
        ours = self._arrived_at(start, removed_text, inserted)
        if self._is_for_an_older_version(start, removed, inserted):
            self._misplaced = True
            self._lose()
        elif ours is not None and self._awaited is not None:
            self._start, self._here, self._awaited = ours, self._awaited, None
        elif self._may_be_removed_by(start, removed):
            self._unclear = True
            self._start = start
            self._clear_up()
        elif start + removed <= self._start:
            # Also what comes in at its very begin, and what does while it is still empty.
            self._start += len(inserted) - removed
        elif start < end and not self._stands_in(start, removed, inserted):
            self._lose()
        self._changed.set()

    def _is_for_an_older_version(self, start: int, removed: int, inserted: str) -> bool:
        """Whether this is our change where the place was when it was asked for, and is no more.

        So edit clients that do not compare versions.
        """
        place, at, new = self._sent
        moved = self._awaited is not None and place != self._start
        return moved and removed > 0 and (start, inserted) == (at, new)

    def _arrived_at(self, start: int, removed_text: str, inserted: str) -> int | None:
        """Where the awaited text now stands, if this change brought it, however described.

        Clients may describe an edit by another range with the same effect, and may put several
        changes, ours and the user's, into one; then our place has moved by no more than that one.
        """
        if self._awaited is None:
            return None
        text, removed = self._document.text, len(removed_text)
        end = self._start + len(self._here)
        inside = self._start <= start and start + removed <= end
        outside = end < start or start + removed < self._start
        fits = len(inserted) - removed == len(self._awaited) - len(self._here)
        if outside and not fits:
            return None
        # Wherever it lies it may be ours, where the text around ours reads the same, as Neovim
        # tells it; it is not if the text is another now than ours makes it.
        if fits:
            low, high = min(start, self._start), max(start + removed, end)
            rest = text[start + len(inserted) : high - removed + len(inserted)]
            before = text[low:start] + removed_text + rest
            made = before[: self._start - low] + self._awaited + before[end - low :]
            if text.startswith(made, low):
                return self._start
            if inside or outside:
                return None
        first, last = max(0, self._start - removed), self._start + len(inserted)
        at = text.find(self._awaited, first, last + len(self._awaited))
        return at if self._awaited and at >= 0 else None

    def _stands_in(self, start: int, removed: int, inserted: str) -> bool:
        """Whether a change of more than our place has brought our text again, once and whole.

        So clients describe two changes before and after it, and a file that was read anew.
        """
        if start <= self._start and self._start + len(self._here) <= start + removed:
            at = inserted.find(self._here)
            if at >= 0 and inserted.count(self._here) == 1:
                self._start = start + at
                return True
        return False

    def _may_be_removed_by(self, start: int, removed: int) -> bool:
        """Whether this change of more than our place may be what removed our text at last.

        Only the client's answer can tell it from a change of the user's.
        """
        return (
            self._awaited == ""
            and start <= self._start
            and (self._start + len(self._here) <= start + removed)
        )
