"""The nodes of Ruby and what they mean. Imports tree-sitter's grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import tree_sitter_ruby

from glossator.syntax.bodies import Bodies
from glossator.syntax.comments.language import commented_language
from glossator.syntax.comments.rules import CommentRules, Definition, HeadRules
from glossator.syntax.nodes import field, source
from glossator.syntax.signature import Kind, Parameter, Signature

if TYPE_CHECKING:
    from tree_sitter import Node

KINDS: dict[str, Kind] = {
    "method": "function",
    "singleton_method": "function",
    "class": "class",
    "module": "trait",
}
BODIES = Bodies(
    others=frozenset({*KINDS, "lambda"}),
    returns=frozenset({"return"}),
    yields=frozenset({"yield"}),
    throws=frozenset({"call"}),
    thrown=re.compile(r"(?:raise|fail)[ (]+(?P<name>[A-Z]\w*(?:::[A-Z]\w*)*)"),
    tries=frozenset({"begin", "body_statement"}),
    handlers=frozenset({"rescue"}),
    catch_all=frozenset({"StandardError", "Exception"}),
    branches=frozenset({"if", "if_modifier"}),
)
MAGIC = re.compile(
    r"^#!|^#.*-\*-\s*[\w-]+\s*(?::.*)?-\*-|^#\s*(?:frozen_string_literal|warn_indent|shareable_constant_value|"
    r"(?:en)?coding|typed)\b"
)
MARKS = {"splat_parameter": "*", "hash_splat_parameter": "**", "block_parameter": "&"}
NAMED = frozenset({"optional_parameter", "keyword_parameter", *MARKS})
VALUELESS = frozenset({"assignment", "operator_assignment", "while", "until", "for", "yield"})
SPEAKING = frozenset({"puts", "print", "p", "pp", "warn", "raise", "fail", "each", "require"})

SETTER = re.compile(r"\w+=|\[\]=")


def definition(node: Node) -> Definition | None:
    """What `node` defines, if it is something that YARD knows."""
    kind = KINDS.get(node.type)
    name = source(field(node, "name")) if kind is not None and node.is_named else ""
    if kind is None or not name:
        return None
    if name == "initialize":
        kind = "constructor"
    return Definition(kind, name, node if node.type.endswith("method") else None)


def signature(node: Node) -> Signature:
    """Parameters, whether something comes back, and what is raised."""
    body = field(node, "body")
    yields = BODIES.yields_values(body)
    name = source(field(node, "name"))
    returns = not yields and name != "initialize" and not SETTER.fullmatch(name) and _returns(body)
    return Signature(tuple(_parameters(node)), returns, yields, raises=BODIES.raised(body))


def _returns(body: Node | None) -> bool:
    """Whether it is left with a value that is meant; every method has one."""
    if BODIES.returns_value(body):
        return True
    if body is None:
        return False
    is_block = body.type == "body_statement"
    statements = [each for each in body.named_children if each.type not in ("comment", "ensure")]
    last = (statements[-1] if statements else None) if is_block else body
    if last is None or last.type in VALUELESS or last.type.endswith("_modifier"):
        return False
    called = source(field(last, "method") or (last if last.type == "identifier" else None))
    return not (called in SPEAKING or called.endswith("!"))


def _parameters(node: Node) -> Iterator[Parameter]:
    listed = field(node, "parameters")
    for each in listed.named_children if listed is not None else []:
        if each.type == "identifier":
            yield Parameter(source(each))
        elif each.type in NAMED and field(each, "name") is not None:
            name = f"{MARKS.get(each.type, '')}{source(field(each, 'name'))}"
            yield Parameter(name, "", source(field(each, "value")))


def _is_sorbet_signature(node: Node) -> bool:
    """`sig { … }`, which stands between a method and its comment."""
    return (
        node.type == "call"
        and source(field(node, "method")) == "sig"
        and field(node, "block") is not None
    )


RUBY = commented_language(
    tree_sitter_ruby.language,
    CommentRules(
        definition=definition,
        signature=signature,
        is_doc=re.compile(r"^#(?!!)|^=begin"),
        directives=re.compile(
            rf"{MAGIC.pattern}|^#\s*(?:rubocop|steep|reek)\b|"
            r"^#\s*:(?:nocov|nodoc|stopdoc|startdoc):"
        ),
        magic=MAGIC,
        wrappers=frozenset({"argument_list", "call"}),
        is_attached=_is_sorbet_signature,
        head=HeadRules(),
    ),
    identifiers=("identifier", "constant", "instance_variable"),
    bindings={"assignment": "left"},
)
