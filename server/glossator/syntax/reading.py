"""Reading a text into a syntax tree within bounds: of length, nesting, time, and so of memory.

Texts are a stranger's, and may be made to hurt. Imports tree-sitter: import it lazily.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from typing import TypeVar

import tree_sitter

T = TypeVar("T")

LONGEST = 1_100_000
"""Bytes of a text that gets a tree."""
_TIME_LIMIT, _AND_A_BYTE = 0.1, 0.5e-6
"""Seconds of processor time for one text; a quarter of it does for what people write."""
_LONGEST_HOLD = 0.25
"""Seconds of reading without a look at the clock, during which no other thread has its turn."""
_MOST_OPEN = 5_000
"""Brackets that are open at once; a parser may need a kilobyte for each."""
_DEEPEST = 300
"""Levels of nodes; what looks at a tree may then go up from a node, and call itself on the way."""
_WIDEST = 100_000
"""Children of a node, of which what looks at a tree may make a list."""
_MOST_PIECES = 300_000
"""Pieces of memory, of some 100 bytes, that a tree may take. A megabyte of code that people wrote
takes 250,000, of minified code up to 700,000; `x = a+`, `a+`, `a+` ... takes 1,800,000."""
_SHORT = 5_000
"""Bytes of a text for which the stack of any thread is deep enough."""
_STACK, _STACK_A_BYTE = 1 << 20, 256
"""Bytes of a stack that is deep enough for any text, of which mostly few are used: tree-sitter's
parser calls itself for each token that it has not understood yet."""
_LARGEST_CHUNK = 4_096
_SIZES = tuple(1 << power for power in range(_LARGEST_CHUNK.bit_length()))

_setting_size = threading.Lock()
# What `read` returns is never released by tree-sitter 0.26: as much as the text, and thousands of
# times as much where it is read again and again. So it is always one of these, each a power of two.
_chunks: list[dict[int, bytearray]] = []
"""Those that no thread is using."""


def read(grammar: tree_sitter.Language, data: bytes) -> tree_sitter.Node | None:
    """The root of the tree of `data`; None where that is beyond the bounds."""
    if len(data) > LONGEST or _opens_too_much(data):
        return None
    if len(data) <= _SHORT:
        return _bounded(grammar, data)
    return with_deep_stack(lambda: _bounded(grammar, data), _STACK + _STACK_A_BYTE * len(data))


def _opens_too_much(data: bytes) -> bool:
    """Whether far more brackets are opened than closed; strings and comments count like code."""
    opened = 0
    for start in range(0, len(data), _LARGEST_CHUNK):
        chunk = data[start : start + _LARGEST_CHUNK]
        opened = max(0, opened + sum(map(chunk.count, b"([{")) - sum(map(chunk.count, b")]}")))
        if opened > _MOST_OPEN:
            return True
    return False


def with_deep_stack(work: Callable[[], T], size: int) -> T | None:
    """The result of `work` in a thread with a stack of so many bytes; None where there is none."""
    results: list[T] = []
    with _setting_size:
        former = threading.stack_size(-(-size // _LARGEST_CHUNK) * _LARGEST_CHUNK)
        try:
            thread = threading.Thread(target=lambda: results.append(work()), daemon=True)
            thread.start()
        except RuntimeError:  # not so much memory, or the process is ending
            return None
        finally:
            threading.stack_size(former)
    thread.join()
    return results[0] if results else None


def _bounded(grammar: tree_sitter.Language, data: bytes) -> tree_sitter.Node | None:
    """Read by chunks, so that reading can be given up, and then once more as a whole, with that
    tree at hand: nodes of a tree of chunks would read their texts by chunks, and leave each in
    memory. The second time takes as long as the first only where hardly anything is understood.
    """
    parser, began = tree_sitter.Parser(grammar), time.thread_time()
    tree = read_within(parser, data, _TIME_LIMIT + _AND_A_BYTE * len(data))
    took = time.thread_time() - began
    if tree is None or (tree.root_node.has_error and took > _LONGEST_HOLD):
        return None
    if _is_large(tree.root_node):
        return None
    return _as_a_whole(parser, data, tree)


def _as_a_whole(
    parser: tree_sitter.Parser, data: bytes, tree: tree_sitter.Tree
) -> tree_sitter.Node:
    return parser.parse(data, tree).root_node


def read_within(
    parser: tree_sitter.Parser, data: bytes, seconds: float, former: tree_sitter.Tree | None = None
) -> tree_sitter.Tree | None:
    """The tree of `data`, made from a `former` one that was edited; None where it takes too much
    memory, or longer than so many seconds of processor time. Texts of its nodes are to be cut out
    of `data`.
    """
    until = time.thread_time() + seconds
    most, is_too_much = sys.getallocatedblocks() + _MOST_PIECES, False
    chunks = _chunks.pop() if _chunks else {size: bytearray(size) for size in _SIZES}

    def read(start: int, _point: object) -> bytearray | bytes:
        nonlocal is_too_much
        # here, for counting is slow: the parser takes its memory of Python's
        is_too_much = is_too_much or sys.getallocatedblocks() > most
        size = min(_LARGEST_CHUNK, 1 << max(0, len(data) - start).bit_length() >> 1)
        if size == 0:
            return b""
        chunks[size][:] = data[start : start + size]
        return chunks[size]

    def is_late(*_: object) -> bool:
        return is_too_much or time.thread_time() > until

    try:
        if former is None:
            return parser.parse(read, progress_callback=is_late)
        return parser.parse(read, former, progress_callback=is_late)
    except ValueError:  # a limit is over
        parser.reset()  # else the next text would be read on from here
        return None
    finally:
        _chunks.append(chunks)


def _is_large(root: tree_sitter.Node) -> bool:
    """Whether nodes are nested too deeply, or one has too many children; where too few are left to
    be nested deeply, none is looked at. A cursor goes from one to the next, since lists of children
    take 70 bytes for each.
    """
    cursor = root.walk()
    while cursor.depth <= _DEEPEST:
        node = cursor.node or root
        if node.child_count > _WIDEST:
            return True
        if node.descendant_count > _DEEPEST and cursor.goto_first_child():
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return False
    return True
