"""Filter on the stream: the instructions of the prompt, which small chat models say again."""

from __future__ import annotations

import re

from glossator.completion.clean.answer import Draft
from glossator.completion.cursor import Cursor

_INSTRUCTION = re.compile(
    r"^\W*(?:The cursor['’]s line\b.*(?:begin with|is empty|add the|write the)"
    r"|===.*(?:before the cursor|below the cursor|Beginning of the file|cursor['’]s line)"
    r"|Begin your answer with the last word before|Write only what is missing at the cursor"
    r"|Never write what stands below the cursor|Answer with code alone)",
)
_MAY_GROW = re.compile(r"\W*(?:={1,3}(?: .*)?|The(?: c[^\n]*)?)$")


def drop_instructions(answer: Draft, cursor: Cursor) -> Draft:
    """Cut a chat model's answer at the first line that is one of the prompt's own sentences."""
    if not answer.chat or "cursor's line" in cursor.prefix[-400:]:
        return answer
    at = 0
    lines = answer.text.split("\n")
    for line in lines:
        if _INSTRUCTION.match(line):
            return answer.cut(at)
        at += len(line) + 1
    if not answer.whole and _MAY_GROW.match(lines[-1]):
        return answer.held(at - len(lines[-1]) - 1)
    return answer
