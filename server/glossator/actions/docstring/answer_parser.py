"""From what a model answers to facts about a definition, line by line as the answer streams in.

The answer that was asked for is plain lines; the answers that come also have fences, quotes, the
code repeated, bullets, headings in any docstring style, and chat before and after. Names that the
signature does not have are dropped, and no line of code becomes a fact.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from glossator.actions.docstring import line_grammar as lines
from glossator.actions.docstring.json_answer import (
    OBJECT_BEGIN,
    is_space_or_fence,
    lines_of_object,
)
from glossator.actions.docstring.notation import Notation, Topic
from glossator.syntax.code_lines import is_code_line
from glossator.syntax.signature import Signature
from glossator.text.fences import is_fence
from glossator.text.lines import split_lines
from glossator.text.refusals import is_no_answer
from glossator.text.repetition import fresh_length
from glossator.text.sentences import first_sentence, sentences, whole_sentences


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing said; `name` is the parameter or the exception, as the signature writes it."""

    topic: Topic
    text: str
    name: str = ""


@dataclass(slots=True)
class _Open:
    """A fact that may go on in the next line; None as topic swallows what belongs to nobody."""

    topic: Topic | None
    name: str = ""
    parts: list[str] = field(default_factory=list)


class AnswerParser:
    """Reads one answer about a definition with `signature`, whose source is `source`.

    `notation` is that of the language; Python's docstrings need none.
    """

    def __init__(
        self,
        signature: Signature,
        source: str = "",
        language: str = "python",
        notation: Notation | None = None,
    ) -> None:
        self._language = language
        self._notation = notation
        self._parameters = signature.names
        self._raises = signature.raised_names
        self._code = {line.strip() for line in split_lines(source) if len(line.strip()) > 1}
        self._sentences_seen: set[str] = set()
        self._sentences: set[str] = set()
        self._partial = ""
        self._facts: list[Fact] = []
        self._summarised = False
        self._section: Topic | None = None
        self._elsewhere = False
        self._underlined = False
        self._open: _Open | None = None
        self._quotes = ""
        self._fence: str | None = None
        self._after_code = False
        self._done = False
        self._head: str | None = ""
        """The begin of the answer, while it may be a JSON object."""

    @property
    def is_done(self) -> bool:
        """Whether what still comes is chat, or the answer has begun to repeat itself."""
        return self._done

    def feed(self, text: str) -> list[Fact]:
        """The facts that are whole now that `text` has come."""
        if self._head is not None:
            self._head += text
            if OBJECT_BEGIN.match(self._head) or is_space_or_fence(self._head):
                return []
            text, self._head = self._head, None
        *whole, self._partial = (self._partial + text).split("\n")
        for line in whole:
            self._read_line(line.rstrip("\r"))
        self._partial = self._read_summary(self._partial)
        fresh = fresh_length(self._partial)
        if fresh is not None:
            self._partial = self._partial[:fresh]
            self._end_short()
            self._done = True
        return self._take()

    def finish(self, *, cut_short: bool = False) -> list[Fact]:
        """The facts that were waiting for more, now that the answer has ended.

        One that is `cut_short` ends with its last whole sentence.
        """
        if self._head is not None:
            head, self._head = self._head, None
            lines_of_head = lines_of_object(head) if OBJECT_BEGIN.match(head) else head
            return [*self.feed(lines_of_head), *self.finish(cut_short=cut_short)]
        if cut_short:
            self._end_short()
        else:
            self._read_line(self._partial)
        self._partial = ""
        self._close()
        return self._take()

    def _end_short(self) -> None:
        """Read what is whole of the last line, and keep what is whole of the fact before it."""
        last, self._partial = self._shortened(self._partial), ""
        if last:
            self._read_line(last)
        elif self._open is not None:
            whole = whole_sentences(" ".join(self._open.parts))
            self._open.parts = [whole] if whole else self._open.parts
        self._close()

    def _shortened(self, line: str) -> str:
        """The sentences that are whole; half a one only where nothing else has been said."""
        whole = whole_sentences(line)
        if whole or self._summarised or self._open or not line.strip():
            return whole
        return line.rstrip(" ,;:") + "…"

    def _read_line(self, line: str) -> None:
        fresh = fresh_length(line)
        if fresh is not None:
            line = self._shortened(line[:fresh])
        is_blank = not line.strip()
        line = lines.WRAPPER.sub("", line)
        if not line and not is_blank:
            return
        rest = self._read_summary(line)
        if rest or not line:
            self._read(rest)

    def _read_summary(self, line: str) -> str:
        """Read the sentence that begins a line of plain prose and is the summary; the rest of it.

        A docstring can begin while its only line is still being written.
        """
        if self._summarised or self._open or self._fence == "example":
            return line
        first, rest = first_sentence(line)
        if not rest or not self._is_plain(first):
            return line
        self._read(first)
        return line[len(first) :].lstrip()

    def _is_plain(self, sentence: str) -> bool:
        """Whether it can be nothing but prose about the code."""
        text = lines.QUOTES.sub("", sentence.strip(), count=1).strip()
        others = (lines.HEADING, lines.ENTRY, lines.FIELD, lines.CHAT, lines.BULLET)
        return (
            text[:1].isalpha()
            and not any(pattern.match(text) for pattern in others)
            and not any(code.startswith(text) for code in self._code)
        )

    def _take(self) -> list[Fact]:
        facts, self._facts = self._facts, []
        return facts

    # Which lines are prose at all

    def _read(self, line: str) -> None:
        if self._done or self._is_fenced_off(line):
            return
        unquoted, closed = self._unquote(line)
        if self._is_code(line, unquoted, quoted=closed or bool(self._quotes)):
            self._close()
        elif self._summarised and unquoted in self._sentences_seen:
            self._close()
            self._done = True
        else:
            if len(unquoted) >= lines.SHORTEST_REPEAT:
                self._sentences_seen.add(unquoted)
            self._sort(unquoted, indented=line[:1].isspace())
        if closed:
            self._close()
            self._done = self._summarised

    def _is_fenced_off(self, line: str) -> bool:
        """Whether a line is a fence, or an example inside fences."""
        if not is_fence(line):
            return self._fence == "example"
        self._close()
        if self._fence is None:
            self._fence = "example" if self._summarised else "answer"
        else:
            # What follows the fenced answer is chat about it.
            self._done = self._fence == "answer" and self._summarised
            self._fence = None
        return True

    def _unquote(self, line: str) -> tuple[str, bool]:
        """The line without triple quotes, and whether the docstring ends here."""
        text = line.strip()
        if self._notation is not None:
            return self._notation.plain(text)
        if not self._quotes:
            opening = lines.QUOTES.match(text)
            if opening is None:
                return text.removesuffix('"""').removesuffix("'''"), False
            self._quotes, text = opening[1], text[opening.end() :]
        before, quotes, _ = text.partition(self._quotes)
        if quotes:
            self._quotes = ""
        return before.strip(), bool(quotes)

    def _is_code(self, line: str, text: str, quoted: bool) -> bool:
        if not text:
            self._after_code = self._after_code and not line.strip()
            return False
        body = self._after_code and line[:1].isspace() and not quoted
        known = line.strip() in self._code or is_code_line(text, self._language)
        is_code = body or (known and not lines.FIELD.match(text))
        self._after_code = is_code and not quoted
        return is_code

    # What a line of prose says

    def _sort(self, text: str, indented: bool) -> None:
        text = lines.without_markup(text)
        if not text:
            if not self._is_awaited():
                self._close()
        elif lines.UNDERLINE.fullmatch(text):
            self._underlined = True
        elif not (self._is_field(text) or self._is_heading(text) or self._is_entry(text)):
            self._prose(text, indented)

    def _is_awaited(self) -> bool:
        """Whether a heading of its own stands above what is to be said of an exception."""
        open_ = self._open
        return open_ is not None and open_.topic is Topic.RAISES and not open_.parts

    def _is_field(self, text: str) -> bool:
        """`:param int x: …`, `@param x …`, `:returns: …`, `:raises X: …`."""
        match = lines.FIELD.match(text)
        if match is None:
            return False
        kind, argument, prose = match["kind"], (match["argument"] or "").split(), match["text"]
        topic = lines.FIELD_TOPICS.get(kind)
        if match["at"] and topic in (Topic.PARAMETER, Topic.RAISES):
            name, _, prose = prose.partition(" ")
            argument = [name]
        self._start(topic, argument[-1] if argument else "", prose.lstrip("- "))
        return True

    def _is_heading(self, text: str) -> bool:
        match = lines.HEADING.fullmatch(text)
        if match is not None and match["title"] in self._raises:
            self._start(Topic.RAISES, match["title"], match["text"] or "")
            self._section = Topic.RAISES
            return True
        # `args: …` is a heading only where no parameter is called that.
        if match is None or (match["text"] and match["title"] in self._parameters):
            return False
        title = match["title"].lower().rstrip("s")
        if match["text"] and not self._summarised and title not in lines.HEADING_TOPICS:
            self._prose(match["text"], indented=False)  # `Note: this loads …` is the sentence
            return True
        self._close()
        self._section = lines.HEADING_TOPICS.get(match["title"].lower().rstrip("s"))
        self._elsewhere, self._underlined = self._section is None, False
        if match["text"]:
            self._sort(match["text"], indented=False)
        return True

    def _is_entry(self, text: str) -> bool:
        if self._elsewhere or self._is_awaited():
            return False
        return self._is_raised(text) or self._is_parameter(text)

    def _is_raised(self, text: str) -> bool:
        """`X: …` of an exception, or `Raises X if …`."""
        match = lines.RAISES.match(text)
        if match is None or not (self._summarised or self._section):
            return False
        name = match["name"].rpartition(".")[2]
        listed = self._section is Topic.RAISES or (name in self._raises and match["text"])
        if match["verb"] or listed:
            self._start(Topic.RAISES, name, match["text"])
        return bool(match["verb"] or listed)

    def _is_parameter(self, text: str) -> bool:
        """`name: …`, `name (type): …`, `name - …`; in NumPy's style `name : type`, or a name."""
        match = lines.ENTRY.match(text)
        if match is None or self._section in (Topic.RESULT, Topic.RAISES):
            return False
        name, prose = match["name"].lstrip("*"), match["text"]
        in_list = self._section is Topic.PARAMETER
        if prose is None or (self._underlined and lines.is_type(prose)):
            if not (in_list and self._underlined):
                return False
            prose = ""
        if name not in self._parameters and not in_list:
            # `Note: …` is prose, `size: …` a parameter that does not exist; as the very first
            # line it is the summary after the name of what it is about.
            if not (name.islower() or len(name) < 3) or ":" not in match[0][: match.start("text")]:
                return False
            if not self._summarised:
                self._prose(prose, indented=False)
                return True
        self._start(Topic.PARAMETER, name, prose)
        return True

    def _prose(self, text: str, indented: bool) -> None:
        if self._elsewhere:
            return
        if self._section is Topic.RESULT:
            self._result(text)
        elif self._goes_on(text, indented):
            self._continue(text)
        elif lines.CHAT.match(text) or text.endswith(":"):
            self._close()
        else:
            self._start(Topic.DETAIL if self._summarised else Topic.SUMMARY, "", text)
        self._split_summary()

    def _goes_on(self, text: str, indented: bool) -> bool:
        """Whether prose belongs to the fact before it, if only to be dropped with it."""
        if self._section in (Topic.PARAMETER, Topic.RAISES):
            return True
        if self._open is None:
            return False
        if self._open.topic is Topic.DETAIL:
            return True
        return text[:1].islower() or (indented and self._open.topic is not Topic.SUMMARY)

    def _result(self, text: str) -> None:
        if self._open is None:
            text = lines.without_type(text, self._underlined)
            self._start(Topic.RESULT, "", text)
        else:
            self._continue(text)

    def _split_summary(self) -> None:
        """Close the summary at the end of its first sentence; the rest is detail."""
        if self._open is None or self._open.topic is not Topic.SUMMARY:
            return
        first, rest = first_sentence(" ".join(self._open.parts))
        if first:
            self._open.parts = [first]
            self._close()
            if rest:
                self._start(Topic.DETAIL, "", rest)

    # The fact that is open

    def _start(self, topic: Topic | None, name: str, text: str) -> None:
        self._close()
        name = name.strip("`*\"'").lstrip("\\*")
        known = {Topic.PARAMETER: self._parameters, Topic.RAISES: self._raises}
        if topic in known:
            name = name.rpartition(".")[2]
            topic, name = (topic, known[topic][name]) if name in known[topic] else (None, "")
        self._open = _Open(topic, name, [text] if text else [])

    def _continue(self, text: str) -> None:
        if self._open is not None:
            self._open.parts.append(text)

    def _close(self) -> None:
        closing, self._open = self._open, None
        if closing is None or closing.topic is None:
            return
        text = " ".join(closing.parts)
        if not lines.says_something(text):
            return
        if closing.topic is Topic.SUMMARY and is_no_answer(text):
            self._done = True
            return
        self._summarised = self._summarised or closing.topic is Topic.SUMMARY
        if closing.topic in (Topic.SUMMARY, Topic.DETAIL):
            text = self._up_to_a_repeat(text)
        if not text:
            return
        self._facts.append(Fact(closing.topic, text, closing.name))

    def _up_to_a_repeat(self, text: str) -> str:
        """The description up to a long sentence that was said before, which ends the answer."""
        before = 0
        for sentence, end in sentences(text):
            if sentence in self._sentences:
                self._done = True
                return text[:before].strip()
            if len(sentence) >= lines.SHORTEST_REPEATED_SENTENCE:
                self._sentences.add(sentence)
            before = end
        return text
