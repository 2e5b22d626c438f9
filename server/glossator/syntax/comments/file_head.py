"""The head of a file: what must stay on top of it, and where the file's own documentation goes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from glossator.syntax.comments.above import comments_span, look_above, place_of
from glossator.syntax.language import NEVER
from glossator.syntax.lines import after_line, blank_after, line_end
from glossator.syntax.signature import DocSlot, Documentable, whole_file

if TYPE_CHECKING:
    from tree_sitter import Node

    from glossator.syntax.comments.traits import CommentRules
    from glossator.syntax.tree import SourceTree
    from glossator.text.spans import Span

LICENCE = re.compile(r"copyright|licen[cs]e|SPDX-|\(c\)\s*\d{4}", re.IGNORECASE)
SHEBANG = re.compile(r"#!")


@dataclass(frozen=True, slots=True)
class Head:
    """How the files of a language begin.

    Nodes of the types `opening` stay on top, as shebangs, directives and the licence do. `is_doc`
    finds something in a comment that can be nothing but the file's documentation; another one is it
    if `by_gap` and a blank line parts it from the code. `clause` is the type of the statement right
    above which documentation stands, where a language has such a statement.
    """

    opening: frozenset[str] = frozenset()
    is_doc: re.Pattern[str] = NEVER
    by_gap: bool = True
    clause: str = ""

    def documentable(
        self, tree: SourceTree, traits: CommentRules, offset: int
    ) -> Documentable | None:
        """The file, if `offset` lies in its head, and there is something in it to tell of."""
        first = next((node for node in tree.root.children if not self._is_head(node)), None)
        start = len(tree.text) if first is None else tree.offset(first.start_byte)
        if first is not None and first.type == self.clause:
            start = line_end(tree.text, tree.span(first)[1])
            above = look_above(traits, tree, first)
            place = place_of(traits, tree, above, "")
            docs = above.comments
        elif self.clause:
            return None
        else:
            docs, place = self._below_what_stays(tree, traits)
        is_empty = first is None and not docs
        if is_empty or offset > max(start, line_end(tree.text, 0)):
            return None
        return whole_file(len(tree.text), place, comments_span(tree, docs) if docs else None)

    def _is_head(self, node: Node) -> bool:
        return node.type in self.opening or "comment" in node.type

    def _groups(self, tree: SourceTree, traits: CommentRules) -> Iterator[tuple[Node, ...]]:
        """What stands before the code; line comments that read as one come together."""
        group: tuple[Node, ...] = ()
        for node in takewhile(self._is_head, tree.root.children):
            if group and not _goes_on(tree, traits, group[-1], node):
                yield group
                group = ()
            group = (*group, node)
        if group:
            yield group

    def _below_what_stays(
        self, tree: SourceTree, traits: CommentRules
    ) -> tuple[tuple[Node, ...], DocSlot]:
        at, parted = 0, True
        for group in self._groups(tree, traits):
            text = tree.text[slice(*comments_span(tree, group))]
            is_comment = group[0].type in traits.comments
            if is_comment and self._is_documentation(tree, traits, group):
                return group, DocSlot(comments_span(tree, group), "", "")
            stays = group[0].type in self.opening or LICENCE.search(text)
            if not stays and not _is_kept(text, traits):
                break
            at = tree.offset(group[-1].end_byte)
            parted = not is_comment or SHEBANG.match(text) is not None
        return (), _place_at(tree.text, at, parted)

    def _is_documentation(
        self, tree: SourceTree, traits: CommentRules, group: tuple[Node, ...]
    ) -> bool:
        start, end = comments_span(tree, group)
        text = tree.text[start:end]
        if LICENCE.search(text) or _is_kept(text, traits):
            return False
        if self.is_doc.search(text) or not self.by_gap:
            return self.is_doc.search(text) is not None
        rest = tree.text[after_line(tree.text, end) :]
        alone = not rest.strip() or not rest[: line_end(rest, 0)].strip()
        is_doc = traits.is_doc.search(text) and traits.opens_doc.search(text)
        return alone and is_doc is not None


def _goes_on(tree: SourceTree, traits: CommentRules, before: Node, node: Node) -> bool:
    """Whether a comment reads as the next line of the comment before it."""
    texts = tree.source(before), tree.source(node)
    return (
        before.type == node.type
        and node.type in traits.comments
        and node.start_point[0] <= before.end_point[0] + 1
        and not any(text.startswith("/*") or _is_kept(text, traits) for text in texts)
    )


def _is_kept(text: str, traits: CommentRules) -> bool:
    return SHEBANG.match(text) is not None or traits.directives.search(text) is not None


def _place_at(text: str, at: int, parted: bool) -> DocSlot:
    """A place below `at`, parted by a blank line from the code, and from comments above."""
    span: Span = (at, at)
    if at and not text[at - 1].isspace() and text[at : line_end(text, at)].strip():
        blank = len(text[at:]) - len(text[at:].lstrip(" \t"))
        return DocSlot((at, at + blank), "\n", "\n\n")
    if at and text[at - 1] != "\n":
        at = after_line(text, at)
        span = (at, at)
    lead = "" if not at or text[at - 1] == "\n" else "\n"
    return DocSlot(span, lead if parted else f"{lead}\n", blank_after(text, at))
