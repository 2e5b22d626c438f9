"""Ghost text from a model that can only go on with a text, as small local models are."""

from __future__ import annotations

from glossator.completion.cursor import Cursor
from glossator.completion.prompt.size import Size
from glossator.completion.stop import StopRule
from glossator.models.requests import Continuation, Sampling
from glossator.text.lines import split_lines

# Such models run on the user's machine, where prefill is what takes the time.
PREFIX_CHARACTERS = 2_500
RELATED_CHARACTERS = 1_600
SIZE = Size(PREFIX_CHARACTERS, RELATED_CHARACTERS, fixed=200, uncached=0)
MAX_TOKENS = {StopRule.LINE: 32, StopRule.BLOCK: 96}


def request(
    cursor: Cursor,
    stop_rule: StopRule,
    begins: int,
    related_files: tuple[tuple[str, str], ...] = (),
) -> tuple[Continuation, Sampling]:
    """What to ask about the text from the offset `begins` on.

    `related_files` are (path, text) pairs, those that change least first; they stand in comments.
    """
    text = cursor.prefix[begins:]
    if cursor.line_before.strip():
        # A word's token begins with its blank: after a bare blank a model finds no word to go on.
        text = text.rstrip(" ")
    return Continuation(_commented(cursor, related_files) + text), Sampling(MAX_TOKENS[stop_rule])


def _commented(cursor: Cursor, related_files: tuple[tuple[str, str], ...]) -> str:
    """The related files in comments; empty in a language without comments that end with a line."""
    mark = cursor.facts.line_comment
    if not mark:
        return ""
    lines = [line for path, text in related_files for line in (path, *split_lines(text.rstrip()))]
    return "".join(f"{mark} {line}\n" for line in lines)
