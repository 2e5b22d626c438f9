"""From an answer to an existing documentation: what is new is added, what is false is changed.

Every other line stays as it is, byte for byte. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from glossator.actions.docstring.answer_parser import Fact
from glossator.actions.docstring.frames import Frame
from glossator.actions.docstring.layout import NARROWEST, as_prose, concise, wrapped
from glossator.actions.docstring.line_grammar import without_subject
from glossator.actions.docstring.notation import Topic
from glossator.actions.docstring.styles.markup import Rustdoc, Swift
from glossator.actions.docstring.styles.python import Google, Item, Numpy, Rest, Style
from glossator.actions.docstring.update.drift import (
    contradicted,
    documented_names,
    gone,
    key,
    missing,
    parameter_of,
)
from glossator.actions.docstring.update.entries import Entry, Existing, words
from glossator.actions.docstring.update.source_lines import SourceLine, SourceLines
from glossator.syntax.signature import Documentable, Parameter, Raised

ORDER = (Topic.SUMMARY, Topic.DETAIL, Topic.PARAMETER, Topic.RESULT, Topic.RAISES)
TITLES = {Topic.PARAMETER: "Args", Topic.RAISES: "Raises"}


@dataclass(frozen=True, slots=True)
class ExistingDocumentation:
    """Documentation that is there, in the `style` that it has, and what it tells."""

    source: SourceLines
    parsed: Existing
    style: Style


@dataclass(frozen=True, slots=True)
class _Change:
    """New lines in place of those from `first` to before `last`."""

    first: int
    last: int
    lines: tuple[SourceLine, ...]


@dataclass(slots=True)
class DocumentationUpdate:
    """The changes that an answer makes to the documentation of `subject`; `width` is in columns."""

    existing: ExistingDocumentation
    subject: Documentable
    frame: Frame
    width: int
    newline: str
    _changes: list[_Change] = field(default_factory=list)
    _types: dict[int, tuple[int, int, str]] = field(default_factory=dict)
    _sections: dict[str, int] = field(default_factory=dict)

    def updated(self, facts: Iterable[Fact]) -> str:
        """The source of the documentation with what the facts say."""
        parsed = self.existing.parsed
        known: dict[tuple[Topic, str], str] = {}
        for fact in facts:
            known.setdefault((fact.topic, fact.name), fact.text)
        self._summarise(known)
        self._retype()
        for entry in parsed.entries:
            self._correct(entry, known)
        self._remove(gone(parsed, self.subject))
        self._add(known)
        return self._result()

    # Each kind of change

    def _summarise(self, known: dict[tuple[Topic, str], str]) -> None:
        parsed, style = self.existing.parsed, self.existing.style
        summary, detail = known.get((Topic.SUMMARY, "")), known.get((Topic.DETAIL, ""))
        there = parsed.of(Topic.SUMMARY)
        lines: list[str] = []
        if summary and not there:
            text = style.prose(without_subject(self._prose(summary)))
            if not parsed.has_detail or parsed.described == 0:
                lines = self._wrap(style.summary(text))
                if parsed.described and any(self._texts):
                    lines.append("")
                self._insert(0, lines)
        elif summary:
            text = style.prose(without_subject(self._prose(summary)))
            self._reword(there[0], summary, style.sentence(text))
        if detail and there and not parsed.has_detail:
            prose = style.prose(concise(self._prose(detail)))
            text = "\n".join(self._texts)
            if words(prose) not in words(text):
                at = there[0].last
                items = style.detail(prose)
                self._insert(at, self._wrap(items))

    def _correct(self, entry: Entry, known: dict[tuple[Topic, str], str]) -> None:
        """Other words about what the code has still."""
        if entry.topic not in (Topic.PARAMETER, Topic.RESULT, Topic.RAISES):
            return
        parameter = parameter_of(entry, self.subject)
        name = parameter.name if parameter is not None else ""
        if entry.topic is Topic.RAISES:
            name = self._raised_name(entry)
        same = [
            each
            for each in self.existing.parsed.of(entry.topic)
            if each.names == entry.names and each.prose is not None
        ]
        is_known = bool(name) or entry.topic is Topic.RESULT
        fact = known.get((entry.topic, name)) if is_known and len(same) == 1 else None
        if fact and len(entry.names) < 2 and entry.prose is not None:
            style, prose = self.existing.style, self._prose(fact)
            text = style.prose(prose)
            old = entry.prose.of(self._texts)
            if parameter is not None and re.search(r"\bdefault", old, re.IGNORECASE):
                text = style.with_default(text, parameter)
            self._reword(entry, fact, text)
        elif fact and entry.prose is None and self._is_bare(entry):
            self._describe(entry, self.existing.style.prose(self._prose(fact)))

    def _retype(self) -> None:
        """The types in the code, where those of entries cannot be true beside them."""
        for entry, written in contradicted(self.existing.parsed, self._texts, self.subject):
            assert entry.kind is not None
            self._types[entry.kind.line] = (entry.kind.column, entry.kind.end_column, written)

    def _typed(self, number: int, end: int | None = None) -> str:
        """The text of a line up to `end`, with the type that the code has."""
        text = self.existing.source.lines[number].text
        if number not in self._types:
            return text[:end]
        start, stop, written = self._types[number]
        return f"{text[:start]}{written}{text[stop:end]}"

    def _is_bare(self, entry: Entry) -> bool:
        """Whether an entry has a name or a type and not a word after it."""
        if entry.last != entry.first + 1 or self._is_type_field(entry):
            return False
        text = self._texts[entry.first].rstrip(" :-#")
        is_named = len(entry.names) == 1 and text.endswith(entry.names[0])
        kind = entry.kind
        return is_named or (kind is not None and not text[kind.end_column :].strip(")}] "))

    def _is_type_field(self, entry: Entry) -> bool:
        return bool(re.match(r"[:@]r?type\b", self._texts[entry.first]))

    def _describe(self, entry: Entry, text: str) -> None:
        name = self._typed(entry.first).rstrip()
        if isinstance(self.existing.style, Numpy):
            lines = [name, *self._wrap([Item(text, "    ", "    ")])]
        else:
            lines = self._wrap([Item(text, f"{name} ", "    ")])
        self._put(entry.first, entry.first + 1, lines)

    def _reword(self, entry: Entry, fact: str, text: str) -> None:
        """The words of an entry, unless it says `fact` already; `text` is as the style has it."""
        prose = entry.prose
        if prose is None or not text:
            return
        old = prose.of(self._texts)
        if any(not words(each) or words(each) in words(old) for each in (fact, text)):
            return
        before = self._typed(prose.line, prose.column)
        after = self._texts[prose.end_line][prose.end_column :]
        if prose.end_line > prose.line:
            indent = re.match(r"[ \t]*", self._texts[prose.line + 1])
            rest = indent[0] if indent else ""
        elif not before.strip():
            rest = before
        else:
            rest = self._continued(entry, before)
        lines = self._wrap([Item(text, before, rest)])
        if after.startswith("<"):
            lines[-1] += after
        elif after.strip():
            lines += self._wrap([Item(after.strip(), rest, rest)])
        self._put(prose.line, prose.end_line + 1, lines)

    def _continued(self, entry: Entry, before: str) -> str:
        if entry.topic is Topic.SUMMARY or before.rstrip().endswith(">"):
            return ""
        indent = before[: len(before) - len(before.lstrip())]
        step = "  " if isinstance(self.existing.style, Swift) else "    "
        return indent + step

    def _remove(self, entries: Sequence[Entry]) -> None:
        parsed = self.existing.parsed
        for topic, first, last in parsed.headings:
            inside = [each for each in parsed.of(topic) if first <= each.first < last]
            if inside and all(each in entries for each in inside):
                end = last
                while end < len(self._texts) and not self._texts[end]:
                    end += 1
                self._put(first, end, [])
                entries = [each for each in entries if each not in inside]
        for entry in entries:
            self._put(entry.first, entry.last, [])

    def _add(self, known: dict[tuple[Topic, str], str]) -> None:
        parsed, style, signature = self.existing.parsed, self.existing.style, self.subject.signature
        lacking = missing(parsed, self.subject)
        names = [each.name for each in lacking if isinstance(each, Parameter)]
        is_described = any((Topic.PARAMETER, name) in known for name in names)
        lists = bool(parsed.of(Topic.PARAMETER))
        for each in lacking:
            if isinstance(each, Parameter) and (lists or is_described):
                text = known.get((Topic.PARAMETER, each.name), "")
                self._new(Topic.PARAMETER, style.parameter(each, self._styled(text)), each)
        if (signature.returns or signature.yields) and not parsed.of(Topic.RESULT):
            text = self._styled(known.get((Topic.RESULT, ""), ""))
            annotation = signature.result
            if text:
                self._new(Topic.RESULT, style.result(signature.yields, annotation, text))
        for raised in lacking:
            if isinstance(raised, Raised) and (
                (Topic.RAISES, raised.name) in known or lists or parsed.of(Topic.RAISES)
            ):
                text = self._styled(known.get((Topic.RAISES, raised.name), ""))
                self._new(Topic.RAISES, style.raised(raised, text), raised)

    def _new(
        self, topic: Topic, items: list[Item], about: Parameter | Raised | None = None
    ) -> None:
        """A new entry, beside those of its kind or in a section of its own."""
        if not items:
            return
        style, there = self.existing.style, self.existing.parsed.of(topic)
        if there and not (isinstance(style, Rustdoc) and topic is Topic.RAISES):
            self._new_beside(there, items, about)
            return
        title = TITLES.get(topic, "Yields" if self.subject.signature.yields else "Returns")
        if isinstance(about, Raised):
            title = style.raised_title(about)
        self._new_in_section(topic, title, items)

    def _new_beside(
        self, there: list[Entry], items: list[Item], about: Parameter | Raised | None
    ) -> None:
        """A new entry beside those of its kind, laid out as the first of them is."""
        style, sibling = self.existing.style, self._texts[there[0].first]
        indent = sibling[: len(sibling) - len(sibling.lstrip())]
        if isinstance(style, Swift) and "- Parameter " in sibling and isinstance(about, Parameter):
            items = replace(style, many=False).parameter(about, items[0].text.partition(": ")[2])
        if isinstance(style, Google) and items[0].first:
            items = [replace(i, first=indent, rest=indent + "    ") for i in items]
        self._insert(self._line_beside(there, about), self._wrap(items))

    def _new_in_section(self, topic: Topic, title: str, items: list[Item]) -> None:
        """A new entry in the section of its title, which is begun where there is none yet."""
        style = self.existing.style
        pending = self._sections.get(title)
        heading = (
            [] if pending is not None else style.heading(title, is_first=not self._has_entries)
        )
        at, is_before = self._place(topic)
        lines = [*heading, *self._wrap(items)]
        spaced = isinstance(style, Google | Numpy | Rustdoc)
        previous = self._texts[at - 1] if at else ""
        if lines and not lines[0] and not previous and pending is None:
            lines = lines[1:]
        if pending is not None:
            first = self._changes[pending]
            body = list(first.lines)
            tail = [body.pop()] if body and not body[-1].text and is_before and spaced else []
            body += self._new_lines(lines)
            self._changes[pending] = replace(first, lines=(*body, *tail))
            return
        if is_before and spaced and at < len(self._texts) and self._texts[at]:
            lines.append("")
        self._sections[title] = len(self._changes)
        self._insert(at, lines)

    @property
    def _has_entries(self) -> bool:
        parsed = self.existing.parsed
        kinds = (Topic.PARAMETER, Topic.RESULT, Topic.RAISES)
        return (
            bool(self._sections)
            or any(parsed.of(topic) for topic in kinds)
            or (bool(parsed.others) and not isinstance(self.existing.style, Rest))
        )

    def _line_beside(self, there: list[Entry], about: Parameter | Raised | None) -> int:
        """After the entries of the parameter before this one."""
        if not isinstance(about, Parameter):
            return there[-1].last
        order = [each.name for each in self.subject.signature.parameters]
        before = order[: order.index(about.name)]
        found = [e for e in there if documented_names([e], full=False) & {key(n) for n in before}]
        if found:
            return max(each.last for each in found)
        return there[0].first

    def _place(self, topic: Topic) -> tuple[int, bool]:
        """Where a new section belongs, and whether something follows it there."""
        parsed = self.existing.parsed
        rank = ORDER.index(topic)
        kinds = (Topic.PARAMETER, Topic.RESULT, Topic.RAISES)
        lower = [e for e in parsed.entries if e.topic in kinds and ORDER.index(e.topic) < rank]
        if lower:
            return max(each.last for each in lower), False
        heads = [first for kind, first, _ in parsed.headings if ORDER.index(kind) > rank]
        higher = [e.first for e in parsed.entries if ORDER.index(e.topic) > rank]
        following = [*heads, *higher, *parsed.others]
        if following:
            return min(following), True
        end = len(self._texts)
        while end > 1 and not self._texts[end - 1]:
            end -= 1
        return end, False

    # Lines

    @property
    def _texts(self) -> list[str]:
        return self.existing.source.texts

    def _prose(self, text: str) -> str:
        names = frozenset(each.key for each in self.subject.signature.parameters)
        return as_prose(text, names)

    def _styled(self, text: str) -> str:
        return self.existing.style.prose(self._prose(text)) if text else ""

    def _wrap(self, items: Sequence[Item]) -> list[str]:
        width = max(self.width - self.frame.prefix_width, NARROWEST)
        lines = [line for item in items for line in wrapped(item, width)]
        return [self._escaped(line) for line in lines]

    def _escaped(self, line: str) -> str:
        if self.existing.source.is_raw:
            return line.replace('"""', "'''").rstrip("\\")
        return self.frame.escaped(line)

    def _new_lines(self, texts: Sequence[str]) -> list[SourceLine]:
        mark = self.existing.source.mark
        return [
            SourceLine(mark if text else mark.rstrip() if mark.strip() else "", text, self.newline)
            for text in texts
        ]

    def _insert(self, at: int, texts: Sequence[str]) -> None:
        if texts:
            self._changes.append(_Change(at, at, tuple(self._new_lines(texts))))

    def _put(self, first: int, last: int, texts: Sequence[str]) -> None:
        """New texts, the first behind the mark that is there."""
        source = self.existing.source.lines
        lines = self._new_lines(texts)
        if lines:
            lines[0] = replace(lines[0], mark=source[first].mark)
            lines[-1] = replace(lines[-1], end=source[last - 1].end)
        self._changes.append(_Change(first, last, tuple(lines)))

    def _raised_name(self, entry: Entry) -> str:
        last = [name.rpartition(".")[2].rpartition("\\")[2] for name in entry.names]
        for each in self.subject.signature.raises:
            # A callout of Swift names none.
            if not entry.names or each.name.rpartition(".")[2] in last:
                return each.name
        return ""

    def _result(self) -> str:
        lines: list[SourceLine] = []
        at = 0
        source = self.existing.source.lines
        changed = {n for each in self._changes for n in range(each.first, each.last)}
        for number in self._types.keys() - changed:
            self._put(number, number + 1, [self._typed(number)])
        order = sorted(
            range(len(self._changes)),
            key=lambda n: (self._changes[n].first, self._changes[n].last, n),
        )
        for number in order:
            change = self._changes[number]
            if change.first < at:
                continue
            lines += source[at : change.first]
            lines += change.lines
            at = max(at, change.last)
        lines += source[at:]
        while len(lines) > 1 and len(lines) != len(source) and not lines[-1].text.strip():
            if lines[-1].mark.strip("/#*- \t"):
                break
            if self._texts and not self._texts[-1]:
                break
            lines.pop()
        return self.existing.source.joined(lines or [SourceLine("", "", "")], self.newline)
