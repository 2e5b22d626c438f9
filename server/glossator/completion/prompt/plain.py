"""Ghost text from a model that can only go on with a text, as small local models are."""

from __future__ import annotations

from glossator.completion.cursor import Cursor
from glossator.completion.prompt.window import before_cursor
from glossator.completion.shape import Shape
from glossator.models.requests import Plain, Sampling

# Such models run on the user's machine, where prefill is what takes the time.
PREFIX_CHARACTERS = 2_500
MAX_TOKENS = {Shape.LINE: 32, Shape.BLOCK: 96}


def request(
    cursor: Cursor, shape: Shape, _neighbours: tuple[tuple[str, str], ...] = ()
) -> tuple[Plain, Sampling]:
    """What to ask; the neighbours have no place in a text that is only continued."""
    return Plain(before_cursor(cursor.prefix, PREFIX_CHARACTERS)), Sampling(MAX_TOKENS[shape])
