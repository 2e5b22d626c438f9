"""The one argument of a command, `{uri, range}` or `{uri, position}`, read and written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from lsprotocol.validators import UINTEGER_MAX_VALUE
from pygls.exceptions import JsonRpcInvalidParams

from glossator.actions.diagnostic import Diagnostic

if TYPE_CHECKING:
    from glossator.lsp.client.capabilities import ClientCapabilities
    from glossator.lsp.documents.snapshot import Snapshot


_ADDRESS = re.compile(r"https?://[\w.~:/?#@!$&'()*+,;=%-]{1,200}", re.ASCII)


def target_of(argument: Any) -> tuple[str, types.Range]:
    """The document and the place in it; a position is an empty range.

    Raises:
        JsonRpcInvalidParams: when the argument is anything else.
    """
    if isinstance(argument, Mapping) and isinstance(argument.get("uri"), str):
        place = argument.get("range")
        if isinstance(place, Mapping):
            start, end = _position(place.get("start")), _position(place.get("end"))
        else:
            start = end = _position(argument.get("position"))
        if start is not None and end is not None:
            return argument["uri"], types.Range(start, end)
    raise JsonRpcInvalidParams(
        message="The command takes one argument: {uri, range} or {uri, position}."
    )


def span_of(
    selection: types.Range, snapshot: Snapshot, client: ClientCapabilities
) -> tuple[int, int]:
    """The selection in code points; both ends are the cursor's where nothing is selected."""
    start, end = sorted((snapshot.offset_at(selection.start), snapshot.offset_at(selection.end)))
    if client.block_cursor and end - start <= 1:
        return start, start
    return start, end


def problem_of(diagnostic: Any, snapshot: Snapshot, span: tuple[int, int]) -> Diagnostic | None:
    """The problem that an LSP diagnostic reports, at `span` unless it has a range of its own.

    None where the argument is no diagnostic with a message.
    """
    if not isinstance(diagnostic, Mapping):
        return None
    message = diagnostic.get("message")
    if isinstance(message, Mapping):  # MarkupContent, since LSP 3.18
        message = message.get("value")
    if not isinstance(message, str) or not message.strip():
        return None
    place = diagnostic.get("range")
    if isinstance(place, Mapping):
        start, end = _position(place.get("start")), _position(place.get("end"))
        if start is not None and end is not None:
            span = snapshot.offset_at(start), snapshot.offset_at(end)
    source, code = diagnostic.get("source"), diagnostic.get("code")
    return Diagnostic(
        message.strip(),
        span,
        source if isinstance(source, str) else "",
        str(code) if isinstance(code, str | int) else "",
        _page(diagnostic.get("codeDescription")),
    )


def _page(description: Any) -> str:
    """The address that a tool gives for a code, if it is one that can be shown as text."""
    address = description.get("href") if isinstance(description, Mapping) else None
    is_shown = isinstance(address, str) and _ADDRESS.fullmatch(address) is not None
    return str(address) if is_shown else ""


def argument_for(
    uri: str,
    place: types.Range,
    problem: types.Diagnostic | None = None,
    name: str | None = None,
) -> dict[str, Any]:
    """The argument that `target_of` and `problem_of` read; `name` is that of a custom action."""
    argument: dict[str, Any] = {"uri": uri, "range": _json(place)}
    if problem is not None:
        argument["diagnostic"] = {
            "message": problem.message,
            "range": _json(problem.range),
            "source": problem.source,
            "code": problem.code,
        }
        if problem.code_description is not None:
            page = {"href": problem.code_description.href}
            argument["diagnostic"]["codeDescription"] = page
    if name is not None:
        argument["name"] = name
    return argument


def _json(place: types.Range) -> dict[str, Any]:
    ends = {"start": place.start, "end": place.end}
    return {name: {"line": at.line, "character": at.character} for name, at in ends.items()}


def _position(value: Any) -> types.Position | None:
    if not isinstance(value, Mapping):
        return None
    line, character = value.get("line"), value.get("character")
    if not isinstance(line, int) or not isinstance(character, int):
        return None
    if not 0 <= min(line, character) <= max(line, character) <= UINTEGER_MAX_VALUE:
        return None
    return types.Position(line, character)
