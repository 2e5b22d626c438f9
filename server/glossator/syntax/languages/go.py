"""The nodes of Go and what they mean. Imports tree-sitter's grammar."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import tree_sitter_go

from glossator.syntax.comments.language import commented_language
from glossator.syntax.comments.rules import CommentRules, Definition, HeadRules
from glossator.syntax.nodes import field, source
from glossator.syntax.signature import Kind, Signature

if TYPE_CHECKING:
    from tree_sitter import Node

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


GO = commented_language(
    tree_sitter_go.language,
    CommentRules(
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
        head=HeadRules(clause="package_clause"),
        gap="//",
    ),
    identifiers=("identifier", "type_identifier", "field_identifier", "package_identifier"),
    imports=("import_declaration",),
    bindings={"const_spec": "name", "var_spec": "name"},
)
