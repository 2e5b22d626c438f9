"""Comments that document, read: without their marks, as facts that may still be true, and the rest.

What an update does not write itself stays as it is: tags such as `@deprecated` and `@example`,
elements such as `<example>`, sections such as `# Examples`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

from glossator.actions.docstring.answer_parser import AnswerParser, Fact
from glossator.actions.docstring.existing import ExistingDocumentation, read_sections
from glossator.actions.docstring.notation import (
    NO_TYPES,
    TAG,
    TAG_TOPICS,
    Topic,
    TypeNotation,
    told_of,
)
from glossator.syntax.signature import Signature
from glossator.text.fences import outside_fences
from glossator.text.lines import split_lines

OPENING = re.compile(r"^[ \t]*/\*[*!]?<?")
CLOSING = re.compile(r"\*+/[ \t]*$")
STAR = re.compile(r"^[ \t]*\*(?!/)[ \t]?|^[ \t]+")
LINE_MARK = re.compile(r"^[ \t]*(?://[/!]?|--+|#+!?)<? ?")
RULE = re.compile(r"[-=#*/]{3,}")

ELEMENT = re.compile(
    r"<(?P<tag>summary|remarks|param|typeparam|returns|value|exception)\b(?P<attributes>[^>]*?)"
    r"(?:/>|>(?P<text>.*?)</(?P=tag)>)",
    re.S,
)
ATTRIBUTE = re.compile(r'(?:name|cref)="(?:T:)?([^"]*)"')


def without_marks(comment: str) -> str:
    """The text of a comment; of several, if each has a line of its own."""
    if comment.lstrip().startswith("/*"):
        body = CLOSING.sub("", OPENING.sub("", comment))
        first, *others = split_lines(body)
        lines = [first.lstrip(), *(STAR.sub("", line, count=1) for line in others)]
    else:
        lines = [LINE_MARK.sub("", line, count=1) for line in split_lines(comment)]
    lines = ["" if RULE.fullmatch(line.strip()) else line.rstrip() for line in lines]
    return "\n".join(lines).strip("\n")


def read_tags(
    comment: str, signature: Signature, types: TypeNotation = NO_TYPES
) -> ExistingDocumentation:
    """Read a comment in one of the styles with tags."""
    text = without_marks(comment)
    description, *tagged = _split(text)
    told = read_sections(description, signature)
    facts = list(told.facts)
    kept: list[str] = []
    known: dict[str, str] = {}
    for lines in tagged:
        match = TAG.match(lines)
        topic = TAG_TOPICS.get(match["tag"]) if match is not None else None
        if match is None or topic is None:
            kept += split_lines(lines)
            continue
        kind, rest = types.take(topic, match["rest"])
        fact = _fact(topic, rest, signature)
        if fact.text:
            facts.append(fact)
        if topic is Topic.RESULT or (topic is Topic.PARAMETER and fact.name):
            known[fact.name] = kind
    return ExistingDocumentation(text, tuple(facts), told.kept, tuple(kept), known)


def _split(text: str) -> Iterator[str]:
    """The description, then each tag with the lines that belong to it."""
    part: list[str] = []
    for line, is_outside in outside_fences(split_lines(text)):
        if TAG.match(line) and is_outside:
            yield "\n".join(part).rstrip()
            part = []
        part.append(line)
    yield "\n".join(part).rstrip()


def _fact(topic: Topic, rest: str, signature: Signature) -> Fact:
    """What a tag says; without text if that is no longer true."""
    if topic is Topic.PARAMETER:
        name, said = told_of(signature.names, rest)
    elif topic is Topic.RAISES:
        name, said = told_of(signature.raised_names, rest)
    else:
        name, said = "", " ".join(rest.split()).lstrip("-# ")
    return Fact(topic, said, name)


def read_xml(comment: str, signature: Signature) -> ExistingDocumentation:
    """Read a comment of C#."""
    text = without_marks(comment)
    facts = []
    for match in ELEMENT.finditer(text):
        said = _plain(match["text"] or "")
        attribute = ATTRIBUTE.search(match["attributes"])
        name = attribute[1].rpartition(".")[2] if attribute else ""
        topic, known = {
            "summary": (Topic.SUMMARY, None),
            "remarks": (Topic.DETAIL, None),
            "returns": (Topic.RESULT, None),
            "value": (Topic.RESULT, None),
            "exception": (Topic.RAISES, signature.raised_names),
        }.get(match["tag"], (Topic.PARAMETER, signature.names))
        if said and (known is None or name in known):
            facts.append(Fact(topic, said, known[name] if known is not None else ""))
    rest = [line for line in split_lines(ELEMENT.sub("", text)) if line.strip()]
    return ExistingDocumentation(text, tuple(facts), (), tuple(rest))


