"""Whether a sentence of a model refuses, or asks the user back, in place of an answer. Pure."""

from __future__ import annotations

import re

_REFUSAL = re.compile(
    r"(?:unfortunately,?\s+|apologies,?\s+(?:but\s+)?|"
    r"(?:i['’]?m|i am)\s+(?:very\s+)?sorry\b,?\s*(?:but\s+)?|sorry,?\s+(?:but\s+)?)*"
    r"(?:i(?:['’]m| am)\s+(?:sorry|unable|not able)\b|i\s+(?:can['’]?t|cannot|can not|won['’]?t|"
    r"do(?:n['’]?t| not)\s+(?:have|see)|need (?:more|to see|the))\b|as an ai\b|"
    r"(?:it (?:seems|looks like|appears)\s+(?:that\s+)?|there is |there['’]s )?"
    r"(?:you (?:haven['’]?t|have not|did(?:n['’]?t| not))|"
    r"no (?:code|diff|function)\s+(?:was|is|to))\b)|"
    r"(?:i['’]?m|i am)\s+sorry\b|sorry,|apologies\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"(?:(?:could|can|would|will) you\b|please (?:provide|share|send|paste|give|clarify|specify)\b|"
    r"(?:what|which) .*\b(?:you|your)\b.*\?|do you want\b|would you like\b|shall i\b|should i\b|"
    r"(?:let me know|tell me) (?:what|which|if|the)\b)",
    re.IGNORECASE,
)


def is_no_answer(sentence: str) -> bool:
    """Whether a sentence is about the conversation and not about the code."""
    text = sentence.strip(" \"'`*>#")
    return bool(_REFUSAL.match(text) or _QUESTION.match(text))
