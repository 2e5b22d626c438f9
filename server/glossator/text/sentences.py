"""Sentences of prose: whether a line is one, and where one ends. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

SENTENCE_END = re.compile(r"[.!?][)\"'`]*(?=\s)|[。！？]|[.!?][)\"'`]*$")
ABBREVIATIONS = (
    *("e.g.", "i.e.", "etc.", "vs.", "cf.", "approx.", "resp.", "incl.", "viz.", "a.k.a."),
    *("et al.", " fig.", " eq.", " dr.", " mr.", " mrs.", " ms.", " st."),
)

_LONGEST_SENTENCE = 400
_LETTER = "A-Za-zÀ-ÖØ-öø-ÿĀ-ſ"
_SENTENCE = re.compile(
    rf"[A-ZÀ-ÖØ-Þ][{_LETTER}'’]*[,!.]?(?: (?:[{_LETTER}'’-]+|`[^`]+`|\d+)[,;]?){{2,}}.* ?[.:!]$"
    r"|[^\x00-\x7f].*[\u3002\uff01\uff1a]$"  # Chinese and Japanese full stops and colons
    r"|[\u0370-\uffff]\S* .*[.:!\u0964\u061f]$"  # Greek, Cyrillic, Arabic, Korean and others
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*[,;:.!?]*$")
_MARKDOWN = re.compile(r"(?:\*\*.+|#{1,6} [A-Z].*|[-*] .+|\d+\. .+)$")


def first_sentence(text: str) -> tuple[str, str]:
    """The first sentence and what follows it; the first is empty while no sentence has ended."""
    for end in SENTENCE_END.finditer(text):
        first, rest = text[: end.end()], text[end.end() :].strip()
        quoted = first.count("`") % 2
        numbered = not any(character.isalpha() for character in first)
        if first.lower().endswith(ABBREVIATIONS) or rest[:1].islower() or quoted or numbered:
            continue
        return first, rest
    return "", text


def sentences(text: str) -> Iterator[tuple[str, int]]:
    """The sentences of `text` that have ended, each with where it ends."""
    end, rest = 0, text
    while True:
        sentence, rest = first_sentence(rest)
        if not sentence:
            return
        end = text.index(sentence, end) + len(sentence)
        yield sentence.strip(), end


def whole_sentences(text: str) -> str:
    """`text` up to the end of its last whole sentence."""
    return text[: max((end for _, end in sentences(text)), default=0)]


def is_sentence(line: str) -> bool:
    """Whether `line` is a sentence of a human language and could not be code."""
    text = line.strip().replace("**", "")
    return (
        len(text) <= _LONGEST_SENTENCE
        and bool(_SENTENCE.match(text))
        and not re.search(r"[=;{}]|\w\(|\)\s*:$", _unquoted(text))
    )


def _unquoted(text: str) -> str:
    return re.sub(r"`[^`]*`", "", text)


def is_prose(line: str) -> bool:
    """Whether a line that belongs to no block of code is a sentence or Markdown.

    Weaker than `is_sentence`, which must be sure, as it takes lines out of code: here a question
    counts, and a sentence with a call in it.
    """
    text = line.strip()
    if line[:1].isspace() or not text:
        return False
    if _MARKDOWN.match(text):
        return True
    words = text.split()
    if len(words) < 3 or not text[0].isupper() or text[-1] not in ".:!?":
        return False
    return sum(bool(_WORD.match(word)) for word in words) * 3 >= len(words) * 2
