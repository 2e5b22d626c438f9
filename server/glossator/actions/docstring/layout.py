"""From facts about a definition to the lines of its docstring, in order, each as soon as it can be.

Pure. What the signature has and nobody described is written without a description; where the code
itself says something about it, such as the condition of a `raise`, that is the description. A list
of parameters without a single description is left out.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from glossator.actions.docstring.answer_parser import Fact
from glossator.actions.docstring.frames import QUOTES, Frame
from glossator.actions.docstring.line_grammar import without_subject
from glossator.actions.docstring.notation import Topic
from glossator.actions.docstring.styles.python import BLANK, Item, Style
from glossator.syntax.signature import Parameter, Raised, Signature
from glossator.text.sentences import first_sentence

LONGEST_PARAGRAPH = 500
"""Code points; a docstring is not the place for more in one piece."""
NARROWEST = 30
VISIBLE_FORMATS = "\u200c\u200d"
"""Joiners that words of some scripts need; all other invisible characters are dropped."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that the docstring must tell, because the signature has it."""

    title: str
    topic: Topic
    about: Parameter | Raised | None = None

    @property
    def key(self) -> tuple[Topic, str]:
        """What a fact about it is filed under."""
        return self.topic, self.about.name if self.about is not None else ""


class DocstringLayout:
    """Turns facts into pieces of text; all pieces joined are the docstring inside its frame.

    The docstring can be closed after any of them. `width` is in columns.
    """

    def __init__(
        self,
        signature: Signature,
        style: Style,
        frame: Frame,
        width: int,
    ) -> None:
        self._signature = signature
        self._style = style
        self._frame = frame
        self._width = max(width - frame.prefix_width, NARROWEST)
        self._entries = list(_entries(signature, style))
        self._known: dict[tuple[Topic, str], str] = {}
        self._names = frozenset(p.key for p in signature.parameters)
        self._written = 0
        self._title = ""
        self._summary = ""
        self._paragraphs: list[str] = []
        self._is_multiline = False
        self._is_open = False

    @property
    def is_complete(self) -> bool:
        """Whether nothing that could still be said has a place."""
        if self._entries:
            return self._written == len(self._entries)
        return len(self._paragraphs) == self._style.paragraphs

    @property
    def has_summary(self) -> bool:
        """Whether there is a docstring at all."""
        return bool(self._summary)

    def add(self, fact: Fact) -> list[str]:
        """The pieces that can be written now; the first fact of its kind counts."""
        text = self._prose(fact)
        if fact.topic is Topic.SUMMARY:
            return self._summarise(text)
        if fact.topic is Topic.DETAIL:
            return self._describe(text)
        self._known.setdefault((fact.topic, fact.name), text)
        return self._advance(to_the_end=False)

    def finish(self) -> list[str]:
        """What is left: entries that nobody described, the end of the frame."""
        if not self._summary:
            return []
        self._leave_out_empty_lists()
        pieces = self._advance(to_the_end=True)
        if not self._is_open:
            pieces += self._open(multiline=False)
        last = self._frame.last(self._is_multiline)
        return [*pieces, last] if last else pieces

    def _leave_out_empty_lists(self) -> None:
        """Parameters of which nobody said a word: their names and types stand right beside."""
        describes_any = any(topic is Topic.PARAMETER for topic, _ in self._known)
        if not (describes_any or self._style.lists_all):
            self._entries = [each for each in self._entries if each.topic is not Topic.PARAMETER]

    def _prose(self, fact: Fact) -> str:
        return self._style.prose(as_prose(fact.text, self._names))

    def _summarise(self, text: str) -> list[str]:
        if self._summary or not text:
            return []
        self._summary = without_subject(text)
        if self._frame.is_deferred and not self._entries and not self._style.is_multiline:
            return []
        multiline = self._frame.is_deferred and bool(self._entries)
        return [*self._open(multiline), *self._advance(to_the_end=False)]

    def _open(self, multiline: bool) -> list[str]:
        """The summary, once it is known whether anything stands below it."""
        first_indent = " " * self._frame.first_indent
        items = self._style.summary(self._summary)
        items[0] = Item(items[0].text, first_indent + items[0].first, items[0].rest)
        wrapped = [line for item in items for line in self._wrapped(item)]
        wrapped[0] = wrapped[0].removeprefix(first_indent)
        self._is_open = True
        self._is_multiline = (
            self._frame.is_multiline(wrapped, self._width) or multiline or self._style.is_multiline
        )
        if self._frame.is_deferred:
            return [self._frame.first(wrapped, self._is_multiline)]
        return [self._frame.first(wrapped[:1], self._is_multiline), *self._lines(wrapped[1:])]

    def _describe(self, text: str) -> list[str]:
        text = concise(text)
        late = not self._summary or self._written or len(self._paragraphs) == self._style.paragraphs
        if late or text in (self._summary, *self._paragraphs):
            return []
        opening = [] if self._is_open else self._open(multiline=True)
        self._paragraphs.append(text)
        wrapped = [line for item in self._style.detail(text) for line in self._wrapped(item)]
        return [*opening, *self._lines(wrapped)]

    def _advance(self, to_the_end: bool) -> list[str]:
        pieces: list[str] = []
        while self._summary and self._written < len(self._entries):
            entry = self._entries[self._written]
            if entry.key not in self._known and not to_the_end:
                break
            pieces += self._entry(entry, self._known.get(entry.key, ""))
            self._written += 1
        return pieces

    def _entry(self, entry: Entry, text: str) -> list[str]:
        items = self._items(entry, text)
        wrapped = [line for item in items for line in self._wrapped(item)]
        if entry.title == self._title:
            return self._lines(wrapped)
        heading = self._style.heading(entry.title, is_first=not self._title)
        self._title = entry.title
        return self._lines([*heading, *wrapped])

    def _items(self, entry: Entry, text: str) -> list[Item]:
        if isinstance(entry.about, Parameter):
            return self._style.parameter(entry.about, text)
        if isinstance(entry.about, Raised):
            return self._style.raised(entry.about, text)
        yields, annotation = self._signature.yields, self._signature.result
        if not text and not (annotation and self._style.tells_types(yields)):
            text = "The next value." if yields else self._style.outcome
        return self._style.result(yields, annotation, text)

    def _wrapped(self, item: Item) -> list[str]:
        return [self._frame.escaped(line) for line in wrapped(item, self._width)]

    def _lines(self, lines: list[str]) -> list[str]:
        """One piece for the lines, if there are any."""
        if not lines:
            return []
        self._is_multiline = True
        return [self._frame.more(lines)]


