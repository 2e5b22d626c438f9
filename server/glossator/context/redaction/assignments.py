"""The secrets that are told by the name they are given to: `password = "…"`, `API_TOKEN: …`.

All usual ways to write such a thing are one pattern: assignments, comparisons, keyword arguments,
dictionary and JSON keys, YAML, TOML, shell, XML, setters and command line options. What makes a
literal a secret is then up to `entropy`, so that names, look-ups and prose are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from glossator.context.redaction.entropy import is_password, is_random
from glossator.text.spans import Span

# Looked for first: a line without any of these costs nothing more.
_HINTS = ("passw", "pwd", "passp", "passc", "secret", "token", "key", "auth", "credential")

_CHOSEN_BY_PEOPLE = r"passw(?:or)?d|passphrase|passcode|pwd|secret"
_DRAWN_BY_MACHINES = (
    r"token|auth|credential|"
    r"(?:api|access|account|app|auth|encryption|master|private|secret|shared|signing|storage)[_-]?key"
)
_QUOTE = r"\\?[\"'`]"
_TYPE = r"(?: ?: ?| )(?:&'[a-z]{1,10} |&)?[a-z_][a-z0-9_.\[\]|]{0,30}+(?= ?=)"
_SIGN = r"\s{0,40}+(?P<sign>={1,3}>?|!=|:=?|->|\(|,|>)\s{0,40}+"
_LITERAL = (
    r"[a-z@$]{0,2}(?:"
    r"\\?\"(?P<double>[^\"\s]{6,4000})(?:\"|$)|"
    r"\\?'(?P<single>[^'\s]{6,4000})(?:'|$)|"
    r"`(?P<back>[^`\s]{6,4000})(?:`|$))"
)
_BARE = r"(?P<bare>[^\s\"'`,;(){}\[\]<>&|]{8,300})(?=[\s\"'`,;&<\\]|$)"

# Matched against the line in lower case; bounded and possessive, so that no input makes it slow.
# What follows the name is looked at only: a value may hold the next name.
_ASSIGNMENT = re.compile(
    rf"(?:(?P<password>{_CHOSEN_BY_PEOPLE})|{_DRAWN_BY_MACHINES})[a-z0-9_-]{{0,30}}+"
    rf"(?=(?:{_QUOTE})?+(?:\[\d{{0,6}}\]|\])?+(?:{_TYPE})?+"
    rf"(?:{_SIGN}|\s{{1,4}}+(?=[\"']))(?:{_LITERAL}|{_BARE}))"
)

# No identifier holds these: a bare word with one is text, in YAML or a shell.
_SIGNS = re.compile(r"(?=.*[0-9]).*[!#%^+?*~]")


def assigned_secrets(line: str) -> Iterator[Span]:
    """Where in one line literals are that look like secrets and are given to such a name."""
    if not may_hold_assigned_secrets(line):
        return
    lowered = _lowered(line)
    for match in _ASSIGNMENT.finditer(lowered):
        start, end = match.span(match.lastgroup or 0)
        value = line[start:end].removesuffix("\\")
        if _is_secret(match, value):
            yield start, start + len(value)


def may_hold_assigned_secrets(text: str) -> bool:
    """Whether a line of the text may hold one."""
    lowered = _lowered(text)
    return any(hint in lowered for hint in _HINTS)


def _lowered(text: str) -> str:
    return text.replace("İ", "i").lower()  # the one letter whose lower case is longer


def _is_secret(match: re.Match[str], value: str) -> bool:
    """The less the place says that this is a literal and a password, the more the literal must."""
    if match["bare"] is not None and match["sign"] in ("(", ","):
        return False
    if match["password"] is None or match["sign"] == ",":
        return is_random(value)
    if match["bare"] is not None:
        return is_random(value) or (is_password(value) and _SIGNS.search(value) is not None)
    return is_password(value)
