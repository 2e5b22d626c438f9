"""Tables one column of which is named as secrets are: of Markdown, CSV, TSV, SQL, and aligned ones.

Their head is the opening of what stands in that column below it.
"""

from __future__ import annotations

import re
from functools import cache

from glossator.context.redaction.names import CHOSEN, DRAWN
from glossator.context.redaction.opening import Opening

_NAMED = re.compile(rf"(?:[\w .-]{{0,40}}[ _.-])?(?P<name>{CHOSEN}|{DRAWN})")
_IN_MARKDOWN = re.compile(
    rf"\s*\|(?P<before>(?:[^|]*\|)*?)\s*[*_`]*(?P<name>{CHOSEN}|{DRAWN})[*_`]*\s*\|"
)
_INTO = re.compile(r"\binto\b[^(]{1,100}\((?P<columns>[^()]{1,1000})\)\s*(?:values)?\s*\Z")
_WORD = re.compile(r"[a-z][\w.#/-]{0,40}(?: [a-z][\w.#/-]{0,40})?")
_CELL = re.compile(r"[\w .#/-]{1,40}")
_MOST_ROWS = 2_000
_MOST_COLUMNS = 60
_PARTED_BY = (",", ";", "\t")
_BLANKS = re.compile(r" {2,}")


def head_of_table(lowered: str) -> Opening | None:
    """The opening that a line in lower case is, if it is the head of a table with secrets."""
    if "|" in lowered and (table := _IN_MARKDOWN.match(lowered)):
        skipped = table["before"].count("|")
        return Opening(table["name"], _cell_of_markdown(skipped), lines=1, repeats=True)
    if "into" in lowered and (into := _INTO.search(lowered)):
        return _column(into["columns"], ",", of_sql=True)
    for sign in _PARTED_BY:
        if sign in lowered:
            quote = max(lowered.rfind(mark) for mark in ('"""', "'''", "`"))
            whole = quote < 0 or lowered.count(sign, quote) < lowered.count(sign)
            return _column(lowered if whole else lowered[quote:], sign, of_sql=False)
    if " | " in lowered:
        return _ruled_column(lowered)
    return _aligned_column(lowered) if "  " in lowered.strip() else None


def _column(head: str, sign: str, *, of_sql: bool) -> Opening | None:
    """The first column of the head that is named as secrets are."""
    names = [cell.strip(" \"'`") for cell in head.split(sign)]
    if not 2 <= len(names) <= _MOST_COLUMNS or not all(map(_CELL.fullmatch, names)):
        return None
    for number, name in enumerate(names):
        if named := _NAMED.fullmatch(name):
            cell = _cell(sign, number, of_sql)
            return Opening(named["name"], cell, repeats=True, within=_MOST_ROWS)
    return None


def _ruled_column(head: str) -> Opening | None:
    """The same of a head as psql writes them: bars stand between names, and a rule below."""
    names = [cell.strip() for cell in head.split("|")]
    if len(names) > _MOST_COLUMNS or not all(map(_WORD.fullmatch, names)):
        return None
    for number, name in enumerate(names):
        if named := _NAMED.fullmatch(name):
            cell = _cell_between_bars(number)
            return Opening(named["name"], cell, lines=1, repeats=True, within=_MOST_ROWS)
    return None


@cache
def _cell_between_bars(number: int) -> re.Pattern[str]:
    end = r"\||\Z" if number else r"\|"
    return re.compile(rf"\s*(?:[^|]*\|){{{number}}}\s*(?P<value>[^|\s\"'`(){{}};,=]+)\s*(?:{end})")


def _aligned_column(head: str) -> Opening | None:
    """The same of a head that only blanks part: below each name stand the values of its column.

    A name and one word behind it may as well declare a field of that type.
    """
    names = _BLANKS.split(head.strip())
    if not all(map(_WORD.fullmatch, names)) or len(names) > _MOST_COLUMNS:
        return None
    for number, name in enumerate(names):
        if (named := _NAMED.fullmatch(name)) and (number or len(names) > 2):
            at = re.search(rf"(?<!\S){re.escape(name)}(?!\S)", head)
            cell = _cell_at(at.start() if at else 0)
            return Opening(named["name"], cell, lines=1, repeats=True, within=_MOST_ROWS)
    return None


@cache
def _cell_at(column: int) -> re.Pattern[str]:
    return re.compile(rf".{{{column}}}(?<!\S)(?P<value>[^\s\"'`(){{}};,=]+)(?!\S)")


@cache
def _cell(sign: str, number: int, of_sql: bool) -> re.Pattern[str]:
    begin = r"\s*(?:values\s*)?\(" if of_sql else ""
    skipped = rf"(?:(?:\s*\"[^\"]*\"\s*|\s*'[^']*'\s*|[^{sign}\"']*){sign}){{{number}}}\s*"
    value = rf"(?P<value>\"[^\"\s]+\"|'[^'\s]+'|[^{sign}\s\"'`()]+)\s*"
    end = r"[,)]" if of_sql else rf"(?:{sign}|\"\"\"|'''|`|$)"
    return re.compile(begin + skipped + value + end, re.IGNORECASE)


@cache
def _cell_of_markdown(number: int) -> re.Pattern[str]:
    return re.compile(rf"\s*\|(?:[^|]*\|){{{number}}}\s*`?(?P<value>[^|\s`]+)`?\s*\|?")
