"""The code action menu: what can be done here, and nothing where nothing can.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.18/specification/#textDocument_codeAction
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from glossator.actions.document import plan
from glossator.context.code import Buffer
from glossator.lsp.targets import argument_for

if TYPE_CHECKING:
    from glossator.lsp.documents import Document
    from glossator.lsp.session import Session

EXPLAIN = "explain.glossator"
"""A kind of our own: explaining is neither a fix nor a refactoring, it changes nothing."""
DOCSTRING = "refactor.rewrite.docstring.glossator"
KINDS = (EXPLAIN, DOCSTRING)


def offered(session: Session, params: types.CodeActionParams) -> list[types.CodeAction]:
    """The actions for a range; quiet while the user merely moves about."""
    uri = params.text_document.uri
    document = session.document(uri)
    buffer = session.buffer(document)
    if session.ignore.reason(buffer.path) is not None:
        return []
    asked = params.context.trigger_kind != types.CodeActionTriggerKind.Automatic
    selected = params.range.start != params.range.end
    actions = []
    if (asked or selected) and _wanted(params, EXPLAIN):
        title = "Explain selection" if selected else "Explain this code"
        actions.append(_action(session, title, EXPLAIN, "glossator.explain", uri, params.range))
    if asked and _wanted(params, DOCSTRING) and _documentable(session, buffer, document, params):
        title, command = "Generate docstring", "glossator.document"
        actions.append(_action(session, title, DOCSTRING, command, uri, params.range))
    return actions


def _documentable(
    session: Session, buffer: Buffer, document: Document, params: types.CodeActionParams
) -> bool:
    offset = document.offset_at(params.range.start)
    return plan(buffer, offset, session.settings.docstring_style) is not None


def _wanted(params: types.CodeActionParams, kind: str) -> bool:
    """`only` asks for kinds and all that lies below them."""
    only = params.context.only
    return only is None or any(f"{kind}.".startswith(f"{_value(k)}.") or not k for k in only)


def _value(kind: types.CodeActionKind | str) -> str:
    return kind.value if isinstance(kind, types.CodeActionKind) else kind


def _action(
    session: Session, title: str, kind: str, command: str, uri: str, place: types.Range
) -> types.CodeAction:
    tags = [types.CodeActionTag.LlmGenerated] if session.abilities.tags_generated_actions else None
    return types.CodeAction(
        title=title,
        kind=kind,
        tags=tags,
        command=types.Command(title=title, command=command, arguments=[argument_for(uri, place)]),
    )
