"""Ghost text from a model that knows fill-in-the-middle.

The suffix stands after the prefix and is prefilled anew with each key, so it is kept short.
"""

from __future__ import annotations

from glossator.completion.cursor import Cursor
from glossator.completion.prompt.window import after_cursor
from glossator.completion.stop import StopRule
from glossator.models.requests import Fim, Sampling

PREFIX_CHARACTERS = 6_000
SUFFIX_CHARACTERS = 1_500
# Of what stands before it; keeps the part of the prompt that no cache can hold below 10 %.
SUFFIX_SHARE = 0.06
LEAST_SUFFIX_CHARACTERS = 120
MAX_TOKENS = {StopRule.LINE: 40, StopRule.BLOCK: 256}

# Services take four at most; `clean` cuts at the other tokens.
STOP = ("<|fim_pad|>", "<|file_sep|>", "<|repo_name|>", "<|endoftext|>")


def request(
    cursor: Cursor,
    stop_rule: StopRule,
    begins: int,
    related_files: tuple[tuple[str, str], ...] = (),
) -> tuple[Fim, Sampling]:
    """What to ask a FIM model, which sees the text from the offset `begins` on.

    `related_files` are (path, text) pairs, those that change least first.
    """
    prefix = cursor.prefix[begins:]
    before = len(prefix) + sum(len(path) + len(text) for path, text in related_files)
    room = max(LEAST_SUFFIX_CHARACTERS, int(before * SUFFIX_SHARE))
    suffix = after_cursor(cursor, min(SUFFIX_CHARACTERS, room))
    return Fim(prefix, suffix, cursor.name, related_files=related_files), Sampling(
        MAX_TOKENS[stop_rule], stop=STOP
    )
