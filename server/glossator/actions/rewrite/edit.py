"""Edit code by an instruction: the user's words, or the comment above the code."""

from __future__ import annotations

import re
from collections.abc import Sequence

from glossator.actions.code_context import surroundings
from glossator.actions.rewrite.prompts import rewrite_messages
from glossator.actions.rewrite.region import Region
from glossator.context.buffer import Buffer
from glossator.languages import facts_of
from glossator.models.requests import Chat
from glossator.text.lines import split_lines

_LINE_MARKS = {"//": r"//+[/!]?", "#": r"#(?=\s)", "--": r"--(?=\s)", ";": r";+(?=\s)"}
_BLOCK = re.compile(
    r"\s*(?:/\*+|<!--|\{/\*|\{-|\(\*|--\[\[)\s*(.*?)\s*(?:\*+/\}?|-->|-\}|\*\)|\]\])\s*$"
)
_OPENS = re.compile(r"\s*(?:/\*+|<!--)\s*(.*?)\s*$")
_CLOSES = re.compile(r"\s*(?:\*+(?!/))?\s*(.*?)\s*(?:\*+/|-->)\s*$")
_GOES_ON = re.compile(r"\s*(?:\*+\s)?\s*(.*?)\s*$")
_FOR_TOOLS = re.compile(
    r"(?:@|eslint|ts-|prettier|biome|istanbul|c8\b|v8\b|noqa|type:|pylint|pyright|mypy|ruff|fmt:|"
    r"isort|pragma|nolint|nosec|go:|\+build|rubocop|phpcs|phpstan|psalm|shellcheck|swiftlint|"
    r"swift-|ktlint|detekt|noinspection|NOSONAR|checkstyle|clang-|NOLINT|IWYU|cspell|spell|"
    r"luacheck|stylua|stylelint|region\b|endregion\b|SPDX-|Copyright|vim:|-\*-|coding[:=])",
)
_LONGEST_BLOCK = 40
"""Lines of one comment above the selection."""


def instruction_above(buffer: Buffer, region: Region) -> str:
    """The text of the comment lines right above `region`, else of those with which it begins."""
    above = split_lines(buffer.text[: region.span[0]])[:-1]
    words = _last_comment(above, buffer.language) or _first_comment(region, buffer.language)
    return " ".join(word for word in words if word and not _FOR_TOOLS.match(word)).strip()


def _last_comment(lines: Sequence[str], language: str) -> list[str]:
    """The lines of the comment with which `lines` end."""
    words: list[str] = []
    for line in reversed(lines):
        text = _comment(line, language)
        if text is None:
            break
        words.insert(0, text)
    return words or _last_block(lines)


def _last_block(lines: Sequence[str]) -> list[str]:
    """The lines of a comment of several lines, with marks at both ends only."""
    if not lines or (last := _CLOSES.match(lines[-1])) is None:
        return []
    words = [last[1]]
    for line in reversed(lines[-_LONGEST_BLOCK:-1]):
        if opening := _OPENS.match(line):
            return [opening[1], *words]
        inside = _GOES_ON.match(line)
        words.insert(0, inside[1] if inside else "")
    return []


def _first_comment(region: Region, language: str) -> list[str]:
    words: list[str] = []
    for line in region.lines:
        text = _comment(line, language)
        if text is None:
            break
        words.append(text)
    return words


def _comment(line: str, language: str) -> str | None:
    """The text of a line that is a comment in this language; None for any other line."""
    if block := _BLOCK.match(line):
        return block[1]
    marks = facts_of(language).comments.split()
    known = "|".join(_LINE_MARKS.get(mark, re.escape(mark)) for mark in marks if mark != "/*")
    found = re.match(rf"\s*(?:{known})\s*(.*?)\s*$", line) if known else None
    return found[1] if found else None


def messages(buffer: Buffer, region: Region, instruction: str) -> Chat:
    """What the model is asked for `instruction`."""
    return rewrite_messages(buffer, region, surroundings(buffer, *region.span), instruction)
