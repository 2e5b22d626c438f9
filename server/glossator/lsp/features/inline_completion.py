"""`textDocument/inlineCompletion`: from its parameters to items, and never a stale answer.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.18/specification/#textDocument_inlineCompletion
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lsprotocol import types

from glossator.completion.cursor import Cursor
from glossator.completion.outcome import Outcome
from glossator.completion.request import SuggestionRequest
from glossator.context.outgoing import is_typing_secret, outgoing_window
from glossator.errors import BudgetSpentError, FileWithheldError, ModelError, NoUsableAnswerError
from glossator.lsp.documents.notebooks import page_of
from glossator.lsp.extensions import Command
from glossator.lsp.features.next_edit import inline_item

if TYPE_CHECKING:
    from glossator.completion.request import Suggestion
    from glossator.context.outgoing import Outgoing
    from glossator.lsp.backend import Backend
    from glossator.lsp.documents.notebooks import NotebookView
    from glossator.lsp.documents.snapshot import Snapshot
    from glossator.lsp.session import Session
    from glossator.settings import Settings

CANDIDATES = 3
"""Suggestions at most, where the user asks for them."""


async def suggest(
    session: Session, params: types.InlineCompletionParams
) -> types.InlineCompletionList:
    """The suggestions at a position; an empty list whenever there is nothing to show."""
    snapshot = session.snapshot(params.text_document.uri)
    offset = snapshot.offset_at(params.position)
    invoked = params.context.trigger_kind == types.InlineCompletionTriggerKind.Invoked
    selected = params.context.selected_completion_info
    if selected is not None:
        items = await _beyond_selected(session, snapshot, offset, selected, invoked)
        return types.InlineCompletionList(items=items)
    found = await suggestions(session, snapshot, offset, invoked=invoked)
    ranges = (snapshot.range_from(params.position, each.replace_right) for each in found)
    items = [_item(each, each.text, place) for each, place in zip(found, ranges, strict=True)]
    if not items and (next_edit := inline_item(session, snapshot, offset)) is not None:
        items = [next_edit]
    return types.InlineCompletionList(items=items)


async def suggestions(
    session: Session, snapshot: Snapshot, offset: int, *, invoked: bool, text: str | None = None
) -> list[Suggestion]:
    """The suggestions at an offset of a document, best first, with the user's secrets restored.

    `text` is the text that the document would have, where it is to be completed as if it had that.
    """
    if not _wanted(session.settings_for(snapshot.buffer), snapshot):
        return []
    backend, buffer = session.backend, snapshot.buffer
    buffer = buffer if text is None else replace(buffer, text=text)
    page = page_of(buffer, session.documents)
    at = page.begins + offset
    try:
        outgoing = outgoing_window(page.buffer, backend.ignore, at)
        if is_typing_secret(page.buffer, at):
            backend.engine.outcome = Outcome.TYPED_KEY
            return []
        request = SuggestionRequest.at(
            outgoing.buffer,
            at - outgoing.begins,
            backend.settings,
            invoked=invoked,
            hypothetical=text is not None,
            typed=snapshot.typed_before(offset),
            limit=CANDIDATES if invoked else 1,
        )
        found = await backend.engine.suggest(request)
    except FileWithheldError as error:
        session.client.status.document(snapshot.uri, str(error))
        return []
    except ModelError as error:
        backend.engine.outcome = f"None came: {error}"
        _notify(backend, error)
        return []
    session.client.status.document(snapshot.uri, None)
    if backend.engine.circuit_breaker.is_sound:
        backend.notifications.over()
    if not snapshot.is_current:
        return []
    own = outgoing.within(page.begins, page.begins + len(buffer.text))
    restored = (replace(each, text=_restored(each.text, own, page)) for each in found)
    return [each for each in restored if each.text]


def _restored(text: str, own: Outgoing, page: NotebookView) -> str:
    """A suggestion with the cell's own secrets; nothing where it holds another's."""
    try:
        return page.within_cell(own.restore(text))
    except NoUsableAnswerError:
        return ""


def _notify(backend: Backend, error: ModelError) -> None:
    sentence, about = str(error), type(error).__name__
    says_when = isinstance(error, BudgetSpentError)  # … ghost text comes back
    if backend.engine.circuit_breaker.is_open and not says_when:
        sentence += " Ghost text rests meanwhile, and comes back by itself."
        about = "circuit breaker"
    backend.notifications.show(sentence, about=about)


def close_rejected_stream(session: Session, params: types.DidChangeTextDocumentParams) -> None:
    """Close the open stream at once if what was typed or pasted rejects its text."""
    document = session.documents.document(params.text_document.uri)
    change = params.content_changes[-1] if params.content_changes else None
    if document is None or not session.backend.engine.is_reading(document.uri):
        return
    if isinstance(change, types.TextDocumentContentChangePartial):
        page = page_of(session.documents.buffer(document), session.documents)
        at = page.begins + document.offset_at(change.range.start) + len(change.text)
        try:
            outgoing = outgoing_window(page.buffer, session.backend.ignore, at)
        except FileWithheldError:
            return
        cursor = Cursor.at(outgoing.buffer, at - outgoing.begins)
        session.backend.engine.close_rejected_stream(cursor)


def accepted(suggestion: Suggestion) -> types.Command:
    """The command with which the client reports that a suggestion was accepted."""
    return types.Command(title="", command=Command.ACCEPTED, arguments=[suggestion.identity])


async def _beyond_selected(
    session: Session,
    snapshot: Snapshot,
    offset: int,
    selected: types.SelectedCompletionInfo,
    invoked: bool,
) -> list[types.InlineCompletionItem]:
    """One item that extends what is selected in the editor's own menu, in the same range.

    A client shows no other item (LSP 3.18, SelectedCompletionInfo), so no model is asked where none
    can extend the selected text.
    """
    start, end = snapshot.offset_at(selected.range.start), snapshot.offset_at(selected.range.end)
    text = snapshot.text
    if end != offset or not selected.text.startswith(text[start:end]):
        return []
    as_if = text[:start] + selected.text + text[end:]
    found = await suggestions(
        session, snapshot, start + len(selected.text), invoked=invoked, text=as_if
    )
    for each in found:
        extension = _extension(each, text[end:])
        if extension:
            return [_item(each, selected.text + extension, selected.range)]
    return []


def _extension(suggestion: Suggestion, right: str) -> str:
    """The suggestion without the text after the cursor; empty if it has to replace that."""
    replaced = right[: suggestion.replace_right]
    return suggestion.text.removesuffix(replaced) if suggestion.text.endswith(replaced) else ""


def _wanted(settings: Settings, snapshot: Snapshot) -> bool:
    return settings.enabled and settings.languages.get(snapshot.language_id, True)


def _item(suggestion: Suggestion, text: str, place: types.Range) -> types.InlineCompletionItem:
    """An item; `place` begins and ends on the cursor's line, as the protocol wants it."""
    return types.InlineCompletionItem(insert_text=text, range=place, command=accepted(suggestion))
