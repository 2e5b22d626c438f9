"""The nodes of PHP and what they mean. Imports tree-sitter's grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import tree_sitter_php

from glossator.syntax.bodies import Bodies
from glossator.syntax.comments.language import commented_language
from glossator.syntax.comments.rules import CommentRules, Definition, HeadRules
from glossator.syntax.nodes import child, field, source
from glossator.syntax.signature import Kind, Parameter, Signature

if TYPE_CHECKING:
    from tree_sitter import Node

KINDS: dict[str, Kind] = {
    "function_definition": "function",
    "method_declaration": "method",
    "class_declaration": "class",
    "interface_declaration": "interface",
    "trait_declaration": "trait",
    "enum_declaration": "enum",
    "property_declaration": "property",
    "const_declaration": "property",
}
CLOSURES = frozenset({"anonymous_function", "arrow_function"})
BODIES = Bodies(
    others=frozenset({*CLOSURES, *KINDS, "anonymous_class"}),
    throws=frozenset({"throw_expression"}),
    catch_all=frozenset({"Exception", "Throwable", "\\Exception", "\\Throwable"}),
    handles=re.compile(r"\\?(?:\w+\\)*[A-Z]\w*"),
)
NO_VALUE = frozenset({"void", "never"})
DIRECTIVE = (
    r"(?:phpcs|@?phpstan-ignore|@?psalm-suppress|@?noinspection|@codeCoverageIgnore|NOSONAR)"
)


def definition(node: Node) -> Definition | None:
    """What `node` defines, if it is something that PHPDoc knows."""
    if node.type == "assignment_expression":
        value, parent = field(node, "right"), node.parent
        is_statement = parent is not None and parent.type == "expression_statement"
        if not is_statement or value is None or value.type not in CLOSURES:
            return None
        return Definition("function", source(field(node, "left")), value)
    kind = KINDS.get(node.type)
    if kind is None:
        return None
    if kind == "property":
        element = child(node, "property_element", "const_element")
        named = element.named_children[0] if element is not None else None
        return Definition(kind, source(named)) if named is not None else None
    name = source(field(node, "name"))
    if name == "__construct":
        kind = "constructor"
    return Definition(kind, name, node) if name else None


def signature(node: Node) -> Signature:
    """Parameters with their types, the result, and what is thrown."""
    listed, body = field(node, "parameters"), field(node, "body")
    if listed is None:
        return Signature()
    result = source(field(node, "return_type"))
    yields = BODIES.yields_values(body)
    has_value = node.type == "arrow_function" or BODIES.returns_value(body)
    is_constructor = source(field(node, "name")) == "__construct"
    returns = result not in NO_VALUE if result else has_value and not is_constructor
    return Signature(
        parameters=tuple(_parameters(listed)),
        returns=returns and not yields,
        yields=yields,
        result="" if result in NO_VALUE else result,
        raises=BODIES.raised(body),
    )


def _parameters(listed: Node) -> Iterator[Parameter]:
    for each in listed.named_children:
        if each.type.endswith("_parameter"):
            dots = "..." if each.type == "variadic_parameter" else ""
            name = field(each, "name")
            default = source(field(each, "default_value"))
            yield Parameter(
                f"{dots}{source(name).lstrip('&')}", source(field(each, "type")), default
            )


PHP = commented_language(
    tree_sitter_php.language_php,
    CommentRules(
        definition=definition,
        signature=signature,
        is_doc=re.compile(r"^/\*\*\s"),
        directives=re.compile(rf"^(?://|#)\s*{DIRECTIVE}|^/\*\*?\s*{DIRECTIVE}[^\n]*\*/$"),
        wrappers=frozenset({"expression_statement"}),
        head=HeadRules(opening=frozenset({"php_tag"}), is_doc=re.compile(r"@(?:file|package)\b")),
    ),
    identifiers=("name", "variable_name"),
    imports=("namespace_use_declaration",),
    bindings={"assignment_expression": "left", "const_element": "name"},
)
