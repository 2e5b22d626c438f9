"""Hints on definitions whose documentation differs from them: pulled by the client, or pushed.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.18/specification/#textDocument_pullDiagnostics
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from glossator.actions.docstring.stale import Stale, stale_documentation
from glossator.lsp.extensions import HINT_CODE, HINT_SOURCE

if TYPE_CHECKING:
    from glossator.context.buffer import Buffer
    from glossator.lsp.documents.snapshot import Snapshot
    from glossator.lsp.session import Session

OPTIONS = types.DiagnosticOptions(
    identifier="glossator", inter_file_dependencies=False, workspace_diagnostics=False
)
QUIET = 0.6
"""Seconds without a change after which hints are pushed."""
SERVER_CANCELLED = -32802


def offered(session: Session) -> bool:
    """Whether this client pulls its diagnostics."""
    return session.client.capabilities.pulls_diagnostics


async def pull(
    session: Session, params: types.DocumentDiagnosticParams
) -> types.RelatedFullDocumentDiagnosticReport | types.RelatedUnchangedDocumentDiagnosticReport:
    """The hints of a document as it is now.

    Raises:
        JsonRpcException: when it has changed meanwhile; the client asks again.
    """
    snapshot = session.snapshot(params.text_document.uri)
    is_on = session.settings.documentation_hints
    result_id = f"{snapshot.buffer.version}{'' if is_on else ' off'}"
    if params.previous_result_id == result_id:
        return types.RelatedUnchangedDocumentDiagnosticReport(result_id=result_id)
    hints = await _hints(session, snapshot)
    if not snapshot.is_current:
        raise JsonRpcException(
            message="The document has changed meanwhile.",
            code=SERVER_CANCELLED,
            data={"retriggerRequest": True},
        )
    return types.RelatedFullDocumentDiagnosticReport(items=hints, result_id=result_id)


def follow(session: Session, uri: str) -> None:
    """Push the hints of a document that was opened, now and when its changes have come to a rest.

    Nothing for a client that pulls them.
    """
    document = session.documents.document(uri)
    if document is None or offered(session) or session.documents.is_cell(uri):
        return
    waiting = False

    async def publish() -> None:
        nonlocal waiting
        version = None
        while version != document.version:
            version = document.version
            await asyncio.sleep(QUIET)
        waiting = False
        if session.documents.document(uri) is document:
            snapshot = session.snapshot(uri)
            hints = await _hints(session, snapshot)
            if snapshot.is_current:
                session.client.publish_diagnostics(uri, snapshot.buffer.version, hints)

    def changed(*_: object) -> None:
        nonlocal waiting
        if not waiting:
            waiting = True
            session.client.background_tasks.begin(publish())

    document.on_change.append(changed)
    changed()


async def _hints(session: Session, snapshot: Snapshot) -> list[types.Diagnostic]:
    if not session.settings.documentation_hints:
        return []
    found = await asyncio.to_thread(_found, snapshot.buffer)
    return [
        types.Diagnostic(
            range=snapshot.range_of(*each.span),
            message=each.message,
            severity=types.DiagnosticSeverity.Hint,
            source=HINT_SOURCE,
            code=HINT_CODE,
        )
        for each in found
    ]


def _found(buffer: Buffer) -> list[Stale]:
    return list(stale_documentation(buffer))
