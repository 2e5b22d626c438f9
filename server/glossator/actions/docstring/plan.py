"""Generate or update documentation: the model writes prose, everything else is made here.

Imports tree-sitter through `syntax`: import it lazily.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterator
from dataclasses import dataclass

from glossator.actions import prompts
from glossator.actions.answers import Answering
from glossator.actions.docstring.answer_parser import AnswerParser, Fact
from glossator.actions.docstring.dialects import Dialect, dialect_for
from glossator.actions.docstring.layout import DocstringLayout
from glossator.actions.docstring.notation import Notation, Topic
from glossator.actions.docstring.update.update import DocumentationUpdate, ExistingDocumentation
from glossator.context.buffer import Buffer
from glossator.errors import NoUsableAnswerError
from glossator.languages import facts_of
from glossator.models.requests import Chat, Sampling, Work
from glossator.settings import Settings
from glossator.syntax.documentable import documentable_at, documentables
from glossator.syntax.outline import outline
from glossator.syntax.registry import LANGUAGES, MISSING
from glossator.syntax.same_code import same_code
from glossator.syntax.signature import TYPES, Documentable
from glossator.text.lines import (
    after_line,
    line_end,
    line_start,
    lines_between_line_feeds,
    split_lines,
)
from glossator.text.names import WORD

LONGEST_LINE = 20_000
"""Characters; to look for definitions in a longer line, made by a program, takes minutes."""
USUAL_WIDTH = 88
WIDTHS = range(79, 101)
ENOUGH_LINES = 50
"""A file of so many lines shows how wide its author writes; columns."""

FUNCTIONS = frozenset({"function", "method", "constructor"})
WANTED = FUNCTIONS | (TYPES - {"extension"}) | {"macro"}

LONGEST_USED = 1_000
"""Code points of declarations of the same file that a model is shown."""

TOKENS_FOR_TEXT = 250
TOKENS_FOR_ENTRY = 60


@dataclass(frozen=True, slots=True)
class DocstringPlan:
    """Where a docstring goes and how it begins and ends.

    The text of the span `replace` (code points; empty for a new docstring) becomes `opening`, then
    the pieces from `write`, then `closing`: valid code after every piece, and the same code. What
    is `existing` is updated in one piece, so that no line of it is missing in between.
    """

    replace: tuple[int, int]
    opening: str
    closing: str
    subject: Documentable
    dialect: Dialect
    width: int
    existing: ExistingDocumentation | None = None


def meant_offset(buffer: Buffer, span: tuple[int, int]) -> int:
    """The place that a selection means: its first line of code, below blank lines and comments."""
    start, end = span
    if start >= end:
        return start
    first, in_block = start, False
    marks = tuple(facts_of(buffer.language).comments.split())
    while first < end:
        text = buffer.text[first : min(line_end(buffer.text, first), end)]
        bare = text.strip()
        is_comment = in_block or (bare.startswith(marks) and not bare.startswith("#!"))
        if bare and not is_comment:
            return first + len(text) - len(text.lstrip())
        if in_block or bare.startswith("/*"):
            in_block = "*/" not in bare
        first = after_line(buffer.text, first)
    return start


def plan(buffer: Buffer, offset: int, style: str, *, checked: bool = True) -> DocstringPlan | None:
    """How the definition at `offset` (code points) would be documented.

    `style` is the setting `docstringStyle`. None where there is nothing to document, the language
    is not known, nobody wrote the line by hand, documentation would change what the code means, or
    there is some in another form than a docstring. What the code means is looked at where it is
    `checked`, which takes as long as to parse it.
    """
    subject = _subject_at(buffer, offset)
    if subject is not None and subject.kind == "module" and buffer.is_cell:
        return None
    return plan_for(buffer, subject, style, checked=checked) if subject is not None else None


def why_not(buffer: Buffer, offset: int, place: str) -> str:
    """The sentence for a user where there is no plan for `offset` (code points), called `place`."""
    if buffer.language in MISSING:
        return f"{buffer.name}: install the extra `grammars`, which knows this language."
    subject = _subject_at(buffer, offset)
    if subject is not None and subject.documented_by:
        name = f"`{subject.name}`" if subject.name else buffer.name
        return f"{name} is documented already, by {subject.documented_by}: change that by hand."
    return f"There is nothing to document at {place}."


def _subject_at(buffer: Buffer, offset: int) -> Documentable | None:
    line = line_end(buffer.text, offset) - line_start(buffer.text, offset)
    if buffer.language not in LANGUAGES or line > LONGEST_LINE:
        return None
    return documentable_at(buffer.text, offset, buffer.language)


def plan_for(
    buffer: Buffer, subject: Documentable, style: str, *, checked: bool = True
) -> DocstringPlan | None:
    """How `subject`, a definition of `buffer`, would be documented.

    None where documentation would change the code, or would be the second one.
    """
    if subject.documented_by and subject.docstring is None:
        return None
    dialect, slot = dialect_for(buffer.language, subject, buffer.text, style), subject.slot
    frame = dialect.frame
    existing = None
    opening, closing = frame.opening, frame.closing
    sample = "".join((frame.first(["…"], multiline=True), frame.last(multiline=True)))
    if subject.docstring is not None:
        sample = buffer.text[slice(*subject.docstring)]
        existing = dialect.existing(sample, subject.indent)
        if existing is None:
            return None
        opening = closing = ""
    opening, closing = slot.lead + opening, closing + slot.trail
    if "\r" not in sample:
        sample = sample.replace("\n", buffer.newline)
    opening, closing = (each.replace("\n", buffer.newline) for each in (opening, closing))
    start, end = slot.span
    documented = f"{buffer.text[:start]}{opening}{sample}{closing}{buffer.text[end:]}"
    if checked and not same_code(buffer.text, documented, buffer.language):
        return None
    return DocstringPlan(
        replace=slot.span,
        opening=opening,
        closing=closing,
        subject=subject,
        dialect=dialect,
        width=width_of(buffer.text),
        existing=existing,
    )


def worth_documenting(buffer: Buffer) -> Iterator[Documentable]:
    """What a reader looks for documentation of: types and functions, but not inner functions.

    Nothing in a file with a line that nobody wrote by hand.
    Raises KeyError for a language without a grammar.
    """
    if any(len(line) > LONGEST_LINE for line in lines_between_line_feeds(buffer.text)):
        return
    inner = 0
    for subject in documentables(buffer.text, buffer.language):
        start, end = subject.source
        if start < inner or subject.kind not in WANTED:
            continue
        if subject.kind in FUNCTIONS:
            inner = end
        yield subject


async def write(
    buffer: Buffer, plan: DocstringPlan, gateway: Answering, settings: Settings
) -> AsyncGenerator[str]:
    """The docstring's text between its quotes, in pieces of whole lines as the answer streams in.

    Each piece but the first begins with the line end before it. Raises NothingToSay if the answer
    holds no sentence about the code, and ModelError; closing the iterator closes the stream.
    """
    subject = plan.subject
    source = _undocumented_source(buffer, subject)
    dialect = plan.dialect
    notation = Notation(subject.signature, dialect.types) if buffer.language != "python" else None
    reader = AnswerParser(subject.signature, source, buffer.language, notation)
    if plan.existing is not None:
        yield await _updated(buffer, plan, plan.existing, reader, gateway, settings)
        return
    layout = DocstringLayout(subject.signature, dialect.style, dialect.frame, plan.width)
    chat, sampling = messages(buffer, plan), sampling_for(subject)
    deadline = settings.request_deadline
    async with gateway.stream(Work.CODE, chat, sampling, deadline=deadline) as answer:
        async for piece in answer:
            for fact in reader.feed(piece.text):
                for lines in layout.add(fact):
                    yield lines.replace("\n", buffer.newline)
            if layout.is_complete or reader.is_done:
                break
    for fact in reader.finish(cut_short=answer.finish_reason == "length"):
        for lines in layout.add(fact):
            yield lines.replace("\n", buffer.newline)
    if not layout.has_summary:
        raise _says_nothing(subject)
    for lines in layout.finish():
        yield lines.replace("\n", buffer.newline)


async def _updated(
    buffer: Buffer,
    plan: DocstringPlan,
    existing: ExistingDocumentation,
    reader: AnswerParser,
    gateway: Answering,
    settings: Settings,
) -> str:
    """The source of the documentation that is there, with what the answer changes in it."""
    subject = plan.subject
    chat, sampling = messages(buffer, plan), sampling_for(subject)
    facts: list[Fact] = []
    async with gateway.stream(
        Work.CODE, chat, sampling, deadline=settings.request_deadline
    ) as answer:
        async for piece in answer:
            facts += reader.feed(piece.text)
            if reader.is_done:
                break
    facts += reader.finish(cut_short=answer.finish_reason == "length")
    if not any(fact.topic is Topic.SUMMARY for fact in facts):
        raise _says_nothing(subject)
    update = DocumentationUpdate(existing, subject, plan.dialect.frame, plan.width, buffer.newline)
    return update.updated(facts)


def _says_nothing(subject: Documentable) -> NoUsableAnswerError:
    return NoUsableAnswerError(
        f"The model's answer says nothing about {_called(subject)}; try again, or choose a "
        "larger model."
    )


def messages(buffer: Buffer, plan: DocstringPlan) -> Chat:
    """What the model is asked for `plan`."""
    source = _undocumented_source(buffer, plan.subject)
    return prompts.docstring_messages(
        plan.subject,
        facts_of(buffer.language).name,
        buffer.name,
        source,
        plan.existing.source.text if plan.existing is not None else "",
        plan.dialect.says,
        (*buffer.beside, *_used_of_own_file(buffer, plan.subject)),
    )


def _used_of_own_file(buffer: Buffer, subject: Documentable) -> tuple[tuple[str, str], ...]:
    """What the definition uses of its own file, such as what it raises and calls."""
    start, end = subject.source
    names = set(WORD.findall(buffer.text, start, end)) - {subject.name}
    lines = range(buffer.text.count("\n", 0, start), buffer.text.count("\n", 0, end) + 1)
    owners = {"", *WORD.findall(subject.owner)}
    used, left = [], LONGEST_USED
    for each in outline(buffer.text, buffer.language):
        is_meant = each.name in names and each.owner in owners and each.line not in lines
        if is_meant and len(each.signature) < left:
            used.append(each.signature)
            left -= len(each.signature) + 1
    return ((buffer.name, "\n".join(dict.fromkeys(used))),) if used else ()


def sampling_for(subject: Documentable) -> Sampling:
    """As many tokens as a docstring of this signature can need."""
    signature = subject.signature
    entries = len(signature.parameters) + len(signature.raises) + 1
    return Sampling(max_tokens=TOKENS_FOR_TEXT + TOKENS_FOR_ENTRY * entries)


def width_of(text: str) -> int:
    """The columns that the file's own lines keep to, as far as they are few enough to be meant."""
    columns = [len(line.expandtabs(4)) for line in split_lines(text)]
    if len(columns) < ENOUGH_LINES:
        return USUAL_WIDTH
    return max((width for width in columns if width in WIDTHS), default=WIDTHS.start)


def _undocumented_source(buffer: Buffer, subject: Documentable) -> str:
    """The whole lines of the definition, without the docstring that it has now."""
    start, end = subject.source
    start = line_start(buffer.text, start)
    if subject.docstring is None:
        return buffer.text[start:end]
    before, after = subject.docstring
    if before < start:
        return buffer.text[after:end].lstrip("\r\n") if after > start else buffer.text[start:end]
    return buffer.text[start:before].rstrip() + buffer.text[after:end]


def _called(subject: Documentable) -> str:
    return f"`{subject.name}`" if subject.name else "this file"
