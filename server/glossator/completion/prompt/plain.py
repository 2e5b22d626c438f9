"""Ghost text from a model that can only go on with a text, as small local models are."""

from __future__ import annotations

from glossator.completion.cursor import Cursor
from glossator.completion.stop import StopRule
from glossator.models.requests import Continuation, Sampling

# Such models run on the user's machine, where prefill is what takes the time.
PREFIX_CHARACTERS = 2_500
MAX_TOKENS = {StopRule.LINE: 32, StopRule.BLOCK: 96}


def request(
    cursor: Cursor,
    stop_rule: StopRule,
    begins: int,
    _related_files: tuple[tuple[str, str], ...] = (),
) -> tuple[Continuation, Sampling]:
    """What to ask about the text from the offset `begins` on.

    Related files have no place in a text that is only continued.
    """
    text = cursor.prefix[begins:]
    if cursor.line_before.strip():
        # A word's token begins with its blank: after a bare blank a model finds no word to go on.
        text = text.rstrip(" ")
    return Continuation(text), Sampling(MAX_TOKENS[stop_rule])
