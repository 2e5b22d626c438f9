"""`textDocument/inlineCompletion`: from the parameters to items, and no answer that is stale.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.18/specification/#textDocument_inlineCompletion
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from glossator.context.door import Admitted, Withheld
from glossator.models.errors import ModelError

if TYPE_CHECKING:
    from glossator.completion.engine import Suggestion
    from glossator.lsp.documents import Document
    from glossator.lsp.session import Session
    from glossator.settings import Settings


async def suggest(
    session: Session, params: types.InlineCompletionParams
) -> types.InlineCompletionList:
    """The suggestions for a position; an empty list whenever there is nothing to show."""
    nothing = types.InlineCompletionList(items=[])
    document = session.document(params.text_document.uri)
    if not _wanted(session.settings, document):
        return nothing
    invoked = params.context.trigger_kind == types.InlineCompletionTriggerKind.Invoked
    version, offset = document.version, document.offset_at(params.position)
    try:
        admitted = session.admitted(document)
        suggestions = await session.engine.suggest(admitted.buffer, offset, invoked=invoked)
    except Withheld:
        return nothing
    except ModelError as error:
        session.troubles.tell(f"Glossator: {error}")
        return nothing
    session.troubles.over()
    if document.version != version:
        return nothing
    items = [_item(document, offset, suggestion, admitted) for suggestion in suggestions]
    return types.InlineCompletionList(items=items)


def _wanted(settings: Settings, document: Document) -> bool:
    return settings.enabled and settings.languages.get(document.language_id or "", True)


def _item(
    document: Document, offset: int, suggestion: Suggestion, admitted: Admitted
) -> types.InlineCompletionItem:
    """An item whose range begins and ends on the cursor's line, as the protocol wants it."""
    return types.InlineCompletionItem(
        insert_text=admitted.restore(suggestion.text),
        range=document.range_of(offset, offset + suggestion.replace_right),
        command=types.Command(
            title="", command="glossator.accepted", arguments=[suggestion.identity]
        ),
    )
