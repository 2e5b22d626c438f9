"""The commands that a user or a code action starts by name. One module does one; this lists them.

A command is given the session and its arguments as they came, and answers with JSON.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from glossator.lsp.client import status
from glossator.lsp.extensions import Command
from glossator.lsp.features.commands import (
    accepted,
    annotate,
    ask,
    custom,
    document,
    document_all,
    edit,
    explain,
    fix,
    test_file,
)

if TYPE_CHECKING:
    from glossator.lsp.session import Session

Run = Callable[["Session", Sequence[Any]], Awaitable[Any]]

COMMANDS: Mapping[str, Run] = {
    Command.EXPLAIN: explain.explain,
    Command.ASK: ask.ask,
    Command.DOCUMENT: document.document,
    Command.DOCUMENT_ALL: document_all.document_all,
    Command.EDIT: edit.edit,
    Command.FIX: fix.fix,
    Command.TEST: test_file.test,
    Command.ANNOTATE: annotate.annotate,
    Command.OWN: custom.own,
    Command.ACCEPTED: accepted.accepted,
    Command.STATUS: status.status,
}
QUICK = frozenset({Command.ACCEPTED, Command.STATUS})
"""Those that write nothing, and are asked for their answer's sake."""
