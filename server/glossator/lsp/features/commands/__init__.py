"""The commands that a user or a code action starts by name. One module does one; this lists them.

A command is given the session and its arguments as they came, and answers with JSON.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from glossator.lsp.client import status
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

Command = Callable[["Session", Sequence[Any]], Awaitable[Any]]

COMMANDS: Mapping[str, Command] = {
    "glossator.explain": explain.explain,
    "glossator.ask": ask.ask,
    "glossator.document": document.document,
    "glossator.documentAll": document_all.document_all,
    "glossator.edit": edit.edit,
    "glossator.fix": fix.fix,
    "glossator.test": test_file.test,
    "glossator.annotate": annotate.annotate,
    "glossator.own": custom.own,
    "glossator.accepted": accepted.accepted,
    "glossator.status": status.status,
}
QUICK = frozenset({"glossator.accepted", "glossator.status"})
"""Those that write nothing, and are asked for their answer's sake."""
