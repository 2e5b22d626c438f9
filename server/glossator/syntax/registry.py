"""The languages with a grammar, by LSP language id, and the way from a text to its tree.

Imports tree-sitter: import it lazily. A grammar is loaded when its language is first met.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from contextlib import nullcontext
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec

import tree_sitter

from glossator.languages import TABLE, facts_of
from glossator.syntax.language import Language
from glossator.syntax.reading import read
from glossator.syntax.tree import SourceTree

_PACKAGES = {"tsx": "typescript", "csharp": "c_sharp"}
"""What grammars are packaged as that have another name here."""


def _is_installed(grammar: str) -> bool:
    name = grammar.rpartition(".")[2].lower()
    return find_spec(f"tree_sitter_{_PACKAGES.get(name, name)}") is not None


_ALL = {facts.id: facts.grammar for facts in TABLE if facts.grammar}
LANGUAGES: Mapping[str, str] = {
    each: grammar for each, grammar in _ALL.items() if _is_installed(grammar)
}
"""Where in `syntax/languages` a language stands: its module and the name in it."""
MISSING = frozenset(_ALL) - frozenset(LANGUAGES)
"""The languages that would stand there too with the extra `grammars`."""


@lru_cache
def language_of(language_id: str) -> Language:
    """What a language id of LANGUAGES stands for; raises KeyError for another one."""
    module, _, name = LANGUAGES[language_id].partition(".")
    found = getattr(import_module(f"glossator.syntax.languages.{module}"), name)
    assert isinstance(found, Language)
    return found


# One action looks at the same two or three texts again and again; parsing is what costs.
# A tree takes some sixty times as much memory as its text.
_MOST_TREES, _MOST_BYTES = 3, 1_200_000
"""Trees that are kept, and the bytes of their texts."""
_kept: OrderedDict[tuple[str, str], SourceTree] = OrderedDict()
_keeping = threading.Lock()
_LONG = 50_000
"""Code points of a text that no two threads read at once: its tree may take tens of megabytes."""
_reading_a_long_one = threading.Lock()


def parse(text: str, language_id: str) -> SourceTree:
    """The tree of `text`; every text has one, with error nodes where it is not the language.

    That of a text that is too long, too deeply nested or too hard to read is empty.
    Raises KeyError for a language that is not in LANGUAGES.
    """
    with nullcontext() if len(text) < _LONG else _reading_a_long_one:
        return _known(text, language_id) or _keep(text, language_id)


def _known(text: str, language_id: str) -> SourceTree | None:
    wanted = text, language_id
    with _keeping:
        if (known := _kept.get(wanted)) is not None:
            _kept.move_to_end(wanted)
        return known


def _keep(text: str, language_id: str) -> SourceTree:
    wanted = text, language_id
    tree = parse_once(text, language_id)
    with _keeping:
        _kept[wanted] = tree
        while len(_kept) > 1 and (len(_kept) > _MOST_TREES or _kept_bytes() > _MOST_BYTES):
            _kept.popitem(last=False)
    return tree


def forget_trees() -> None:
    """Drop the trees that are kept; one of a long text may have hundreds of megabytes."""
    with _keeping:
        _kept.clear()


def _kept_bytes() -> int:
    return sum(len(each.data) for each in _kept.values())


def parse_once(text: str, language_id: str) -> SourceTree:
    """As `parse`, for a text that nobody will ask about again."""
    # A lone surrogate has no UTF-8; as `?` it keeps its width of one code point.
    data = text.encode("utf-8", "replace")
    grammar = _grammar(language_id)
    root = read(grammar, data)
    if root is None:
        return SourceTree(
            text, data, tree_sitter.Parser(grammar).parse(b"").root_node, is_whole=False
        )
    return SourceTree(text, data, root)


def root_of(text: str, language_id: str) -> tree_sitter.Node | None:
    """The root of the tree of `text`, also in a language of which no more than a grammar is known.

    None where the text is too long, too deeply nested or too hard to read. Raises KeyError where
    there is no grammar, or it is not installed.
    """
    return read(_any_grammar(language_id), text.encode("utf-8", "replace"))


@lru_cache
def _grammar(language_id: str) -> tree_sitter.Language:
    return tree_sitter.Language(language_of(language_id).grammar())


@lru_cache
def _any_grammar(language_id: str) -> tree_sitter.Language:
    if language_id in LANGUAGES:
        return _grammar(language_id)
    module, _, name = facts_of(language_id).parser.partition(".")
    try:
        grammar = getattr(import_module(module), name or "language")
    except (ValueError, ImportError) as error:
        raise KeyError(language_id) from error
    return tree_sitter.Language(grammar())


@lru_cache
def parser_of(language_id: str) -> tree_sitter.Parser:
    """The parser of a language for short texts, also of one of which no more than a grammar is
    known.

    Raises KeyError where there is no grammar, or it is not installed.
    """
    return tree_sitter.Parser(_any_grammar(language_id))
