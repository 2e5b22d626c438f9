"""The stop rule of a suggestion: one line or a block, and its end in a text that still grows.

Whether the cursor stands in code or in text is asked of the syntax tree, where there is one that is
whole at the cursor. Code that is being typed rarely has that: the rest is decided by indentation
and brackets.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from glossator.completion.cursor import Cursor, scan_before
from glossator.languages import facts_of
from glossator.text.indentation import indent_width
from glossator.text.lexer import CLOSER_OF, end_of_code, is_comment, opens_block, scan


class StopRule(Enum):
    """The unit at whose end a suggestion stops."""

    LINE = "line"
    BLOCK = "block"


# Parsing takes a millisecond for so much; a tree of more says no more about the cursor.
_NEAR_BEFORE, _NEAR_AFTER = 3_000, 1_000
_TOP_LEVEL = re.compile(r"^(?=[^\s)\]}])", re.MULTILINE)

_ENDS_OF_CALL = ")]};,"
"""What may stand after the cursor on a line on which an editor has closed what the user opened."""
_OPENING_TAG = re.compile(r"<(?:[A-Za-z][\w.]*(?:\s[^<>]*)?(?<!/))?>$")
_CLOSING = re.compile(r"\s*(?:[)\]}]|end\b)")


def stop_rule_at(cursor: Cursor) -> StopRule:
    """A block where a line opens one or a statement begins; else the rest of the line."""
    before, after = cursor.line_before, cursor.line_after.strip()
    if after:
        is_block = before.endswith("{") and is_between_brackets(cursor)
        return StopRule.BLOCK if is_block else StopRule.LINE
    if cursor.facts.prose or _is_in_text(cursor):
        return StopRule.LINE
    if not before.strip() or opens_block(before, cursor.language):
        return StopRule.BLOCK
    return StopRule.LINE


def is_between_brackets(cursor: Cursor) -> bool:
    """Whether the cursor stands right between a bracket and its closer, which ends the line."""
    after = cursor.line_after.strip()
    closer = CLOSER_OF.get(cursor.line_before[-1:])
    return (
        bool(closer) and after.startswith(closer or ".") and not after.strip(_ENDS_OF_CALL + " {")
    )


def _is_in_text(cursor: Cursor) -> bool:
    """Whether the cursor stands in a string or a comment."""
    near = _near(cursor.prefix, cursor.language)
    is_literal = _in_literal(near, cursor.suffix[:_NEAR_AFTER], cursor.language)
    if is_literal is not None:
        return is_literal
    inside = scan_before(cursor)
    return bool(inside.quote) or inside.in_comment


def _near(prefix: str, language: str) -> str:
    """The end of `prefix` from a line on that surely is code; empty where there is none near."""
    near = end_of_code(prefix, _NEAR_BEFORE, language)
    if len(near) == len(prefix) or facts_of(language).is_indented:
        return near
    begins = _TOP_LEVEL.search(near, near.find("\n") + 1) if "\n" in near else None
    return near[begins.start() :] if begins else ""


@lru_cache(64)
def _in_literal(before: str, after: str, language: str) -> bool | None:
    """Whether the tree has a literal at the cursor; None where it is broken, or has no grammar."""
    if not before:
        return None
    from glossator.syntax.literals import in_literal  # loads tree-sitter

    try:
        return in_literal(before + after, len(before), language)
    except (KeyError, ImportError):
        return None


def end_of_suggestion(text: str, cursor: Cursor, stop_rule: StopRule) -> int | None:
    """The length at which `text`, inserted at the cursor, is complete; None while it may go on."""
    if stop_rule is StopRule.LINE and not _is_in_lines(text, cursor):
        return _end_of_line(text, cursor)
    return _end_of_block(text, cursor)


def _is_in_lines(text: str, cursor: Cursor) -> bool:
    """Whether a text in the middle of a line goes on below it: what it opens ends there.

    The line after the cursor may open the block that the text seems to open.
    """
    first, newline, _ = text.partition("\n")
    after, language = cursor.line_after.strip(), cursor.language
    if not newline or not after:
        return False
    if not first.strip():
        closer = CLOSER_OF.get(cursor.line_before[-1:])
        return bool(closer) and after.startswith(closer or ".")
    is_list = first.endswith(",") and after[0] in _ENDS_OF_CALL
    has_brace = any(bracket == "{" for bracket, _ in scan(first, language).opened)
    opens = has_brace or opens_block(first, language)
    if cursor.facts.markup and not opens:
        opens = bool(_OPENING_TAG.search(first))
    if opens_block(after, language) or not (is_list or opens):
        return False
    inside = scan(cursor.line_before + first, language)
    is_block = bool(inside.opened) or (opens and cursor.facts.blocks == "end")
    return not inside.quote and not inside.in_comment and is_block


def complete_lines(text: str) -> str:
    """The complete lines of `text`, up to the last that is not blank; empty where there is none.

    The blank lines after it belong to the next segment.
    """
    lines = text.rpartition("\n")[0]
    solid = len(lines.rstrip())
    end = lines.find("\n", solid) if solid else 0
    return lines if end < 0 else lines[:end]


def _end_of_line(text: str, cursor: Cursor) -> int | None:
    head = 0 if cursor.line_after.strip() else len(text) - len(text.lstrip("\n"))
    end = text.find("\n", head)
    return None if end < 0 else end


def _end_of_block(text: str, cursor: Cursor) -> int | None:
    """Go down the lines until one stands outside the block, or begins a new paragraph of it.

    Where the cursor's line opened the block, or the line above did, all of the body is the block;
    else the statements up to a blank line are.
    """
    opened_here = bool(cursor.line_before.strip())
    lines = text.split("\n")
    base = indent_width(_statement(cursor) if opened_here else cursor.line_before + lines[0])
    is_body = opened_here or opens_block(_line_above(cursor), cursor.language)
    at = end = len(lines[0])
    after_blank = False
    for number, line in enumerate(lines[1:], start=1):
        start, at = at, at + 1 + len(line)
        if not line.strip():
            after_blank = after_blank or bool(text[:start].strip())
            continue
        width = indent_width(line)
        outside = width <= base - (line.strip() == "{") if opened_here else width < base
        next_paragraph = after_blank and not is_body and width <= base
        is_last = number == len(lines) - 1
        if is_last and outside and _may_become_end(line, cursor, base):
            return None
        if (outside or next_paragraph) and not _is_open(text[:start], cursor):
            if not (opened_here and _closes(line, cursor, base)):
                return end
            return at if number < len(lines) - 1 else None
        end, after_blank = at, False
    return None


def _statement(cursor: Cursor) -> str:
    """The cursor's line, and the lines above it on which it closes brackets."""
    text = cursor.line_before
    for line in reversed(cursor.lines_above):
        if not scan(text, cursor.language).closers:
            break
        text = f"{line}\n{text}"
    return text


def _line_above(cursor: Cursor) -> str:
    """The nearest line of code above the cursor's line."""
    code = (line for line in reversed(cursor.lines_above) if line.strip())
    return next((line for line in code if not is_comment(line, cursor.language)), "")


def _is_open(text: str, cursor: Cursor) -> bool:
    """Whether a bracket or string that `text` opened waits to be closed."""
    inside = scan(text, cursor.language)
    return bool(inside.opened or inside.quote)


def _may_become_end(line: str, cursor: Cursor, base: int) -> bool:
    """Whether an unfinished line may become the `end` of the block that the cursor's line opens."""
    is_begun = line.strip() in ("e", "en") and cursor.facts.blocks == "end"
    return is_begun and indent_width(line) == base


def _closes(line: str, cursor: Cursor, base: int) -> bool:
    """Whether `line` ends the block that the cursor's line opened, and no line below does."""
    if not _CLOSING.match(line) or indent_width(line) != base:
        return False
    below = cursor.next_line
    return line.strip()[:1] != below.strip()[:1] or indent_width(below) != base
