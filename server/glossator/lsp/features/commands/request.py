"""What a command was asked: its document, the place in it, and what a model may see of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from glossator.context.outgoing import Outgoing
from glossator.errors import FileWithheldError
from glossator.lsp.features.command_arguments import target_of

if TYPE_CHECKING:
    from glossator.lsp.documents.documents import Document
    from glossator.lsp.session import Session

REQUEST_FAILED = types.LSPErrorCodes.RequestFailed.value


@dataclass(frozen=True, slots=True)
class CommandRequest:
    """One command's `{uri, range}` or `{uri, position}`, and whatever else the argument holds."""

    document: Document
    span: tuple[int, int]
    outgoing: Outgoing
    argument: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The file's name for a sentence."""
        return self.outgoing.buffer.name

    def check_unchanged(self) -> None:
        """To be asked after a wait; raises a JsonRpcException where the span may have moved."""
        if (self.document.version or 0) != self.outgoing.buffer.version:
            raise command_error(f"{self.name} was changed meanwhile; select the code again.")


def command_request(session: Session, arguments: Sequence[Any]) -> CommandRequest:
    """Take the one argument of a command apart.

    Raises:
        JsonRpcException: when it is malformed, the document is not open, or no model may see it.
    """
    argument = arguments[0] if len(arguments) == 1 else None
    uri, place = target_of(argument)
    document = session.document(uri)
    span = session.span(document, place)
    return CommandRequest(document, span, outgoing(session, document), argument or {})


def outgoing(session: Session, document: Document) -> Outgoing:
    """The document as a model may see it; raises a JsonRpcException where none may."""
    try:
        return session.outgoing(document)
    except FileWithheldError as error:
        raise command_error(str(error)) from None


def command_error(sentence: str) -> JsonRpcException:
    """The error that a command answers with; `sentence` is for the user."""
    return JsonRpcException(message=sentence, code=REQUEST_FAILED)
