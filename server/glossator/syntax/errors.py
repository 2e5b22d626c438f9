"""How much of a text is not its language. Imports tree-sitter: import it lazily."""

from __future__ import annotations

import ast
import json
import tomllib
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING

from glossator.syntax.registry import LANGUAGES, parse, root_of

if TYPE_CHECKING:
    from tree_sitter import Node

_HEADS = {
    "go": ({"package_clause"}, {"import_declaration"}),
    "java": ({"package_declaration"}, {"import_declaration"}),
    "kotlin": ({"package_header"}, {"import", "import_list", "import_header"}),
    "csharp": (set[str](), {"using_directive"}),
}
"""What may stand once, and what only before all else, in grammars that take it anywhere."""


_JUDGED = frozenset({"css", "dart", "elixir", "html", "nix", "scala", "zig"})
"""The other languages whose grammars read what people write; a file may still be beyond them."""


def is_worse(before: str, after: str, language: str) -> bool:
    """Whether an edit has made text invalid, by the grammar and by the language's own parser.

    Nothing is run: the parsers asked are those of Python's standard library.
    """
    if language in LANGUAGES and _has_more_errors(before, after, language):
        return True
    if (
        language in _JUDGED
        and _is_broken(before, language) is False
        and _is_broken(after, language)
    ):
        return True
    for parses in _OWN_PARSERS.get(language, ()):  # each takes all that those before it take
        if parses(after):
            return False
        if parses(before):
            return True
    return False


def _has_more_errors(before: str, after: str, language: str) -> bool:
    """Whether a text has more errors than the one before; only where both can be read."""
    both = before, after
    if not all(parse(text, language).is_whole for text in both):
        return False
    return error_count(after, language) > error_count(before, language)


def _is_broken(text: str, language: str) -> bool | None:
    """Whether the grammar finds errors; None where it cannot be asked."""
    try:
        root = root_of(text, language)
    except KeyError:
        return None
    return None if root is None else root.has_error


def error_count(text: str, language: str) -> int:
    """The places where the parser gave up or had to make something up.

    Raises KeyError for a language without a grammar.
    """
    root = parse(text, language).root
    waiting, count = [root], _misplaced(root, language)
    while waiting:
        node = waiting.pop()
        inside = [child for child in node.children if child.has_error or child.is_missing]
        # what was made up may be a hidden token, which is nobody's child
        count += node.is_error or node.is_missing or (node.has_error and not inside)
        waiting += inside
    return count


def _misplaced(root: Node, language: str) -> int:
    """The heads of files that stand where no compiler takes them, and heredocs without an end."""
    if language == "shellscript":
        return _open_heredocs(root)
    if language not in _HEADS:
        return 0
    once, early = _HEADS[language]
    count, others, seen = 0, False, 0
    for node in root.named_children:
        if node.type in once:
            seen += 1
            count += seen > 1 or others
        elif node.type in early:
            count += others
        elif "comment" not in node.type:
            others = True
    return count


def _open_heredocs(root: Node) -> int:
    """The heredocs whose end the grammar takes where a shell does not: indented."""
    waiting, count = [root], 0
    while waiting:
        node = waiting.pop()
        if node.type == "heredoc_redirect" and not (node.text or b"").startswith(b"<<-"):
            ends = [each for each in node.children if each.type == "heredoc_end"]
            count += not ends or ends[0].start_point[1] > 0
        waiting += node.children
    return count


def _is_python(text: str, flags: int = 0) -> bool:
    text = text.removeprefix("\ufeff")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text, "", "exec", flags=flags, dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _is_python_cell(text: str) -> bool:
    """Whether it is Python as a notebook runs it: lines for the notebook, `await` at the top."""
    cell = "\n".join("" if line[:1] in ("%", "!") else line for line in text.split("\n"))
    return _is_python(cell, ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)


def _is_json(text: str) -> bool:
    try:
        json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return False
    return True


def _is_toml(text: str) -> bool:
    try:
        tomllib.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


_OWN_PARSERS: dict[str, tuple[Callable[[str], bool], ...]] = {
    "python": (_is_python, _is_python_cell),
    "json": (_is_json,),
    "toml": (_is_toml,),
}
