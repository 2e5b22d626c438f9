"""The nodes of C and C++ and what they mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from glossator.syntax.bodies import Bodies
from glossator.syntax.comments.language import commented_language
from glossator.syntax.comments.rules import CommentRules, Definition, HeadRules
from glossator.syntax.language import Language, grammar_of
from glossator.syntax.nodes import child, field, source
from glossator.syntax.signature import Kind, Parameter, Signature
from glossator.text.remembered import remembered

if TYPE_CHECKING:
    from tree_sitter import Node

    from glossator.syntax.tree import SourceTree

TYPES: dict[str, Kind] = {
    "class_specifier": "class",
    "struct_specifier": "struct",
    "union_specifier": "struct",
    "enum_specifier": "enum",
}
FUNCTIONS = frozenset({"function_definition", "declaration", "field_declaration"})
HOLD_VARIABLES = frozenset(
    {"compound_statement", "for_statement", "condition_clause", "init_statement"}
)
"""Where a declaration is a variable, however much it looks like a function."""
WRAPPED = FUNCTIONS | frozenset({*TYPES, "template_declaration", "alias_declaration"})
AFTER_MEMBER = re.compile(r"(?:/\*[*!]|//[/!])<")
ELSEWHERE = re.compile(
    r"^[ \t]*(?:/?\*+!?|//[/!])[ \t]*[@\\]"
    r"(?P<kind>fn|def|class|struct|union|enum|typedef|var|namespace|concept)[ \t]+"
    r"(?P<what>[\w:*&][^\n(]*)",
    re.MULTILINE,
)
NAMES = ("identifier", "field_identifier", "type_identifier")
VARIADIC = Parameter("...", alias="varargs")
BODIES = Bodies(
    others=frozenset({"lambda_expression", "function_definition", *TYPES}),
    thrown=re.compile(r"throw\s+(?P<name>(?:::)?[\w:]*\w)\s*(?:<.*>\s*)?[({]"),
    handles=re.compile(r"(?<=\()(?:const\s+)?([\w:]+)"),
    catch_all=frozenset({"std::exception"}),
)


def definition(node: Node) -> Definition | None:
    """What `node` defines, if it is something that Doxygen knows."""
    if node.type in FUNCTIONS:
        return _function(node)
    if node.type in TYPES:
        named, body = field(node, "name"), field(node, "body")
        typedef = node.parent is not None and node.parent.type == "type_definition"
        if body is None or named is None or typedef:
            return None
        return Definition(TYPES[node.type], source(named), node)
    if node.type == "type_definition":
        kind = TYPES.get(getattr(field(node, "type"), "type", ""), "type")
        name = _name_in(field(node, "declarator"))
        return Definition(kind, name) if name else None
    if node.type == "alias_declaration":
        return Definition("type", source(field(node, "name")), node)
    if node.type == "namespace_definition":
        name = source(field(node, "name"))
        return Definition("namespace", name) if name else None
    if node.type == "preproc_function_def":
        return Definition("macro", source(field(node, "name")), node)
    return None


def _function(node: Node) -> Definition | None:
    if node.parent is None or node.parent.type in HOLD_VARIABLES:
        return None
    declarator = _declarator(node)
    if declarator is None:
        cast = field(node, "declarator")
        if cast is not None and cast.type == "operator_cast":
            return Definition("function", f"operator {source(field(cast, 'type'))}", node)
        if node.type != "field_declaration":
            return None
        name = _name_in(field(node, "declarator"))
        return Definition("property", name) if name else None
    name = source(field(declarator, "declarator")).rpartition("::")[2].strip()
    if field(node, "type") is None and name.isidentifier():
        return Definition("constructor", name, node)
    return Definition("function", name, node) if name else None


def _declarator(node: Node) -> Node | None:
    """The declarator with the parameters, below `*` and `&`; none of a pointer to a function."""
    declarator = field(node, "declarator")
    while declarator is not None and declarator.type in (
        "pointer_declarator",
        "reference_declarator",
        "attributed_declarator",
    ):
        inner = field(declarator, "declarator")
        declarator = inner or (declarator.named_children[-1] if declarator.named_children else None)
    if declarator is None or declarator.type != "function_declarator":
        return None
    named = field(declarator, "declarator")
    return None if named is None or named.type == "parenthesized_declarator" else declarator


def _name_in(declarator: Node | None) -> str:
    """The name inside a declarator, whatever it is wrapped in."""
    while declarator is not None and declarator.type not in NAMES:
        inner = field(declarator, "declarator")
        named = [each for each in declarator.named_children if "comment" not in each.type]
        # `int S::*member`: the name stands last, after the class.
        which = -1 if declarator.type in ("qualified_identifier", "pointer_type_declarator") else 0
        declarator = inner or (named[which] if named else None)
    return source(declarator)


def signature(node: Node) -> Signature:
    """Parameters and those of the template, the result, and what is thrown."""
    templates = tuple(_template_parameters(node))
    if node.type == "preproc_function_def":
        listed = field(node, "parameters")
        names = listed.named_children if listed is not None else []
        variadic = any(each.type == "..." for each in (listed.children if listed else []))
        return Signature(
            (*(Parameter(source(n)) for n in names), *([VARIADIC] if variadic else []))
        )
    declarator = _declarator(node)
    if declarator is None:
        cast = field(node, "declarator")
        if cast is not None and cast.type == "operator_cast":
            raises = BODIES.raised(field(node, "body"))
            # Its name says what it returns.
            return Signature(templates, raises=raises)
        return Signature(templates)
    result = _result(node, declarator)
    body = field(node, "body")
    return Signature(
        parameters=(*templates, *_parameters(field(declarator, "parameters"))),
        returns=bool(result),
        result=result,
        raises=BODIES.raised(body),
    )


def _result(node: Node, declarator: Node) -> str:
    kind = source(field(node, "type"))
    trailing = child(declarator, "trailing_return_type")
    if trailing is not None:
        kind = source(trailing).removeprefix("->").strip()
    behind_macro = child(
        node, "ERROR"
    )  # `EXPORT void f()`: the grammar takes the macro for the type
    if behind_macro is not None and behind_macro.end_byte <= declarator.start_byte:
        kind = source(behind_macro)
    is_pointer = field(node, "declarator") != declarator
    return "" if kind == "void" and not is_pointer else kind


def _parameters(listed: Node | None) -> Iterator[Parameter]:
    for each in listed.children if listed is not None else []:
        if each.type in ("...", "variadic_parameter"):
            yield VARIADIC
        elif each.type.endswith("parameter_declaration"):
            name = _name_in(field(each, "declarator"))
            if name:
                dots = "..." if each.type.startswith("variadic") else ""
                default = source(field(each, "default_value"))
                yield Parameter(f"{dots}{name}", source(field(each, "type")), default)


def _template_parameters(node: Node) -> Iterator[Parameter]:
    parent = node.parent
    if parent is None or parent.type != "template_declaration":
        return
    listed = field(parent, "parameters")
    for listing in listed.named_children if listed is not None else []:
        is_template = listing.type == "template_template_parameter_declaration"
        each = listing.named_children[-1] if is_template else listing
        name = field(each, "name") or child(each, "type_identifier")
        text = source(name) if name is not None else _name_in(field(each, "declarator"))
        if text:
            yield Parameter(text, "A class template." if is_template else "", is_type=True)


@remembered(4)
def _told_elsewhere(text: str) -> frozenset[str]:
    """The names that comments anywhere in the file document, such as with `@fn int add(int)`."""
    found = ((match["kind"], match["what"].split()) for match in ELSEWHERE.finditer(text))
    # A class is followed by its header, a function's name by nothing.
    names = (words[-1] if kind in ("fn", "var", "typedef") else words[0] for kind, words in found)
    return frozenset(re.split(r"[:*&]", name)[-1] for name in names)


def documented_by(tree: SourceTree, whole: Node) -> str:
    """What Doxygen reads beside comments above: `///<` after a member, `@fn` anywhere."""
    after = whole.next_sibling
    if after is not None and AFTER_MEMBER.match(tree.source(after)):
        return "the comment after it"
    node: Node | None = whole
    while node is not None and (defines := definition(node)) is None:
        node = next((each for each in node.named_children if each.type in WRAPPED), None)
    is_documented = (
        node is not None and defines is not None and defines.name in _told_elsewhere(tree.text)
    )
    return "a comment elsewhere in this file" if is_documented else ""


def _is_macro_line(node: Node) -> bool:
    """`EXPORT(x)` on a line of its own, which the grammar takes for a call without its `;`."""
    return node.type == "expression_statement" and node.children[-1].is_missing


RULES = CommentRules(
    definition=definition,
    signature=signature,
    is_doc=re.compile(r"^/\*[*!](?![/<])|^//[/!](?![/<])"),
    directives=re.compile(
        r"NOLINT|^/[/*]\s*(?:clang-format|cppcheck-suppress|IWYU|LCOV_EXCL|GCOVR|NOSONAR|coverity)|"
        r"^//(?:go:|-V)|^/\*(?:lint|@)"
    ),
    is_attached=_is_macro_line,
    documented_by=documented_by,
    wrappers=frozenset(
        {"template_declaration", "declaration", "linkage_specification", "friend_declaration"}
    ),
    head=HeadRules(is_doc=re.compile(r"[@\\]file\b")),
)


def _language(grammar: Callable[[], object]) -> Language:
    return commented_language(
        grammar,
        RULES,
        identifiers=("identifier", "field_identifier", "type_identifier", "namespace_identifier"),
        imports=("using_declaration", "preproc_include"),
        bindings={
            "init_declarator": "declarator",
            "declaration": "declarator",
            "preproc_def": "name",
        },
    )


C = _language(grammar_of("tree_sitter_c", "language"))
CPP = _language(grammar_of("tree_sitter_cpp", "language"))
