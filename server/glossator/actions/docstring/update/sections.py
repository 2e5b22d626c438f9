"""Python's docstrings, read: Google's and NumPy's sections, reST's fields."""

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

PARAMETERS = "args|arguments|params|parameters"
FREE = r"keyword args|keyword arguments|other parameters|kwargs|attributes"
RESULTS = "returns?|yields?|return values?"
RAISES = "raises|exceptions|except"
TITLE = re.compile(
    rf"(?:(?P<parameters>{PARAMETERS})|(?P<free>{FREE})|(?P<results>{RESULTS})|(?P<raises>{RAISES}))"
    r"\s*:?\s*$",
    re.IGNORECASE,
)
HEADING = re.compile(r"[A-Z][A-Za-z ]{2,30}:$")
UNDERLINE = re.compile(r"[-=~]{3,}$")
NESTED = r"(?:[^()]|\((?:[^()]|\([^()]*\))*\))*"
ENTRY = re.compile(
    rf"(?P<indent>[ \t]*)(?P<names>\\?\*{{0,2}}[^\W\d]\w*(?:,[ ]*\\?\*{{0,2}}\w+)*)[ \t]*"
    rf"(?:\((?P<kind>{NESTED})\))?[ \t]*:(?:[ \t]+|$)"
)
ITEM = re.compile(
    r"(?P<names>\\?\*{0,2}[^\W\d]\w*(?:,[ ]*\\?\*{0,2}\w+)*)(?:[ \t]*:[ \t]*(?P<kind>.*))?$"
)
RAISED = re.compile(r"(?P<indent>[ \t]*)[`:~!a-z]*?(?P<names>[^\W\d][\w.]*)`?[ \t]*:(?:[ \t]+|$)")
FIELD = re.compile(
    r"[:@](?P<field>\w+)(?:[ \t]+(?P<argument>[^:\n]*?(?:\[[^\]]*\][^:\n]*?)?))?:(?:[ \t]+|$)"
)
FIELD_TOPICS = {
    **dict.fromkeys(("param", "parameter", "arg", "argument"), Topic.PARAMETER),
    **dict.fromkeys(("key", "keyword", "kwarg"), Topic.PARAMETER),
    **dict.fromkeys(("return", "returns", "yield", "yields"), Topic.RESULT),
    **dict.fromkeys(("raise", "raises", "except", "exception", "throws"), Topic.RAISES),
}
TYPE = re.compile(r"[`~:*\w.]+(?:\s*(?:\||\bor\b)\s*[`~:*\w.]+)*")
DEFAULTS = re.compile(
    r"[ \t]*,[ \t]*(?:optional|default\b.*|by default.*|keyword-only)$", re.IGNORECASE
)


def read_google(texts: Sequence[str]) -> Existing:
    """The entries of sections whose lines are indented below `Args:`."""
    starts = [
        number
        for number, text in enumerate(texts)
        if number and (_title(text) is not None or HEADING.match(text)) and text.endswith(":")
    ]
    return _read(texts, starts, 1)


def read_numpy(texts: Sequence[str]) -> Existing:
    """The entries of sections with underlined headings."""
    starts = [
        number
        for number, text in enumerate(texts[:-1])
        if text.strip() and not text[:1].isspace() and UNDERLINE.match(texts[number + 1])
    ]
    return _read(texts, starts, 2)


def _title(text: str) -> tuple[Topic, bool] | None:
    match = TITLE.match(text)
    if match is None:
        return None
    if match["parameters"] or match["free"]:
        return Topic.PARAMETER, bool(match["free"])
    return (Topic.RESULT if match["results"] else Topic.RAISES), False


def _read(texts: Sequence[str], starts: list[int], height: int) -> Existing:
    entries: list[Entry] = []
    others: list[int] = []
    headings: list[tuple[Topic, int, int]] = []
    described = starts[0] if starts else len(texts)
    for first, following in zip(starts, [*starts[1:], len(texts)], strict=False):
        end = following
        if height == 1:
            # What stands below a section without indentation belongs to nobody's list.
            outside = (n for n in range(first + 1, end) if texts[n][:1].strip())
            end = next(outside, end)
        titled = _title(texts[first])
        if end < following:
            others.append(end)
        if titled is None:
            others.append(first)
            continue
        topic, is_free = titled
        found = _section(texts, first + height, end, topic, is_free, height == 2)
        if topic is Topic.PARAMETER and is_free and texts[first].lower().startswith("attr"):
            others.append(first)
            continue
        entries += found
        headings.append((topic, first, without_blank_end(texts, first, end)))
    summary, more = description(texts, described)
    if summary is not None:
        entries.insert(0, summary)
    return Existing(tuple(entries), tuple(sorted(others)), tuple(headings), more, described)


def _section(
    texts: Sequence[str], first: int, end: int, topic: Topic, is_free: bool, is_numpy: bool
) -> list[Entry]:
    filled = [n for n in range(first, end) if texts[n].strip()]
    if not filled:
        return []
    base = min(_indent(texts[n]) for n in filled)
    starts = [n for n in filled if _indent(texts[n]) == base]
    if topic is Topic.RESULT and not is_numpy:
        return [_result(texts, filled[0], end)]
    found = []
    for start, stop in zip(starts, [*starts[1:], end], strict=False):
        last = without_blank_end(texts, start, stop)
        entry = (
            _item(texts, start, last, topic, is_free)
            if is_numpy
            else _entry(texts, start, last, topic, is_free)
        )
        if entry is not None:
            found.append(entry)
    if topic is Topic.RESULT and len(found) > 1:
        return [Entry(Topic.RESULT, found[0].first, found[-1].last)]
    return found


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _entry(texts: Sequence[str], first: int, last: int, topic: Topic, free: bool) -> Entry | None:
    match = (ENTRY if topic is Topic.PARAMETER else RAISED).match(texts[first])
    if match is None:
        return None
    kind = None
    if topic is Topic.PARAMETER and match["kind"] is not None:
        kind = _kind(texts[first], first, *match.span("kind"))
    prose = paragraph(texts, first, match.end(), last)
    return Entry(topic, first, last, _names(match["names"]), prose, kind, free)


