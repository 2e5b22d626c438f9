"""Which comments document in a language, as rules that `above` and `file_head` follow."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossator.syntax.language import NEVER
from glossator.syntax.signature import Kind, Signature

if TYPE_CHECKING:
    from tree_sitter import Node

    from glossator.syntax.tree import SourceTree

COMMENTS = frozenset({"comment", "line_comment", "block_comment", "multiline_comment"})


@dataclass(frozen=True, slots=True)
class Definition:
    """What a node defines; `function` is the node whose signature and body it has, if any."""

    kind: Kind
    name: str
    function: Node | None = None


@dataclass(frozen=True, slots=True)
class HeadRules:
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


@dataclass(frozen=True, slots=True)
class CommentRules:
    """How one language writes definitions and the comments above them.

    `wrappers` are nodes that belong to the definition inside them; `is_attached` says which belong
    to the definition below them, such as attributes. `is_doc` finds something in a comment that is
    documentation, `opens_doc` in one comment at least of several lines; `directives` in one that
    a tool obeys and that must stay right above the code.
    `magic` finds something in a directive that belongs to the file, however close the code is.
    `head` is how a file begins, for languages that document files. `gap` parts documentation from
    the directives below it.
    `documented_by` names what documents a definition (with what is wrapped around it) or a file in
    another form than a comment above it, by the rules of the language's documentation tool.
    """

    definition: Callable[[Node], Definition | None]
    signature: Callable[[Node], Signature]
    is_doc: re.Pattern[str]
    opens_doc: re.Pattern[str] = re.compile("")
    directives: re.Pattern[str] = NEVER
    wrappers: frozenset[str] = frozenset()
    is_attached: Callable[[Node], bool] = lambda _: False
    comments: frozenset[str] = COMMENTS
    magic: re.Pattern[str] = NEVER
    head: HeadRules | None = None
    gap: str = ""
    documented_by: Callable[[SourceTree, Node], str] = lambda _tree, _node: ""
