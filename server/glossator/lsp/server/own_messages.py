"""The messages beyond LSP that a client sends, with the types of their parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from glossator.lsp.extensions import ClientMethod
from glossator.lsp.features.next_edit import NextEditNote, NextEditParams


@dataclass(frozen=True, slots=True)
class ForNextEdit:
    """The request for a next edit."""

    params: NextEditParams


@dataclass(frozen=True, slots=True)
class OfNextEdit:
    """A message about a next edit."""

    params: NextEditNote


OWN_MESSAGES: Mapping[str, type] = {
    ClientMethod.NEXT_EDIT: ForNextEdit,
    ClientMethod.NEXT_EDIT_SHOWN: OfNextEdit,
    ClientMethod.NEXT_EDIT_REJECTED: OfNextEdit,
}
"""By method, what the protocol reads a message into."""
