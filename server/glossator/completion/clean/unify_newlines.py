"""Filter on the stream: CR LF and CR become LF; the whole gets the buffer's line ends back.

Some services write a line end or a tab that their tokenizer has no token for by its number.
"""

from __future__ import annotations

import re
from dataclasses import replace

from glossator.completion.clean.answer import Draft
from glossator.completion.cursor import LOOK_BACK, Cursor

_NUMBERED = {"<0x0A>": "\n", "<0x0D>": "\r", "<0x09>": "\t"}
_MAY_BE_NUMBERED = re.compile(r"<(?:0(?:x0?[9AD]?)?)?$")


def unify_newlines(answer: Draft, cursor: Cursor) -> Draft:
    """Write every line end as LF; a CR at the end waits for what follows it."""
    text = answer.text
    if "<0x" not in cursor.prefix[-LOOK_BACK:]:
        for spelled, char in _NUMBERED.items():
            text = text.replace(spelled, char)
        text = text if answer.whole else _MAY_BE_NUMBERED.sub("", text)
    if not answer.whole:
        text = text.removesuffix("\r")
    return replace(answer, text=text.replace("\r\n", "\n").replace("\r", "\n"))
