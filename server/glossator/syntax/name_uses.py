"""Where a name stands in a text, what it is there, and how far the thing it names can be seen.

An approximation by the types of nodes, the same for all languages: no type is inferred, and nothing
of another file is known. Imports tree-sitter: import it lazily.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from glossator.syntax.registry import language_of, parse
from glossator.syntax.tree import SourceTree
from glossator.text.spans import Span

if TYPE_CHECKING:
    from tree_sitter import Node

Role = Literal["binding", "import", "member", "argument", "shorthand", "use"]
"""What a name is where it stands: a `binding` makes the name known, a `member` is looked up in an
object, an `argument` names a parameter in a call, a `shorthand` is a member and its value."""

MOST_USES = 2_000
"""Occurrences of one name in a text that are looked at."""

_MEMBERS = {
    "attribute": "attribute",
    "member_expression": "property",
    "selector_expression": "field",
    "field_expression": "field",
    "field_access": "field",
    "member_access_expression": "name",
    "member_call_expression": "name",
    "nullsafe_member_access_expression": "name",
    "scoped_call_expression": "name",
    "scoped_identifier": "name",
    "scoped_type_identifier": "name",
    "qualified_identifier": "name",
    "dot_index_expression": "field",
    "method_index_expression": "method",
    "navigation_suffix": "suffix",
    "pair": "key",
    "pair_pattern": "key",
    "field_initializer": "field",
    "field_designator": "",
    "field": "name",
}
"""The field that holds the member, by the type of its parent."""
_ARGUMENTS = frozenset({"keyword_argument", "value_argument", "value_argument_label"})
_BINDS = re.compile(
    r"(?:declaration|definition|_item|_spec|_def|_elem|specifier|variant|enumerator|_element|"
    r"signature|declarator|constant|entry|parameters?|class|module|method|assignment|enum_body|"
    r"statement|variable_list)$"
)
_USES = re.compile(r"invocation|call|access|argument|expression|scoped|qualified")
_ASSIGNS = frozenset({"assignment", "short_var_declaration", "range_clause", "for_in_clause"})
_ALWAYS = frozenset(
    {
        *("variable_declaration", "class_parameter", "parameter", "enum_entry", "const_element"),
        *("as_pattern_target", "lambda_parameters", "closure_parameters", "block_parameters"),
        *("method_parameters", "formal_parameters", "parameters", "inferred_parameters"),
        *("bash_function", "type_parameter"),
    }
)
_GROUPS = frozenset(
    "expression_list pattern_list tuple_pattern list_pattern array_pattern variable_name "
    "object_pattern reference_declarator".split()
)
_FUNCTIONS = frozenset(
    "function_definition function_declaration method_declaration method_definition function_item "
    "closure_expression arrow_function function_expression generator_function_declaration "
    "generator_function lambda lambda_expression lambda_literal func_literal method "
    "singleton_method do_block constructor_declaration local_function_statement "
    "anonymous_method_expression anonymous_function anonymous_function_creation_expression "
    "init_declaration operator_declaration secondary_constructor list_comprehension "
    "dictionary_comprehension set_comprehension generator_expression".split()
)
_BLOCKS = frozenset(
    "block statement_block compound_statement statement_list statements function_body "
    "for_statement for_in_statement enhanced_for_statement foreach_statement for_range_loop "
    "for_expression match_arm catch_clause if_statement if_expression while_expression "
    "expression_switch_statement type_switch_statement".split()
)
_TYPES = re.compile(
    r"(?:class|struct|enum|interface|trait|object|record|union|protocol)_?\w*"
    r"(?:declaration|specifier|definition|item|type|body)$|^impl_item$|^class$|^module$"
)
_SCOPED_BY_FUNCTION = frozenset({"python", "ruby", "php", "shellscript"})
_INDEXED = frozenset({"dot_index_expression", "method_index_expression"})
_OWN = frozenset({"self", "this", "Self", "$this"})


@dataclass(frozen=True, slots=True)
class NameUse:
    """One occurrence of a name.

    `owner` is the text before the dot of a member, or the whole import that holds the name.
    `scope` is where a binding can be seen: None for the whole file, or all of a type.
    """

    start: int
    end: int
    role: Role
    scope: Span | None = None
    is_of_type: bool = False
    owner: str = ""


def name_uses(text: str, name: str, language_id: str) -> list[NameUse]:
    """Every occurrence of a name in code, in the order of the text.

    Raises KeyError for a language without a grammar.
    """
    kinds = language_of(language_id).identifiers | {"name", "word", "identifier"}
    if name not in text:
        return []
    tree = parse(text, language_id)
    uses = [_use(tree, node, language_id) for node in _named(tree, name, kinds)]
    if language_id == "kotlin":
        uses += _in_templates(tree, text, name)
    return sorted(uses, key=lambda use: use.start)


def name_at(text: str, offset: int, language_id: str) -> str:
    """The whole name that holds an offset, with a mark such as `@` that belongs to it, or "".

    Raises KeyError for a language without a grammar.
    """
    tree = parse(text, language_id)
    kinds = language_of(language_id).identifiers | {"name", "word", "identifier"}
    byte = tree.byte(offset)
    node = tree.root.descendant_for_byte_range(byte, byte + 1)
    if node is None or node.child_count or node.type not in kinds:
        return ""
    return tree.source(node)


def _named(tree: SourceTree, name: str, kinds: frozenset[str]) -> Iterator[Node]:
    data, wanted = tree.data, name.encode("utf-8", "replace")
    at, seen = data.find(wanted), 0
    while at >= 0 and seen < MOST_USES:
        node = tree.root.descendant_for_byte_range(at, at + len(wanted))
        if node is not None and node.text == wanted and not node.child_count:
            is_name = node.type in kinds or node.type.endswith("identifier")
            is_name = is_name and node.type != "package_identifier"
            seen += is_name
            yield from (node,) if is_name else ()
        at = data.find(wanted, at + len(wanted))


def _is_within(node: Node, kind: str) -> bool:
    return node.parent is not None and node.parent.type == kind


def _in_templates(tree: SourceTree, text: str, name: str) -> Iterator[NameUse]:
    """The uses as `$name` in Kotlin's strings, for which the grammar has no node."""
    for found in re.finditer(rf"(?<!\\)\${re.escape(name)}\b", text):
        byte = tree.byte(found.start() + 1)
        node = tree.root.descendant_for_byte_range(byte, byte + 1)
        if node is not None and node.type == "string_content":
            yield NameUse(found.start() + 1, found.end(), "use")


