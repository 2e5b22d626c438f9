"""C#'s elements, Swift's callouts, rustdoc's headings and the sections of a shell script, read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from glossator.actions.docstring.notation import Topic
from glossator.actions.docstring.update.entries import (
    Entry,
    Existing,
    Region,
    description,
    paragraph,
    without_blank_end,
)
from glossator.text.fences import outside_fences

ELEMENT = re.compile(
    r"<(?P<tag>summary|remarks|param|typeparam|returns|value|exception)\b(?P<attributes>[^>]*?)"
    r"(?:/>|>(?P<text>.*?)</(?P=tag)>)",
    re.DOTALL,
)
ATTRIBUTE = re.compile(r'(?:name|cref)="(?:\w:)?([^"]*)"')
INNER = re.compile(r"<(?:list|code|para|item|br)\b|\A\s*\Z")
ELEMENTS = {
    "summary": Topic.SUMMARY,
    "remarks": Topic.DETAIL,
    "returns": Topic.RESULT,
    "value": Topic.RESULT,
    "exception": Topic.RAISES,
    "param": Topic.PARAMETER,
    "typeparam": Topic.PARAMETER,
}


def read_xml(texts: Sequence[str]) -> Existing:
    """The entries of a comment of C#."""
    text = "\n".join(texts)
    entries = []
    covered = 0
    others = []
    for match in ELEMENT.finditer(text):
        if text[covered : match.start()].strip():
            others.append(_place(text, covered + _blank(text[covered:]))[0])
        covered = match.end()
        attribute = ATTRIBUTE.search(match["attributes"])
        names = (attribute[1].rpartition(".")[2],) if attribute else ()
        prose = None
        inner = match["text"]
        if inner is not None and not INNER.search(inner):
            start = match.start("text") + _blank(inner)
            prose = Region(*_place(text, start), *_place(text, start + len(inner.strip())))
        first, last = _place(text, match.start())[0], _place(text, match.end())[0] + 1
        entries.append(Entry(ELEMENTS[match["tag"]], first, last, names, prose))
    if text[covered:].strip():
        others.append(_place(text, covered + _blank(text[covered:]))[0])
    is_detailed = any(each.topic is Topic.DETAIL for each in entries)
    if not entries and not others:
        return Existing(described=len(texts))
    return Existing(tuple(entries), tuple(others), (), is_detailed, 0 if entries else len(texts))


def _blank(text: str) -> int:
    return len(text) - len(text.lstrip())


def _place(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at), at - (text.rfind("\n", 0, at) + 1)


SECTION = re.compile(r"#+[ \t]+(?P<title>\S.*)$")
CALLOUT = re.compile(
    r"[-*+][ \t]+(?P<title>[A-Z][A-Za-z]*)(?:[ \t]+(?P<name>\w+))?[ \t]*:(?:[ \t]+|$)"
)
PARAMETER = re.compile(r"(?P<indent>[ \t]+)[-*+][ \t]+`?(?P<name>\w+)`?[ \t]*:(?:[ \t]+|$)")
SHELL = re.compile(r"(?P<title>Arguments|Returns|Globals|Outputs):$")
SHELL_ENTRY = re.compile(
    r"(?P<indent>[ \t]+)(?:[-*][ \t]+)?(?P<name>\$[\d@*]|\w+)[ \t]*(?:[-–:][ \t]+)"
)
RUST_TITLES = ("Errors", "Panics", "Safety")


