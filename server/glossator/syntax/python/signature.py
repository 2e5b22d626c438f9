"""The signature of a Python function, read from its syntax tree, and how its body is left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from glossator.syntax.nodes import own_nodes, source
from glossator.syntax.python.nodes import CLASS, DECORATED, FUNCTION, IGNORED
from glossator.syntax.signature import LONGEST_CONDITION, Parameter, Raised, Signature

if TYPE_CHECKING:
    from tree_sitter import Node

NO_VALUE = {"", "None", "NoReturn", "Never", "typing.NoReturn", "typing.Never"}
ITERATORS = {"Iterator", "Iterable", "Generator", "AsyncIterator", "AsyncIterable"}
ITERATORS |= {"AsyncGenerator"}
CATCH_ALL = {"Exception", "BaseException"}


def signature_of(function: Node) -> Signature:
    """What a caller meets: parameters, result, exceptions."""
    annotation = function.child_by_field_name("return_type")
    leaves = list(own_nodes(function.child_by_field_name("body"), (FUNCTION, CLASS, "lambda")))
    yields = any(node.type == "yield" for node in leaves)
    returns = not yields and not _is_property(function) and _has_value(annotation, leaves)
    result = source(annotation) if returns else _yielded(annotation) if yields else ""
    return Signature(tuple(_parameters(function)), returns, yields, result, _raised(leaves))


def enclosing_class(definition: Node) -> Node | None:
    """The class whose method `definition` is, if it is one."""
    node = definition.parent
    while node is not None and node.type not in (FUNCTION, CLASS):
        node = node.parent
    return node if node is not None and node.type == CLASS else None


def _parameters(function: Node) -> Iterator[Parameter]:
    listed = function.child_by_field_name("parameters")
    nodes = [] if listed is None else [n for n in listed.named_children if _is_parameter(n)]
    if nodes and _is_bound(function) and _name(nodes[0])[:1] != "*":
        nodes = nodes[1:]
    for node in nodes:
        yield Parameter(
            _name(node),
            source(node.child_by_field_name("type")),
            source(node.child_by_field_name("value")),
        )


def _is_parameter(node: Node) -> bool:
    separators = ("positional_separator", "keyword_separator", "ERROR")
    return node.type not in separators and node.type not in IGNORED


def _name(parameter: Node) -> str:
    named = parameter.child_by_field_name("name")
    if named is None and parameter.type == "typed_parameter":
        named = parameter.named_children[0]
    return source(named or parameter)


def _is_bound(function: Node) -> bool:
    return enclosing_class(function) is not None and "staticmethod" not in _decorators(function)


def _is_property(function: Node) -> bool:
    """A property is documented as an attribute: it is a value and does not return one."""
    return any(name.rpartition(".")[2].endswith("property") for name in _decorators(function))


def _decorators(function: Node) -> list[str]:
    parent = function.parent
    if parent is None or parent.type != DECORATED:
        return []
    return [source(n).lstrip("@ ") for n in parent.named_children if n.type == "decorator"]


def _has_value(annotation: Node | None, leaves: list[Node]) -> bool:
    if annotation is not None:
        return source(annotation).strip("\"'") not in NO_VALUE
    values = (n.named_children for n in leaves if n.type == "return_statement")
    return any(value and value[0].type != "none" for value in values)


def _yielded(annotation: Node | None) -> str:
    """`Iterator[int]` -> `int`; an annotation in another form says nothing about one value."""
    generic = annotation.named_children[0] if annotation and annotation.named_children else None
    if generic is None or generic.type not in ("generic_type", "subscript"):
        return ""
    if source(generic.named_children[0]).rpartition(".")[2] not in ITERATORS:
        return ""
    arguments = generic.named_children[1]
    return source(arguments.named_children[0] if generic.type == "generic_type" else arguments)


def _raised(leaves: list[Node]) -> tuple[Raised, ...]:
    found: dict[str, Raised] = {}
    for node in leaves:
        if node.type != "raise_statement" or not node.named_children:
            continue
        error = node.named_children[0]
        function = error.child_by_field_name("function") if error.type == "call" else error
        name = source(function)
        if _is_exception_class(name) and not _is_caught(node, name):
            found.setdefault(name, Raised(name, _condition(node)))
    return tuple(found.values())


def _is_exception_class(name: str) -> bool:
    """By PEP 8's convention; `raise error` raises a value whose class is not known here."""
    owner, _, last = name.rpartition(".")
    plain = name.replace(".", "").isidentifier()
    return plain and owner not in ("self", "cls") and last.lstrip("_")[:1].isupper()


def _is_caught(node: Node, name: str) -> bool:
    """Whether a `try` of the same function catches what is raised at `node`."""
    while (parent := node.parent) is not None and parent.type not in (FUNCTION, CLASS):
        if parent.type == "try_statement" and parent.child_by_field_name("body") == node:
            clauses = (n for n in parent.named_children if n.type.startswith("except"))
            if any(_catches(clause, name) for clause in clauses):
                return True
        node = parent
    return False


def _catches(clause: Node, name: str) -> bool:
    caught = [source(node) for node in own_nodes(clause, (FUNCTION, CLASS, "block"))]
    # Nothing between `except` and its block catches everything.
    return not caught or bool({name, *CATCH_ALL} & set(caught))


def _condition(node: Node) -> str:
    """The test of the `if` or `elif` right around `node`, if it is short."""
    block = node.parent
    branch = block.parent if block is not None else None
    if branch is None or branch.child_by_field_name("consequence") != block:
        return ""
    condition = source(branch.child_by_field_name("condition"))
    return condition if len(condition) <= LONGEST_CONDITION else ""