def _item(texts: Sequence[str], first: int, last: int, topic: Topic, free: bool) -> Entry | None:
    match = ITEM.match(texts[first])
    prose = paragraph(texts, first + 1, 0, last) if first + 1 < last else None
    if topic is Topic.PARAMETER:
        if match is None:
            return None
        kind = _kind(texts[first], first, *match.span("kind")) if match["kind"] else None
        return Entry(topic, first, last, _names(match["names"]), prose, kind, free)
    if topic is Topic.RAISES:
        return Entry(topic, first, last, (texts[first].strip(" `:"),), prose)
    start = match.start("kind") if match is not None and match["kind"] else 0
    return Entry(
        topic, first, last, (), prose, _kind(texts[first], first, start, len(texts[first]))
    )


def _kind(text: str, line: int, start: int, end: int) -> Region:
    """Where a type stands, without the word that says that it may be left out."""
    match = DEFAULTS.search(text[:end], start)
    return Region(line, start, line, match.start() if match is not None else end)


def _names(listed: str) -> tuple[str, ...]:
    return tuple(name.strip().lstrip("\\") for name in listed.split(","))


def _result(texts: Sequence[str], first: int, end: int) -> Entry:
    last = without_blank_end(texts, first, end)
    text = texts[first]
    before, colon, _ = text.partition(": ")
    kind, column = None, _indent(text)
    if colon and _is_type(before):
        kind, column = Region(first, column, first, len(before)), len(before) + 2
    elif text.endswith(":") and _is_type(text[:-1]) and first + 1 < last:
        kind, column = Region(first, column, first, len(text) - 1), len(text)
    others = [n for n in range(first + 1, last) if _indent(texts[n]) <= _indent(text)]
    is_list = any(ENTRY.match(texts[n]) for n in others if texts[n].strip())
    prose = None if is_list else paragraph(texts, first, column, last)
    return Entry(Topic.RESULT, first, last, (), prose, kind)


def _is_type(text: str) -> bool:
    """Whether a text before a colon is a type and not the begin of a sentence."""
    return TYPE.fullmatch(re.sub(r"\[.*\]|\(.*\)", "", text.strip())) is not None


def read_rest(texts: Sequence[str]) -> Existing:
    """The entries of a list of fields; the fields of epytext are read too."""
    starts = [n for n, text in enumerate(texts) if FIELD.match(text) or _is_at_field(text)]
    entries: list[Entry] = []
    others: list[int] = []
    for first, following in zip(starts, [*starts[1:], len(texts)], strict=False):
        outside = (n for n in range(first + 1, following) if texts[n][:1].strip())
        end = next((n for n in outside if not texts[n - 1].strip()), following)
        if end < following:
            others.append(end)
        entry = _field(texts, first, without_blank_end(texts, first, end))
        if entry is None:
            others.append(first)
        else:
            entries.append(entry)
    described = starts[0] if starts else len(texts)
    summary, more = description(texts, described)
    if summary is not None:
        entries.insert(0, summary)
    return Existing(tuple(entries), tuple(sorted(others)), (), more, described)


def _is_at_field(text: str) -> bool:
    return re.match(r"@(?:param|return|returns|raise|raises|type|rtype)\b[^:]*:", text) is not None


def _field(texts: Sequence[str], first: int, last: int) -> Entry | None:
    match = FIELD.match(texts[first])
    if match is None:
        return None
    field, argument = match["field"], match["argument"] or ""
    if field in ("type", "rtype", "ytype"):
        topic = Topic.PARAMETER if field == "type" else Topic.RESULT
        names = (argument.strip().lstrip("\\"),) if argument else ()
        kind = Region(first, match.end(), first, len(texts[first])) if last == first + 1 else None
        return Entry(topic, first, last, names, None, kind)
    topic_of = FIELD_TOPICS.get(field)
    if topic_of is None:
        return None
    kind = None
    names = ()
    if argument:
        start = match.start("argument")
        *before, name = argument.rsplit(None, 1)
        names = (name.lstrip("\\"),)
        if before and topic_of is Topic.PARAMETER:
            kind = Region(first, start, first, start + len(before[0]))
    prose = paragraph(texts, first, match.end(), last)
    return Entry(topic_of, first, last, names, prose, kind, field in ("key", "keyword", "kwarg"))


def read_python(texts: Sequence[str], fallback: str) -> tuple[str, Existing]:
    """The docstring in the style that it has, or in `fallback`; the style's name as well."""
    readings = {"google": read_google, "numpy": read_numpy, "rest": read_rest}
    found = {name: read(texts) for name, read in readings.items()}
    counts = {
        name: sum(e.topic is not Topic.SUMMARY for e in each.entries)
        for name, each in found.items()
    }
    best = max(counts, key=lambda name: (counts[name], name == fallback))
    return best, found[best]
