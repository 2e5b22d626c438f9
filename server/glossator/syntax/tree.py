"""A parsed text whose nodes are addressed in code points. Imports tree-sitter: import it lazily."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossator.text.spans import Span

if TYPE_CHECKING:
    from tree_sitter import Node


@dataclass(frozen=True, slots=True)
class SourceTree:
    """A text, its UTF-8 bytes as the parser saw them, and the root of its syntax tree."""

    text: str
    data: bytes
    root: Node
    is_whole: bool = True
    """Whether it is the text's; else it is empty, since the text is beyond the bounds."""

    def offset(self, byte: int) -> int:
        """The code-point offset of a byte offset."""
        if self.is_ascii:
            return byte
        return len(self.data[:byte].decode("utf-8", "replace"))

    def byte(self, offset: int) -> int:
        """The byte offset of a code-point offset."""
        if self.is_ascii:
            return offset
        return len(self.text[:offset].encode("utf-8", "replace"))

    @property
    def is_ascii(self) -> bool:
        """Whether bytes and code points are the same."""
        return len(self.data) == len(self.text)

    def span(self, node: Node) -> Span:
        """Where `node` stands in the text."""
        return self.offset(node.start_byte), self.offset(node.end_byte)

    def source(self, node: Node) -> str:
        """The text of `node`."""
        start, end = self.span(node)
        return self.text[start:end]
