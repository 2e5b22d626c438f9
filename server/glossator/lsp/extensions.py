"""What Glossator and its clients say beyond LSP: methods, flags, commands, kinds and payloads.

`docs/lsp-extensions.md` describes each for whoever writes a client. Loads nothing, because the
early answer to `initialize` needs it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Literal, NotRequired, TypedDict

if TYPE_CHECKING:
    from lsprotocol import types

CLIENT = "client"
"""The key of `initializationOptions` that holds the flags."""
VERSION = "version"
"""Beside the flags: the release of the client."""
PAGES_SCHEME = "glossator"
"""The URI scheme of the documents that the server writes beside the text."""
HINT_SOURCE = "Glossator"
"""The source of the server's own diagnostics."""
HINT_CODE = "stale-documentation"
"""The code of the hint that a documentation differs from its signature."""


class Flag(StrEnum):
    """What a client promises to do in `initializationOptions.client`, because LSP cannot ask."""

    GROUPS_UNDO = "groupsUndo"
    GROWING_SUGGESTIONS = "growingSuggestions"
    INPUT = "input"
    STATUS = "status"
    NEXT_EDITS = "nextEdits"


class Method(StrEnum):
    """Messages from the server to a client that has set the flag for them; `INPUT` is a request."""

    STATUS = "glossator/status"
    SUGGESTION_GREW = "glossator/suggestionGrew"
    EDIT_ENDED = "glossator/editEnded"
    INPUT = "glossator/input"
    NEXT_EDIT_CHANGED = "glossator/nextEditChanged"


class ClientMethod(StrEnum):
    """Messages from a client to the server; all but the first are notifications."""

    NEXT_EDIT = "glossator/nextEdit"
    NEXT_EDIT_SHOWN = "glossator/nextEditShown"
    NEXT_EDIT_REJECTED = "glossator/nextEditRejected"


class Command(StrEnum):
    """The commands of `workspace/executeCommand`, in `commands/` a module of its name for each."""

    EXPLAIN = "glossator.explain"
    ASK = "glossator.ask"
    DOCUMENT = "glossator.document"
    DOCUMENT_ALL = "glossator.documentAll"
    EDIT = "glossator.edit"
    FIX = "glossator.fix"
    TEST_FILE = "glossator.test"
    ANNOTATE = "glossator.annotate"
    CUSTOM = "glossator.own"
    COMMIT_MESSAGE = "glossator.commitMessage"
    ACCEPTED = "glossator.accepted"
    NEXT_EDIT_ACCEPTED = "glossator.nextEditAccepted"
    STATUS = "glossator.status"


class ActionKind(StrEnum):
    """The kinds of code actions; one beyond LSP where LSP's mean a fix or a refactoring."""

    EXPLAIN = "explain.glossator"
    DOCSTRING = "refactor.rewrite.docstring.glossator"
    DOCUMENT_ALL = "source.documentAll.glossator"
    EDIT = "refactor.rewrite.edit.glossator"
    FIX = "quickfix.glossator"
    ANNOTATE = "refactor.rewrite.annotate.glossator"
    TEST = "test.glossator"
    CUSTOM = "own.glossator"
    COMMIT_MESSAGE = "source.commitMessage.glossator"
    NEXT_EDIT = "quickfix.nextEdit.glossator"


State = Literal["ready", "thinking", "loading", "off", "trouble"]


class StatusParams(TypedDict):
    """`glossator/status`: the state of the server, with a sentence about it or an empty one.

    `off` says by URI why open documents get no ghost text.
    """

    state: State
    message: str
    off: dict[str, str]


class ErrorData(TypedDict):
    """The `data` of an error that is for the user: the command that prints what can be done."""

    help: str


class ShownExcerpt(TypedDict):
    """What a model was shown last of another file beside a document, and why."""

    file: str
    text: str
    reason: str


class StatusResult(StatusParams):
    """The answer to `glossator.status`; the last four are absent as long as they are not known."""

    services: list[str]
    winningKeys: dict[str, str]
    context: dict[str, list[ShownExcerpt]]
    lastSuggestion: str
    nextEdit: str
    limits: str
    codeModel: NotRequired[str]
    proseModel: NotRequired[str]
    service: NotRequired[str]
    ghostText: NotRequired[Literal["fim", "chat", "plain"]]


class SuggestionGrewParams(TypedDict):
    """`glossator/suggestionGrew`: the document whose suggestion is longer now."""

    uri: str


class EditEndedParams(TypedDict):
    """`glossator/editEnded`: the text at `range` is to be one undo step, back to `replaced`.

    Without a range no place is known any more, and the label is only forgotten.
    """

    label: str
    uri: str
    version: int | None
    range: types.Range | None
    replaced: str


class InputParams(TypedDict):
    """`glossator/input`: what to ask the user for; the result is the line typed, or null."""

    title: str
    placeholder: NotRequired[str]


class PageResult(TypedDict):
    """The answer of a command that writes a page: the URI of the page."""

    uri: str


class TextResult(TypedDict):
    """The answer of a command that edits: the text that was written."""

    text: str


class NextEditChangedParams(TypedDict):
    """`glossator/nextEditChanged`: whether the next edit that is shown for a document, or is to be
    asked for, is `available`."""

    uri: str
    available: bool


class NextEditItem(TypedDict):
    """An edit that the last changes ask for, of the `version` that `textDocument` names: None where
    the document is not open.

    `command` is run when the edit was made.
    """

    id: int
    text: str
    range: types.Range
    textDocument: types.OptionalVersionedTextDocumentIdentifier
    command: types.Command


class NextEditResult(TypedDict):
    """The answer to `glossator/nextEdit`: one edit, or none."""

    edits: list[NextEditItem]
