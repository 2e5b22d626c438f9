"""The nodes of Kotlin and what they mean. Imports tree-sitter's grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import tree_sitter_kotlin

from glossator.syntax.bodies import Bodies
from glossator.syntax.comments.language import commented_language
from glossator.syntax.comments.rules import CommentRules, Definition
from glossator.syntax.nodes import child, field, source
from glossator.syntax.signature import Kind, Parameter, Raised, Signature

if TYPE_CHECKING:
    from tree_sitter import Node

KINDS: dict[str, Kind] = {
    "class_declaration": "class",
    "object_declaration": "class",
    "companion_object": "class",
    "function_declaration": "function",
    "secondary_constructor": "constructor",
    "property_declaration": "property",
    "type_alias": "type",
}
BODIES = Bodies(
    others=frozenset({"lambda_literal", "anonymous_function", *KINDS} - {"property_declaration"}),
    returns=frozenset({"return_expression"}),
    throws=frozenset({"throw_expression"}),
)
NO_VALUE = frozenset({"Unit", "Nothing"})
THROWS = re.compile(r"@(?:kotlin\.)?Throws\(([^)]*)\)")


def definition(node: Node) -> Definition | None:
    """What `node` defines, if it is something that KDoc knows."""
    kind = KINDS.get(node.type)
    if kind is None:
        return None
    if kind == "property":
        is_local = node.parent is None or node.parent.type not in ("class_body", "source_file")
        name = child(child(node, "variable_declaration"), "identifier")
        return None if is_local or name is None else Definition(kind, source(name))
    if kind == "class":
        tokens = {each.type for each in node.children}
        modifiers = source(child(node, "modifiers")).split()
        kind = "interface" if "interface" in tokens else "enum" if "enum" in modifiers else kind
    fallback = {"companion_object": "Companion", "secondary_constructor": "constructor"}
    name_text = source(field(node, "name") or child(node, "identifier"))
    name_text = name_text or fallback.get(node.type, "")
    return Definition(kind, name_text, node) if name_text else None


def signature(node: Node) -> Signature:
    """Parameters, for a class those of its constructor, the result, and what is thrown."""
    types = tuple(_type_parameters(node))
    listed = child(node, "function_value_parameters")
    if listed is None:
        primary = child(child(node, "primary_constructor"), "class_parameters")
        return Signature((*types, *_properties(primary)))
    body = child(node, "function_body", "block")
    result = _result(node, listed)
    expression = re.match(
        r"=(?!\s*(?:\w+\.)*(?:println?|require|check|error|TODO)\b)", source(body)
    )
    is_function = node.type == "function_declaration"
    return Signature(
        parameters=(*types, *_parameters(listed)),
        returns=is_function and (result not in NO_VALUE if result else expression is not None),
        result="" if result in NO_VALUE else result,
        raises=tuple(_raised(node, body)),
    )


def _result(node: Node, parameters: Node) -> str:
    after = [each for each in node.named_children if each.start_byte >= parameters.end_byte]
    first = after[0] if after else None
    if first is None or first.type in ("function_body", "block", "type_constraints"):
        return ""
    return source(first) if first.type != "constructor_delegation_call" else ""


def _raised(node: Node, body: Node | None) -> Iterator[Raised]:
    thrown = {raised.name: raised for raised in BODIES.raised(body)}
    declared = THROWS.search(source(child(node, "modifiers")))
    for each in declared[1].split(",") if declared else ():
        name = each.strip().removesuffix("::class")
        if name:
            yield thrown.pop(name, Raised(name))
    yield from thrown.values()


def _type_parameters(node: Node) -> Iterator[Parameter]:
    listed = child(node, "type_parameters")
    for each in listed.named_children if listed is not None else []:
        if each.type == "type_parameter":
            yield Parameter(source(child(each, "identifier")), is_type=True)


def _parameters(listed: Node) -> Iterator[Parameter]:
    """The parameters; modifiers come before them and default values after them, as siblings."""
    children = [each for each in listed.children if "comment" not in each.type]
    for index, each in enumerate(children):
        if each.type == "parameter":
            default = ""
            if index + 2 < len(children) and children[index + 1].type == "=":
                default = source(children[index + 2])
            name, *kind = each.named_children
            yield Parameter(source(name), source(kind[0]) if kind else "", default)


def _properties(listed: Node | None) -> Iterator[Parameter]:
    for each in listed.named_children if listed is not None else []:
        if each.type != "class_parameter":
            continue
        tokens = [token.type for token in each.children]
        named = [node for node in each.named_children if node.type != "modifiers"]
        yield Parameter(
            source(named[0]),
            source(named[1]) if len(named) > 1 else "",
            source(named[2]) if "=" in tokens and len(named) > 2 else "",
            is_property="val" in tokens or "var" in tokens,
        )


KOTLIN = commented_language(
    tree_sitter_kotlin.language,
    CommentRules(
        definition=definition,
        signature=signature,
        is_doc=re.compile(r"^/\*\*(?!/)"),
        # The grammar takes the first annotation of a file for an expression.
        is_attached=lambda node: node.type == "annotated_expression",
        directives=re.compile(r"^//\s*(?:noinspection|NOSONAR|@formatter|ktlint|detekt|language=)"),
    ),
    identifiers=("identifier",),
    imports=("import",),
    bindings={"variable_declaration": "name", "enum_entry": "name"},
)
