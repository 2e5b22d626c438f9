"""Filter on the stream: CR LF and CR become LF; the whole gets the buffer's line ends back.

Some services write a line end or a tab that their tokenizer has no token for by its number, or
all white space by the letters that stand for it in a vocabulary.
"""

from __future__ import annotations

import re
from dataclasses import replace

from glossator.completion.clean.answer import Draft
from glossator.completion.cursor import LOOK_BACK, Cursor

_NUMBERED = {"<0x0A>": "\n", "<0x0D>": "\r", "<0x09>": "\t"}
_LETTERS = str.maketrans({"Ġ": " ", "Ċ": "\n", "č": "\r", "ĉ": "\t"})
"""Those of a vocabulary of bytes."""
_MALTESE = frozenset("ĠġĊċĦħŻż")
_SPACE = "▁"
"""That of SentencePiece, which stands in the names of tokens too."""
_NOT_SPACE = r"▁<(?:PRE|SUF|MID|EOT)>|<[|｜][^|｜\n]*|<\[[^\]\n]*|▁+[▂-█]"
_SPACE_OR_NOT = re.compile(rf"(?P<other>{_NOT_SPACE})|{_SPACE}")
_MAY_BE_TOKEN = re.compile(r"▁+(?:<[A-Z]{0,3})?\Z")
_MAY_BE_NUMBERED = re.compile(r"<(?:0(?:x0?[9AD]?)?)?\Z")


def unify_newlines(answer: Draft, cursor: Cursor) -> Draft:
    """Write every line end as LF; a CR at the end waits for what follows it."""
    text = answer.text
    if "<0x" not in cursor.prefix[-LOOK_BACK:]:
        for spelled, char in _NUMBERED.items():
            text = text.replace(spelled, char)
        text = text if answer.whole else _MAY_BE_NUMBERED.sub("", text)
    text = _spelled(text, answer.whole, cursor.prefix[-LOOK_BACK:])
    if not answer.whole:
        text = text.removesuffix("\r")
    return replace(answer, text=text.replace("\r\n", "\n").replace("\r", "\n"))


def _spelled(text: str, whole: bool, before: str) -> str:
    """The text with white space for what stands for it, where that is no word and no chart."""
    if ("Ġ" in text or "Ċ" in text) and not _MALTESE & frozenset(before):
        text = text.translate(_LETTERS)
    if _SPACE in text and _SPACE not in before:
        text = text if whole else _MAY_BE_TOKEN.sub("", text)
        if text[1:2] != _SPACE and not before[-1:].isalnum():
            text = text.removeprefix(_SPACE)  # a first word has one anyhow
        text = _SPACE_OR_NOT.sub(lambda found: found["other"] or " ", text)
    return text
