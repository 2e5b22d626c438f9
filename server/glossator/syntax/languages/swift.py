"""The nodes of Swift and what they mean. Imports tree-sitter's grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import tree_sitter_swift

from glossator.syntax.bodies import Bodies
from glossator.syntax.comments.language import commented_language
from glossator.syntax.comments.rules import CommentRules, Definition
from glossator.syntax.nodes import child, field, source
from glossator.syntax.signature import Kind, Parameter, Raised, Signature

if TYPE_CHECKING:
    from tree_sitter import Node

KINDS: dict[str, Kind] = {
    "class_declaration": "class",
    "protocol_declaration": "interface",
    "function_declaration": "function",
    "protocol_function_declaration": "function",
    "init_declaration": "constructor",
    "deinit_declaration": "method",
    "subscript_declaration": "method",
    "property_declaration": "property",
    "protocol_property_declaration": "property",
    "typealias_declaration": "type",
}
TYPES: dict[str, Kind] = {"struct": "struct", "enum": "enum", "extension": "extension"}
NAMES = {
    "init_declaration": "init",
    "deinit_declaration": "deinit",
    "subscript_declaration": "subscript",
}
BODIES = Bodies(
    others=frozenset({"lambda_literal", *KINDS} - {"property_declaration"}),
    throws=frozenset({"control_transfer_statement"}),
    thrown=re.compile(r"throw\s+(?P<name>[A-Z]\w*(?:\.\w+)*)"),
    tries=frozenset({"do_statement"}),
)
NO_VALUE = frozenset({"Void", "()", "Never"})


def definition(node: Node) -> Definition | None:
    """What `node` defines, if it is something that DocC knows."""
    if node.type not in KINDS:
        return None
    kind = KINDS[node.type]
    if kind == "property" and node.parent is not None and node.parent.type == "statements":
        return None
    if kind == "class":
        found = (TYPES[each.type] for each in node.children if each.type in TYPES)
        kind = next(found, "class")
    name = source(field(node, "name")) if node.type not in NAMES else NAMES[node.type]
    return Definition(kind, name, None if kind in ("property", "type") else node) if name else None


def signature(node: Node) -> Signature:
    """Parameters by the names that the body knows, the result, and what is thrown."""
    parameters = tuple(_parameters(node))
    if node.type in ("class_declaration", "protocol_declaration"):
        return Signature()
    result = _result(node)
    throws = child(node, "throws") is not None
    returns = bool(result) and result not in NO_VALUE
    raises = _raised(BODIES.raised(field(node, "body"))) if throws else ()
    return Signature(parameters, returns, result=result if returns else "", raises=raises)


def _raised(thrown: tuple[Raised, ...]) -> tuple[Raised, ...]:
    """One entry, since Swift's documentation has one."""
    return thrown if len(thrown) == 1 else (Raised("Error"),)


def _result(node: Node) -> str:
    """The type after the arrow."""
    after = False
    for each in node.children:
        if after and each.is_named:
            return source(each)
        after = after or each.type == "->"
    return ""


def _parameters(node: Node) -> Iterator[Parameter]:
    """The parameters; default values come after them, as siblings."""
    children = [each for each in node.children if "comment" not in each.type]
    for index, each in enumerate(children):
        if each.type != "parameter":
            continue
        names = [name for name in each.named_children if name.type == "simple_identifier"]
        default = ""
        if index + 2 < len(children) and children[index + 1].type == "=":
            default = source(children[index + 2])
        if names:
            yield Parameter(source(names[-1]), source(each.named_children[-1]), default)


SWIFT = commented_language(
    tree_sitter_swift.language,
    CommentRules(
        definition=definition,
        signature=signature,
        is_doc=re.compile(r"^///(?!/)|^/\*\*(?!/)"),
        directives=re.compile(r"^//\s*(?:swiftlint|swiftformat|swift-format-ignore|sourcery):?"),
    ),
    identifiers=("simple_identifier", "type_identifier"),
    imports=("import_declaration",),
    bindings={"property_declaration": "name"},
)