def read_markdown(texts: Sequence[str]) -> Existing:
    """The entries of a comment in Markdown: headings that rustdoc knows, Swift's callouts."""
    outside = [is_outside for _, is_outside in outside_fences(texts)]
    starts = [
        n
        for n, text in enumerate(texts)
        if outside[n] and (SECTION.match(text) or CALLOUT.match(text))
    ]
    entries: list[Entry] = []
    others: list[int] = []
    headings: list[tuple[Topic, int, int]] = []
    for first, following in zip(starts, [*starts[1:], len(texts)], strict=False):
        section, callout = SECTION.match(texts[first]), CALLOUT.match(texts[first])
        end = following if callout is None else _callout_end(texts, first, following)
        last = without_blank_end(texts, first, end)
        if end < following:
            others.append(end)
        if section is not None and section["title"] in RUST_TITLES:
            body = next((n for n in range(first + 1, last) if texts[n].strip()), last)
            prose = paragraph(texts, body, 0, last) if body < last else None
            entries.append(Entry(Topic.RAISES, first, last, (section["title"],), prose))
        elif callout is not None and callout["title"] == "Parameters":
            entries += _parameters(texts, first + 1, last)
            headings.append((Topic.PARAMETER, first, last))
        elif callout is not None and callout["title"] in ("Parameter", "Returns", "Throws"):
            topic = {"Parameter": Topic.PARAMETER, "Returns": Topic.RESULT}.get(
                callout["title"], Topic.RAISES
            )
            names = (callout["name"],) if callout["name"] else ()
            prose = paragraph(texts, first, callout.end(), last)
            entries.append(Entry(topic, first, last, names, prose))
        else:
            others.append(first)
    described = starts[0] if starts else len(texts)
    summary, more = description(texts, described)
    if summary is not None:
        entries.insert(0, summary)
    return Existing(tuple(entries), tuple(sorted(others)), tuple(headings), more, described)


def _callout_end(texts: Sequence[str], first: int, end: int) -> int:
    """The line at which the text is no longer indented below a callout."""
    return next((n for n in range(first + 1, end) if texts[n][:1].strip()), end)


def _parameters(texts: Sequence[str], first: int, last: int) -> list[Entry]:
    starts = [n for n in range(first, last) if PARAMETER.match(texts[n])]
    base = min((len(m["indent"]) for n in starts if (m := PARAMETER.match(texts[n]))), default=0)
    found = []
    starts = [n for n in starts if (m := PARAMETER.match(texts[n])) and len(m["indent"]) == base]
    for start, stop in zip(starts, [*starts[1:], last], strict=False):
        match = PARAMETER.match(texts[start])
        assert match is not None
        prose = paragraph(texts, start, match.end(), stop)
        end = without_blank_end(texts, start, stop)
        found.append(Entry(Topic.PARAMETER, start, end, (match["name"],), prose))
    return found


def read_shell(texts: Sequence[str]) -> Existing:
    """The entries of a comment after Google's guide for shell scripts."""
    starts = [n for n, text in enumerate(texts) if SHELL.match(text)]
    entries: list[Entry] = []
    others: list[int] = []
    headings: list[tuple[Topic, int, int]] = []
    for first, following in zip(starts, [*starts[1:], len(texts)], strict=False):
        match = SHELL.match(texts[first])
        assert match is not None
        outside = (n for n in range(first + 1, following) if texts[n][:1].strip())
        end = next(outside, following)
        if end < following:
            others.append(end)
        last = without_blank_end(texts, first, end)
        if match["title"] == "Arguments":
            entries += _arguments(texts, first + 1, last)
            headings.append((Topic.PARAMETER, first, last))
        elif match["title"] == "Returns":
            prose = paragraph(texts, first + 1, 0, last) if first + 1 < last else None
            entries.append(Entry(Topic.RESULT, first + 1, last, (), prose))
            headings.append((Topic.RESULT, first, last))
        else:
            others.append(first)
    described = starts[0] if starts else len(texts)
    is_rule = [not text.strip("#") for text in texts]
    start = next((n for n in range(described) if not is_rule[n]), described)
    end = next((n for n in range(start, described) if texts[n] and is_rule[n]), described)
    summary, more = description(texts, end, start)
    if summary is not None:
        entries.insert(0, summary)
    return Existing(tuple(entries), tuple(sorted(others)), tuple(headings), more, end)


def _arguments(texts: Sequence[str], first: int, last: int) -> list[Entry]:
    starts = [n for n in range(first, last) if SHELL_ENTRY.match(texts[n])]
    found = []
    for start, stop in zip(starts, [*starts[1:], last], strict=False):
        match = SHELL_ENTRY.match(texts[start])
        assert match is not None
        prose = paragraph(texts, start, match.end(), stop)
        found.append(Entry(Topic.PARAMETER, start, stop, (match["name"],), prose, is_free=True))
    return found