def _plain(text: str) -> str:
    text = re.sub(r'<(?:see|paramref|typeparamref)\b[^>]*?"(?:\w:)?([^"]*)"\s*/>', r"`\1`", text)
    text = re.sub(r"<c>(.*?)</c>", r"`\1`", text, flags=re.S)
    return " ".join(unescape(re.sub(r"</?para\s*/?>", " ", text)).split())


SECTION = re.compile(
    r"(?:#+\s+(?P<heading>.+?)|-\s+(?P<callout>Parameters?|Returns|Throws)\b(?P<rest>.*)"
    r"|(?P<title>Arguments|Returns|Globals|Outputs):)\s*$"
)


def read_markdown(comment: str, signature: Signature) -> ExistingDocumentation:
    """Read a comment in Markdown or plain text, with headings or with Swift's callouts."""
    text = without_marks(comment)
    description, *sections = _sections(text)
    told = read_sections(description, signature)
    facts = list(told.facts)
    kept: list[str] = []
    for section in sections:
        read = _read_section(section, signature)
        if read is None:
            kept += [*([""] if kept else []), *split_lines(section.rstrip())]
        else:
            facts += read
    return ExistingDocumentation(text, tuple(facts), told.kept, tuple(kept))


def read_shell(comment: str, signature: Signature) -> ExistingDocumentation:
    """Read a comment in a shell script, whose other sections stand above the arguments."""
    read = read_markdown(comment, signature)
    gap = [""] if read.kept and read.tags else []
    return replace(read, kept=(*read.kept, *gap, *read.tags), tags=())


def _sections(text: str) -> Iterator[str]:
    part: list[str] = []
    for line, is_outside in outside_fences(split_lines(text)):
        if SECTION.match(line) and is_outside:
            yield "\n".join(part).rstrip()
            part = []
        part.append(line)
    yield "\n".join(part).rstrip()


def _read_section(section: str, signature: Signature) -> list[Fact] | None:
    head, _, body = section.partition("\n")
    match = SECTION.match(head)
    assert match is not None
    if match["heading"]:
        known = {raised.name for raised in signature.raises}
        if match["heading"] not in known:
            return [] if match["heading"] in ("Errors", "Panics", "Safety") else None
        paragraph = next((p for p in re.split(r"\n\s*\n", body.strip("\n")) if p.strip()), "")
        return [Fact(Topic.RAISES, " ".join(paragraph.split()), match["heading"])]
    if match["title"] and match["title"] not in ("Arguments", "Returns"):
        return None
    reader = AnswerParser(signature)
    if match["callout"] in ("Returns", "Throws"):
        said = f"{match['rest'].lstrip(' :')} {body}".strip()
        topic = Topic.RESULT if match["callout"] == "Returns" else Topic.RAISES
        names = [raised.name for raised in signature.raises]
        name = names[0] if topic is Topic.RAISES and names else ""
        return [Fact(topic, " ".join(said.split()), name)] if topic is Topic.RESULT or names else []
    lines = [f"{match['rest'] or ''}", *split_lines(body)]
    entries = "\n".join(re.sub(r"^\s*[-*]?\s*", "", line) for line in lines)
    if match["title"] == "Returns":
        entries = f"Returns:\n{entries}"
    return [
        fact
        for fact in (*reader.feed(entries), *reader.finish())
        if fact.topic in (Topic.PARAMETER, Topic.RESULT)
    ]
