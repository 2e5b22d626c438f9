"""The nodes of Lua and what they mean. Imports tree-sitter's grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import tree_sitter_lua

from glossator.syntax.bodies import Bodies
from glossator.syntax.comments.language import commented_language
from glossator.syntax.comments.rules import CommentRules, Definition, HeadRules
from glossator.syntax.nodes import before, child, field, last_row, source
from glossator.syntax.signature import Parameter, Signature

if TYPE_CHECKING:
    from tree_sitter import Node

    from glossator.syntax.tree import SourceTree

FUNCTIONS = frozenset({"function_declaration", "function_definition"})
BLOCK = re.compile(r"--\[(=*)\[-")
BODIES = Bodies(others=FUNCTIONS)


def definition(node: Node) -> Definition | None:
    """What `node` defines: a function in one of the three ways to write one."""
    if node.type == "function_declaration":
        return _named(field(node, "name"), node)
    if node.type == "field":
        value = field(node, "value")
        is_function = value is not None and value.type == "function_definition"
        return _named(field(node, "name"), value) if is_function else None
    if node.type == "assignment_statement":
        names, values = child(node, "variable_list"), child(node, "expression_list")
        if names is None or values is None or len(values.named_children) != 1:
            return None
        value = values.named_children[0]
        return _named(names, value) if value.type == "function_definition" else None
    return None


def _named(name: Node | None, function: Node | None) -> Definition | None:
    text = re.split(r"[.:]", source(name))[-1]
    return Definition("function", text, function) if text else None


def signature(node: Node) -> Signature:
    """Parameters and whether something comes back."""
    returns = BODIES.returns_value(field(node, "body"))
    return Signature(tuple(_parameters(field(node, "parameters"))), returns)


def _parameters(listed: Node | None) -> Iterator[Parameter]:
    for each in listed.named_children if listed is not None else []:
        if each.type == "identifier":
            yield Parameter(source(each))
        elif each.type == "vararg_expression":
            yield Parameter("...", alias="varargs")


def documented_by(_tree: SourceTree, whole: Node) -> str:
    """LDoc reads `--[[-- … ]]` too."""
    above = before(whole)
    touches = above is not None and last_row(above) + 1 >= whole.start_point[0]
    return "the block comment above it" if touches and BLOCK.match(source(above)) else ""


LUA = commented_language(
    tree_sitter_lua.language,
    CommentRules(
        definition=definition,
        signature=signature,
        is_doc=re.compile(r"^--(?!\[=*\[)"),
        opens_doc=re.compile(r"^---(?!-)"),
        directives=re.compile(r"^---?\s*(?:@diagnostic|luacheck|stylua|selene)\b"),
        wrappers=frozenset({"variable_declaration"}),
        documented_by=documented_by,
        head=HeadRules(opening=frozenset({"hash_bang_line"})),
    ),
    identifiers=("identifier",),
    bindings={"variable_list": "name"},
)
