"""A `Language` out of what its comments need, so that each language says everything once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from glossator.syntax.commented import CommentedDocumentation
from glossator.syntax.language import Language
from glossator.syntax.nodes import source
from glossator.syntax.signature import TYPES
from glossator.syntax.traits import Traits

if TYPE_CHECKING:
    from tree_sitter import Node

SCOPES = TYPES | {"function", "method", "constructor", "namespace"}


def commented_language(
    grammar: Callable[[], object],
    traits: Traits,
    *,
    identifiers: Iterable[str],
    imports: Iterable[str] = (),
    bindings: Mapping[str, str] | None = None,
    atoms: Iterable[str] = (),
) -> Language:
    """The traits of a language with `traits` for its comments.

    `imports` are statements all of whose identifiers are bound; `bindings` says in which field of a
    node of a type the names are that it binds.
    """
    names = frozenset(identifiers)
    imported, bound = frozenset(imports), dict(bindings or {})

    def opens_scope(node: Node) -> bool:
        defines = traits.definition(node)
        return defines is not None and defines.kind in SCOPES

    def members(owner: Node) -> Iterable[Node]:
        defines = traits.definition(owner)
        if owner.parent is None:
            return owner.named_children
        if defines is None or defines.kind not in (*TYPES, "namespace"):
            return []
        body = owner.child_by_field_name("body")
        if body is None and owner.named_children:
            body = owner.named_children[-1]
        return body.named_children if body is not None else []

    def defined_names(statement: Node) -> Iterator[str]:
        waiting = [statement]
        while waiting:
            node = waiting.pop()
            defines = traits.definition(node)
            if defines is not None:
                yield defines.name.lstrip("$")
            elif node.type in imported:
                yield from _identifiers(node)
            elif node.type in bound:
                for each in node.children_by_field_name(bound[node.type]):
                    yield from _identifiers(each)
            else:
                waiting += node.named_children

    def _identifiers(node: Node) -> Iterator[str]:
        if node.type in names:
            yield source(node)
        for each in node.named_children:
            yield from _identifiers(each)

    return Language(
        grammar=grammar,
        atoms=frozenset(atoms),
        ignored=traits.comments,
        opens_scope=opens_scope,
        wrappers=traits.wrappers,
        identifiers=names,
        members=members,
        defined_names=defined_names,
        documentation=CommentedDocumentation(traits),
        directives=traits.directives,
        magic=traits.magic,
    )
