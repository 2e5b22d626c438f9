"""Type annotations: which are missing, and which of another text can be put in.

Imports tree-sitter: import it lazily.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossator.syntax.nodes import touching
from glossator.syntax.registry import parse
from glossator.syntax.tree import SourceTree
from glossator.text.spans import Span

if TYPE_CHECKING:
    from tree_sitter import Node

_NAMED_FUNCTIONS = frozenset(
    "function_definition function_declaration method_definition generator_function_declaration "
    "function_signature abstract_method_signature".split()
)
_VALUES = frozenset("arrow_function function_expression generator_function".split())
_HOLDERS = frozenset("variable_declarator public_field_definition field_definition".split())
"""What gives a function its name; one that is an argument gets its types from there."""
_BARE_PARAMETERS = frozenset(
    {"identifier", "default_parameter", "list_splat_pattern", "dictionary_splat_pattern"}
)
_PARAMETERS = frozenset({"required_parameter", "optional_parameter"})
_TYPED = frozenset({"typed_parameter", "typed_default_parameter"})
_OWN = frozenset({"self", "cls"})


@dataclass(frozen=True, slots=True)
class Annotation:
    """A type that is missing at `span`, with what stands before and after it there.

    `span` is in code points, and empty unless the marks around the type replace something.
    """

    span: Span
    lead: str
    type: str
    trail: str = ""

    @property
    def text(self) -> str:
        """What takes the place of `span`."""
        return f"{self.lead}{self.type}{self.trail}"


def lacks_annotations(text: str, start: int, end: int, language_id: str) -> bool:
    """Whether a function that begins in the span has a parameter or a result without a type."""
    tree = parse(text, language_id)
    first, last = tree.byte(start), tree.byte(end)
    return any(_is_bare(node) for node in _functions(tree.root, first, last))


def added_annotations(
    before: str, span: Span, after: str, new_span: Span, language_id: str
) -> list[Annotation]:
    """The types that functions in a span of `after` have, and the same in `before` lack.

    Functions are the same that have the same name and parameters. Nothing else of `after` counts.
    """
    old, new = parse(before, language_id), parse(after, language_id)
    theirs = list(_functions(new.root, *_bytes(new, new_span)))
    found: list[Annotation] = []
    for ours in _functions(old.root, *_bytes(old, span)):
        shape = _shape(old, ours)
        same = next((each for each in theirs if _shape(new, each) == shape), None)
        if same is not None:
            theirs.remove(same)
            found += _missing(old, ours, new, same)
    return sorted(found, key=lambda each: each.span)


def _bytes(tree: SourceTree, span: Span) -> Span:
    return tree.byte(span[0]), tree.byte(span[1])


def _functions(root: Node, first: int, last: int) -> Iterator[Node]:
    """The functions with a name that begin between two bytes, in the order of the text."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        is_value = node.type in _VALUES and node.parent is not None
        if node.type in _NAMED_FUNCTIONS or (is_value and _gets_no_type(node)):
            head = node if node.type in _NAMED_FUNCTIONS else _holder(node)
            if first <= node.start_byte < last or first <= head.start_byte < last:
                yield node
        # A value stands in its holder, which may begin in the stretch alone.
        begins_here = node.type in _HOLDERS and first <= node.start_byte < last
        waiting += reversed(touching(node, first, node.end_byte if begins_here else last))


def _holder(value: Node) -> Node:
    return value.parent if value.parent is not None else value


def _gets_no_type(value: Node) -> bool:
    holder = _holder(value)
    return holder.type in _HOLDERS and holder.child_by_field_name("type") is None


def _parameters(function: Node) -> list[Node]:
    listed = function.child_by_field_name("parameters")
    single = function.child_by_field_name("parameter")
    if single is not None:
        return [single]
    named = [] if listed is None else listed.named_children
    return [each for each in named if each.type not in ("comment", "ERROR")]


def _is_bare(function: Node) -> bool:
    """Whether any of its annotations is missing."""
    for number, parameter in enumerate(_parameters(function)):
        if parameter.type in _BARE_PARAMETERS:
            if number or (parameter.text or b"").decode() not in _OWN:
                return True
        elif parameter.type in _PARAMETERS and parameter.child_by_field_name("type") is None:
            return True
    name = function.child_by_field_name("name")
    if name is not None and name.text in (b"__init__", b"constructor"):
        return False
    return function.child_by_field_name("return_type") is None


def _shape(tree: SourceTree, function: Node) -> tuple[str, ...]:
    """Its name and those of its parameters."""
    name = function.child_by_field_name("name")
    if name is None:
        holder = _holder(function)
        name = holder.child_by_field_name("name") or holder.child_by_field_name("property")
    called = tree.source(name) if name is not None else ""
    return called, *(tree.source(_named(each)) for each in _parameters(function))


def _named(parameter: Node) -> Node:
    """The part of a parameter that says its name, stars and patterns included."""
    if parameter.type in _PARAMETERS:
        return parameter.child_by_field_name("pattern") or parameter
    if parameter.type in ("default_parameter", "typed_default_parameter"):
        return parameter.child_by_field_name("name") or parameter
    return parameter.named_children[0] if parameter.type in _TYPED else parameter


def _missing(old: SourceTree, ours: Node, new: SourceTree, theirs: Node) -> Iterator[Annotation]:
    for mine, other in zip(_parameters(ours), _parameters(theirs), strict=True):
        given = other.child_by_field_name("type")
        if given is not None and mine.child_by_field_name("type") is None:
            yield _parameter(old, ours, mine, _type(new, given))
    given = theirs.child_by_field_name("return_type")
    name = ours.child_by_field_name("name")
    if given is None or ours.child_by_field_name("return_type") is not None:
        return
    if name is not None and name.text == b"constructor":
        return
    listed = ours.child_by_field_name("parameters")
    if listed is not None:
        at = old.offset(listed.end_byte)
        mark = " -> " if ours.type == "function_definition" else ": "
        yield Annotation((at, at), mark, _type(new, given))
    else:
        single = ours.child_by_field_name("parameter")
        assert single is not None
        at = old.offset(single.end_byte)
        typed = theirs.child_by_field_name("parameter") is None
        if typed and any(
            each.child_by_field_name("type") is not None for each in _parameters(theirs)
        ):
            yield Annotation((at, at), ": ", _type(new, given))


def _parameter(tree: SourceTree, function: Node, parameter: Node, type_: str) -> Annotation:
    name = _named(parameter)
    at = tree.offset(name.end_byte)
    if parameter.type == "default_parameter":
        value = parameter.child_by_field_name("value")
        assert value is not None
        return Annotation((at, tree.offset(value.start_byte)), ": ", type_, " = ")
    if function.child_by_field_name("parameter") is not None:
        return Annotation(tree.span(parameter), f"({tree.source(parameter)}: ", type_, ")")
    if parameter.type == "optional_parameter":
        at += 1  # `?`
    return Annotation((at, at), ": ", type_)


def _type(tree: SourceTree, node: Node) -> str:
    return tree.source(node).removeprefix(":").strip()
