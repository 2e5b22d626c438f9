"""The nodes of Java and what they mean. Imports tree-sitter's grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import tree_sitter_java

from glossator.syntax.bodies import Bodies
from glossator.syntax.comments.language import commented_language
from glossator.syntax.comments.rules import CommentRules, Definition
from glossator.syntax.nodes import child, field, source
from glossator.syntax.signature import Kind, Parameter, Raised, Signature

if TYPE_CHECKING:
    from tree_sitter import Node

KINDS: dict[str, Kind] = {
    "class_declaration": "class",
    "record_declaration": "class",
    "interface_declaration": "interface",
    "annotation_type_declaration": "interface",
    "enum_declaration": "enum",
    "method_declaration": "method",
    "annotation_type_element_declaration": "method",
    "constructor_declaration": "constructor",
    "compact_constructor_declaration": "constructor",
    "field_declaration": "property",
}
BODIES = Bodies(others=frozenset({"lambda_expression", "class_body", *KINDS}))


def definition(node: Node) -> Definition | None:
    """What `node` defines, if it is something that Javadoc knows."""
    kind = KINDS.get(node.type)
    if kind is None:
        return None
    name = source(field(node, "name") or field(node, "declarator", "name"))
    return Definition(kind, name, node if kind != "property" else None) if name else None


def signature(node: Node) -> Signature:
    """Parameters, the result, and what is declared or thrown."""
    result = source(field(node, "type"))
    body = field(node, "body")
    declared = _declared(node)
    thrown = {} if node.type.startswith(("class", "interface", "enum")) else _thrown(body)
    raises = [thrown.pop(name, Raised(name)) for name in declared]
    return Signature(
        parameters=(*_type_parameters(node), *_parameters(node)),
        returns=KINDS[node.type] == "method" and result != "void",
        result="" if result == "void" else result,
        raises=(*raises, *thrown.values()),
    )


def _thrown(body: Node | None) -> dict[str, Raised]:
    return {raised.name: raised for raised in BODIES.raised(body)}


def _declared(node: Node) -> list[str]:
    clause = child(node, "throws")
    return [source(each) for each in clause.named_children] if clause is not None else []


def _type_parameters(node: Node) -> Iterator[Parameter]:
    listed = field(node, "type_parameters")
    for each in listed.named_children if listed is not None else []:
        name = child(each, "type_identifier")
        if each.type == "type_parameter" and name is not None:
            yield Parameter(source(name), is_type=True)


def _parameters(node: Node) -> Iterator[Parameter]:
    listed = field(node, "parameters")
    for each in listed.named_children if listed is not None else []:
        if each.type == "formal_parameter":
            kind = source(field(each, "type")) + source(field(each, "dimensions"))
            yield Parameter(source(field(each, "name")), kind)
        elif each.type == "spread_parameter":
            name = field(child(each, "variable_declarator"), "name")
            yield Parameter(f"...{source(name)}", f"{source(each.named_children[-2])}...")


JAVA = commented_language(
    tree_sitter_java.language,
    CommentRules(
        definition=definition,
        signature=signature,
        is_doc=re.compile(r"^/\*\*(?!/)|^///(?!/)"),
        directives=re.compile(
            r"^//\s*(?:noinspection|NOSONAR|NOPMD|CHECKSTYLE|@formatter|spotless|language=)"
        ),
    ),
    identifiers=("identifier", "type_identifier"),
    imports=("import_declaration",),
    bindings={"variable_declarator": "name", "enum_constant": "name"},
)
