"""Passwords that a script gives to what asks for them: `expect "Password:"`, then `send "…"`."""

from __future__ import annotations

import re

from glossator.context.redaction.entropy import is_no_dummy
from glossator.context.redaction.form import Format
from glossator.context.redaction.opening import Opening

_ASKS = r"(?:pass(?:word|phrase|code)?|assword|assphrase|passwort|mot de passe|contrase[nñ]a|\bpin)"
_WAITS = r"(?:expect|read_?until|wait_?for|\buntil|\bcase|\bwhen)"
_SENDS = (
    r"\b(?:exp_)?(?:send(?:_?line|_?text|_?keys|slow)?|write(?:_?line|ln|string)?|puts|print|say)"
)
_BEGIN = rf"{_SENDS}[ (]{{1,3}}(?:-{{1,2}}[a-z]{{0,2}} )?(?:\[\]byte\()?[bruf]?"
_VALUE = r"(?P<value>[\"'](?:[^\"'\\\s]|\\[^nrt]){4,200})(?:\\[nrt]){0,2}[\"']"

_PROMPT = re.compile(
    rf"(?:{_WAITS}.{{0,60}}{_ASKS}|{_ASKS}[^\"'\n]{{0,10}}[:?>*]\s?[\"'/])[^\n]{{0,40}}\Z"
)
_ANSWER = re.compile(rf".{{0,60}}?{_BEGIN}{_VALUE}", re.IGNORECASE)

IN_DIALOGUES = tuple(
    Format(
        marker,
        rf"(?i:{_ASKS})[^\n]{{0,60}}?(?i:{_BEGIN})[\"']((?:[^\"'\\\s]|\\[^nrt]){{4,200}})",
        is_no_dummy,
    )
    for marker in ("assw", "asswort", "assphrase", "asscode")
)


def answer_to_prompt(lowered: str) -> Opening | None:
    """The opening that a line in lower case is, if it waits for the question for a password."""
    if "ass" in lowered and _PROMPT.search(lowered):
        return Opening("password", _ANSWER, lines=1)
    return None
