"""Filter on the whole: what the model says about its code after it."""

from __future__ import annotations

import re

from glossator.completion.clean.answer import is_omission
from glossator.completion.cursor import LOOK_BACK, Cursor
from glossator.text.indentation import indent_width
from glossator.text.lexer import scan
from glossator.text.sentences import is_sentence

_HEADING = re.compile(
    r"(?:\*\*|#{1,6} )?(?:Explanation|Note|Notes|Example usage|Output)\b.*:|=== .* ===$"
)
_NOTE = re.compile(r"Note: .*[.!]$")


def cut_explanation(text: str, cursor: Cursor) -> str:
    """Cut at the first sentence that follows the code, outside strings, or where code is left out.

    A sentence stands at the left edge; or, where the whole answer was moved to the cursor's
    indentation, after a blank line where that begins.
    """
    if cursor.facts.prose:
        return text
    lines = text.split("\n")
    for number in range(1, len(lines)):
        if not (is_omission(lines[number]) or _is_talk(lines, number, cursor)):
            continue
        head = "\n".join(lines[:number])
        open_here = scan(cursor.prefix[-LOOK_BACK:] + head + "\n", cursor.language)
        if not open_here.quote and not open_here.in_comment:
            return head
    return text


def _is_talk(lines: list[str], number: int, cursor: Cursor) -> bool:
    line = lines[number]
    if line.strip() == "---":  # a rule of Markdown
        is_rule = cursor.facts.blocks != "keys" and cursor.facts.line_comment != "--"
        return is_rule and not lines[number - 1].strip()
    if line[:1] not in " \t":
        return is_sentence(line) or bool(_HEADING.match(line))
    begins = indent_width(cursor.line_before + lines[0])
    is_moved = indent_width(line) == begins and not lines[number - 1].strip()
    is_code = not cursor.facts.markup and cursor.facts.blocks != "keys"
    return is_code and is_moved and (is_sentence(line) or bool(_NOTE.match(line.strip())))
