"""The commands that a user or a code action starts by name, a module each.

A command is given the session and its arguments as they came, and answers with JSON.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from glossator.lsp.extensions import Command

if TYPE_CHECKING:
    from glossator.lsp.session import Session

Run = Callable[["Session", Sequence[Any]], Awaitable[Any]]

QUICK = frozenset({Command.ACCEPTED, Command.NEXT_EDIT_ACCEPTED, Command.STATUS})
"""Commands that write nothing, so that their answer is all that a client wants of them."""


def load(command: Command) -> Run:
    """The function that runs a command: `document_all.document_all` for `DOCUMENT_ALL`."""
    name = command.name.lower()
    run: Run = getattr(import_module(f"{__name__}.{name}"), name)
    return run