def wrapped(item: Item, width: int) -> list[str]:
    """The lines of an item, `width` columns wide."""
    if item is BLANK:
        return [""]
    # Scripts with wide characters are written without spaces, and each takes two columns.
    wide = any(unicodedata.east_asian_width(character) in "WF" for character in item.text)
    return textwrap.wrap(
        item.text,
        width // 2 if wide else width,
        initial_indent=item.first,
        subsequent_indent=item.rest,
        break_long_words=wide,
        break_on_hyphens=False,
    )


def _entries(signature: Signature, style: Style) -> Iterator[Entry]:
    for parameter in signature.parameters:
        yield Entry("Args", Topic.PARAMETER, parameter)
    if signature.yields or signature.returns:
        yield Entry("Yields" if signature.yields else "Returns", Topic.RESULT)
    for raised in signature.raises:
        yield Entry(style.raised_title(raised), Topic.RAISES, raised)


def as_prose(text: str, names: frozenset[str] = frozenset()) -> str:
    """One paragraph: visible characters only, a capital first but for `names`, a full stop last."""
    text = "".join(
        character
        for character in text.expandtabs(1).replace(QUOTES, "'''")
        if unicodedata.category(character) not in ("Cc", "Cf", "Cs") or character in VISIBLE_FORMATS
    )
    text = " ".join(text.split()).strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" and text.count(text[0]) == 2:
        text = text[1:-1].strip()
    text = text.rstrip(",;:–—- ") if text[-1:] not in ".!?。！？…" else text
    first_word = text.split(" ", 1)[0].rstrip(".,")
    if first_word.isalpha() and first_word.islower() and first_word not in names:
        text = text[0].upper() + text[1:]
    ends = text.endswith((".", "!", "?", "。", "！", "？", "…"))
    return text if ends or not text else f"{text}."


def concise(paragraph: str) -> str:
    """The paragraph up to its first repeated sentence, or to the last that is not too much."""
    kept: list[str] = []
    while paragraph:
        sentence, rest = first_sentence(paragraph)
        sentence, paragraph = (sentence, rest) if sentence else (paragraph, "")
        length = sum(map(len, kept)) + len(sentence)
        if sentence in kept or (kept and length > LONGEST_PARAGRAPH):
            break
        kept.append(sentence)
    return " ".join(kept)
