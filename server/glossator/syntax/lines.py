"""Lines of a text, by offsets into it."""

from __future__ import annotations

import re

from glossator.syntax.tree import SourceTree
from glossator.text.spans import Span


def is_broken(tree: SourceTree, offset: int) -> bool:
    """Whether the parser could not make sense of what stands on the line of `offset`."""
    start = tree.byte(line_start(tree.text, offset))
    end = tree.byte(line_end(tree.text, offset))
    on_line = (node for node in tree.root.children if node.start_byte <= end)
    broken = any(node.has_error and start <= node.end_byte for node in on_line)
    return broken or tree.root.type == "ERROR"


def blank_after(text: str, at: int) -> str:
    """What follows a docstring that a blank line should part from the code."""
    return "\n" if not text[at : line_end(text, at)].strip() else "\n\n"


def line_start(text: str, offset: int) -> int:
    """Where the line of `offset` begins."""
    return text.rfind("\n", 0, offset) + 1


def line_end(text: str, offset: int) -> int:
    """Where the line's text ends, before its line end."""
    end = text.find("\n", offset)
    if end < 0:
        return len(text)
    return end - 1 if end > offset and text[end - 1] == "\r" else end


def after_line(text: str, offset: int) -> int:
    """Where the line after that of `offset` begins."""
    newline = text.find("\n", offset)
    return len(text) if newline < 0 else newline + 1


def indent_of_line(text: str, offset: int) -> str:
    """What stands before `offset` on its line; to Python a form feed begins the line anew."""
    return text[line_start(text, offset) : offset].rpartition("\f")[2]


def indent_step(text: str) -> str:
    """One step of indentation in this text, by its first indented line."""
    first = re.search(r"^(\t| +)\S", text, re.MULTILINE)
    return first[1] if first and first[1] in ("\t", "  ") else " " * 4


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without the blank space at its ends."""
    selected = text[start:end]
    start += len(selected) - len(selected.lstrip())
    return start, start + len(selected.strip())
