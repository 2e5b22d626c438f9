"""Where a sentence of prose ends. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

SENTENCE_END = re.compile(r"[.!?][)\"'`]*(?=\s)|[。！？]|[.!?][)\"'`]*$")
ABBREVIATIONS = (
    *("e.g.", "i.e.", "etc.", "vs.", "cf.", "approx.", "resp.", "incl.", "viz.", "a.k.a."),
    *("et al.", " fig.", " eq.", " dr.", " mr.", " mrs.", " ms.", " st."),
)


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
