"""Columns of a line, between the client's code units and Python's code points.

LSP 3.18 counts the columns of a line in the position encoding that was agreed on at `initialize`:
UTF-8 bytes, UTF-16 code units, or code points (UTF-32). Every conversion of the server is one of
these two functions on one line. Their time is that of encoding the line once at most; no loop in
Python runs over its characters.
"""

from __future__ import annotations

_CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2)}
"""For each encoding but UTF-32: Python's codec, and the bytes of one code unit in it."""


def content_length(line: str) -> int:
    """Code points of `line` before its line end, which is `\\n`, `\\r\\n`, `\\r` or nothing."""
    if line.endswith("\r\n"):
        return len(line) - 2
    return len(line) - line.endswith(("\n", "\r"))


def offset_in_line(line: str, units: int, encoding: str) -> int:
    """The code points of `line` before the column `units`, counted in `encoding`.

    A column beyond the content of the line is its end, before the line end (LSP 3.18, Position);
    a column inside a character stands before that character.
    """
    reachable = max(0, min(units, content_length(line)))  # a character has one unit or more
    if line.isascii() or encoding not in _CODECS:
        return reachable
    codec, unit_bytes = _CODECS[encoding]
    encoded = line[:reachable].encode(codec, "replace")
    if len(encoded) == reachable * unit_bytes:
        return reachable
    return len(encoded[: units * unit_bytes].decode(codec, "ignore"))


def units_at(line: str, offset: int, encoding: str) -> int:
    """The column of the code point `offset` of `line`, counted in `encoding`."""
    if line.isascii() or encoding not in _CODECS:
        return offset
    codec, unit_bytes = _CODECS[encoding]
    return len(line[:offset].encode(codec, "replace")) // unit_bytes
