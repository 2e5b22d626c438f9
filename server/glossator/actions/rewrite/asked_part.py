"""The part of an answer that was asked for, where the answer holds more: a neighbour, a file.

A model that is asked for a method may answer with its class, with the imports above it, or with the
line that follows. What the file has outside of the region already is cut off, by its lines where
they are repeated as they are, by the tree where a definition was asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from glossator.actions.rewrite.region import Region
from glossator.context.buffer import Buffer
from glossator.errors import NoUsableAnswerError
from glossator.languages import facts_of
from glossator.text.imports import may_import
from glossator.text.lines import line_end, line_start, split_lines
from glossator.text.spans import Span

_HEAD = re.compile(
    r"\s*(?:#!|namespace\b|<\?php|declare\(|module\b|@file:|[\"']use strict|extern\b|open\b)"
)
_PHP_OPEN = re.compile(r"\s*<\?(?:php)?\s*$", re.IGNORECASE)


def is_head(line: str) -> bool:
    """Whether a line is one with which files begin: what imports, and what stands before that."""
    return may_import(line) or _HEAD.match(line) is not None


def asked_part(buffer: Buffer, region: Region, lines: Sequence[str]) -> list[str]:
    """The lines of an answer without what stands outside of `region` anyway.

    Raises:
        NoUsableAnswerError: where the answer is more than was asked for and cannot be parted.
    """
    part = _without_php_tags(buffer, region, list(lines))
    above = split_lines(buffer.text[: region.span[0]])[:-1]
    below = split_lines(buffer.text[region.span[1] :])[1:]
    part = _without_neighbours(region, part, above, below)
    part = _without_known_heads(region, part, above)
    _check_imports(region, part, above)
    part = _without_outer_closers(region, part, below)
    part = _without_second_documentation(buffer, region, part, above)
    return _definitions_asked_for(buffer, region, part)


def _without_php_tags(buffer: Buffer, region: Region, lines: list[str]) -> list[str]:
    if buffer.language != "php":
        return lines
    old = "\n".join(region.lines)
    while lines and not lines[-1].strip():
        lines.pop()
    if lines and lines[-1].strip() == "?>" and "?>" not in old:
        lines.pop()
    if lines and _PHP_OPEN.match(lines[0]) and "<?" not in old:
        lines.pop(0)
        while lines and not lines[0].strip():
            lines.pop(0)
    return lines


def _without_neighbours(
    region: Region, lines: list[str], above: list[str], below: list[str]
) -> list[str]:
    """The lines without those that stand right above and right below the region."""
    old = [line.strip() for line in region.lines if line.strip()]
    new = [line.strip() for line in lines]
    top = _repeated(new, above[::-1], old[:1])
    bottom = _repeated(new[::-1], below, old[-1:])
    if top + bottom >= len(new):
        return lines
    inner = lines[top : len(lines) - bottom]
    surroundings = [line for line in [*lines[:top], *lines[len(lines) - bottom :]] if _says(line)]
    balance = _balance(inner) == _balance(region.lines)
    if not surroundings and not (
        balance and ((top and bottom) or _balance(lines) != _balance(region.lines))
    ):
        return lines
    return inner


def _repeated(new: list[str], outside: list[str], edge: list[str]) -> int:
    """How many lines at the begin of `new` lead up to the region; `outside` goes away from it."""
    near = [line.strip() for line in outside[: len(new) + 40] if line.strip()]
    for size in range(min(len(new), len(near)), 0, -1):
        solid = [line for line in new if line][:size]
        if solid != near[:size][::-1] or (edge and solid[:1] == edge and size == 1):
            continue
        count, seen = 0, 0
        while seen < size:
            seen += bool(new[count])
            count += 1
        while count < len(new) and not new[count]:
            count += 1
        return count
    return 0


def _says(line: str) -> bool:
    return any(map(str.isalnum, line))


def _balance(lines: Sequence[str]) -> int:
    text = "".join(lines)
    return sum(map(text.count, "([{")) - sum(map(text.count, ")]}"))


def _without_known_heads(region: Region, lines: list[str], above: list[str]) -> list[str]:
    """The lines without the imports at their begin that the file has above the region."""
    if any(is_head(line) for line in region.lines):
        return lines
    known = {line.strip() for line in above}
    head = list(takewhile(lambda line: not line.strip() or is_head(line), lines))
    if not head or not all(line.strip() in known for line in head if line.strip()):
        return lines
    return lines[len(head) :]


def _check_imports(region: Region, lines: list[str], above: list[str]) -> None:
    """Check that no import stands before a definition inside of another one."""
    head = list(takewhile(lambda line: not line.strip() or is_head(line), lines))
    known = {"", *(line.strip() for line in above)}
    added = [line.strip() for line in head if line.strip() not in known]
    inside = region.indent and added and len(head) < len(lines)
    if inside and not any(is_head(line) for line in region.lines):
        raise NoUsableAnswerError(
            f"The model wrote `{added[0]}` inside of the code around the selection, so nothing was "
            "changed; add it at the top of the file, and try again."
        )


def _without_outer_closers(region: Region, lines: list[str], below: list[str]) -> list[str]:
    """The lines without the ends at their end of what begins above the region."""
    known = {line.strip() for line in below}
    lines = list(lines)
    while lines and _balance(lines) < _balance(region.lines):
        last = next((n for n, line in reversed([*enumerate(lines)]) if line.strip()), 0)
        if lines[last].strip() not in known or not lines[last].strip().startswith(tuple(")]}")):
            break
        lines = lines[:last]
    return lines


def _without_second_documentation(
    buffer: Buffer, region: Region, lines: list[str], above: list[str]
) -> list[str]:
    """The lines without a comment at their begin, where one stands right above the region.

    The comment of the file may not change: it is not part of what was selected.
    """
    language = buffer.language
    if facts_of(language).prose or not above or _is_comment(region.lines, language):
        return lines
    comment = _comment_length(lines)
    if not comment or not _comment_length(above[::-1], backwards=True):
        return lines
    rest = lines[comment:]
    return rest if any(map(_says, rest)) else lines


def _comment_length(lines: Sequence[str], *, backwards: bool = False) -> int:
    """How many of the first lines are a documentation comment."""
    opening, closing = ("*/", "/**") if backwards else ("/**", "*/")
    first = lines[0].strip() if lines else ""
    begins = first.endswith(opening) if backwards else first.startswith(opening)
    if begins:
        for number, line in enumerate(lines):
            bare = line.strip()
            if bare.startswith(closing) if backwards else bare.endswith(closing):
                return number + 1
        return 0
    return len(list(takewhile(lambda line: line.strip().startswith(("///", "---")), lines)))


def _definitions_asked_for(buffer: Buffer, region: Region, lines: list[str]) -> list[str]:
    """The definitions of the region out of an answer that holds others of the file as well."""
    from glossator.syntax.registry import LANGUAGES

    if buffer.language not in LANGUAGES or not "".join(region.lines).strip():
        return lines
    from glossator.syntax.definitions import definitions_around, definitions_in

    text, language = buffer.text, buffer.language
    old = [each.name for each in definitions_in(text, _widened(text, region.span), language)]
    answer = "\n".join(lines)
    prefix = "<?php\n" if language == "php" and "<?" not in answer else ""
    standalone = prefix + answer
    span = (0, len(standalone))
    outer = definitions_in(standalone, span, language)
    around = definitions_around(text, region.span, language)
    known = {each.name for each in definitions_in(text, (0, len(text)), language)} | {
        each.name for each in around
    }
    names = {each.name for each in outer}
    extra = (names & known) - set(old)
    if not extra:
        return lines
    wanted = [
        each for each in definitions_in(standalone, span, language, nested=True) if each.name in old
    ]
    if not old or [each.name for each in wanted] != old or not _is_all(buffer, region):
        raise NoUsableAnswerError(
            "The model's answer repeats code around the selection, so nothing was changed; try "
            "again, or select whole definitions."
        )
    starts_with_comment = bool(region.lines) and _is_comment(region.lines, language)
    parts = [
        _whole_lines(standalone, each.span, language, with_comment=starts_with_comment)
        for each in wanted
    ]
    gap = [""] * (facts_of(language).is_indented + 1 if len(parts) > 1 else 0)
    result = parts[0]
    for part in parts[1:]:
        result = [*result, *gap, *part]
    return result


def _widened(text: str, span: Span) -> Span:
    return line_start(text, span[0]), line_end(text, span[1])


def _is_all(buffer: Buffer, region: Region) -> bool:
    """Whether the region holds nothing beside definitions and what belongs to them."""
    from glossator.syntax.definitions import definitions_in

    text = buffer.text
    rest, at = "", region.span[0]
    for each in definitions_in(text, _widened(text, region.span), buffer.language):
        rest += text[at : each.span[0]]
        at = each.span[1]
    rest += text[at : region.span[1]]
    marks = tuple(facts_of(buffer.language).comments.split())
    return all(
        not _says(line) or line.strip().startswith((*marks, "*", "@", "[", "#"))
        for line in split_lines(rest)
    )


def _is_comment(lines: Sequence[str], language: str) -> bool:
    marks = (*facts_of(language).comments.split(), "@", "#[", "[")
    return next((line for line in lines if line.strip()), "").strip().startswith(marks)


def _whole_lines(text: str, span: Span, language: str, *, with_comment: bool) -> list[str]:
    start, end = line_start(text, span[0]), line_end(text, max(span[0], span[1] - 1))
    if with_comment:
        marks = (*facts_of(language).comments.split(), "*", "@", "#[", "[")
        while start and text[line_start(text, start - 1) : start].strip().startswith(marks):
            start = line_start(text, start - 1)
    return split_lines(text[start:end])
