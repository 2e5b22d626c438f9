"""Documentation with tags, read: `@param`, `@return`, with types where a language has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from glossator.actions.docstring.notation import TAG_TOPICS, Topic
from glossator.actions.docstring.update.entries import (
    Entry,
    Existing,
    Region,
    description,
    paragraph,
    without_blank_end,
)
from glossator.text.fences import outside_fences

HEAD = re.compile(r"[ \t]*[@\\](?P<tag>[A-Za-z]+)(?![\w.])(?:\[[^]]*\])?[ \t]*")
DASH = re.compile(r"[ \t]*(?:[-–—:#](?=\s|$)[ \t]*)?")
NAME = re.compile(r"[&.*]*\$?[\w$]+(?:(?:\.|\[\]\.)\w+)*\??(?:,[ \t]*\w+)*|<\w+>|\.\.\.|:\w+")
RESULT_NAME = re.compile(r"[ \t]+[a-z_]\w*(?=[ \t]|$)", re.MULTILINE)
NAMED_RESULT = re.compile(r"[ \t]+[a-z_]\w*(?=[ \t]+(?:[A-Z]|#))")
"""The name of a result in LuaLS, after its type: where it can be told from a description."""
CLOSE = {"(": ")", "[": "]", "{": "}", "<": ">"}
MANY = frozenset({"property", "prop", "template", "typeParam", "typeparam"})
CODE = re.compile(r"[ \t]*[@\\](?:code|verbatim|dot|startuml|f\[)\b")
END_CODE = re.compile(r"[@\\](?:endcode|endverbatim|enddot|enduml|f\])")


@dataclass(frozen=True, slots=True)
class Order:
    """Where a style writes a type: "", `{}` before the name, `[]` around it, before or after it."""

    kind: str = ""


def read_tags(texts: Sequence[str], order: Order) -> Existing:
    """The entries of a comment with tags."""
    starts = list(_starts(texts))
    ends = [*starts[1:], len(texts)]
    entries: list[Entry] = []
    others: list[int] = []
    described = starts[0] if starts else len(texts)
    for first, end in zip(starts, ends, strict=False):
        entry = _entry(texts, first, end, order)
        if entry is None:
            others.append(first)
        else:
            entries.append(entry)
    summary, more = description(texts, described)
    tagged = [each for each in entries if each.topic is Topic.SUMMARY]
    if summary is not None:
        entries = [summary, *(each for each in entries if each.topic is not Topic.SUMMARY)]
    elif len(tagged) > 1:
        entries = [each for each in entries if each not in tagged[1:]]
    is_detailed = more or any(each.topic is Topic.DETAIL for each in entries)
    return Existing(tuple(_single(entries)), tuple(others), (), is_detailed, described)


def _single(entries: list[Entry]) -> Iterator[Entry]:
    """Of several results none can be told apart."""
    results = sum(each.topic is Topic.RESULT for each in entries)
    for each in entries:
        if each.topic is Topic.RESULT and results > 1:
            yield Entry(each.topic, each.first, each.last, each.names, None, each.kind)
        else:
            yield each


def _starts(texts: Sequence[str]) -> Iterator[int]:
    """The lines that begin with a tag, outside of code."""
    depth, in_code = 0, False
    for number, (text, outside) in enumerate(outside_fences(texts)):
        if in_code:
            in_code = END_CODE.search(text) is None
            continue
        if outside and depth <= 0 and HEAD.match(text):
            if CODE.match(text):
                in_code = END_CODE.search(text) is None
                continue
            yield number
        if "{@" in text or depth > 0:
            depth = max(0, depth + text.count("{") - text.count("}"))


def _entry(texts: Sequence[str], first: int, end: int, order: Order) -> Entry | None:
    head = HEAD.match(texts[first])
    assert head is not None
    topic = TAG_TOPICS.get(head["tag"])
    if topic is None:
        return None
    last = without_blank_end(texts, first, end)
    text = "\n".join(texts[first:last])
    at = head.end()
    kind: tuple[int, int] | None = None
    names: tuple[str, ...] = ()
    if head["tag"] == "tparam" and order.kind == "after":
        order = Order("before")  # LDoc's, beside LuaLS's @param
    if topic in (Topic.PARAMETER, Topic.RAISES, Topic.RESULT):
        at, kind, names = _named(text, at, topic, order)
        at = _matched(DASH, text, at)
    if topic is Topic.DETAIL or (topic is Topic.SUMMARY and not text[at:].strip()):
        return Entry(topic, first, last)
    line, column = _place(text, at)
    prose = paragraph(texts, first + line, column, last)
    region = None
    if kind is not None:
        start, stop = _place(text, kind[0]), _place(text, kind[1])
        region = Region(first + start[0], start[1], first + stop[0], stop[1])
    is_free = head["tag"] in MANY or _is_word(names)
    return Entry(topic, first, last, names, prose, region, is_free)


def _is_word(names: tuple[str, ...]) -> bool:
    """Whether what stands for a name begins a sentence: `@param {string} The text.`"""
    return bool(names) and re.fullmatch(r"[A-Z][a-z]+", names[0]) is not None


def _matched(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _place(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at), at - (text.rfind("\n", 0, at) + 1)


def _named(
    text: str, at: int, topic: Topic, order: Order
) -> tuple[int, tuple[int, int] | None, tuple[str, ...]]:
    """Where the description begins, where the type stands, and the names."""
    kind: tuple[int, int] | None = None
    names: tuple[str, ...] = ()
    if topic is Topic.RAISES:
        if text[at : at + 1] in "{[(" and at < len(text):
            stop = balanced(text, at)
        else:
            stop = _matched(re.compile(r"[\w.\\:]+"), text, at)
        return stop, None, (re.sub(r"[{}\[\]]|@link|\s", "", text[at:stop]),)
    if text[at : at + 1] == "{" or (order.kind == "[]" and text[at : at + 1] == "["):
        stop = balanced(text, at)
        kind, at = (at + 1, stop - 1), _space(text, stop)
    elif order.kind == "before" and text[at : at + 1] not in ("$", "&", "."):
        stop = type_end(text, at)
        kind, at = (at, stop), _space(text, stop)
    elif order.kind == "after" and topic is Topic.RESULT:
        stop = type_end(text, at)
        name = (RESULT_NAME if "," in text[at:stop] else NAMED_RESULT).match(text, stop)
        return name.end() if name else stop, (at, stop), ()
    if topic is Topic.PARAMETER:
        if text[at : at + 1] == "[":
            stop = balanced(text, at)
            names = (text[at + 1 : stop - 1].partition("=")[0].strip(),)
        else:
            stop = _matched(NAME, text, at)
            names = tuple(re.split(r",\s*", text[at:stop])) if stop > at else ()
        at = stop
        if order.kind == "[]" and kind is None and text[_space(text, at) :][:1] == "[":
            start = _space(text, at)
            at = balanced(text, start)
            kind = (start + 1, at - 1)
        elif order.kind == "after":
            start = _space(text, at)
            at = type_end(text, start)
            kind = (start, at)
    return at, kind, names


def _space(text: str, at: int) -> int:
    return _matched(re.compile(r"[ \t]*"), text, at)


def balanced(text: str, at: int) -> int:
    """Where the bracket at `at` is closed; the end of its line where it is not."""
    waiting: list[str] = []
    for index in range(at, len(text)):
        character = text[index]
        if character in CLOSE and (character != "<" or waiting):
            waiting.append(CLOSE[character])
        elif (
            waiting and character == waiting[-1] and text[index - 1 : index + 1] not in ("=>", "->")
        ):
            waiting.pop()
            if not waiting:
                return index + 1
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def type_end(text: str, at: int) -> int:
    """Where a type without brackets around it ends: at blank space that is not within one."""
    depth = 0
    for index in range(at, len(text)):
        character = text[index]
        if character in CLOSE:
            depth += 1
        elif character in CLOSE.values() and text[index - 1 : index + 1] not in ("=>", "->"):
            depth -= 1
        elif character == "\n" and depth <= 0:
            return index
        elif character in " \t" and depth <= 0:
            before, after = text[at:index], text[index:].lstrip(" \t")
            if before.endswith(("|", "&", ",")) or (before.endswith(":") and before[-2:-1] == ")"):
                continue
            if after.startswith(("|", "& ")):
                continue
            return index
    return len(text)
