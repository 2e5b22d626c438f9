"""Filter on the stream: what is no text: terminal colours, NULs, halves of surrogate pairs."""

from __future__ import annotations

import re
from dataclasses import replace

from glossator.completion.clean.answer import Answer
from glossator.completion.cursor import Cursor

_COLOUR = r"\x1b\[[0-9;?]*[A-Za-z]"
# The form feed stays: it divides pages of source code.
_NO_TEXT = re.compile(rf"{_COLOUR}|[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")
_MAY_GROW = re.compile(r"\x1b(?:\[[0-9;?]*)?$")


def drop_control_characters(answer: Answer, _cursor: Cursor) -> Answer:
    """Drop what neither a file nor a JSON message can hold; a terminal's sequence waits whole."""
    text = answer.text if answer.whole else _MAY_GROW.sub("", answer.text)
    return replace(answer, text=_NO_TEXT.sub("", text))
