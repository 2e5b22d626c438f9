"""Filter on the stream: the indentation of the first line on a blank line, and of those after it.

Models count the indentation left of the cursor in, or leave it out, or lose it altogether.
"""

from __future__ import annotations

import re
from functools import lru_cache

from glossator.completion.clean.answer import Draft, is_solid
from glossator.completion.clean.indent import indent_of, shift_lines
from glossator.completion.clean.indent_rules import IndentRules
from glossator.completion.cursor import Cursor, scan_before
from glossator.text.indentation import indent_width
from glossator.text.lexer import opens_block, scan

_MAY_CLOSE = re.compile(r"\w+\Z")
"""A first word that may still become a label, or one that ends a block."""
_ENDS = re.compile(r"\s*(?:[)\]}]|end|fi\b|done\b|esac\b)")
_BRACE = re.compile(r"\s*(?:\{|begin\b)")
_TAG = re.compile(r"<[A-Za-z][\w.:-]*(?:\s[^<>]*)?(?<!/)>\s*$")
_OPENS = re.compile(
    r"\\begin\{[^}]*\}\S*$|\b(?:in|is|loop|with|generate)$|^\s*(?:case(?:\s*\(.*\))?$|do\s+\w+\s*=)",
    re.IGNORECASE,
)
_LEAVES_TEXT = re.compile(
    r"[)\]}*]|</|<[%?]|\{%|\\end\b|%>|(?:end\w*|fi|done|esac)\b", re.IGNORECASE
)
_CLAUSE_OF = {
    "sql": re.compile(
        r"(?:select|from|where|group|order|having|limit|join|union)\b", re.IGNORECASE
    ),
    "dockerfile": re.compile(r"[A-Z]{3,} "),
}


def settle_indent(answer: Draft, cursor: Cursor) -> Draft:
    """Give the first line the indentation that the model meant.

    The readings are tried in the order of their likelihood; where the language is made of
    indentation, one that cannot stand there is passed over.
    """
    if cursor.line_before.strip():
        return answer
    if scan_before(cursor).quote:
        return _in_string(answer, cursor)
    body = _without_blank_head(answer, cursor)
    first, newline, _ = body.text.partition("\n")
    if not first.strip():
        return body if newline or answer.whole else body.nothing_yet()
    given = indent_width(first)
    if _leaves_block(first, body, cursor):
        return body.cut(0)
    width = _settle(first, body, cursor)
    return body.nothing_yet() if width is None else _indent(body, width, given, cursor)


def _in_string(answer: Draft, cursor: Cursor) -> Draft:
    """The answer with its first line where a line of the string can stand: not twice as deep.

    A blank line before it is meant, unless one stands above the cursor.
    """
    if answer.chat and not "".join(cursor.lines_above[-1:]).strip():
        answer = _without_blank_head(answer, cursor)
    here, given = indent_width(cursor.line_before), indent_width(answer.text)
    if not here or not given:
        return answer
    if not answer.text.strip(" \t"):
        return answer if answer.whole else answer.nothing_yet()
    width = max(here, given) if answer.chat else _continued(here, given, cursor)
    return _indent(answer, width, given, cursor)


def _without_blank_head(answer: Draft, cursor: Cursor) -> Draft:
    """The answer from its first line on.

    The cursor's line is blank already; a model that only continues may mean the one after, unless
    an editor has indented this one.
    """
    lines = answer.text.split("\n")
    blank = next((n for n, line in enumerate(lines) if line.strip()), len(lines) - 1)
    if not answer.chat and blank:
        here, given = indent_width(cursor.line_before), indent_width(lines[blank])
        above = indent_width(_rules(cursor).previous)
        if not here or (lines[blank].strip() and not max(here, above) <= given):
            return answer
        if not lines[blank].strip():
            return answer.nothing_yet()
    return answer.without_head(sum(len(line) + 1 for line in lines[:blank]))


