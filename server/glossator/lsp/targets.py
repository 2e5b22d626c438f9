"""What a command was asked to work on: `{uri, range}` or `{uri, position}` as its one argument."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams


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


def argument_for(uri: str, place: types.Range) -> dict[str, Any]:
    """The argument that `target_of` reads."""
    return {
        "uri": uri,
        "range": {
            "start": {"line": place.start.line, "character": place.start.character},
            "end": {"line": place.end.line, "character": place.end.character},
        },
    }


def _position(value: Any) -> types.Position | None:
    if not isinstance(value, Mapping):
        return None
    line, character = value.get("line"), value.get("character")
    if not isinstance(line, int) or not isinstance(character, int) or min(line, character) < 0:
        return None
    return types.Position(line, character)
