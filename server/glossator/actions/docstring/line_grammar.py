"""The forms that the lines of a docstring come in: headings, entries, fields, chat. Pure."""

from __future__ import annotations

import re

from glossator.actions.docstring.notation import Topic

WRAPPER = re.compile(
    r"^\s*<(?:documentation|docstring|docs?|answer|output|response|result)>\s*"
    r"|\s*</(?:documentation|docstring|docs?|answer|output|response|result)>\s*$",
    re.IGNORECASE,
)
"""A tag that a model puts around its answer."""
QUOTES = re.compile(r"[rRuU]?(\"\"\"|''')")
UNDERLINE = re.compile(r"[-=~]{3,}")
CHAT = re.compile(
    r"(sure|certainly|of course|okay|here(['’]s| is| are)\b.*docstring|below is|"
    r"(the|this) (following |above )?docstring|let me know|i hope|feel free)\b",
    re.IGNORECASE,
)

SHORTEST_REPEAT = 12
"""Code points; a line of this length that comes again means that the model goes in circles."""
SHORTEST_REPEATED_SENTENCE = 40
"""Code points; so long a sentence does not come twice in one description either."""

HEADING_TOPICS = {
    "summary": Topic.SUMMARY,
    "description": Topic.DETAIL,
    "detail": Topic.DETAIL,
    "arg": Topic.PARAMETER,
    "argument": Topic.PARAMETER,
    "parameter": Topic.PARAMETER,
    "param": Topic.PARAMETER,
    "keyword argument": Topic.PARAMETER,
    "other parameter": Topic.PARAMETER,
    "return": Topic.RESULT,
    "return value": Topic.RESULT,
    "yield": Topic.RESULT,
    "raise": Topic.RAISES,
    "exception": Topic.RAISES,
}
"""Titles in lower case without a final s, and what the lines below them are about."""

OTHER_TITLES = (
    "examples?|notes?|attributes|see also|references|warnings?|warns|todo|usage|methods|"
    "side effects|complexity|body|code|implementation|signature|"
    "errors?|panics|safety|globals|outputs"
)
HEADING = re.compile(
    rf"(?P<title>(?:{'|'.join(HEADING_TOPICS)})s?|{OTHER_TITLES})"
    r"\s*(?:\([^)]*\)\s*)?(?:(?::\s*|(?<=\s)[-–—=]\s+)(?P<text>.*)|$)",
    re.IGNORECASE,
)

ENTRY = re.compile(
    r"[`\"']?\\?(?P<name>\*{0,2}[^\W\d]\w*)[`\"']?\s*(?:\([^)]*\)|\[[^]]*\])?\s*"
    r"(?:(?::|[-–—=]+>?\s)\s*(?P<text>.*)|$)"
)
RAISES = re.compile(
    r"(?P<verb>[Rr]aises?:?\s+(?:an?\s+)?)?[`\"']?(?P<name>[^\W\d][\w.]*)[`\"']?"
    r"(?:\s*[:–—]\s*|\s+-\s+|\s+(?=(?i:if|when)\b)|$)(?P<text>.*)"
)
FIELD = re.compile(
    r"(?:(?P<at>@)|:)(?P<kind>param|parameter|arg|argument|key|keyword|type|returns?|rtype|"
    r"yields?|ytype|raises?|except|exception|throws)\b(?(at)\s+(?:\{[^}]*\}\s*)?|"
    r"(?P<argument>[^:]*):)\s*(?P<text>.*)"
)
FIELD_TOPICS = {
    **dict.fromkeys(("param", "parameter", "arg", "argument", "key", "keyword"), Topic.PARAMETER),
    **dict.fromkeys(("return", "returns", "yield", "yields"), Topic.RESULT),
    **dict.fromkeys(("raise", "raises", "except", "exception", "throws"), Topic.RAISES),
}

BULLET = re.compile(r"(?:[-•+]|\*(?!\S)|\d+[.)])\s+|#+\s+|>\s+(?!>)")
STRONG = re.compile(r"\*\*(?=\S)([^*]+?)\*\*|__(?=\S)([^_]+?)__(?!\w)")
TYPE = re.compile(
    r"[`\"']?[^\W\d][\w.]*(?:\[.*\])?(?:\s*(?:\||\bor\b)\s*[\w.]+(?:\[.*\])?)*[`\"']?"
)
DEFINED = "(?:function|method|constructor|class|struct|interface|enum|trait|module|macro|script)"
SUBJECT = re.compile(
    rf"(?:This (?:\w+ )?{DEFINED} |This is an? (?:\w+ )?{DEFINED} that )"
    r"(?:is used to (?=[a-z])|(?=(?!is\b|was\b|has\b)[a-z]+s\b))"
)
NOTHING = {"none", "n/a", "na", "nothing", "no exceptions", "no parameters", "no return value"}


def without_markup(line: str) -> str:
    """The line without bullet, heading marks and bold."""
    line = BULLET.sub("", line.strip(), count=1) if BULLET.match(line.strip()) else line.strip()
    return STRONG.sub(lambda match: match[1] or match[2], line).strip()


def is_type(text: str) -> bool:
    """Whether `text` is how NumPy's style writes a type after a name."""
    kind, _, more = text.partition(",")
    return TYPE.fullmatch(kind.strip()) is not None and (
        not more or "optional" in more or "default" in more
    )


def without_type(text: str, alone: bool) -> str:
    """A result's description without its type, which stands before a colon, or `alone`."""
    kind, colon, rest = text.partition(":")
    if colon and TYPE.fullmatch(kind.strip()):
        return rest.strip()
    return "" if alone and TYPE.fullmatch(text) else text


def without_subject(sentence: str) -> str:
    """`This function reads a file.` -> `Reads a file.`: what it is stands right beside it."""
    match = SUBJECT.match(sentence)
    if match is None:
        return sentence
    rest = sentence[match.end() :]
    return rest[:1].upper() + rest[1:]


def says_something(text: str) -> bool:
    """Whether there are words in it, and not a word for nothing."""
    plain = text.strip(" .`\"'").lower()
    return any(character.isalpha() for character in plain) and plain not in NOTHING
