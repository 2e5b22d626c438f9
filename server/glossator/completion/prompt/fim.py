"""Ghost text from a model that knows fill-in-the-middle.

The suffix stands after the prefix, so it is prefilled anew by each request, and it is sent all the
same: a model that does not see what follows writes it again.
"""

from __future__ import annotations

from glossator.completion.cursor import Cursor
from glossator.completion.prompt.size import Size
from glossator.completion.prompt.window import after_cursor
from glossator.completion.stop import StopRule
from glossator.models.requests import Fim, Sampling

PREFIX_CHARACTERS = 6_000
RELATED_CHARACTERS = 4_000
SUFFIX_CHARACTERS = 1_000
SIZE = Size(
    PREFIX_CHARACTERS, RELATED_CHARACTERS, fixed=SUFFIX_CHARACTERS + 200, uncached=SUFFIX_CHARACTERS
)
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
    suffix = after_cursor(cursor, SUFFIX_CHARACTERS)
    prompt = Fim(cursor.prefix[begins:], suffix, cursor.name, related_files=related_files)
    return prompt, Sampling(MAX_TOKENS[stop_rule], stop=STOP)
