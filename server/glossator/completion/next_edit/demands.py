"""What a burst demands of other lines that only a model can write, and which lines those are.

A parameter that was added or removed demands an argument of the callers; a case that was added to
a type demands an arm where the one before it has one. Imports tree-sitter: import it lazily.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from glossator.completion.next_edit.burst import Burst
from glossator.completion.next_edit.origin import is_from
from glossator.context.buffer import Buffer
from glossator.languages import are_related
from glossator.syntax.name_uses import name_uses
from glossator.syntax.nodes import field
from glossator.syntax.registry import LANGUAGES, parse
from glossator.syntax.tree import SourceTree
from glossator.text.diff import changed_part
from glossator.text.spans import Span

if TYPE_CHECKING:
    from tree_sitter import Node

Kind = Literal["caller", "case"]

_ENUM = re.compile(
    r"^(?:enum_variant|enumerator|enum_constant|enum_member_declaration|enum_entry)$"
)
_ARM = re.compile(
    r"^(?:match_arm|switch_case|case_statement|switch_section|when_entry|case_clause|"
    r"expression_case|switch_entry|switch_rule|switch_block_statement_group)$"
)
_RECEIVERS = frozenset({"self", "cls", "&self", "&mut self", "mut self"})


@dataclass(frozen=True, slots=True)
class Demand:
    """What a burst demands: `name` is the function, or the case before the `new` one.

    `count` are the parameters that the function has now.
    """

    kind: Kind
    uri: str
    language: str
    name: str
    new: str = ""
    count: int = 0


def demand_of(burst: Burst, language: str) -> Demand | None:
    """What a burst demands elsewhere; None where nothing that can be told from the text."""
    if language not in LANGUAGES:
        return None
    return _signature(burst, language) or _new_case(burst, language)


def spans_of(demand: Demand, buffer: Buffer) -> list[Span]:
    """The lines of a buffer of which it is demanded, as offsets, in the order of the text."""
    if not are_related(buffer.language, demand.language) or buffer.language not in LANGUAGES:
        return []
    if demand.name not in buffer.text:
        return []
    if demand.kind == "caller":
        return list(_callers(demand, buffer))
    return list(_arms(demand, buffer))


def _signature(burst: Burst, language: str) -> Demand | None:
    now = _function_at(parse(burst.after, language), *_changed(burst.before, burst.after))
    was = _function_at(parse(burst.before, language), *_changed(burst.after, burst.before))
    if now is None or was is None or now[0] != was[0] or now[1] == was[1]:
        return None
    return Demand("caller", burst.uri, language, now[0], count=now[1])


def _changed(other: str, text: str) -> Span:
    at, _, put = changed_part(other, text)
    return at, at + len(put)


def _function_at(tree: SourceTree, start: int, end: int) -> tuple[str, int] | None:
    """The name of the function whose parameters hold the span, and how many it has."""
    first, last = tree.byte(start), tree.byte(end)
    node = tree.root.named_descendant_for_byte_range(first, last)
    parameters = None
    while node is not None:
        own = [each for each in node.named_children if each.type == "parameter"]
        if "parameter" in node.type:
            parameters = node
        elif parameters is not None or (own and own[0].start_byte <= first <= own[-1].end_byte):
            name = field(node, "name") or field(node, "declarator")
            if name is not None and node.type != "call_expression":
                # in Swift the parameters stand in the function, without a node of their own
                count = len(own) if own else _count(tree, parameters)
                return tree.source(name), count
        node = node.parent
    return None


def _count(tree: SourceTree, parameters: Node | None) -> int:
    if parameters is None:
        return 0
    given = [each for each in parameters.named_children if "comment" not in each.type]
    if given and tree.source(given[0]) in _RECEIVERS:
        given = given[1:]
    return sum(max(1, len(each.children_by_field_name("name"))) for each in given)


def _callers(demand: Demand, buffer: Buffer) -> Iterator[Span]:
    tree = parse(buffer.text, buffer.language)
    uses = name_uses(buffer.text, demand.name, buffer.language)
    imports = [use.owner for use in uses if use.role == "import"]
    is_other = bool(imports) and not any(is_from(each, demand.uri) for each in imports)
    for use in uses:
        if use.role not in ("use", "member"):
            continue
        if is_other and use.role == "use":
            continue  # another thing of this name
        byte = tree.byte(use.start)
        node = tree.root.descendant_for_byte_range(byte, byte + 1)
        arguments = _arguments_of(node)
        if arguments is not None and len(arguments.named_children) != demand.count:
            yield tree.span(arguments)


def _arguments_of(node: Node | None) -> Node | None:
    """The arguments of the call of which a node is the callee."""
    for _ in range(3):
        if node is None or node.parent is None:
            return None
        siblings = node.parent.named_children
        after = siblings[siblings.index(node) + 1 :]
        found = next((each for each in after if "argument" in each.type), None)
        if found is not None:
            return found
        inner = next((each for each in after if each.type == "call_suffix"), None)
        if inner is not None:
            return inner.named_children[0] if inner.named_children else None
        node = node.parent
    return None


def _new_case(burst: Burst, language: str) -> Demand | None:
    at, removed, _ = changed_part(burst.before, burst.after)
    if any(char.isalnum() for char in burst.before[at : at + removed]):
        return None
    tree = parse(burst.after, language)
    start, end = _changed(burst.before, burst.after)
    added = _members(tree.root, tree.byte(start), tree.byte(end))
    if len(added) != 1:
        return None
    before = added[0].prev_named_sibling
    while before is not None and before.type != added[0].type:
        before = before.prev_named_sibling
    if before is None:
        return None
    names = [_name_of(tree, each) for each in (before, added[0])]
    return Demand("case", burst.uri, language, names[0], names[1]) if all(names) else None


def _members(root: Node, start: int, end: int) -> list[Node]:
    """The cases of a type that begin between two bytes."""
    found: list[Node] = []
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.end_byte <= start or node.start_byte >= end:
            continue
        is_case = bool(_ENUM.match(node.type)) or (
            node.parent is not None and node.parent.type == "enum_body"
        )
        if is_case and node.start_byte >= start:
            found.append(node)
        elif not is_case:
            waiting += node.named_children
    return found


def _name_of(tree: SourceTree, member: Node) -> str:
    name = field(member, "name") or next(iter(member.named_children), None)
    return tree.source(name if name is not None else member)


def _arms(demand: Demand, buffer: Buffer) -> Iterator[Span]:
    tree = parse(buffer.text, buffer.language)
    for use in name_uses(buffer.text, demand.name, buffer.language):
        byte = tree.byte(use.start)
        node = tree.root.descendant_for_byte_range(byte, byte + 1)
        while node is not None and not _ARM.match(node.type):
            node = node.parent
        if node is None or node.parent is None:
            continue
        head = tree.source(node).split("\n", 1)[0]
        around = tree.source(node.parent)
        if demand.name in head and not re.search(rf"\b{re.escape(demand.new)}\b", around):
            yield tree.span(node)
