"""The nodes of JavaScript and TypeScript, and what they mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from glossator.syntax.bodies import Bodies
from glossator.syntax.comments.language import commented_language
from glossator.syntax.comments.rules import CommentRules, Definition, HeadRules
from glossator.syntax.language import Language, grammar_of
from glossator.syntax.nodes import field, source
from glossator.syntax.signature import Kind, Parameter, Signature

if TYPE_CHECKING:
    from tree_sitter import Node

KINDS: dict[str, Kind] = {
    "function_declaration": "function",
    "generator_function_declaration": "function",
    "function_signature": "function",
    "method_definition": "method",
    "method_signature": "method",
    "abstract_method_signature": "method",
    "class_declaration": "class",
    "abstract_class_declaration": "class",
    "interface_declaration": "interface",
    "enum_declaration": "enum",
    "type_alias_declaration": "type",
    "internal_module": "namespace",
    "module": "namespace",
    "property_signature": "property",
}
FUNCTIONS = frozenset({"arrow_function", "function_expression", "generator_function"})
FIELDS = frozenset({"public_field_definition", "field_definition"})
DECLARATIONS = frozenset({"lexical_declaration", "variable_declaration"})
WRAPPERS = frozenset(
    {
        *("memo", "forwardRef", "observer", "lazy", "defineComponent", "withRouter"),
        *("useCallback", "debounce", "throttle", "memoize", "once", "curry", "cache"),
    }
)
"""What returns the function that it is given, with something around it."""
DECLARATORS = frozenset({"variable_declarator"})
BODIES = Bodies(
    others=frozenset({*FUNCTIONS, *KINDS} - {"property_signature"}) | {"class"},
    handles=re.compile(r"(?!)"),
)
NO_VALUE = frozenset({"void", "never", "undefined", "Promise<void>", "Promise<never>"})
ITERATORS = re.compile(r"(?:Async)?(?:Iterable)?(?:Generator|Iterator|Iterable)\b")
AT = r"^[ \t]*(?:/?[/*]+)?[ \t]*@"
"""The begin of a line of a comment that begins with a word for a tool."""
DIRECTIVES = re.compile(
    rf"{AT}(?:ts-|(?:jsx\w*|flow|noflow|format|prettier|vite-ignore)\b)|"
    r"\A/[/*]\s*(?:eslint|jshint|jslint|tslint|prettier|biome|istanbul|c8|v8|webpack|globals?|"
    r"exported|oxlint|deno|cspell)\b|\A///\s*<|\A/\*\s*[#@]__|\A//#",
    re.MULTILINE,
)
MAGIC = re.compile(
    rf"{AT}(?:ts-(?:no)?check|jsx\w*|flow|noflow)\b|"
    r"\A/\*\s*(?:eslint(?:-disable|-env)?|globals?)\s|\A///\s*<",
    re.MULTILINE,
)


def definition(node: Node) -> Definition | None:
    """What `node` defines, if it is something that JSDoc knows."""
    if node.type in KINDS and not _is_inline(node):
        return _declared(node)
    if node.type in DECLARATORS:
        value, parent = field(node, "value"), node.parent
        alone = parent is not None and len(parent.named_children) == 1
        called = source(field(node, "name"))
        value = _unwrapped(called, value)
        if value is None or not alone or value.type not in {*FUNCTIONS, "class"}:
            return None
        return _valued(called, value)
    if node.type in FUNCTIONS and _is_default(node):
        return _valued("default", node)
    if node.type in FIELDS:
        name = field(node, "name") or field(node, "property")
        value = field(node, "value")
        if value is not None and value.type in FUNCTIONS:
            return _valued(source(name), value, "method")
        return Definition("property", source(name))
    if node.type == "pair":
        value = field(node, "value")
        if value is not None and value.type in FUNCTIONS:
            return _valued(source(field(node, "key")), value)
    if node.type == "assignment_expression" and _is_statement(node.parent):
        left, right = field(node, "left"), field(node, "right")
        if left is not None and right is not None and right.type in {*FUNCTIONS, "class"}:
            return _valued(source(field(left, "property") or left), right)
    return None


def _unwrapped(name: str, value: Node | None) -> Node | None:
    """The function in `memo(forwardRef(function …))`: what is called is still that function."""
    while value is not None and value.type == "call_expression":
        called = source(field(value, "function")).rpartition(".")[2]
        if not (called in WRAPPERS or name[:1].isupper()):
            return None
        given = field(value, "arguments")
        value = given.named_children[0] if given is not None and given.named_children else None
    return value


def _is_inline(node: Node) -> bool:
    """Whether a property or a method of a type stands on the line of what the type is of."""
    holder = node.parent
    if (
        holder is None
        or holder.type != "object_type"
        or node.start_point[0] != holder.start_point[0]
    ):
        return False
    return holder.parent is None or holder.parent.type != "type_alias_declaration"


def _is_default(node: Node) -> bool:
    """Whether a function is what `export default` exports."""
    return node.parent is not None and node.parent.type == "export_statement"


def _declared(node: Node) -> Definition | None:
    kind, name = KINDS[node.type], source(field(node, "name"))
    if not name:
        anonymous = node.parent is not None and node.parent.type == "export_statement"
        return Definition(kind, "default", _signed(node, kind)) if anonymous else None
    if name == "constructor" and kind == "method":
        return Definition("constructor", name, node)
    if kind == "method" and any(each.type in ("get", "set") for each in node.children):
        return Definition("property", name)
    return Definition(kind, name, _signed(node, kind))


def _signed(node: Node, kind: Kind) -> Node | None:
    return node if kind not in ("namespace", "enum", "property") else None


def _valued(name: str, value: Node, kind: Kind = "function") -> Definition:
    return Definition("class" if value.type == "class" else kind, name, value)


def _is_statement(node: Node | None) -> bool:
    return node is not None and node.type == "expression_statement"


def signature(function: Node) -> Signature:
    """The parameters and what comes back, with TypeScript's types where they are written."""
    types = tuple(_type_parameters(function))
    if function.type not in {*FUNCTIONS, *KINDS} or KINDS.get(function.type) in (
        "class",
        "interface",
        "type",
    ):
        return Signature(types)
    body = field(function, "body")
    annotation = source(field(function, "return_type")).removeprefix(":").strip()
    generator = any(each.type == "*" for each in function.children)
    yields = generator or (bool(ITERATORS.match(annotation)) and BODIES.yields_values(body))
    is_constructor = source(field(function, "name")) == "constructor"
    returns = not yields and not is_constructor and _returns(body, annotation)
    return Signature(
        parameters=(*types, *_parameters(function)),
        returns=returns,
        yields=yields,
        result=annotation if returns else _yielded(annotation) if yields else "",
        raises=BODIES.raised(body),
    )


