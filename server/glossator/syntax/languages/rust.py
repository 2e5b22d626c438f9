"""The nodes of Rust and what they mean. Imports tree-sitter's grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import tree_sitter_rust

from glossator.syntax.bodies import Bodies
from glossator.syntax.comments.language import commented_language
from glossator.syntax.comments.rules import CommentRules, Definition, HeadRules
from glossator.syntax.nodes import child, field, source
from glossator.syntax.signature import Kind, Raised, Signature

if TYPE_CHECKING:
    from tree_sitter import Node

    from glossator.syntax.tree import SourceTree

KINDS: dict[str, Kind] = {
    "function_item": "function",
    "function_signature_item": "function",
    "struct_item": "struct",
    "union_item": "struct",
    "enum_item": "enum",
    "trait_item": "trait",
    "impl_item": "extension",
    "mod_item": "namespace",
    "macro_definition": "macro",
    "const_item": "property",
    "static_item": "property",
    "field_declaration": "property",
    "type_item": "type",
    "associated_type": "type",
}
BODIES = Bodies(others=frozenset({"closure_expression", *KINDS}))
PANICS = frozenset({"panic", "assert", "assert_eq", "assert_ne", "todo", "unimplemented"})
ATTRIBUTE = re.compile(r"#!?\s*\[\s*(?:doc\s*=|cfg_attr\b.*[,(]\s*doc\s*=)")
INNER = re.compile(r"//!|/\*!")
RESULT = re.compile(r"(?:\w+::)*Result\s*(?:<|$)")


def definition(node: Node) -> Definition | None:
    """What `node` defines, if it is something that rustdoc knows."""
    kind = KINDS.get(node.type)
    if kind is None:
        return None
    name = source(field(node, "name") or field(node, "type"))
    return Definition(kind, name, node if kind == "function" else None) if name else None


def signature(node: Node) -> Signature:
    """The ways in which a function goes wrong; rustdoc has no entries for anything else."""
    return Signature(raises=tuple(_sections(node)))


def _sections(node: Node) -> Iterator[Raised]:
    result = field(node, "return_type")
    if RESULT.match(source(result)):
        arguments = field(result, "type_arguments")
        kinds = arguments.named_children if arguments is not None else []
        yield Raised("Errors", source(kinds[1]) if len(kinds) > 1 else "")
    panics = [each for each in BODIES.own(field(node, "body")) if _panics(each)]
    if panics:
        plain = source(field(panics[0], "macro")) == "panic"
        yield Raised("Panics", BODIES.condition(panics[0]) if plain else "")
    if "unsafe" in source(child(node, "function_modifiers")).split():
        yield Raised("Safety")


def _panics(node: Node) -> bool:
    return node.type == "macro_invocation" and source(field(node, "macro")) in PANICS


def _is_attribute(node: Node) -> bool:
    return node.type == "attribute_item"


def documented_by(_tree: SourceTree, whole: Node) -> str:
    """What rustdoc reads beside comments above: `#[doc = …]`, and what the inside begins with."""
    above = whole.prev_sibling
    while above is not None and (_is_attribute(above) or "comment" in above.type):
        if ATTRIBUTE.match(source(above)):
            return "an attribute `#[doc = …]`"
        above = above.prev_sibling
    inside = whole if whole.type == "source_file" else field(whole, "body")
    for each in inside.named_children if inside is not None else []:
        if ATTRIBUTE.match(source(each)):
            return "an attribute `#![doc = …]`"
        if inside is not whole and INNER.match(source(each)):
            return "a comment inside it"
        if each.type != "inner_attribute_item" and "comment" not in each.type:
            break
    return ""


RUST = commented_language(
    tree_sitter_rust.language,
    CommentRules(
        definition=definition,
        signature=signature,
        is_doc=re.compile(r"^///(?!/)|^/\*\*(?![*/])"),
        directives=re.compile(r"^//\s*(?:rustfmt|clippy|#\[|@generated)"),
        is_attached=_is_attribute,
        documented_by=documented_by,
        head=HeadRules(
            opening=frozenset({"shebang"}), is_doc=re.compile(r"^//!|^/\*!"), by_gap=False
        ),
    ),
    identifiers=("identifier", "type_identifier", "field_identifier"),
    imports=("use_declaration",),
    bindings={"enum_variant": "name"},
)
