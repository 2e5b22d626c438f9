r"""Names and values that are written with escapes: `"pass\u0077ord": "…"` is a password, too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from glossator.text.spans import Span

_ESCAPE = re.compile(r"\\(?:u00|x|u\{00)([2-7][0-9A-Fa-f])\}?")


def may_be_escaped(text: str) -> bool:
    """Whether printable ASCII may be written as an escape in the text."""
    return "\\u" in text or "\\x" in text


def unescaped(text: str) -> str:
    """The text with the printable ASCII that stands in escapes in their place."""
    return _ESCAPE.sub(_character, text)


def in_escaped(line: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Where spans of `unescaped(line)` are in the line itself."""
    places: list[int] = []
    end = 0
    for escape in _ESCAPE.finditer(line):
        places += range(end, escape.start() + 1)
        end = escape.end()
    places += range(end, len(line) + 1)
    for start, stop in spans:
        yield places[start], places[stop]


def _character(escape: re.Match[str]) -> str:
    return chr(int(escape[1], 16))
