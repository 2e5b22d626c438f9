"""The notations of documentation: comment marks, tags, XML, Swift's callouts. Pure.

`Notation` turns a line of any of them into the plain lines that models are asked for, because a
model that knows the language well answers in its notation nevertheless.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from glossator.syntax.language import NEVER
from glossator.syntax.signature import MARKS, Signature


class Topic(Enum):
    """What a fact is about."""

    SUMMARY = auto()
    DETAIL = auto()
    PARAMETER = auto()
    RESULT = auto()
    RAISES = auto()


DOCSTRING = re.compile(r"^(?:\"{3}|'{3})|(?:\"{3}|'{3})$")
TAG = re.compile(r"[@\\](?P<tag>[A-Za-z]+)\b(?:\[[^]]*\])?[ \t]*(?P<rest>.*)", re.DOTALL)
TAG_TOPICS = {
    **dict.fromkeys(
        ("param", "arg", "argument", "tparam", "typeParam", "template", "property", "prop"),
        Topic.PARAMETER,
    ),
    **dict.fromkeys(
        ("return", "returns", "treturn", "result", "yields", "yield", "yieldreturn"), Topic.RESULT
    ),
    **dict.fromkeys(("throws", "throw", "exception", "raise", "raises"), Topic.RAISES),
    **dict.fromkeys(("brief", "summary", "file", "fileoverview", "overview"), Topic.SUMMARY),
    **dict.fromkeys(("details", "description", "desc", "remarks"), Topic.DETAIL),
}
LINK = re.compile(r"\{@link\s+([^}\s]+)[^}]*\}")


@dataclass(frozen=True, slots=True)
class TypeNotation:
    """Where a style writes types: patterns with a group `type`, for what follows the tag."""

    parameter: re.Pattern[str] = NEVER
    result: re.Pattern[str] = NEVER

    def take(self, topic: Topic, rest: str) -> tuple[str, str]:
        """The type, and what is left without it."""
        places = {Topic.PARAMETER: self.parameter, Topic.RESULT: self.result}
        match = places.get(topic, NEVER).match(rest)
        if match is None:
            return "", rest
        start, end = match.span("type")
        kept = f"{rest[:start]} {rest[end:]}"
        return match["type"].strip("{}[]"), kept


NO_TYPES = TypeNotation()
BRACES = TypeNotation(*[re.compile(r"(?P<type>\{(?:[^{}@]|\{[^{}]*\})*\})")] * 2)
BRACKETS = TypeNotation(*[re.compile(r"(?:[\w*&]+\s+)?(?P<type>\[[^]]*\])")] * 2)
BEFORE_NAME = TypeNotation(
    re.compile(r"(?P<type>[^\s$]+)\s+(?=[&.]*\$)"), re.compile(r"(?P<type>\S+)")
)
AFTER_NAME = TypeNotation(re.compile(r"\S+\s+(?P<type>\S+)"), re.compile(r"(?P<type>\S+)"))


def split_name(names: dict[str, str], rest: str) -> tuple[str, str]:
    """The name of `names` after a tag, and the description of it; "" for none of them."""
    words = LINK.sub(r"\1", rest).split()
    for index, word in enumerate(words[:4]):
        name = bare_name(word)
        if name in names:
            return names[name], " ".join(words[index + 1 :]).lstrip("-–: ")
    return "", ""


def bare_name(word: str) -> str:
    """The name in `[name=1]`, `<T>`, `{Error}`, `$name` or `a.name`."""
    return word.strip("[]<>`,:{}()").partition("=")[0].rpartition(".")[2].lstrip(MARKS)


MARK = re.compile(r"^(?:/\*[*!]?|\*(?!\*)|//[/!]?|--+(?:\[\[)?|#(?=\s[^#]))(?:\s+|$|(?=@))")
ELEMENT_ENTRY = re.compile(
    r"<(?:param|typeparam|exception)\s+(?:name|cref)=\"(?P<name>[^\"]*)\"\s*>(?P<text>.*)"
)
ELEMENT = re.compile(
    r"</?(?:summary|remarks|param|typeparam|returns|value|exception|para|p|br)\b[^>]*>"
)
CALLOUT = re.compile(
    r"(?:[-*]\s+)?(?:Parameter\s+(?P<name>\w+)|(?P<throws>Throws)):\s*(?P<text>.*)"
)
POSITION = re.compile(r"(?:[-*]\s+)?(?P<name>\$[\d@*])\s*(?:[-–:=]\s*)?(?P<text>.*)")


class Notation:
    """Reads lines about a definition with `signature`."""

    def __init__(self, signature: Signature, types: TypeNotation) -> None:
        self._types = types
        self._parameters = {each.key: each.key for each in signature.parameters}
        self._raises = signature.raised_names
        self._positions = {each.name: each.key for each in signature.parameters}

    def plain(self, line: str) -> tuple[str, bool]:
        """The line as it was asked for, and whether the comment ends with it."""
        text = DOCSTRING.sub("", line.strip())  # in the form of another language
        closes = text.endswith("*/")
        text = MARK.sub("", text.removesuffix("*/").rstrip(), count=1).strip()
        return self._read(text), closes

    def _read(self, text: str) -> str:
        tag = TAG.match(text)
        if tag is not None:
            return self._tagged(tag["tag"], tag["rest"])
        element = ELEMENT_ENTRY.match(text)
        if element is not None:
            name = element["name"].rpartition(".")[2]
            before = "Raises " if name in self._raises else ""
            return f"{before}{name}: {ELEMENT.sub('', element['text'])}"
        callout = CALLOUT.match(text)
        if callout is not None:
            throws = f"Raises {next(iter(self._raises), 'Error')}"
            return f"{callout['name'] or throws}: {callout['text']}"
        position = POSITION.match(text)
        if position is not None and position["name"] in self._positions:
            return f"{self._positions[position['name']]}: {position['text']}"
        return ELEMENT.sub("", text.replace("<returns>", "Returns: ")).strip()

    def _tagged(self, tag: str, rest: str) -> str:
        topic = TAG_TOPICS.get(tag)
        if topic is None:
            return f"{tag.lower()}_tag: {rest}"
        _, rest = self._types.take(topic, rest)
        if topic is Topic.PARAMETER:
            name, prose = split_name(self._parameters, rest)
            return f"{name or 'unknown_name'}: {prose}"
        if topic is Topic.RAISES:
            name, prose = split_name(self._raises, rest)
            return f"Raises {name}: {prose}" if name else "unknown_name:"
        prose = " ".join(rest.split()).lstrip("-# ")
        return f"Returns: {prose}" if topic is Topic.RESULT else prose