def _leaves_block(first: str, body: Draft, cursor: Cursor) -> bool:
    """Whether the model says that the line belongs to a block around the cursor's.

    Nothing can be put left of the cursor, so there is nothing to insert.
    """
    here, given = indent_width(cursor.line_before), indent_width(first)
    if not (body.chat and cursor.facts.is_indented and 0 < given < here):
        return False
    if _awaits_second_line(body) or _shift_of_suffix(body, cursor):
        return False
    rules = _rules(cursor)
    return not rules.opens and rules.allows(first, given, alone=True)


def _settle(first: str, body: Draft, cursor: Cursor) -> int | None:
    """How wide the first line is to be indented; None before there is enough to tell."""
    here, given = indent_width(cursor.line_before), indent_width(first)
    counted_in, left_out = max(here, given), here + given
    readings = [counted_in, left_out] if body.chat else [left_out, counted_in]
    if not cursor.facts.is_indented and not body.chat and given:
        return _continued_by_second(first, body, cursor)
    if not cursor.facts.is_indented and not given and not here and body.chat:
        if not body.whole and _MAY_CLOSE.match(body.text):
            return None
        return _rules(cursor).width_in_block(first)
    if not cursor.facts.is_indented or (not body.chat and not given and here):
        return here if body.chat and _rules(cursor).is_in_place(first, here) else readings[0]
    rules = _rules(cursor)
    if body.chat and here:
        # where the cursor stands is what the user sees, if a line can stand there
        if given in (0, here) and rules.has_indent(here):
            return here
        readings = [here, *readings]
    if not body.whole and "\n" not in body.text:
        return None
    likely = next((width for width in readings if rules.allows(first, width, alone=True)), None)
    if likely is not None or _awaits_second_line(body):
        return likely
    return _guess(readings, first, body, rules)


def _continued_by_second(first: str, body: Draft, cursor: Cursor) -> int | None:
    """As `_continued`, or the cursor's own place, where the second line goes on from there."""
    here, given = indent_width(cursor.line_before), indent_width(first)
    width = _continued(here, given, cursor)
    rules = _rules(cursor)
    if width == here or not here or rules.is_body(width):
        return width
    following = next((line for line in body.text.split("\n")[1:] if line.strip()), None)
    if following is None or (not body.whole and _awaits_second_line(body)):
        return width if body.whole else None
    deeper = rules.unit * opens_block(first, cursor.language)
    return here if indent_width(following) == here + deeper else width


def _continued(here: int, given: int, cursor: Cursor) -> int:
    """How wide a line is to be indented whose white space goes on from the cursor.

    One space is the beginning of a token, and the cursor's own white space may be counted in.
    """
    if given in (1, here + 1) or (given == here and not _rules(cursor).is_body(here + given)):
        return here
    return here + given


def _guess(readings: list[int], first: str, body: Draft, rules: IndentRules) -> int:
    """The likeliest width of a first line that cannot stand where it was said to."""
    cursor = rules.cursor
    here, given = indent_width(cursor.line_before), indent_width(first)
    repeated = _shift_of_suffix(body, cursor)
    if repeated is not None and rules.allows(first, given + repeated, alone=True):
        return given + repeated
    followed = bool(body.text.partition("\n")[2].strip())
    for width in readings if followed and repeated is None else []:
        if rules.allows(first, width, alone=False):
            return width
    guesses = [width for width in rules.guesses(first) if width >= here]
    allowed = [width for width in guesses if rules.allows(first, width, alone=True)]
    return [*allowed, *guesses, readings[0]][0]


def _awaits_second_line(body: Draft) -> bool:
    """Whether the line after the first is not there, and may come."""
    following = body.text.split("\n")[1:-1]
    return not body.whole and not any(line.strip() for line in following)


def _shift_of_suffix(body: Draft, cursor: Cursor) -> int | None:
    """By how much the answer's next lines stand left of the same lines below the cursor."""
    given = [line for line in body.text.split("\n") if line.strip()][1:3]
    below = [line for line in cursor.lines_below if line.strip()][:2]
    same = [one for one, other in zip(given, below, strict=False) if one.strip() == other.strip()]
    if not same or same[0] is not given[0] or not is_solid("".join(same)):
        return None
    return indent_width(below[0]) - indent_width(given[0])


