"""How much a text at the cursor is not the file's language: by its grammar, or by brackets.

Code in a page or in a Markdown fence is judged as the language that it is.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from glossator.completion.cursor import Cursor
from glossator.languages import LanguageFacts, facts_of, language_id
from glossator.text.fences import FENCE, is_closing
from glossator.text.lexer import end_of_code, scan

if TYPE_CHECKING:
    from glossator.syntax.faults import Place

# A tree of so much costs half a millisecond; one of more says no more about the cursor.
_NEAR_BEFORE, _NEAR_AFTER = 4_000, 2_000
_FEW = 300
_TOP_LEVEL = re.compile(r"^(?=[^\s)\]}])", re.MULTILINE)
_DEFINITION = re.compile(r"^[ \t]*(?:async |def |class |@)", re.MULTILINE)
_RAW = re.compile(
    r"<(?P<tag>script|style)\b[^>]*?(?:\blang=[\"'](?P<lang>\w+)[\"'][^>]*)?>(?!.*</(?P=tag)\b)",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[A-Za-z][\w.:-]*)(?:\"[^\"]*\"|'[^']*'|[^>\"'])*?(?P<alone>/?)>"
)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_BLOCK_WORD = re.compile(
    r"(?:^|[;\n])[ \t]*(?P<opens>function|if|for|while|begin|module|struct|def|class|case|unless|"
    r"until|try|let|quote|macro|do)\b(?![^\n]*\bend\b)(?:[^\n]*\bdo[ \t]*(?=\n|\Z))?"
    r"|\bdo(?:[ \t]*\|[^|\n]*\||[ \t]+\w[\w, ]*)?[ \t]*(?=\n|\Z)"
    r"|(?:^|[;\s])(?P<ends>end)\b"
)
_LINE = r"(?:^|\n)[ \t]*"
_WORDS = {
    "shellscript": (
        r"(?:^|[;\n(&|]|\b(?:then|do|else)\b)[ \t]*(?:if|case|(?P<ends>fi|done|esac))\b"
        r"|(?<=[\s;])do(?=\s|\Z)"
    ),
    "elixir": r"\b(?:do(?!:)|fn|(?P<ends>end))\b",
    "lua": r"\b(?:function|if|do|(?P<ends>end))\b",
    "sql": r"(?i)\b(?:begin|case|(?P<ends>end))\b",
    "cmake": rf"(?i){_LINE}(?:(?P<ends>end)?(?:if|foreach|while|function|macro|block))[ \t]*\(",
    "makefile": rf"{_LINE}(?:ifn?def|ifn?eq|define|(?P<ends>endif|endef))\b",
}
"""Words that open and end blocks, in languages where not every block ends with `end`."""
_TEMPLATE = re.compile(
    r"\{\{?#\w|\{%-? *(?:if|for|block|macro|call|filter|with|unless|case|embed)\b"
    r"|\{\{-? *(?:if|range|with|define)\b|<%-? *(?:if|unless|case|while|for)\b"
    r"|<%[^%]*\bdo(?: *\|[^|]*\|)? *-?%>|<\?php *(?:if|for|foreach|while|switch)\b[^?]*: *\?>"
    r"|^[ \t]*@(?:if|foreach|for|while|switch|auth|guest)\b"
    r"|(?P<ends>\{\{?/\w|\{%-? *end|\{\{-? *end\b|<%-? *end\b|<\?php *end|^[ \t]*@end)",
    re.MULTILINE,
)
_ENVIRONMENT = re.compile(r"\\(?P<kind>begin|end)\{(?P<name>[^}]*)\}")


def fault_count(text: str, replaced: int, cursor: Cursor) -> int:
    """The faults near the cursor with `text` there, in the stead of `replaced` code points."""
    before, after, language = _near(cursor)
    place = _place(before, after, language)
    if place is not None:
        return place.fault_count(text, replaced)
    return unpaired_count(text, replaced, cursor)


def is_parsed(cursor: Cursor) -> bool:
    """Whether the text at the cursor has a grammar to judge it by."""
    return _place(*_near(cursor)) is not None


def counts_words(cursor: Cursor) -> bool:
    """Whether the words that open and end blocks are known here, by a grammar or by a list."""
    _, _, language = _near(cursor)
    facts = facts_of(language)
    return is_parsed(cursor) or facts.blocks == "end" or facts.id in _WORDS


def unpaired_count(text: str, replaced: int, cursor: Cursor) -> int:
    """The brackets, quotes, tags and block words near the cursor that have no partner.

    Grammars take some of them for something else: a `fi` too many may be a command.
    """
    before, after, language = _near(cursor)
    return _unpaired(before + text + after[replaced:], facts_of(language))


@lru_cache(8)
def _place(before: str, after: str, language: str) -> Place | None:
    """The place in its tree; None where the language has no grammar that is installed, or where
    the text is too hard to read.
    """
    from glossator.syntax.faults import Place  # loads tree-sitter

    try:
        return Place(before, after, language)
    except (KeyError, TimeoutError):
        return None


@lru_cache(8)
def _near(cursor: Cursor) -> tuple[str, str, str]:
    """The code around the cursor, and its language, which may not be the file's."""
    region, after, language = _region(cursor)
    before = region
    # a tree that begins in a docstring is nothing but faults, and takes long
    if code := end_of_code(before, _NEAR_BEFORE, language):
        before = code
    if len(before) >= _NEAR_BEFORE:
        before = _from_top_level(before[-_NEAR_BEFORE:], region)
    if len(after) > _NEAR_AFTER:
        after = _without_open_comment(
            _whole_part(after[:_NEAR_AFTER], facts_of(language)), language
        )
    return before, after, language


