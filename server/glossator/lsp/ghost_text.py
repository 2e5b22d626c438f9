"""`textDocument/inlineCompletion`: from the parameters to items, and no answer that is stale.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.18/specification/#textDocument_inlineCompletion
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from glossator.models.errors import ModelError

if TYPE_CHECKING:
    from glossator.completion.engine import Suggestion
    from glossator.lsp.documents import Document
    from glossator.lsp.session import Session


async def suggest(
    session: Session, params: types.InlineCompletionParams
) -> types.InlineCompletionList:
    """The suggestions for a position; an empty list whenever there is nothing to show."""
    nothing = types.InlineCompletionList(items=[])
    document = session.document(params.text_document.uri)
    if not _wanted(session, document):
        return nothing
    version, offset = document.version, document.offset_at(params.position)
    try:
        suggestions = await session.engine.suggest(session.buffer(document), offset)
    except ModelError as error:
        session.troubles.tell(f"Glossator: {error}")
        return nothing
    session.troubles.over()
    if document.version != version:
        return nothing
    return types.InlineCompletionList(items=[_item(document, offset, s) for s in suggestions])


def _wanted(session: Session, document: Document) -> bool:
    settings = session.settings
    on = settings.enabled and settings.languages.get(document.language_id or "", True)
    return on and session.off_because(document) is None


def _item(document: Document, offset: int, suggestion: Suggestion) -> types.InlineCompletionItem:
    """An item whose range begins and ends on the cursor's line, as the protocol wants it."""
    return types.InlineCompletionItem(
        insert_text=suggestion.text,
        range=document.range_of(offset, offset + suggestion.replace_right),
        command=types.Command(
            title="", command="glossator.accepted", arguments=[suggestion.identity]
        ),
    )