def _returns(body: Node | None, annotation: str) -> bool:
    if annotation:
        return annotation not in NO_VALUE and not annotation.startswith("asserts ")
    if body is not None and body.type != "statement_block":
        return body.type not in ("assignment_expression", "update_expression")
    return BODIES.returns_value(body)


def _yielded(annotation: str) -> str:
    if not ITERATORS.match(annotation) or not annotation.endswith(">"):
        return ""
    first = annotation.partition("<")[2][:-1]
    return first if "," not in first else ""


def _type_parameters(node: Node) -> Iterator[Parameter]:
    listed = field(node, "type_parameters")
    for each in listed.named_children if listed is not None else []:
        if each.type == "type_parameter":
            yield Parameter(source(field(each, "name")), is_type=True)


def _parameters(function: Node) -> Iterator[Parameter]:
    listed = field(function, "parameters")
    single = field(function, "parameter")
    nodes = [single] if single is not None else listed.named_children if listed is not None else []
    # What a pattern takes apart has no name; these are what people call it.
    component = source(field(function, "name"))[:1].isupper()
    free = {"object_pattern": "props" if component else "options", "array_pattern": "items"}
    for node in nodes:
        if node.type not in ("comment", "ERROR", "decorator"):
            yield from _parameter(node, free)


def _parameter(node: Node, free: dict[str, str]) -> Iterator[Parameter]:
    pattern: Node | None = node
    annotation = source(field(node, "type")).removeprefix(":").strip()
    default = source(field(node, "value"))
    if node.type in ("required_parameter", "optional_parameter"):
        pattern = field(node, "pattern")
    elif node.type == "assignment_pattern":
        pattern, default = field(node, "left"), source(field(node, "right"))
    if pattern is None or source(pattern) == "this":
        return
    stars = ""
    if pattern.type == "rest_pattern" and pattern.named_children:
        stars, pattern = "...", pattern.named_children[0]
    name = free.get(pattern.type)
    if name is None:
        name = source(pattern)
    else:
        free[pattern.type] = f"{name}2"
    is_optional = node.type == "optional_parameter"
    yield Parameter(f"{stars}{name}", annotation, default, is_optional=is_optional or bool(default))
    if pattern.type == "object_pattern":
        yield from _properties(pattern, name)


def _properties(pattern: Node, owner: str) -> Iterator[Parameter]:
    for each in pattern.named_children:
        default = ""
        node: Node | None = each
        if each.type == "object_assignment_pattern":
            node, default = field(each, "left"), source(field(each, "right"))
        elif each.type == "pair_pattern":
            node = field(each, "key")
            value = field(each, "value")
            if value is not None and value.type == "assignment_pattern":
                default = source(field(value, "right"))
        if node is not None and node.type in (
            "shorthand_property_identifier_pattern",
            "property_identifier",
        ):
            yield Parameter(f"{owner}.{source(node)}", "", default, is_optional=bool(default))


RULES = CommentRules(
    definition=definition,
    signature=signature,
    is_doc=re.compile(r"^/\*\*(?!/)"),
    directives=DIRECTIVES,
    magic=MAGIC,
    wrappers=DECLARATIONS | {"export_statement", "ambient_declaration", "expression_statement"},
    is_attached=lambda node: node.type == "decorator",
    comments=frozenset({"comment", "html_comment"}),
    head=HeadRules(
        opening=frozenset({"hash_bang_line"}),
        is_doc=re.compile(r"@(?:file|fileoverview|overview|module|packageDocumentation)\b"),
    ),
)
IDENTIFIERS = (
    *("identifier", "property_identifier", "type_identifier", "shorthand_property_identifier"),
    *("private_property_identifier", "shorthand_property_identifier_pattern"),
)


def _language(grammar: Callable[[], object]) -> Language:
    return commented_language(
        grammar,
        RULES,
        identifiers=IDENTIFIERS,
        imports=("import_statement",),
        bindings={"variable_declarator": "name"},
    )


JAVASCRIPT = _language(grammar_of("tree_sitter_javascript", "language"))
TYPESCRIPT = _language(grammar_of("tree_sitter_typescript", "language_typescript"))
TSX = _language(grammar_of("tree_sitter_typescript", "language_tsx"))
