"""The languages with a grammar, by LSP language id, and the way from a text to its tree.

Imports tree-sitter and the grammars: import it lazily.
"""

from __future__ import annotations

from functools import lru_cache

import tree_sitter

from glossator.syntax.language import Language
from glossator.syntax.python import PYTHON
from glossator.syntax.tree import SourceTree

LANGUAGES: dict[str, Language] = {"python": PYTHON}


# One action looks at the same two or three texts again and again; parsing is what costs.
@lru_cache(maxsize=4)
def parse(text: str, language: str) -> SourceTree:
    """The tree of `text`; every text has one, with error nodes where it is not the language.

    Raises KeyError for a language that is not in LANGUAGES.
    """
    return parse_once(text, language)


def parse_once(text: str, language: str) -> SourceTree:
    """As `parse`, for a text that nobody will ask about again."""
    # A lone surrogate has no UTF-8; as `?` it keeps its width of one code point.
    data = text.encode("utf-8", "replace")
    return SourceTree(text, data, _parser(language).parse(data).root_node)


@lru_cache
def _parser(language: str) -> tree_sitter.Parser:
    return tree_sitter.Parser(tree_sitter.Language(LANGUAGES[language].grammar()))
