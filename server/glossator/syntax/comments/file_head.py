"""The head of a file: what must stay on top of it, and where the file's own documentation goes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from glossator.syntax.comments.above import comments_span, look_above, slot_above
from glossator.syntax.lines import blank_after
from glossator.syntax.signature import DocSlot, Documentable, whole_file
from glossator.text.lines import after_line, line_end

if TYPE_CHECKING:
    from tree_sitter import Node

    from glossator.syntax.comments.rules import CommentRules, HeadRules
    from glossator.syntax.tree import SourceTree
    from glossator.text.spans import Span

LICENCE = re.compile(r"copyright|licen[cs]e|SPDX-|\(c\)\s*\d{4}", re.IGNORECASE)
SHEBANG = re.compile(r"#!")


@dataclass(frozen=True, slots=True)
class FileHead:
    """The head of the file `tree`, in a language with `rules` for comments and for heads."""

    tree: SourceTree
    rules: CommentRules
    head: HeadRules

    def documentable(self, offset: int) -> Documentable | None:
        """The file, if `offset` lies in its head, and holds anything that can be documented."""
        tree = self.tree
        first = next((node for node in tree.root.children if not self._is_head(node)), None)
        start = len(tree.text) if first is None else tree.offset(first.start_byte)
        if first is not None and first.type == self.head.clause:
            start = line_end(tree.text, tree.span(first)[1])
            above = look_above(self.rules, tree, first)
            slot = slot_above(self.rules, tree, above, "")
            docs = above.comments
        elif self.head.clause:
            return None
        else:
            docs, slot = self._below_what_stays()
        is_empty = first is None and not docs
        if is_empty or offset > max(start, line_end(tree.text, 0)):
            return None
        docstring = comments_span(tree, docs) if docs else None
        documented_by = self.rules.documented_by(tree, tree.root)
        return whole_file(len(tree.text), slot, docstring, documented_by)

    def _is_head(self, node: Node) -> bool:
        return node.type in self.head.opening or "comment" in node.type

    def _groups(self) -> Iterator[tuple[Node, ...]]:
        """What stands before the code; line comments that read as one come together."""
        group: tuple[Node, ...] = ()
        for node in takewhile(self._is_head, self.tree.root.children):
            if group and not self._goes_on(group[-1], node):
                yield group
                group = ()
            group = (*group, node)
        if group:
            yield group

    def _below_what_stays(self) -> tuple[tuple[Node, ...], DocSlot]:
        at, parted = 0, True
        for group in self._groups():
            text = self.tree.text[slice(*comments_span(self.tree, group))]
            is_comment = group[0].type in self.rules.comments
            if is_comment and self._is_documentation(group):
                return group, DocSlot(comments_span(self.tree, group), "", "")
            stays = group[0].type in self.head.opening or LICENCE.search(text)
            if not stays and not self._is_kept(text):
                break
            at = self.tree.offset(group[-1].end_byte)
            parted = not is_comment or SHEBANG.match(text) is not None
        return (), _slot_at(self.tree.text, at, parted)

    def _is_documentation(self, group: tuple[Node, ...]) -> bool:
        start, end = comments_span(self.tree, group)
        text = self.tree.text[start:end]
        if LICENCE.search(text) or self._is_kept(text):
            return False
        if self.head.is_doc.search(text) or not self.head.by_gap:
            return self.head.is_doc.search(text) is not None
        rest = self.tree.text[after_line(self.tree.text, end) :]
        alone = not rest.strip() or not rest[: line_end(rest, 0)].strip()
        is_doc = self.rules.is_doc.search(text) and self.rules.opens_doc.search(text)
        return alone and is_doc is not None

    def _goes_on(self, before: Node, node: Node) -> bool:
        """Whether a comment reads as the next line of the comment before it."""
        texts = self.tree.source(before), self.tree.source(node)
        return (
            before.type == node.type
            and node.type in self.rules.comments
            and node.start_point[0] <= before.end_point[0] + 1
            and not any(text.startswith("/*") or self._is_kept(text) for text in texts)
        )

    def _is_kept(self, text: str) -> bool:
        return SHEBANG.match(text) is not None or self.rules.directives.search(text) is not None


def _slot_at(text: str, at: int, parted: bool) -> DocSlot:
    """The doc slot below `at`, parted by a blank line from the code, and from comments above."""
    span: Span = (at, at)
    if at and not text[at - 1].isspace() and text[at : line_end(text, at)].strip():
        blank = len(text[at:]) - len(text[at:].lstrip(" \t"))
        return DocSlot((at, at + blank), "\n", "\n\n")
    if at and text[at - 1] != "\n":
        at = after_line(text, at)
        span = (at, at)
    lead = "" if not at or text[at - 1] == "\n" else "\n"
    return DocSlot(span, lead if parted else f"{lead}\n", blank_after(text, at))