def _indent(body: Draft, width: int, given: int, cursor: Cursor) -> Draft:
    here = indent_width(cursor.line_before)
    first, newline, rest = body.text.partition("\n")
    head = (
        indent_of(width - here, cursor) if width - here != given else first[: -len(first.lstrip())]
    )
    first = head + first.lstrip(" \t")
    following = next((line for line in rest.split("\n") if line.strip()), None)
    if following is None:
        return Draft(first + newline + rest, body.whole, body.chat)
    too_far = _too_far(first, rest, width, body.whole, cursor)
    is_growing = not body.whole and rest.endswith(following) and following[0] not in " \t"
    if too_far is None or (is_growing and not given):  # which words it begins with decides
        return Draft(first + newline, whole=False, chat=body.chat)
    if too_far:
        shift = -too_far
    elif _is_too_deep(first, following, here + given, width, cursor):
        shift = width - here - given
    else:
        shift = width - given if _is_shifted(first, following, width, given, cursor) else 0
    tail = shift_lines(Draft(rest, body.whole, body.chat), shift, cursor)
    return Draft(first + newline + tail.text, body.whole, body.chat)


def _is_shifted(first: str, following: str, width: int, given: int, cursor: Cursor) -> bool:
    """Whether the second line shares the first line's wrong indentation."""
    then = indent_width(following)
    opens = _opens(first, cursor)
    is_brace = bool(_BRACE.match(following))
    if opens and (then > given or cursor.facts.is_indented):
        return given < then <= width - is_brace
    is_flat = not given and (opens or _is_beside(first, following, cursor))
    return then == given and (cursor.facts.is_indented or is_flat or width < given)


def _opens(line: str, cursor: Cursor) -> bool:
    """Whether what `line` begins goes on in the lines below it: a block, an element, a list."""
    if opens_block(line, cursor.language) or scan(line, cursor.language).opened:
        return True
    if cursor.facts.markup and _TAG.search(line):
        return True
    return not cursor.facts.is_indented and bool(_OPENS.search(line))


def _is_beside(first: str, following: str, cursor: Cursor) -> bool:
    """Whether a line at the left edge is beside one that lost its indentation, and ends nothing."""
    facts = cursor.facts
    if following.startswith("- "):
        return first.startswith("- ") and not _rules(cursor).enclosing.get(0, "").startswith("-")
    if following.startswith("#") and facts.line_comment != "#":
        return False
    if (clause := _CLAUSE_OF.get(facts.id)) and clause.match(following):
        return bool(clause.match(first))
    ends_definition = facts.line_comment == "%" and first.rstrip().endswith(".")
    is_target = facts.blocks == "targets" and opens_block(following, cursor.language)
    return not (ends_definition or is_target or _LEAVES_TEXT.match(following))


def _is_too_deep(first: str, following: str, counted: int, width: int, cursor: Cursor) -> bool:
    """Whether the second line counts in a stray space that the first line began with.

    Where indentation is syntax, no line stands deeper than one that opens nothing; one column
    deeper than a block nothing stands anywhere.
    """
    opens = opens_block(first, cursor.language)
    is_counted = indent_width(following) == counted + _rules(cursor).unit * opens
    if counted == width + 1:
        return is_counted
    return cursor.facts.is_indented and is_counted and counted > width


def _too_far(first: str, rest: str, width: int, whole: bool, cursor: Cursor) -> int | None:
    """By how much the end of the first line's block stands right of it, and so the block too.

    None while that end has not come, and the block stands too deep for one of this file.
    """
    lines = [line for line in rest.split("\n") if line.strip()]
    if not lines or cursor.facts.is_indented or not opens_block(first, cursor.language):
        return 0
    deep, unit = indent_width(lines[0]), _rules(cursor).unit
    if deep <= width + unit:
        return 0
    end = next((line for line in lines[1:] if indent_width(line) < deep), None)
    if end is None or (not whole and rest.endswith(end)):
        return 0 if whole else None
    is_end = bool(_ENDS.match(end)) and deep - indent_width(end) == unit
    return max(0, indent_width(end) - width) if is_end else 0


@lru_cache(maxsize=2)
def _rules(cursor: Cursor) -> IndentRules:
    return IndentRules(cursor)