def _use(tree: SourceTree, node: Node, language_id: str) -> NameUse:
    start, end = tree.span(node)
    role, owner = _role(node)
    if role == "member":
        is_left = _is_assigned(node)
        if not (owner in _OWN and is_left):
            return NameUse(start, end, role, owner=owner)
        return NameUse(start, end, role, is_of_type=True, owner=owner)
    if role == "binding" and language_id == "kotlin" and _is_within(node, "assignment"):
        role = "use"  # there it declares nothing
    if role != "binding":
        return NameUse(start, end, role, owner=owner)
    scope = _scope(node, language_id)
    if scope is None:
        return NameUse(start, end, role, is_of_type=_is_of_type(node))
    return NameUse(start, end, role, tree.span(scope))


def _role(node: Node) -> tuple[Role, str]:
    parent = node.parent
    if parent is None:
        return "use", ""
    field = _field_of(parent, node)
    if node.type.startswith("shorthand_") or parent.type == "shorthand_field_initializer":
        return "shorthand", ""
    if parent.type == "value_argument_label" or (parent.type in _ARGUMENTS and field == "name"):
        return "argument", ""
    if (statement := _import_around(parent)) is not None:
        return "import", _text(statement)
    if parent.type == "export_specifier" and field == "name":
        return "use", ""
    if _names_function(parent, node):
        return "binding", ""
    if (owner := _owner(parent, node, field)) is not None:
        return "member", owner
    return ("binding" if _is_binding(node) else "use"), ""


def _names_function(parent: Node, node: Node) -> bool:
    """Whether a member is what a function of Lua is declared as: `function M.name()`."""
    around = parent.parent
    return (
        parent.type in _INDEXED
        and around is not None
        and around.type == "function_declaration"
        and _field_of(around, parent) == "name"
        and node == parent.children[-1]
    )


