"""The languages with a grammar, by LSP language id, and the way from a text to its tree.

Imports tree-sitter: import it lazily. A grammar is loaded when its language is first met.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec

import tree_sitter

from glossator.languages import TABLE, facts_of
from glossator.syntax.language import Language
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


_LONGEST = 1_100_000
"""Bytes of a text that gets a tree."""
_TIME_LIMIT, _AND_A_BYTE = 0.1, 0.5e-6
"""Seconds of processor time for one text; a quarter of it does for what people write."""
_DEEPEST = 300
"""Levels of nodes; what looks at a tree may then go up from a node, and call itself on the way."""
_LARGEST_CHUNK = 4_096
_SIZES = tuple(1 << power for power in range(_LARGEST_CHUNK.bit_length()))


# One action looks at the same two or three texts again and again; parsing is what costs.
# A tree takes some sixty times as much memory as its text.
_MOST_TREES, _MOST_BYTES = 3, 1_200_000
"""Trees that are kept, and the bytes of their texts."""
_kept: OrderedDict[tuple[str, str], SourceTree] = OrderedDict()
_keeping = threading.Lock()


def parse(text: str, language_id: str) -> SourceTree:
    """The tree of `text`; every text has one, with error nodes where it is not the language.

    That of a text that is too long, too deeply nested or too hard to read is empty.
    Raises KeyError for a language that is not in LANGUAGES.
    """
    wanted = text, language_id
    with _keeping:
        if (known := _kept.get(wanted)) is not None:
            _kept.move_to_end(wanted)
            return known
    tree = parse_once(text, language_id)
    with _keeping:
        _kept[wanted] = tree
        while len(_kept) > 1 and (len(_kept) > _MOST_TREES or _kept_bytes() > _MOST_BYTES):
            _kept.popitem(last=False)
    return tree


def _kept_bytes() -> int:
    return sum(len(each.data) for each in _kept.values())


def parse_once(text: str, language_id: str) -> SourceTree:
    """As `parse`, for a text that nobody will ask about again."""
    # A lone surrogate has no UTF-8; as `?` it keeps its width of one code point.
    data = text.encode("utf-8", "replace")
    parser = _parser(language_id, threading.get_ident())
    root = _bounded(parser, data) if len(data) <= _LONGEST else None
    if root is None:
        return SourceTree(text, data, parser.parse(b"").root_node, is_whole=False)
    return SourceTree(text, data, root)


def _bounded(parser: tree_sitter.Parser, data: bytes) -> tree_sitter.Node | None:
    """The root of the tree of `data`; None where that is beyond the bounds.

    Read by chunks, so that reading can be given up, and then once more as a whole, with that tree
    at hand: nodes of a tree of chunks would read their texts by chunks, and leave each in memory.
    """
    tree = _read_by_chunks(parser, data)
    return None if tree is None or _is_deep(tree.root_node) else parser.parse(data, tree).root_node


def _read_by_chunks(parser: tree_sitter.Parser, data: bytes) -> tree_sitter.Tree | None:
    until = time.thread_time() + _TIME_LIMIT + _AND_A_BYTE * len(data)
    chunks = _chunks(threading.get_ident())

    def read(start: int, _point: object) -> bytearray | bytes:
        size = min(_LARGEST_CHUNK, 1 << max(0, len(data) - start).bit_length() >> 1)
        if size == 0:
            return b""
        chunks[size][:] = data[start : start + size]
        return chunks[size]

    try:
        return parser.parse(read, progress_callback=lambda *_: time.thread_time() > until)
    except ValueError:  # the limit is over
        parser.reset()
        return None


# What `read` returns is never released by tree-sitter 0.26: as much as the text, and thousands of
# times as much where it is read again and again. So it is always one of these, each a power of two.
@lru_cache(maxsize=64)
def _chunks(_thread: int) -> dict[int, bytearray]:
    return {size: bytearray(size) for size in _SIZES}


def _is_deep(root: tree_sitter.Node) -> bool:
    """Whether nodes are nested too deeply; where too few are left for that, none is looked at."""
    waiting = [(root, 0)]
    while waiting:
        node, depth = waiting.pop()
        if depth > _DEEPEST:
            return True
        if node.descendant_count > _DEEPEST:
            waiting += ((child, depth + 1) for child in node.children)
    return False


@lru_cache(maxsize=64)
def _parser(language_id: str, _thread: int) -> tree_sitter.Parser:
    """The parser of one thread for a language: two threads cannot use the same."""
    return tree_sitter.Parser(_grammar(language_id))


@lru_cache
def _grammar(language_id: str) -> tree_sitter.Language:
    return tree_sitter.Language(language_of(language_id).grammar())


@lru_cache
def parser_of(language_id: str) -> tree_sitter.Parser:
    """The parser of a language, also of one of which no more than a grammar is known.

    Raises KeyError where there is no grammar, or it is not installed.
    """
    if language_id in LANGUAGES:
        return tree_sitter.Parser(_grammar(language_id))
    module, _, name = facts_of(language_id).parser.partition(".")
    try:
        grammar = getattr(import_module(module), name or "language")
    except (ValueError, ImportError) as error:
        raise KeyError(language_id) from error
    return tree_sitter.Parser(tree_sitter.Language(grammar()))
