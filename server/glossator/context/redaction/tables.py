"""Tables one column of which is named as secrets are: of Markdown, CSV, TSV and SQL.

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
_CELL = re.compile(r"[\w .#/-]{1,40}")
_MOST_ROWS = 2_000
_MOST_COLUMNS = 60
_PARTED_BY = (",", ";", "\t")


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
    return None


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
