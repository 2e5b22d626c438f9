"""`glossator/nextEdit`: what the last changes ask for elsewhere, and what the user does with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsprotocol import types

from glossator.completion.next_edit.changes import Change
from glossator.completion.next_edit.problems import Position, Problem
from glossator.lsp.extensions import ActionKind, Command, NextEditItem, NextEditResult
from glossator.text.lines import line_end, line_start, split_lines

if TYPE_CHECKING:
    from glossator.completion.next_edit.pending import PendingEdit
    from glossator.lsp.documents.documents import Document
    from glossator.lsp.documents.snapshot import Snapshot
    from glossator.lsp.session import Session

LONGEST_TITLE = 50
"""Code points of the new line in the menu."""
SERIOUS = types.DiagnosticSeverity.Warning
"""Hints are no errors."""


@dataclass(frozen=True, slots=True)
class NextEditParams:
    """The parameters of `glossator/nextEdit`; `diagnostics` are all that the client knows."""

    textDocument: types.TextDocumentIdentifier  # noqa: N815 - as it is on the wire
    position: types.Position
    diagnostics: Sequence[types.Diagnostic] | None = None


@dataclass(frozen=True, slots=True)
class NextEditNote:
    """The parameters of `glossator/nextEditShown` and `glossator/nextEditRejected`."""

    id: int


def follow(session: Session, uri: str) -> None:
    """Follow the changes of a document that was opened, where next edits are on for it."""
    document = session.documents.document(uri)
    if document is None or session.documents.is_cell(uri):
        return
    session.backend.next_edits.note_opened(session.documents.buffer(document).path)

    def changed(start: int, removed: str, inserted: str) -> None:
        backend = session.backend
        if not backend.offers_next_edits(document):
            backend.next_edits.forget(uri)
        elif removed != inserted:
            change = Change(start, removed, inserted)
            backend.next_edits.note_change(uri, change, document.text, document.version)

    document.on_change.append(changed)


def note_diagnostics(
    session: Session,
    uri: str,
    diagnostics: Sequence[types.Diagnostic],
    of: types.Range | None = None,
) -> None:
    """Tell of the errors and warnings in a document, near which an edit may be asked for.

    They are all of the document, or all of a range of it.
    """
    document = session.documents.document(uri)
    if document is None or not session.backend.offers_next_edits(document):
        return
    lines = split_lines(document.text) if diagnostics else []
    found = [
        Problem(line, lines[line], each.message, each.range.start.character, _place(each.range.end))
        for each in diagnostics
        if (each.severity or SERIOUS) <= SERIOUS and (line := each.range.start.line) < len(lines)
    ]
    problems = session.backend.next_edits.problems
    if of is None:
        problems.note(uri, found)
    else:
        problems.note_part(uri, found, _place(of.start), _place(of.end), document.text)


def _place(position: types.Position) -> Position:
    return position.line, position.character


def action(session: Session, uri: str, *, is_invoked: bool) -> types.CodeAction | None:
    """The next edit as a code action, for a client that has no other way to show it."""
    document = session.documents.document(uri)
    if document is None or session.client.capabilities.shows_next_edits:
        return None
    if is_invoked and session.backend.offers_next_edits(document):
        session.backend.next_edits.end_burst()
    session.backend.next_edits.drop_changed()
    pending = session.backend.next_edits.pending
    edited = _edited(session, pending)
    if pending is None or edited is None:
        return None
    change = pending.change
    place = edited.range_of(change.start, change.removed_end)
    where = f"line {place.start.line + 1}"
    if edited is not document:
        where = f"{session.documents.buffer(edited).name}, {where}"
    identifier = types.OptionalVersionedTextDocumentIdentifier(
        uri=edited.uri, version=edited.version
    )
    edits = [types.TextEdit(place, change.inserted)]
    return types.CodeAction(
        title=f"Next edit: {where}: {_shortened(pending.new, change.start - pending.start)}",
        kind=ActionKind.NEXT_EDIT,
        edit=types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(identifier, edits)]),
        command=_accepted(pending),
    )


def inline_item(
    session: Session, snapshot: Snapshot, offset: int
) -> types.InlineCompletionItem | None:
    """The next edit as ghost text, where it puts something in at the cursor or after it in its
    line, and takes nothing away."""
    pending, text = session.backend.next_edits.pending, snapshot.text
    if pending is None or pending.uri != snapshot.uri or not snapshot.is_current:
        return None
    change = pending.change
    if change.removed or not offset <= change.start <= line_end(text, offset):
        return None
    return types.InlineCompletionItem(
        insert_text=text[offset : change.start] + change.inserted,
        range=snapshot.range_of(offset, change.start),
        command=_accepted(pending),
    )


def next_edit(session: Session, params: NextEditParams) -> NextEditResult:
    """The next edit, which may be in another document than the one that was asked about."""
    uri = params.textDocument.uri
    document = session.documents.document(uri)
    if params.diagnostics is not None:
        note_diagnostics(session, uri, params.diagnostics)
    if document is not None and session.backend.offers_next_edits(document):
        session.backend.next_edits.end_burst()
    pending = session.backend.next_edits.pending
    edited = _edited(session, pending)
    if pending is None or edited is None:
        return NextEditResult(edits=[])
    return NextEditResult(edits=[_item(pending, edited)])


def _edited(session: Session, pending: PendingEdit | None) -> Document | None:
    """The document of an edit, which need not be open."""
    if pending is None:
        return None
    if (document := session.documents.document(pending.uri)) is not None:
        return document
    closed = session.backend.next_edits.closed(pending.uri)
    return session.documents.as_read(closed) if closed is not None else None


def _item(pending: PendingEdit, document: Document) -> NextEditItem:
    change = pending.change
    identifier = types.OptionalVersionedTextDocumentIdentifier(
        uri=document.uri, version=document.version
    )
    return NextEditItem(
        id=pending.identity,
        text=change.inserted,
        range=document.range_of(change.start, change.removed_end),
        textDocument=identifier,
        command=_accepted(pending),
    )


def _accepted(pending: PendingEdit) -> types.Command:
    """The command with which the client reports that an edit was made."""
    arguments = [pending.identity]
    return types.Command(title="", command=Command.NEXT_EDIT_ACCEPTED, arguments=arguments)


def _shortened(text: str, offset: int) -> str:
    """The line at an offset, for a menu; the one below where that is blank."""
    line = text[line_start(text, offset) :].strip().split("\n", 1)[0].strip()
    return line if len(line) <= LONGEST_TITLE else f"{line[:LONGEST_TITLE]}…"
