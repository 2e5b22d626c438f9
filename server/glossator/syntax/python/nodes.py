"""Python's nodes: what is a docstring, what is a definition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node

    from glossator.syntax.signature import Kind

FUNCTION = "function_definition"
CLASS = "class_definition"
DECORATED = "decorated_definition"
IGNORED = frozenset({"comment", "line_continuation"})


def is_docstring(node: Node) -> bool:
    """Whether `node` is the statement that Python takes as its definition's docstring.

    https://docs.python.org/3/reference/compound_stmts.html#function-definitions: the first
    statement of a module, class or function, if it is nothing but a string literal.
    """
    if node.type != "expression_statement" or not _opens_a_documented_body(node):
        return False
    return _is_text_literal(node)


def docstring_of(definition: Node) -> Node | None:
    """The docstring statement of a function, class or module, if it has one."""
    body = definition if definition.type == "module" else definition.child_by_field_name("body")
    first = first_statement(body)
    return first if first is not None and is_docstring(first) else None


def first_statement(body: Node | None) -> Node | None:
    """The first child of a block that is not a comment."""
    if body is None:
        return None
    # One by one: a module may have thousands, and the first is asked for often.
    for index in range(body.named_child_count):
        child = body.named_child(index)
        if child is not None and child.type not in IGNORED:
            return child
    return None


def _opens_a_documented_body(node: Node) -> bool:
    body = node.parent
    if body is None or first_statement(body) != node:
        return False
    if body.type == "module":
        return True
    owner = body.parent
    return body.type == "block" and owner is not None and owner.type in (FUNCTION, CLASS)


def _is_text_literal(node: Node) -> bool:
    """A string, not bytes or an f-string, perhaps in parts or in parentheses."""
    if node.type in ("expression_statement", "parenthesized_expression"):
        inner = [child for child in node.children if child.type not in ("(", ")", *IGNORED)]
        return len(inner) == 1 and _is_text_literal(inner[0])
    if node.type == "concatenated_string":
        parts = [child for child in node.named_children if child.type not in IGNORED]
        return all(_is_text_literal(part) for part in parts)
    if node.type != "string" or not node.children:
        return False
    prefix = (node.children[0].text or b"").rstrip(b"\"'").lower()
    return prefix in (b"", b"r", b"u")


def members(owner: Node) -> list[Node]:
    """The statements of a module or a class; what a function holds is its own."""
    if owner.type == FUNCTION:
        return []
    body = owner if owner.type == "module" else owner.child_by_field_name("body")
    return [] if body is None else body.named_children


def defined_names(statement: Node) -> Iterator[str]:
    """The names that a statement binds where it stands: definitions, assignments, imports."""
    for node in (statement, *statement.named_children):
        if node.type in (FUNCTION, CLASS):
            yield from _identifiers(node.child_by_field_name("name"))
        elif node.type == "assignment":
            yield from _identifiers(node.child_by_field_name("left"))
    if statement.type.startswith("import"):
        for imported in statement.children_by_field_name("name"):
            alias = imported.child_by_field_name("alias")
            yield from _identifiers(alias if alias is not None else imported)


def declared(node: Node) -> Iterator[tuple[Kind, str]]:
    """What a node itself declares: a function, a class, or what an assignment binds."""
    if node.type in (FUNCTION, CLASS):
        kind: Kind = "class" if node.type == CLASS else "function"
        for name in _identifiers(node.child_by_field_name("name")):
            yield kind, name
    elif node.type == "assignment":
        left = node.child_by_field_name("left")
        if left is not None and left.type == "attribute":
            left = left.child_by_field_name("attribute")
        for name in _identifiers(left):
            yield "property", name
    elif node.type == "type_alias_statement":
        for name in _identifiers(node.named_children[0]):
            yield "type", name


def attributes_in(method: Node) -> Iterator[Node]:
    """The statements of `__init__` that give its object attributes."""
    body = method.child_by_field_name("body")
    name = next(_identifiers(method.child_by_field_name("name")), "")
    if method.type != FUNCTION or name not in ("__init__", "__new__") or body is None:
        return
    waiting = [body]
    while waiting:
        for each in reversed(waiting.pop().named_children):
            if each.type == "expression_statement":
                if (each.text or b"").startswith(b"self."):
                    yield each
            elif each.type == "block" or each.type.endswith(("_statement", "_clause")):
                waiting.append(each)


def _identifiers(node: Node | None) -> Iterator[str]:
    if node is None:
        return
    if node.type == "identifier":
        yield (node.text or b"").decode("utf-8", "replace")
    elif node.type != "attribute":
        for child in node.named_children:
            yield from _identifiers(child)
