"""The secrets that are told by the name they are given to: `password = "…"`, `API_TOKEN: …`.

All usual ways to write such a thing are one pattern: assignments, comparisons, keyword arguments,
defaults, dictionary and JSON keys, YAML, TOML, shell, XML, setters and command line options. What
makes a literal a secret is then up to `entropy`, so that names, look-ups and prose are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from glossator.context.redaction.entropy import (
    is_code,
    is_no_name,
    is_passphrase,
    is_password,
    is_random,
)
from glossator.context.redaction.names import HINTS, NAME
from glossator.text.spans import Span

_SHORTEST_OPAQUE = 20
"""Code points of a value of an opaque name."""

_WINDOW = 150
"""Code points before a value that say whether it stands in a shell."""

_QUOTE = r"\\?[\"'`]"
_TYPE = (
    r"(?: ?: ?| )(?:&'[a-z]{1,10} |&|as |constant |\[[\w:]{0,9}\]const )?"
    r"[a-z_][a-z0-9_.\[\]|]{0,30}+(?= ?:?=(?!=|$))|"
    r" n?(?:var)?char2?\(\d{1,5}\)(?= ?:?=)|"
    r" as string(?= ?=)| pic x\(\d{1,4}\) value(?= [\"'])|\*\*(?=:)|(?<=:)\*\*"
)
_SIGN = (
    r"\s{0,40}+(?P<sign>::(?=\s)|={1,3}>?|!=|:=|\?=|<<<|\}\{|\.(?= [\"'])|"
    r"\.equals(?:ignorecase)?\(|:-|:(?:\*\*)?|->|<-|\(|,|>(?:<!\[cdata\[)?|\|\||\?\?|"
    r"\) ?\{|\{(?=[\"'])|(?:is|was)(?= )|to(?= [\"'])|"
    r"(?<= )(?<!author )(?=[0-9a-f]{32,}+(?![\w-])))\s{0,40}+"
)
_WRAPPER = (
    r"(?:&[a-z]{1,20} |!!?[a-z]{1,20} |(?:bytes\.fromhex|(?:base64\.)?b64decode|unhexlify|"
    r"binascii\.[a-z0-9_]{1,20}|buffer\.from|hex\.decodestring|bytes|str|string|"
    r"string::from|qstringliteral|some|secretstring(?:::new)?|field|)\(|\(|\[|"
    r"(?:[a-z_]{1,12}=[a-z\"'.]{1,20}, ?)?(?:default|value|initial)\s?=\s?|"
    r"\{\s?[\"'][a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,60}){1,5}[\"']\s?:\s?){0,2}+"
)
_LITERAL = (
    r"[a-z@$]{0,2}#{0,3}(?:"
    r"\\\"(?P<escaped>[^\"\s]{4,4000})(?:\"|$)|"
    r"\\'(?P<escaped2>[^'\s]{4,4000})(?:'|$)|"
    r"\"(?:\"\")?(?P<double>(?:[^\"\\\s]|\\.){1,4000}+)(?=\"|\\?$)|"
    r"'(?:'')?(?P<single>(?:[^'\\\s]|\\.){1,4000}+)(?='|\\?$)|"
    r"`(?P<back>[^`\s]{4,4000})(?:`|$)|"
    r"%?q[qwx]?[({\[|/!](?P<in_q>[^\s\"'`(){}\[\]|]{4,200})[)}\]|/!]|"
    r"\[(?P<in_brackets>[^\s\[\]]{4,200})\]\]|"
    r"\"(?P<double2>[^\"\\]{8,200}+)\"|'(?P<single2>[^'\\]{8,200}+)')"
)
_BARE = (
    r"(?P<bare>(?:[^\s\"'`(){}\[\]<>\\&;,]{1,300}+|[&;,](?![a-z_.-]{1,30}=)|\)(?=[a-z0-9!])){1,6}+)"
    r"(?=[\s\"'`,;&<\\})\]]|$)"
)

# Matched against the line in lower case; bounded and possessive, so that no input makes it slow.
# What follows the name is looked at only: a value may hold the next name.
_ASSIGNMENT = re.compile(
    rf"{NAME}"
    rf"(?=(?:{_QUOTE})?+(?:\[\d{{0,6}}\]|\])?+(?:{_TYPE})?+"
    rf"(?:{_SIGN}|\s{{1,4}}+(?=[\"'])){_WRAPPER}(?:{_LITERAL}|{_BARE}))"
)
# `requirepass VALUE`, `ENV API_KEY VALUE`: the name is the first word, or follows one of these.
_TWO_WORDS = re.compile(
    r"\s*(?:#\s*)?(?P<shell>(?:setenv|setx|set(?: -[a-z]{1,3})?|env|arg|export|"
    r"[a-z]{2,12} config(?:ure)?(?: set)?(?: --[a-z]{1,12})?) )?\s*"
    rf"[a-z0-9_.-]{{0,40}}?{NAME} +(?P<bare>[^\s\"'`<>(){{}}$]{{6,300}})\s*"
)
_MORE = re.compile(r"[\"'] ?(?:\+|\.{1,2}|&|<>)? ?[\"'](?P<more>[^\"'\s]{1,4000})(?=[\"'])")

_NEXT_IN_LIST = re.compile(r"[\"'],\s{0,9}[\"'](?P<more>[^\"'\s]{1,4000})(?=[\"'])")
_MOST_IN_LIST = 50

# What no operator, but one of Base64, parts.
_SOLID = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")

# A line that holds nothing else, as settings are written: `password: a8fkx2m`.
_ALONE = re.compile(r"\s*(?:- +|# *|// *)?[\"']?[\w.-]{1,80}[\"']?\s*[:=]\s*[^\s_.({\[]+\s*")

# Where a bare word is a literal: a variable of a shell, an option.
_IN_SHELL = re.compile(
    r"(?:^\s*(?:- +)?[A-Z0-9_]{0,60}[A-Z]|"
    r"^\s*(?:export|set|setx|ARG|ENV|readonly) +[A-Za-z0-9_.]{1,60}|"
    r"(?:^|\s)--?[a-z][A-Za-z0-9_.=-]{0,60})=\Z"
)


def assigned_secrets(line: str) -> Iterator[Span]:
    """Where in one line literals are that look like secrets and are given to such a name."""
    if not may_hold_assigned_secrets(line):
        return
    lowered = _lowered(line)
    plain = "=" not in lowered and "(" not in lowered
    if plain and (match := _TWO_WORDS.fullmatch(lowered)):
        start, end = match.span("bare")
        shell = match["shell"] is not None
        if is_secret_of(match, line[start:end], bare=True, literal=shell):
            yield start, end
            return
    for match in _ASSIGNMENT.finditer(lowered):
        yield from _values(line, match)


def secrets_of_name(name: str, line: str, span: Span) -> Iterator[Span]:
    """The secrets of the text at `span`, a literal without its quotes that `name` is given."""
    start, end = span
    before = f'{name} = "'
    shift = start - len(before)
    value = line[start:end].replace('"', "'")
    for first, last in assigned_secrets(f'{before}{value}"'):
        yield max(start, first + shift), min(end, last + shift)


def may_hold_assigned_secrets(text: str) -> bool:
    """Whether a line of the text may hold one."""
    lowered = _lowered(text)
    return any(hint in lowered for hint in HINTS)


def is_secret_of(match: re.Match[str], value: str, *, bare: bool, literal: bool = False) -> bool:
    """Whether `value` is a secret of the name that `match` has found.

    The less its place says that it is a literal and a password, the more it must say itself. A
    `bare` one stands in no quotes; `literal` says that it is one all the same.
    """
    value = value.strip()
    if match["opaque"]:
        long = len(value) >= _SHORTEST_OPAQUE
        return long and is_random(value) and (not bare or not is_code(value))
    if bare and not literal and is_code(value):
        return _SOLID.fullmatch(value) is not None and is_random(value)
    if match["drawn"]:
        return is_random(value)
    if " " in value:
        return is_passphrase(value)
    return is_random(value) or is_password(value)


def _values(line: str, match: re.Match[str]) -> Iterator[Span]:
    """The value of a name, and the parts that it is put together from."""
    start, end = match.span(match.lastgroup or 0)
    bare = match["bare"] is not None
    if bare:
        value = line[start:end].rstrip(".,;:)]}")
        in_element = match["sign"].startswith(">") and line.startswith("</", end)
        alone = _ALONE.fullmatch(line) is not None and is_no_name(value)
        literal = alone or in_element or _IN_SHELL.search(_before(line, start)) is not None
        is_argument = match["sign"] in ("(", ",")
        if not is_argument and is_secret_of(match, value, bare=True, literal=literal):
            yield start, start + len(value)
        return
    spans = [(start, end)]
    while more := _MORE.match(line, spans[-1][1]):
        spans.append(more.span("more"))
    value = "".join(line[slice(*span)] for span in spans).removesuffix("\\")
    if match["sign"] in ("(", ",") and match["opaque"]:
        return
    found = is_secret_of(match, value, bare=False)
    if match["sign"] == ",":
        found &= is_random(value) or (_is_quoted_name(line, match) and not value.isidentifier())
    if found:
        spans[-1] = (spans[-1][0], spans[-1][0] + len(line[slice(*spans[-1])].removesuffix("\\")))
        yield from spans
    if "[" in line[match.end() : start]:
        yield from _rest_of_list(line, match, spans[-1][1])


def _rest_of_list(line: str, match: re.Match[str], end: int) -> Iterator[Span]:
    """What stands after the first value of a list, each judged for itself."""
    for _ in range(_MOST_IN_LIST):
        if (more := _NEXT_IN_LIST.match(line, end)) is None:
            return
        if is_secret_of(match, more["more"], bare=False):
            yield more.span("more")
        end = more.end()


def _before(line: str, start: int) -> str:
    """The end of what stands before `start`, of which only a whole line's begin is one."""
    return line[:start] if start <= _WINDOW else "\0" + line[start - _WINDOW : start]


def _is_quoted_name(line: str, match: re.Match[str]) -> bool:
    """Whether the name itself stands in quotes, as in `define("DB_PASS", "…")`."""
    return line[match.end() : match.end() + 1] in ('"', "'")


def _lowered(text: str) -> str:
    return text.replace("İ", "i").lower()  # the one letter whose lower case is longer
