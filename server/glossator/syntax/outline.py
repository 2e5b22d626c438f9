"""The declarations of a file that others can use, each with its signature as written.

Bodies of functions are not walked, so that an outline costs little more than parsing. Imports
tree-sitter: import it lazily.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossator.syntax.nodes import child, field, source
from glossator.syntax.registry import language_of, parse_once
from glossator.syntax.signature import TYPES, Kind

if TYPE_CHECKING:
    from tree_sitter import Node

    from glossator.syntax.language import Language

LONGEST = 320
"""Code points of a signature; a longer one is cut."""
LONGEST_VALUE = 120
"""Code points of the line of a constant or an attribute."""
MOST = 5_000
"""Declarations of one file; generated code has more, and nobody reads it."""
DEEPEST = 40
"""Nodes between the file and a declaration."""

HOLDERS = TYPES | {"namespace"}
VALUES = frozenset({"property"})
_BODIES = (
    "class_body enum_class_body enum_body function_body declaration_list object_type block "
    "interface_body field_declaration_list"
).split()
_NOT_WALKED = re.compile(
    r"call|lambda|arrow|closure|comment|string|argument|parameter|import|^use_|using|package|"
    r"macro_invocation|return|for_range|function_(?:expression|type)|array|dictionary|^object$|new_expression"
)
_C = ("c", "cpp")
_EXPORT_MACRO = re.compile(
    r"\b((?:class|struct)\s+)([A-Z][A-Z\d_]{2,}(?:\([^()\n]*\))?)"
    r"(?=\s+(?!final\b)\w+\s*(?:final\s*)?[:{])"
)
"""`class EXPORT Name {`: the grammar takes it for a function, and would not find the members."""
_COMMENT = re.compile(rb"(?<![:\"'])//[^\n]*|/\*.*?\*/", re.DOTALL)
_ANNOTATION = re.compile(r"\A(?:@(?!property\b)[\w.]+(?:\([^()]*\))? |\[[^\]]*\] )+")
_RECEIVER = re.compile(r"\(\s*(?:\w+\s+)?\*?\s*(\w+)")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Declaration:
    """A name that a file declares: `owner` is the type that it is a member of, if it is one.

    `line` counts from 0. `signature` is its text up to the body, on one line.
    """

    name: str
    kind: Kind
    signature: str
    owner: str = ""
    line: int = 0


def outline(text: str, language_id: str) -> tuple[Declaration, ...]:
    """The declarations of a text in source order; none where the language has no grammar."""
    try:
        language = language_of(language_id)
    except KeyError:
        return ()
    if language_id in _C:
        text = _EXPORT_MACRO.sub(lambda found: found[1] + " " * len(found[2]), text)
    found: list[Declaration] = []
    for each in _declared(parse_once(text, language_id).root, language, "", 0):
        found.append(each)
        if len(found) == MOST:
            break
    return tuple(found)


def _declared(node: Node, language: Language, owner: str, depth: int) -> Iterator[Declaration]:
    if depth > DEEPEST:
        return
    for each in node.named_children:
        names = list(language.declares(each))
        for kind, name in names:
            belongs_to = owner or _receiver(each)
            if kind != "extension":
                yield Declaration(
                    name, kind, _signature(each, kind), belongs_to, each.start_point[0]
                )
            body = _body(each)
            if kind in HOLDERS and body is not None:
                holder = owner if kind == "namespace" else _type_name(name)
                yield from _declared(body, language, holder, depth + 1)
            elif language.attributes_in is not None and owner:
                for target in language.attributes_in(each):
                    yield from _declared(target, language, owner, depth + 1)
        # Of a function without a name that is told, such as a conversion in C++.
        is_body = each.type == "compound_statement" and node.type == "function_definition"
        if not names and not is_body and not _NOT_WALKED.search(each.type):
            yield from _declared(each, language, owner, depth + 1)


def _signature(node: Node, kind: Kind) -> str:
    text = node.text or b""
    if kind in VALUES:
        whole = node
        parent = node.parent
        if parent is not None and parent.type in ("lexical_declaration", "field_declaration"):
            whole = parent
        line = _decoded((whole.text or b"").strip().partition(b"\n")[0])
        return line[:LONGEST_VALUE].rstrip()
    body = _body(node)
    if body is not None and kind not in ("enum", "type"):
        end = body
        while end.prev_sibling is not None and "comment" in end.prev_sibling.type:
            end = end.prev_sibling
        text = text[: end.start_byte - node.start_byte]
    if kind == "enum" and node.type != "class_definition":
        text = _COMMENT.sub(b"", text[: 8 * LONGEST])
    signature = _ANNOTATION.sub("", _decoded(text[: 4 * LONGEST]))
    if node.type == "macro_definition":
        signature = signature.partition("=>")[0]
    if node.type == "variable_declarator":
        signature = f"const {signature}"
    elif node.type in ("type_spec", "type_alias"):
        signature = f"type {signature}"
    return signature[:LONGEST].rstrip(" {:=\\").rstrip()


def _decoded(text: bytes) -> str:
    return _SPACE.sub(" ", text.decode("utf-8", "replace")).strip()


def _body(node: Node) -> Node | None:
    for each in (node, field(node, "type"), field(node, "value")):
        if each is not None and (body := field(each, "body") or child(each, *_BODIES)) is not None:
            return body
    if node.type == "preproc_function_def":
        return field(node, "value")
    inner = field(node, "type")
    return inner if inner is not None and inner.type == "interface_type" else None


def _receiver(node: Node) -> str:
    """The type of a method's receiver, where that is written before its name."""
    found = _RECEIVER.match(source(field(node, "receiver")))
    return found[1] if found else ""


def _type_name(name: str) -> str:
    """The name of a type without its arguments and its path."""
    return re.split(r"[<(\[]", name)[0].strip("&* ").rpartition("::")[2] or name
