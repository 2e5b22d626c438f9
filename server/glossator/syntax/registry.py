"""The languages with a grammar, by LSP language id, and the way from a text to its tree.

Imports tree-sitter: import it lazily. A grammar is loaded when its language is first met.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module

import tree_sitter

from glossator.languages import TABLE, facts_of
from glossator.syntax.language import Language
from glossator.syntax.tree import SourceTree

LANGUAGES: Mapping[str, str] = {facts.id: facts.grammar for facts in TABLE if facts.grammar}
"""Where in `syntax/languages` a language stands: its module and the name in it."""


@lru_cache
def language_of(language_id: str) -> Language:
    """What a language id of LANGUAGES stands for; raises KeyError for another one."""
    module, _, name = LANGUAGES[language_id].partition(".")
    found = getattr(import_module(f"glossator.syntax.languages.{module}"), name)
    assert isinstance(found, Language)
    return found


# One action looks at the same two or three texts again and again; parsing is what costs.
@lru_cache(maxsize=4)
def parse(text: str, language_id: str) -> SourceTree:
    """The tree of `text`; every text has one, with error nodes where it is not the language.

    Raises KeyError for a language that is not in LANGUAGES.
    """
    return parse_once(text, language_id)


def parse_once(text: str, language_id: str) -> SourceTree:
    """As `parse`, for a text that nobody will ask about again."""
    # A lone surrogate has no UTF-8; as `?` it keeps its width of one code point.
    data = text.encode("utf-8", "replace")
    return SourceTree(text, data, _parser(language_id).parse(data).root_node)


@lru_cache
def _parser(language_id: str) -> tree_sitter.Parser:
    return tree_sitter.Parser(tree_sitter.Language(language_of(language_id).grammar()))


@lru_cache
def parser_of(language_id: str) -> tree_sitter.Parser:
    """The parser of a language, also of one of which no more than a grammar is known.

    Raises KeyError where there is no grammar, or it is not installed.
    """
    if language_id in LANGUAGES:
        return _parser(language_id)
    module, _, name = facts_of(language_id).parser.partition(".")
    try:
        grammar = getattr(import_module(module), name or "language")
    except (ValueError, ImportError) as error:
        raise KeyError(language_id) from error
    return tree_sitter.Parser(tree_sitter.Language(grammar()))
