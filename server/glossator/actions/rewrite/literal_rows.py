"""The lines whose white space is a value: those that begin inside of a string. Pure."""

from __future__ import annotations

import re
from contextlib import suppress

from glossator.languages import facts_of

_PREFORMATTED = re.compile(
    r"<(pre|textarea|xmp)\b[^>]*>.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL
)
_WITH_STRINGS = frozenset({"dart", "haskell", "scala", "toml"})
"""Languages with no more than a grammar in which a string of several lines is one as it stands."""


def literal_rows(text: str, language: str) -> frozenset[int]:
    """The numbers of the lines of `text`, counted by LF, that begin inside of a string.

    In markup those are the lines of preformatted text. Empty for a language without a grammar.
    """
    from glossator.syntax.registry import LANGUAGES

    if language in LANGUAGES:
        from glossator.syntax.strings import rows_in_strings

        return frozenset(rows_in_strings(text, language))
    if language in _WITH_STRINGS:
        from glossator.syntax.strings import rows_by_parser

        with suppress(KeyError):
            return rows_by_parser(text, language)
    if not facts_of(language).markup:
        return frozenset()
    rows = set[int]()
    for found in _PREFORMATTED.finditer(text):
        first = text.count("\n", 0, found.start())
        rows.update(range(first + 1, first + 1 + found[0].count("\n")))
    return frozenset(rows)