def _owner(parent: Node, node: Node, field: str) -> str | None:
    """What a member is looked up in; None where the node is no member."""
    if parent.type in _MEMBERS and field == _MEMBERS[parent.type]:
        grand = parent.parent if parent.type == "navigation_suffix" else parent
        return _text(grand.children[0]) if grand is not None and grand.children else ""
    if parent.type == "literal_element" and parent.parent is not None:
        return "" if _field_of(parent.parent, parent) == "key" else None
    first = parent.children[0] if parent.children else None
    if parent.type in ("navigation_expression", "class_constant_access_expression"):
        return _text(first) if first != node else None
    if parent.type in ("method_invocation", "call") and field in ("name", "method"):
        receiver = parent.child_by_field_name("object") or parent.child_by_field_name("receiver")
        return _text(receiver) if receiver is not None else None
    if parent.type == "instance_variable" or node.type == "instance_variable":
        return "self"
    return None


def _is_binding(node: Node) -> bool:
    inner, parent = node, node.parent
    while parent is not None and parent.type in _GROUPS:
        if parent.type == "reference_declarator":
            return True
        inner, parent = parent, parent.parent
    if parent is None or _is_assignment_of_lua(parent):
        return False
    kind, field = parent.type, _field_of(parent, inner)
    if field == "left":
        return (
            kind in _ASSIGNS
            or kind.startswith(("for", "enhanced_for"))
            or (kind == "assignment_expression" and inner.type == "variable_name")
        )
    if field in ("pattern", "declarator", "alias", "bound_identifier"):
        return True
    if field in ("name", "variable", "parameter"):
        return bool(_BINDS.search(kind)) and not _USES.search(kind)
    if kind in _ALWAYS:
        return field == "" and (parent.named_children[:1] == [inner] or "parameters" in kind)
    return False


def _is_assignment_of_lua(variables: Node) -> bool:
    """Whether variables are assigned in a function and not declared."""
    statement = variables.parent
    if variables.type != "variable_list" or statement is None:
        return False
    around = statement.parent
    return statement.type == "assignment_statement" and (
        around is not None and around.type == "block"
    )


def _scope(node: Node, language_id: str) -> Node | None:
    """The innermost function or block that holds a binding; None where it is seen beyond them."""
    by_block = language_id not in _SCOPED_BY_FUNCTION
    inner, around, in_parameters = node, node.parent, False
    while around is not None:
        in_parameters = in_parameters or "parameter" in around.type
        if around.type in _FUNCTIONS or (around.type == "block" and language_id == "ruby"):
            if in_parameters or _field_of(around, inner) not in ("name", "declarator"):
                return around
        elif (by_block and around.type in _BLOCKS and around.parent is not None) or (
            in_parameters and _is_bodiless(around)
        ):
            return around
        inner, around = around, around.parent
    return None


def _is_bodiless(node: Node) -> bool:
    """Whether a node declares a function whose body stands elsewhere."""
    is_function = node.type.endswith(("declarator", "signature", "_elem"))
    return is_function and (node.parent is None or node.parent.type not in _FUNCTIONS)


def _is_of_type(node: Node) -> bool:
    inner, around = node, node.parent
    if around is not None and around.type in _INDEXED:
        return True
    while around is not None and around.parent is not None:
        if _TYPES.search(around.type) and _field_of(around, inner) != "name":
            return True
        inner, around = around, around.parent
    return False


def _is_assigned(node: Node) -> bool:
    inner, around = node, node.parent
    if node.type == "instance_variable" and around is not None:
        return around.type == "assignment" and _field_of(around, inner) == "left"
    if around is None or around.parent is None:
        return False
    inner, around = around, around.parent
    while around.type in _GROUPS | {"variable_list"} and around.parent is not None:
        inner, around = around, around.parent
    if around.type == "assignment_statement" and inner.type == "variable_list":
        return True
    return "assignment" in around.type and _field_of(around, inner) in ("left", "target", "name")


def _import_around(node: Node | None) -> Node | None:
    """The outermost node of an import that holds a node."""
    found = None
    while node is not None and node.parent is not None:
        if (
            "import" in node.type
            or node.type in ("use_declaration", "using_directive")
            or (node.type == "export_statement" and node.child_by_field_name("source") is not None)
        ):
            found = node
        if node.type.endswith(("statement", "declaration", "definition", "block", "body")):
            break
        node = node.parent
    return found


def _field_of(parent: Node, child: Node) -> str:
    for index, each in enumerate(parent.children):
        if each == child:
            return parent.field_name_for_child(index) or ""
    return ""


def _text(node: Node | None) -> str:
    return node.text.decode("utf-8", "replace") if node is not None and node.text else ""
