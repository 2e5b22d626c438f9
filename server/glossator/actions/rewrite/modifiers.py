"""Words before a definition that an answer left out: `export`, `async`, `static`. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_WORDS = (
    "export|default|declare|async|static|public|private|protected|internal|final|abstract|sealed|"
    "override|virtual|open|suspend|inline|unsafe|const|extern|synchronized|data|partial|pub"
)
_HEADER = re.compile(
    rf"[ \t]*(?P<words>(?:(?:{_WORDS})(?:\([^)]*\))?(?: \"\w+\")? +)*)"
    r"(?P<kind>function\b\*?|fn|fun|func|def|class|interface|struct|enum|trait|object|protocol) *"
    r"(?P<name>[\w$]+)"
)
_ALLOWED = re.compile(
    r"\b(?:visib|access|modif|expos|hid|encapsul|synchron|remov|delet|drop)", re.IGNORECASE
)


def lost_modifiers(old: Sequence[str], new: Sequence[str], instruction: str) -> list[str]:
    """The words before definitions of `old` that the same definitions of `new` lack.

    An instruction that speaks of a word, or of who may use what, is believed; so is one that names
    the word that came instead: "use a sealed class".
    """
    if _ALLOWED.search(instruction):
        return []
    given: dict[tuple[str, str], list[set[str]]] = {}
    for key, words in _headers(new):
        given.setdefault(key, []).append(set(words))
    lost = []
    for key, words in _headers(old):
        if others := given.get(key):
            known = others.pop(0)
            if any(word in instruction for word in known.difference(words)):
                continue
            lost += [word for word in words if word not in known and word not in instruction]
    return lost


def _headers(lines: Sequence[str]) -> Iterator[tuple[tuple[str, str], list[str]]]:
    """Each definition, as its kind and name, with the words before it."""
    for line in lines:
        if found := _HEADER.match(line):
            words = re.sub(r"\([^)]*\)|\"\w+\"", "", found["words"]).split()
            yield (found["kind"].rstrip("*"), found["name"]), words
