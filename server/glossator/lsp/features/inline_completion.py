"""`textDocument/inlineCompletion`: from its parameters to items, and never a stale answer.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.18/specification/#textDocument_inlineCompletion
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lsprotocol import types

from glossator.completion.cursor import Cursor
from glossator.completion.request import SuggestionRequest
from glossator.context.outgoing import outgoing_window
from glossator.errors import FileWithheldError, ModelError
from glossator.lsp.documents.notebooks import page_of
from glossator.lsp.extensions import Command

if TYPE_CHECKING:
    from glossator.completion.request import Suggestion
    from glossator.lsp.documents.documents import Document
    from glossator.lsp.session import Session
    from glossator.settings import Settings

CANDIDATES = 3
"""Suggestions at most, where the user asks for them."""
A_KEY = 2
"""Code points, white space aside, that a key inserts at most: an opening bracket closes itself."""


async def suggest(
    session: Session, params: types.InlineCompletionParams
) -> types.InlineCompletionList:
    """The suggestions at a position; an empty list whenever there is nothing to show."""
    document = session.document(params.text_document.uri)
    offset = document.offset_at(params.position)
    invoked = params.context.trigger_kind == types.InlineCompletionTriggerKind.Invoked
    selected = params.context.selected_completion_info
    if selected is not None:
        items = await _beyond_selected(session, document, offset, selected, invoked)
        return types.InlineCompletionList(items=items)
    found = await suggestions(session, document, offset, invoked=invoked)
    ranges = (document.range_from(params.position, each.replace_right) for each in found)
    items = [_item(each, each.text, place) for each, place in zip(found, ranges, strict=True)]
    return types.InlineCompletionList(items=items)


async def suggestions(
    session: Session, document: Document, offset: int, *, invoked: bool, text: str | None = None
) -> list[Suggestion]:
    """The suggestions at an offset of a document, best first, with the user's secrets restored.

    `text` is the text that the document would have, where it is to be completed as if it had that.
    """
    if not _wanted(session.settings, document):
        return []
    version, buffer = document.version, session.buffer(document)
    buffer = buffer if text is None else replace(buffer, text=text)
    page = page_of(buffer, session.server.documents)
    at = page.begins + offset
    try:
        outgoing = outgoing_window(page.buffer, session.ignore, at)
        request = SuggestionRequest.at(
            outgoing.buffer,
            at - outgoing.begins,
            session.settings,
            invoked=invoked,
            hypothetical=text is not None,
            typed=document.typed_before(offset),
            limit=CANDIDATES if invoked else 1,
        )
        found = await session.engine.suggest(request)
    except FileWithheldError:
        return []
    except ModelError as error:
        _tell(session, error)
        return []
    if session.engine.circuit_breaker.is_sound:
        session.notifications.over()
    still_open = session.server.documents.document(document.uri) is document
    if document.version != version or not still_open:
        return []
    own = (replace(each, text=page.within_cell(outgoing.restore(each.text))) for each in found)
    return [each for each in own if each.text]


def _tell(session: Session, error: ModelError) -> None:
    sentence, about = str(error), type(error).__name__
    if session.engine.circuit_breaker.is_open:
        sentence += " Ghost text rests meanwhile, and comes back by itself."
        about = "circuit breaker"
    session.notifications.tell(sentence, about=about)


def close_rejected_stream(session: Session, params: types.DidChangeTextDocumentParams) -> None:
    """Close the open stream at once if the key that was typed rejects its text."""
    document = session.server.documents.document(params.text_document.uri)
    change = params.content_changes[-1] if params.content_changes else None
    if document is None or not session.engine.is_reading(document.uri):
        return
    if (
        isinstance(change, types.TextDocumentContentChangePartial)
        and len(change.text.strip()) <= A_KEY
    ):
        page = page_of(session.buffer(document), session.server.documents)
        at = page.begins + document.offset_at(change.range.start) + len(change.text)
        try:
            outgoing = outgoing_window(page.buffer, session.ignore, at)
        except FileWithheldError:
            return
        cursor = Cursor.at(outgoing.buffer, at - outgoing.begins)
        session.engine.close_rejected_stream(cursor)


def accepted(suggestion: Suggestion) -> types.Command:
    """The command with which the client reports that a suggestion was accepted."""
    return types.Command(title="", command=Command.ACCEPTED, arguments=[suggestion.identity])


async def _beyond_selected(
    session: Session,
    document: Document,
    offset: int,
    selected: types.SelectedCompletionInfo,
    invoked: bool,
) -> list[types.InlineCompletionItem]:
    """One item that extends what is selected in the editor's own menu, in the same range.

    A client shows no other item (LSP 3.18, SelectedCompletionInfo), so no model is asked where none
    can extend the selected text.
    """
    start, end = document.offset_at(selected.range.start), document.offset_at(selected.range.end)
    text = document.text
    if end != offset or not selected.text.startswith(text[start:end]):
        return []
    as_if = text[:start] + selected.text + text[end:]
    found = await suggestions(
        session, document, start + len(selected.text), invoked=invoked, text=as_if
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


def _wanted(settings: Settings, document: Document) -> bool:
    return settings.enabled and settings.languages.get(document.language_id or "", True)


def _item(suggestion: Suggestion, text: str, place: types.Range) -> types.InlineCompletionItem:
    """An item; `place` begins and ends on the cursor's line, as the protocol wants it."""
    return types.InlineCompletionItem(insert_text=text, range=place, command=accepted(suggestion))
