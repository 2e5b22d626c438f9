"""A `Language` out of what its comments need, so that each language says everything once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossator.syntax.comments.documentation import CommentedDocumentation
from glossator.syntax.comments.rules import CommentRules
from glossator.syntax.language import Language
from glossator.syntax.nodes import source
from glossator.syntax.signature import TYPES, Kind

if TYPE_CHECKING:
    from tree_sitter import Node

SCOPES = TYPES | {"function", "method", "constructor", "namespace"}


def commented_language(
    grammar: Callable[[], object],
    rules: CommentRules,
    *,
    identifiers: Iterable[str],
    imports: Iterable[str] = (),
    bindings: Mapping[str, str] | None = None,
    atoms: Iterable[str] = (),
) -> Language:
    """The rules of a language with `rules` for its comments.

    `imports` are statements all of whose identifiers are bound; `bindings` says in which field of a
    node of a type the names are that it binds.
    """
    names = _Names(rules, frozenset(identifiers), frozenset(imports), bindings or {})
    return Language(
        grammar=grammar,
        atoms=frozenset(atoms),
        ignored=rules.comments,
        opens_scope=names.opens_scope,
        wrappers=rules.wrappers,
        identifiers=names.identifiers,
        members=names.members,
        defined_names=names.defined,
        declares=names.declared,
        documentation=CommentedDocumentation(rules),
        directives=rules.directives,
        magic=rules.magic,
    )


@dataclass(frozen=True, slots=True)
class _Names:
    """Where names are defined in a language, and for whom."""

    rules: CommentRules
    identifiers: frozenset[str]
    imports: frozenset[str]
    bindings: Mapping[str, str]

    def opens_scope(self, node: Node) -> bool:
        defines = self.rules.definition(node)
        return defines is not None and defines.kind in SCOPES

    def members(self, owner: Node) -> Iterable[Node]:
        defines = self.rules.definition(owner)
        if owner.parent is None:
            return owner.named_children
        if defines is None or defines.kind not in (*TYPES, "namespace"):
            return []
        body = owner.child_by_field_name("body")
        if body is None and owner.named_children:
            body = owner.named_children[-1]
        return body.named_children if body is not None else []

    def defined(self, statement: Node) -> Iterator[str]:
        waiting = [statement]
        while waiting:
            node = waiting.pop()
            defines = self.rules.definition(node)
            if defines is not None:
                yield defines.name.lstrip("$")
            elif node.type in self.imports:
                yield from self._identifiers_in(node)
            elif node.type in self.bindings:
                for each in node.children_by_field_name(self.bindings[node.type]):
                    yield from self._identifiers_in(each)
            else:
                waiting += node.named_children

    def declared(self, node: Node) -> Iterator[tuple[Kind, str]]:
        defines = self.rules.definition(node)
        if defines is not None:
            yield defines.kind, defines.name.lstrip("$")
        elif node.type in self.bindings:
            for each in node.children_by_field_name(self.bindings[node.type]):
                for name in self._bound_in(each):
                    yield "property", name

    def _bound_in(self, node: Node) -> Iterator[str]:
        """The names that a declarator gives, without those in its value or its size."""
        inner = node.child_by_field_name("declarator")
        yield from self._bound_in(inner) if inner is not None else self._identifiers_in(node)

    def _identifiers_in(self, node: Node) -> Iterator[str]:
        if node.type in self.identifiers:
            yield source(node)
        for each in node.named_children:
            yield from self._identifiers_in(each)
