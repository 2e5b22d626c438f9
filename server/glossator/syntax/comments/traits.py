"""What the shared engine must know of a language whose documentation stands in comments."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossator.syntax.language import NEVER
from glossator.syntax.signature import Kind, Signature

if TYPE_CHECKING:
    from tree_sitter import Node

    from glossator.syntax.comments.file_head import Head

COMMENTS = frozenset({"comment", "line_comment", "block_comment", "multiline_comment"})


@dataclass(frozen=True, slots=True)
class Definition:
    """What a node defines; `function` is the node whose signature and body it has, if any."""

    kind: Kind
    name: str
    function: Node | None = None


@dataclass(frozen=True, slots=True)
class CommentRules:
    """How one language writes definitions and the comments above them.

    `wrappers` are nodes that belong to the definition inside them, `attached` nodes that belong to
    the definition below them, such as attributes. `is_doc` finds something in a comment that is
    documentation, `opens_doc` in one comment at least of several lines; `directives` in one that
    a tool obeys and that must stay right above the code.
    `magic` finds something in a directive that belongs to the file, however close the code is.
    `head` is how a file begins, for languages that document files. `gap` parts documentation from
    the directives below it.
    """

    definition: Callable[[Node], Definition | None]
    signature: Callable[[Node], Signature]
    is_doc: re.Pattern[str]
    opens_doc: re.Pattern[str] = re.compile("")
    directives: re.Pattern[str] = NEVER
    wrappers: frozenset[str] = frozenset()
    attached: frozenset[str] = frozenset()
    comments: frozenset[str] = COMMENTS
    magic: re.Pattern[str] = NEVER
    head: Head | None = None
    gap: str = ""