def _from_top_level(near: str, region: str) -> str:
    """The end of `region` from the first line of `near` that is not indented.

    In a long list, from the nearest such line before; else from a line of `near`.
    """
    if begins := _TOP_LEVEL.search(near, near.find("\n") + 1):
        return near[begins.start() :]
    whole_lines = region.find("\n") + 1 if len(region) == 2 * _NEAR_BEFORE else 0
    further = [found.start() for found in _TOP_LEVEL.finditer(region, whole_lines)]
    return region[further[-1] :] if further else near[near.find("\n") + 1 :]


def _whole_part(after: str, facts: LanguageFacts) -> str:
    """The text up to a line at which no string is open, where one is near; else whole lines."""
    begins = _DEFINITION if facts.is_indented else _TOP_LEVEL
    ends = [found.start() for found in begins.finditer(after, after.find("\n") + 1)]
    if ends:
        return after[: ends[-1]]
    return after[: after.rfind("\n", 0, _FEW) + 1] or after[:_FEW]


def _without_open_comment(after: str, language: str) -> str:
    """The text up to a comment that it was cut off in."""
    facts = facts_of(language)
    marks = ("<!--", "-->") if facts.markup else ("/*", "*/")
    begins = after.rfind(marks[0])
    if begins <= after.rfind(marks[1]) or (marks[0] == "/*" and "/*" not in facts.comments):
        return after
    return after[: after.rfind("\n", 0, begins) + 1] or after


def _region(cursor: Cursor) -> tuple[str, str, str]:
    prefix, suffix = cursor.prefix[-2 * _NEAR_BEFORE :], cursor.suffix[: 2 * _NEAR_AFTER]
    if cursor.language == "markdown":
        return _fenced(prefix, suffix)
    found = _RAW.search(prefix) if cursor.facts.markup and "<" in prefix else None
    if not found:
        return prefix, suffix, cursor.language
    usual = "javascript" if found["tag"].lower() == "script" else "css"
    end = re.search(f"</{found['tag']}", suffix, re.IGNORECASE)
    language = language_id(found["lang"]) or usual
    return prefix[found.end() :], suffix[: end.start()] if end else suffix, language


def _fenced(prefix: str, suffix: str) -> tuple[str, str, str]:
    """The code of the fence that is open at the cursor, if one is."""
    begins, opening, at = 0, None, 0
    for line in prefix.split("\n")[:-1]:
        at += len(line) + 1
        if opening is not None and is_closing(line, opening["marks"]):
            opening = None
        elif opening is None and (opening := FENCE.match(line)):
            begins = at
    if opening is None:
        return prefix, suffix, "markdown"
    end = suffix.find("\n" + opening["marks"])
    language = language_id(opening["info"].lower())
    return prefix[begins:], suffix[: end + 1] if end >= 0 else suffix, language


def _unpaired(text: str, facts: LanguageFacts) -> int:
    if facts.prose:
        return _unpaired_environments(text)
    read = scan(text, facts.id)
    count = len(read.opened) + len(read.closers) + bool(read.quote)
    if facts.markup:
        count += _unpaired_tags(text) + _unpaired_words(_TEMPLATE, text)
    if words := _WORDS.get(facts.id):
        count += _unpaired_words(re.compile(words), text)
    elif facts.blocks == "end":
        count += _unpaired_words(_BLOCK_WORD, text)
    return count


def _unpaired_words(words: re.Pattern[str], text: str) -> int:
    return abs(sum(-1 if word["ends"] else 1 for word in words.finditer(text)))


def _unpaired_tags(text: str) -> int:
    opened: list[str] = []
    count = 0
    for tag in _TAG.finditer(text):
        name = tag["name"].lower()
        if tag["alone"] or name in _VOID:
            continue
        if not tag["end"]:
            opened.append(name)
        elif name in opened:
            while opened.pop() != name:
                count += 1
        else:
            count += 1
    return count + len(opened)


def _unpaired_environments(text: str) -> int:
    opened: list[str] = []
    count = 0
    for found in _ENVIRONMENT.finditer(text):
        if found["kind"] == "begin":
            opened.append(found["name"])
        elif opened and opened[-1] == found["name"]:
            opened.pop()
        else:
            count += 1
    return count + len(opened)
