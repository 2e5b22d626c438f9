"""Filter on the stream: CR LF and CR become LF; the whole gets the buffer's line ends back."""

from __future__ import annotations

from dataclasses import replace

from glossator.completion.clean.answer import Draft
from glossator.completion.cursor import Cursor


def unify_newlines(answer: Draft, _cursor: Cursor) -> Draft:
    """Write every line end as LF; a CR at the end waits for what follows it."""
    text = answer.text
    if not answer.whole:
        text = text.removesuffix("\r")
    return replace(answer, text=text.replace("\r\n", "\n").replace("\r", "\n"))
