"""`glossator/nextEdit`: what the last changes ask for elsewhere, and what the user does with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsprotocol import types

from glossator.completion.next_edit.changes import Change
from glossator.lsp.extensions import Command, NextEditItem, NextEditResult

if TYPE_CHECKING:
    from glossator.completion.next_edit.pending import PendingEdit
    from glossator.lsp.documents.documents import Document
    from glossator.lsp.session import Session


@dataclass(frozen=True, slots=True)
class NextEditNote:
    """The parameters of `glossator/nextEditShown` and `glossator/nextEditRejected`."""

    id: int


def follow(session: Session, uri: str) -> None:
    """Follow the changes of a document that was opened, where next edits are on for it."""
    document = session.documents.document(uri)
    if document is None or session.documents.is_cell(uri):
        return

    def changed(start: int, removed: str, inserted: str) -> None:
        backend = session.backend
        if backend.offers_next_edits(document):
            change = Change(start, removed, inserted)
            backend.next_edits.note_change(uri, change, document.text, document.version)

    document.on_change.append(changed)


def next_edit(session: Session, params: types.TextDocumentPositionParams) -> NextEditResult:
    """The next edit, which may be in another document than the one that was asked about."""
    document = session.documents.document(params.text_document.uri)
    if document is not None and session.backend.offers_next_edits(document):
        session.backend.next_edits.end_burst()
    pending = session.backend.next_edits.pending
    edited = session.documents.document(pending.uri) if pending is not None else None
    if pending is None or edited is None:
        return NextEditResult(edits=[])
    return NextEditResult(edits=[_item(pending, edited)])


def _item(pending: PendingEdit, document: Document) -> NextEditItem:
    change = pending.change
    identifier = types.VersionedTextDocumentIdentifier(
        uri=document.uri, version=document.version or 0
    )
    return NextEditItem(
        id=pending.identity,
        text=change.inserted,
        range=document.range_of(change.start, change.removed_end),
        textDocument=identifier,
        command=types.Command(
            title="", command=Command.NEXT_EDIT_ACCEPTED, arguments=[pending.identity]
        ),
    )
