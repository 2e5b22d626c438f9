"""Brackets, strings and comments, read roughly: code at a cursor is broken more often than not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from glossator.languages import facts_of
from glossator.text.indentation import indent_width, leading_space

CLOSER_OF = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Scan:
    """What is open at the end of a text.

    `opened` are the brackets not closed yet, each with the indentation of its line; `closers` those
    that close what was opened before the text; `quote` opens the string that the text ends in.
    """

    opened: tuple[tuple[str, int], ...]
    closers: str
    quote: str
    in_comment: bool


@lru_cache(maxsize=64)
def _tokens(language: str) -> re.Pattern[str]:
    facts = facts_of(language)
    comment = facts.line_comment
    patterns = [r"(?P<triple>\"\"\"|''')"] if facts.is_indented else []
    if comment:
        patterns.append(rf"(?P<comment>{re.escape(comment)}[^\n]*)")
    if "/*" in facts.comments:
        patterns.append(r"(?P<remark>/\*(?:.|\n)*?(?P<remark_end>\*/|\Z))")
    quotes = "\"'`" if facts.apostrophes else '"`'
    if facts.is_indented:
        quotes = quotes.replace("`", "")
    patterns.append(
        rf"(?P<string>(?P<quote>[{quotes}])(?:\\.|(?!(?P=quote))[^\\\n])*(?P<end>(?P=quote)|\n|\\?\Z))"
    )
    patterns.append(r"(?P<bracket>[()\[\]{}])")
    return re.compile("|".join(patterns))


@lru_cache(maxsize=64)
def scan(text: str, language: str) -> Scan:
    """Read `text` from a point outside strings and comments."""
    tokens = _tokens(language)
    opened: list[tuple[str, int]] = []
    closers: list[str] = []
    at = 0
    while found := tokens.search(text, at):
        at = found.end()
        match found.lastgroup:
            case "triple":
                end = text.find(found["triple"], at)
                if end < 0:
                    return Scan(tuple(opened), "".join(closers), found["triple"], False)
                at = end + 3
            case "comment" if at == len(text):
                return Scan(tuple(opened), "".join(closers), "", True)
            case "remark" if not found["remark_end"]:
                return Scan(tuple(opened), "".join(closers), "", True)
            case "string":
                if found["end"] == "\n":
                    at -= 1
                elif found["end"] != found["quote"]:
                    return Scan(tuple(opened), "".join(closers), found["quote"], False)
            case "bracket":
                _match_bracket(found["bracket"], text, found.start(), opened, closers)
    return Scan(tuple(opened), "".join(closers), "", False)


def _match_bracket(
    bracket: str, text: str, at: int, opened: list[tuple[str, int]], closers: list[str]
) -> None:
    if bracket in CLOSER_OF:
        line = text[text.rfind("\n", 0, at) + 1 : at]
        opened.append((bracket, indent_width(leading_space(line))))
    elif opened and CLOSER_OF[opened[-1][0]] == bracket:
        opened.pop()
    else:
        closers.append(bracket)


_HEADER = re.compile(
    r"^[ \t]*(?:async )?(?:def|class|func|proc) \w+\*?(?:[(\[].*[:(,]|:)\r?$", re.MULTILINE
)


def end_of_code(prefix: str, size: int, language: str) -> str:
    """At most the last `size` code points of `prefix`, from a line on that surely is code.

    A cut anywhere may lie in a docstring; the header of a function or class does not. Empty where
    there is none.
    """
    seen = prefix[-size:]
    if len(seen) == len(prefix) or not facts_of(language).is_indented:
        return seen
    header = _HEADER.search(seen)
    return seen[header.start() :] if header else ""


_REMARK_AT_END = re.compile(r"/\*(?:(?!\*/).)*\*/\s*$")


def without_comment(line: str, language: str) -> str:
    """`line` without the comment at its end and the space before that."""
    if line.rstrip().endswith("*/") and "/*" in facts_of(language).comments:
        line = _REMARK_AT_END.sub("", line)
    comment = facts_of(language).line_comment
    at = line.find(comment) if comment else -1
    while at >= 0:
        if not scan(line[:at], language).quote:
            return line[:at].rstrip()
        at = line.find(comment, at + 1)
    return line.rstrip()


def is_comment(line: str, language: str) -> bool:
    """Whether nothing but a comment stands in `line`."""
    text = line.strip()
    comment = facts_of(language).line_comment
    return bool(text) and bool(
        (comment and text.startswith(comment)) or text.startswith(("/*", "* ", "*/", "<!--"))
    )


_OPENING_WORD = re.compile(
    r"\b(?:do|then|begin|else|of|where|try)$|(?:=>|(?<!-)->)$|\bdo\s*\|[^|]*\|$"
)


_OPENING_LINE = re.compile(
    r"\s*(?:local )?(?:def|class|module|if|unless|while|until|for|case|begin|function)\b"
    r"(?!.*(?:\bend|\bthen .*| = .*)$)"
)


_TARGET = re.compile(r"[^\s#=:][^#=]*:(?!.*=)")


_BLOCK_OF_CALL = re.compile(r"[)\]] do(?: \w+(?:, ?\w+)*)$")
"""Julia's, with what it calls its arguments."""


def opens_block(line: str, language: str) -> bool:
    """Whether the lines after `line` belong to a block that it opens."""
    code, facts = without_comment(line, language), facts_of(language)
    if not code.strip() or facts.prose:
        return False
    if facts.blocks in ("indentation", "keys"):
        opens = code.endswith(":") and not scan(code, language).opened
        return opens or code.endswith(("(", "[", "{"))
    if facts.blocks == "targets":
        return bool(_TARGET.match(code))
    if facts.blocks == "end" and (_OPENING_LINE.match(code) or _BLOCK_OF_CALL.search(code)):
        return True
    return code.endswith(("{", "(", "[")) or bool(_OPENING_WORD.search(code))
