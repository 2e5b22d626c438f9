"""Lines of a text, by offsets into it."""

from __future__ import annotations

from glossator.syntax.tree import SourceTree
from glossator.text.lines import line_end, line_start


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


def indent_of_line(text: str, offset: int) -> str:
    """What stands before `offset` on its line; to Python a form feed begins the line anew."""
    return text[line_start(text, offset) : offset].rpartition("\f")[2]
