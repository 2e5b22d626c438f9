"""The nodes of Go and what they mean. Imports tree-sitter's grammar."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import tree_sitter_go

from glossator.syntax.comments.above import look_above
from glossator.syntax.comments.language import commented_language
from glossator.syntax.comments.rules import CommentRules, Definition, HeadRules
from glossator.syntax.nodes import field, source
from glossator.syntax.signature import Kind, Signature

if TYPE_CHECKING:
    from tree_sitter import Node

    from glossator.syntax.tree import SourceTree

MEMBERS = frozenset({"field_declaration", "method_elem", "const_spec", "var_spec", "type_spec"})
KINDS: dict[str, Kind] = {
    "function_declaration": "function",
    "method_declaration": "method",
    "method_elem": "method",
    "type_spec": "type",
    "type_alias": "type",
    "field_declaration": "property",
    "const_spec": "property",
    "var_spec": "property",
}
TYPES: dict[str, Kind] = {"struct_type": "struct", "interface_type": "interface"}
DECLARATIONS = frozenset({"type_declaration", "const_declaration", "var_declaration"})


def definition(node: Node) -> Definition | None:
    """What `node` defines; of variables only those of the package."""
    kind = KINDS.get(node.type)
    name = source(field(node, "name")) if kind is not None else ""
    if kind is None or not name:
        return None
    if kind == "property" and node.type != "field_declaration" and not _is_of_package(node):
        return None
    if kind == "type":
        kind = TYPES.get(getattr(field(node, "type"), "type", ""), "type")
    return Definition(kind, name)


def _is_of_package(node: Node) -> bool:
    around = node.parent
    while around is not None and around.type in (*DECLARATIONS, "var_spec_list"):
        around = around.parent
    return around is not None and around.type == "source_file"


def documented_by(tree: SourceTree, whole: Node) -> str:
    """What Go reads beside comments above: that of a group of types, and those after members."""
    group = whole.parent
    if group is not None and group.type == "type_declaration" and _has_comment(tree, group):
        return "the comment of its group"
    after = whole.next_sibling
    while after is not None and after.type == ";":
        after = after.next_sibling
    if (
        after is not None
        and after.type == "comment"
        and whole.type in MEMBERS
        and after.start_point[0] == whole.end_point[0]
        and not RULES.directives.search(tree.source(after))
    ):
        return "the comment after it"
    return ""


def _has_comment(tree: SourceTree, group: Node) -> bool:
    return bool(look_above(RULES, tree, group).comments)


RULES = CommentRules(
    definition=definition,
    # Go documents in sentences: nothing has an entry of its own.
    signature=lambda _: Signature(),
    is_doc=re.compile(r"^/[/*]"),
    directives=re.compile(
        r"^//(?:go:|line |export |extern |nolint|lint:)|^//\s*(?:\+build|nolint|#nosec)|"
        r"^/\*line |^// Code generated .* DO NOT EDIT\.$"
    ),
    magic=re.compile(r"^//go:build|^//\s*\+build|^// Code generated "),
    wrappers=DECLARATIONS,
    documented_by=documented_by,
    head=HeadRules(clause="package_clause"),
    gap="//",
)
GO = commented_language(
    tree_sitter_go.language,
    RULES,
    identifiers=("identifier", "type_identifier", "field_identifier", "package_identifier"),
    imports=("import_declaration",),
    bindings={"const_spec": "name", "var_spec": "name"},
)
