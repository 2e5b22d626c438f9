"""Which definition a cursor means, and where its documentation stands or belongs, in any language.

Imports tree-sitter: import it lazily.
"""

from __future__ import annotations

from collections.abc import Iterator

from glossator.syntax.registry import language_of, parse
from glossator.syntax.signature import Documentable


def documentable_at(text: str, offset: int, language_id: str) -> Documentable | None:
    """The innermost definition around `offset`, what belongs to it and whole lines included.

    Outside of all of them it is the file, if `offset` lies in its head: before the first statement,
    in the file's documentation or on its first line; elsewhere, in a file without code, and where
    the code is broken, None.
    Raises KeyError for a language without a grammar.
    """
    return language_of(language_id).documentation.at(parse(text, language_id), offset)


def documentables(text: str, language_id: str) -> Iterator[Documentable]:
    """Every definition of the text, in source order, but for the file itself.

    Raises KeyError for a language without a grammar.
    """
    return language_of(language_id).documentation.all(parse(text, language_id))
