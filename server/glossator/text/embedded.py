"""Code of one language inside of a file of another: scripts in pages, fences in Markdown. Pure."""

from __future__ import annotations

import re

from glossator.languages import facts_of, language_id
from glossator.text.fences import FENCE, is_closing
from glossator.text.lines import lines_with_ends
from glossator.text.spans import Span

_PAGES = frozenset({"html", "xhtml", "vue", "svelte", "astro"})
_BLOCK = re.compile(
    r"<(?P<tag>script|style)\b(?P<attributes>[^>]*)>(?P<code>.*?)(?:</(?P=tag)\s*>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_LANG = re.compile(r"\blang\s*=\s*[\"']?(?P<lang>\w+)")
_TYPE = re.compile(r"\btype\s*=\s*[\"']?(?:text|application)/(?:x-)?(?P<type>\w+)")
_NOT_A_LINE_END = re.compile(r"[^\r\n]")


def language_at(text: str, span: Span, language: str) -> str:
    """The language of the code that `span` lies in."""
    return _block_at(text, span, language)[1] or language


def alone(text: str, span: Span, language: str) -> str:
    """The text with blanks for all but the block that `span` lies in: each place stays its own."""
    (start, end), inner = _block_at(text, span, language)
    if not inner:
        return text
    blank = (_NOT_A_LINE_END.sub(" ", part) for part in (text[:start], text[end:]))
    return text[start:end].join(blank)


def _block_at(text: str, span: Span, language: str) -> tuple[Span, str]:
    """The block around a span and its language; the whole text and "" outside of all blocks."""
    find = _in_page if language in _PAGES else _in_fences if facts_of(language).prose else None
    for (start, end), inner in find(text) if find else ():
        if start <= span[0] and span[1] <= end and text[start:end].strip():
            return (start, end), inner
    return (0, len(text)), ""


def _in_page(text: str) -> list[tuple[Span, str]]:
    found = []
    for block in _BLOCK.finditer(text):
        usual = "javascript" if block["tag"].lower() == "script" else "css"
        called = _LANG.search(block["attributes"]) or _TYPE.search(block["attributes"])
        language = language_id(called[1].lower()) if called else usual
        found.append((block.span("code"), language if facts_of(language).id else usual))
    return found


def _in_fences(text: str) -> list[tuple[Span, str]]:
    found: list[tuple[Span, str]] = []
    at, begin, marks, info = 0, 0, "", ""
    for line in lines_with_ends(text):
        bare = line.rstrip("\r\n")
        if marks and is_closing(bare, marks):
            if facts_of(language_id(info)).id:
                found.append(((begin, at), language_id(info)))
            marks = ""
        elif not marks and (opening := FENCE.match(bare)):
            marks, info, begin = opening["marks"], opening["info"].lower(), at + len(line)
        at += len(line)
    return found
