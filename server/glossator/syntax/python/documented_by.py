"""What documents a Python definition besides its docstring: decorators and `__doc__`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from glossator.syntax.nodes import field, source
from glossator.syntax.python.nodes import CLASS, DECORATED, members
from glossator.syntax.tree import SourceTree
from glossator.text.remembered import remembered

if TYPE_CHECKING:
    from tree_sitter import Node

ASSIGNED = re.compile(r"^[ \t]*(?:\w+\.)*(\w+)\.__doc__[ \t]*(?:\+?=(?!=)|:)", re.MULTILINE)
DECORATORS = (
    # functools.wraps copies `__doc__`, a setter's is that of its getter, an overload's is not read
    re.compile(r"(?:functools\.)?wraps\("),
    re.compile(r"\w+\.(?:setter|deleter)$"),
    re.compile(r"(?:\w+\.)*overload$"),
    # such as pandas' `@doc(…)` and SciPy's `@inherit_docstring_from(…)`
    re.compile(r"(?:\w+[._])*_?(?:docs?|docstrings?|Appender)(?:[._]\w+)*(?:\(|$)"),
)


def documented_by(tree: SourceTree, definition: Node) -> str:
    """What documents a function, class or module besides a docstring; "" if nothing does."""
    has_body = definition.type in (CLASS, "module") and b"__doc__" in tree.data
    if has_body and any(map(_assigns_doc, members(definition))):
        return "`__doc__`"
    parent = definition.parent
    if parent is not None and parent.type == DECORATED:
        for each in parent.named_children:
            text = source(each).lstrip("@ ")
            if each.type == "decorator" and any(form.match(text) for form in DECORATORS):
                return f"`@{text}`"
    if source(field(definition, "name")) in _assigned(tree.text):
        return "`__doc__`"
    return ""


def _assigns_doc(statement: Node) -> bool:
    assigned = statement.named_children[0] if statement.named_children else None
    is_assignment = assigned is not None and assigned.type == "assignment"
    return is_assignment and source(field(assigned, "left")) == "__doc__"


@remembered(4)
def _assigned(text: str) -> frozenset[str]:
    """The names that the file gives a `__doc__` outside of their definitions."""
    return frozenset(ASSIGNED.findall(text))
