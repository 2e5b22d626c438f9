"""The nodes of Bash and what they mean. Imports tree-sitter's grammar."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import tree_sitter_bash

from glossator.syntax.comments.language import commented_language
from glossator.syntax.comments.rules import CommentRules, Definition, HeadRules
from glossator.syntax.nodes import enclosing, field, own_nodes, source
from glossator.syntax.signature import Parameter, Signature

if TYPE_CHECKING:
    from tree_sitter import Node

FUNCTION = "function_definition"
LOOPS = frozenset({"while_statement", "for_statement", "c_style_for_statement"})
POSITION = re.compile(
    r'"?\$(?:(?P<bare>[1-9])|\{(?P<braced>\d+)(?::?[-=](?P<default>[^}]*))?.*\})"?'
)
IN_TEXT = re.compile(
    r"(?<!\\)\$(?:(?P<bare>[1-9])|\{(?P<braced>\d+)(?::?[-=](?P<default>[^}]*))?[^}]*\})"
)
SHIFT = re.compile(r"shift\b\s*(?P<number>\d*)")
ALL = Parameter("$@", alias="arguments")


def definition(node: Node) -> Definition | None:
    """What `node` defines: only functions have a name."""
    if node.type != FUNCTION:
        return None
    return Definition("function", source(field(node, "name")), node)


def signature(node: Node) -> Signature:
    """The positions that the body reads, called as the variables that they are put into."""
    found: dict[int, Parameter] = {}
    shifted, takes_all, fails = 0, False, False
    for each in own_nodes(field(node, "body"), (FUNCTION,)):
        text = source(each)
        if each.type in ("simple_expansion", "expansion"):
            position = POSITION.fullmatch(text)
            if position is not None:
                _take(found, shifted, position, each)
            takes_all = takes_all or re.match(r"\$\{?[@*]", text) is not None
        elif each.type == "heredoc_body" and not each.named_children:
            # The grammar leaves out what is expanded in it, unless it is quoted.
            if not _is_quoted(each):
                for position in IN_TEXT.finditer(source(each)):
                    if not position["braced"] and not position["bare"]:
                        continue
                    _take(found, shifted, position, each)
        elif each.type == "command" and (shift := SHIFT.match(text)) is not None:
            if enclosing(each, LOOPS | {FUNCTION}) != node:
                takes_all = True
            else:
                shifted += int(shift["number"] or 1)
        elif each.type == "command" and re.match(r"return\s+[1-9]", text):
            fails = True
    parameters = [found[number] for number in sorted(found)]
    return Signature((*parameters, *([ALL] if takes_all else [])), returns=fails)


def _is_quoted(heredoc: Node) -> bool:
    start = heredoc.prev_named_sibling
    return start is None or any(mark in source(start) for mark in "'\"\\")


def _take(found: dict[int, Parameter], shifted: int, position: re.Match[str], node: Node) -> None:
    """Remember a position, by the name of the variable that it is assigned to if there is one."""
    number = int(position["bare"] or position["braced"]) + shifted
    if number == 0:
        return
    holder = node.parent if node.parent is not None and node.parent.type == "string" else node
    assigned = holder.parent
    alias = f"arg{number}"
    if assigned is not None and assigned.type == "variable_assignment":
        whole = source(field(assigned, "value")) == source(holder)
        is_plain = POSITION.fullmatch(source(holder)) is not None
        alias = source(field(assigned, "name")) if whole and is_plain else alias
    before = found.get(number)
    if before is None or before.alias == f"arg{number}":
        default = position["default"] or (before.default if before is not None else "")
        found[number] = Parameter(f"${number}", "", default, alias=alias)


BASH = commented_language(
    tree_sitter_bash.language,
    CommentRules(
        definition=definition,
        signature=signature,
        is_doc=re.compile(r"^#(?!!)"),
        directives=re.compile(
            r"^#!|^#\s*(?:shellcheck\b|shfmt|vim?:|-\*-\s*[\w-]+\s*(?::.*)?-\*-)"
        ),
        magic=re.compile(r"^#!"),
        head=HeadRules(),
    ),
    identifiers=("variable_name", "command_name"),
    bindings={"variable_assignment": "name"},
)
