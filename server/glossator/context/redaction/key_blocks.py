"""Private keys, which take several lines: between markers, below a header, or bare."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator

from glossator.text.spans import Span

_BLOCK_START = re.compile(r"-{4,5} ?BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?-{4,5}")
_BLOCK_END = re.compile(r"-{4,5} ?END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?-{4,5}")
_LONGEST_BLOCK = 40_000
LONGEST_KEY = 45_000
"""Code points in which a block, its markers and what stands between them end."""
_KEY_MATERIAL = re.compile(r"[A-Za-z0-9+/=]{16}")
_BETWEEN_LINES = r"(?:\\[nr]|\s\+|[\s\"',;\\#*>|]|[A-Za-z-]{4,20}: [^\n]{0,80}\n)*+"
# What stands between the markers of a key, in any quotes; code that makes keys is something else.
_BLOCK = re.compile(r"(?:(?<=\n)[A-Za-z-]{4,20}: [^\n]{0,80}\n|[A-Za-z0-9+/=\s\"'\\,;#*>|.-])*+")
# A block whose END is not there: line after line, as long as they look like it.
_CUT_BLOCK = re.compile(
    rf"{_BETWEEN_LINES}(?:[A-Za-z0-9+/=]{{16,}}+{_BETWEEN_LINES})*+(?:[A-Za-z0-9+/=]*\Z)?"
)


# Bodies below a header of their own: PuTTY's, Ansible's
_HEADED = re.compile(
    r"^[ \t]*(?:Private-Lines: \d{1,4}|\$ANSIBLE_VAULT;[^\n]{1,80})\r?\n"
    r"(?P<body>(?:[ \t]*[A-Za-z0-9+/=]{16,100}\r?(?:\n|\Z)){1,400}+)",
    re.MULTILINE,
)
# A key without its markers begins as DER does; so do certificates, which say what they are.
_BARE = re.compile(
    r"(?<![A-Za-z0-9+/])MII[A-Za-z0-9+/]{45,73}=?[\"'\\nr]{0,4}\s"
    r"(?:[\s\"'+,]{0,40}[A-Za-z0-9+/]{20,76}={0,2}[\"'\\nr]{0,4}(?:\s|\Z)){1,400}+"
)
_PUBLIC = re.compile(r"BEGIN|[Cc]ert|[Pp]ublic")


def may_hold_keys(text: str) -> bool:
    """Whether a private key may stand in the text."""
    return any(
        sign in text for sign in ("---- BEGIN", "-----BEGIN", "MII", "Private-L", "$ANSIBLE")
    )


def private_keys(text: str) -> Iterator[Span]:
    """Where the inner parts of private key blocks are, to the END marker or as far as they go."""
    yield from _between_markers(text)
    for headed in _HEADED.finditer(text):
        yield headed.span("body")
    for bare in _BARE.finditer(text):
        if not _PUBLIC.search(text, max(0, bare.start() - 100), bare.start()):
            yield bare.span()


def _between_markers(text: str) -> Iterator[Span]:
    ends = [end.start() for end in _BLOCK_END.finditer(text)]
    for begin in _BLOCK_START.finditer(text):
        following = bisect(ends, begin.end() - 1)
        stop = ends[following] if following < len(ends) else len(text)
        whole = following < len(ends) and stop <= begin.end() + _LONGEST_BLOCK
        if not whole or not _BLOCK.fullmatch(text, begin.end(), stop):
            cut = _CUT_BLOCK.match(text, begin.end())
            stop = cut.end() if cut else begin.end()
        if _KEY_MATERIAL.search(text, begin.end(), stop):
            yield begin.end(), stop
