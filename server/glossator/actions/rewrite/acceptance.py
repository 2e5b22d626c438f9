"""Whether an answer is what was asked for: the one place that decides it, before an edit ends.

Taken is the first block of the answer of which all of this holds: it is not elided, its part that
was asked for can be told from what the file has already, nothing else of the file changes, what was
selected is still there or its removal was asked for, and the file is as valid as before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from glossator.actions.rewrite.answer_blocks import answer_blocks
from glossator.actions.rewrite.asked_part import asked_part, is_head
from glossator.actions.rewrite.comments import with_kept_comments, with_own_marks
from glossator.actions.rewrite.import_block import import_slot, needed_imports
from glossator.actions.rewrite.import_statements import split_imports
from glossator.actions.rewrite.instruction import Instruction
from glossator.actions.rewrite.literal_rows import literal_rows
from glossator.actions.rewrite.losses import has_elision, lost_lines
from glossator.actions.rewrite.modifiers import lost_modifiers
from glossator.actions.rewrite.region import Region
from glossator.actions.rewrite.reindent import Reindent
from glossator.context.buffer import Buffer
from glossator.errors import NoUsableAnswerError
from glossator.languages import facts_of
from glossator.text.fences import is_fence
from glossator.text.imports import is_import
from glossator.text.lines import line_end, line_start, split_lines
from glossator.text.search_replace import is_conflict, resolve_conflicts
from glossator.text.unified_diff import apply_diff, is_diff

Extract = Callable[[Buffer, Region, Sequence[str]], list[str]]
"""Makes the new lines of a region out of the old ones and what an answer adds to them.

Raises NoUsableAnswerError where it adds nothing.
"""

_LONGEST_QUOTE = 60
_DOUBLES = re.compile(
    r"duplicat|twice|doubl|cop(?:y|ies)|repeat|again|another|clone", re.IGNORECASE
)


class UnchangedAnswerError(NoUsableAnswerError):
    """The code came back as it was; asking again would not help."""


class _ApartError(NoUsableAnswerError):
    """A block is right but for what another one defines."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for: the instruction in words, and old lines that may go whatever it says.

    With `extract` an answer is only where something is taken from, and not the new code itself.
    """

    instruction: str = ""
    may_go: tuple[str, ...] = ()
    extract: Extract | None = None


class Replacement(NamedTuple):
    """The text that comes in place of a region, and the imports that it needs."""

    text: str
    imports: tuple[str, ...] = ()


def accepted(buffer: Buffer, region: Region, wish: Wish, answer: str) -> Replacement | None:
    """What `answer` puts in place of `region`; None where it holds no code.

    Raises:
        NoUsableAnswerError: with what is wrong with the block that was most likely meant.
    """
    refusal: NoUsableAnswerError | None = None
    blocks = answer_blocks(answer, buffer.language, has_fences=any(map(is_fence, region.lines)))
    for number, block in enumerate(blocks):
        try:
            imports, others = _imports_and_others(buffer, blocks[:number])
            replacement = _edit(buffer, region, wish, block, imports)
            _check_helpers(buffer, block, others)
        except NoUsableAnswerError as error:
            says_more = isinstance(error, _ApartError) or isinstance(refusal, UnchangedAnswerError)
            if refusal is None or says_more:
                refusal = error
        else:
            return replacement
    if refusal is not None:
        raise refusal
    return None


def framed(region: Region, buffer: Buffer, lines: Sequence[str]) -> str:
    """The text of the region when it holds `lines`."""
    return region.lead + buffer.newline.join(lines) + region.trail


def _edit(
    buffer: Buffer, region: Region, wish: Wish, block: Sequence[str], apart: Sequence[str]
) -> Replacement:
    """What one block puts in place of the region; `apart` are imports from blocks before it."""
    lines: Sequence[str] = with_own_marks(block, buffer.language, buffer.text)
    lines = _new_lines(buffer, region, wish, lines)
    imports, lines = _without_imports(buffer, region, lines)
    placed = _placed_part(buffer, region, wish, lines)
    needed: list[str] = []
    if not (wish.extract and buffer.language == "python"):  # which imports what its types need
        needed = needed_imports(buffer, region.span[0], [*apart, *imports], placed)
    text = framed(region, buffer, placed)
    if not _keeps(text, region):
        raise NoUsableAnswerError(
            "The model changed code outside of the selection, so nothing was changed; select whole "
            "lines."
        )
    start, end = region.span
    after = buffer.text[:start] + text + buffer.text[end:]
    _check_syntax(buffer, with_imports(buffer, after, start, needed))
    _check_names(buffer, region, wish, text, after)
    _check_doubled(region, wish, placed)
    _check_losses(buffer, region, wish, placed)
    return Replacement(text, tuple(needed))


def with_imports(buffer: Buffer, text: str, start: int, imports: Sequence[str]) -> str:
    """The text with `imports` where those for the code at `start` belong."""
    slot = import_slot(text, buffer.language, start, buffer.newline) if imports else None
    if slot is None:
        return text
    return text[: slot.offset] + slot.insertion(imports) + text[slot.offset :]


def _imports_and_others(
    buffer: Buffer, blocks: Sequence[Sequence[str]]
) -> tuple[list[str], list[Sequence[str]]]:
    """The imports of the blocks that hold nothing else, and the other blocks."""
    imports, others = list[str](), list[Sequence[str]]()
    for block in blocks:
        found, rest = split_imports(block, buffer.language)
        if any(line.strip() for line in rest):
            others.append(block)
        else:
            imports += found
    return imports, others


def _without_imports(
    buffer: Buffer, region: Region, lines: Sequence[str]
) -> tuple[list[str], Sequence[str]]:
    """The imports with which an answer begins, and the rest of it.

    None where the region holds imports itself, or where they could not be put above it.
    """
    language = buffer.language
    has_own = any(is_import(line.strip(), language) for line in region.lines)
    if has_own or import_slot(buffer.text, language, region.span[0], buffer.newline) is None:
        return [], lines
    known = {line.strip() for line in split_lines(buffer.text[: region.span[0]])}
    at = 0
    while at < len(lines) and not is_import(lines[at], language):
        if lines[at].strip() and not (is_head(lines[at]) and lines[at].strip() in known):
            break
        at += 1
    imports, rest = split_imports(lines[at:], language)
    return (imports, rest) if any(line.strip() for line in rest) else ([], lines)


def _new_lines(buffer: Buffer, region: Region, wish: Wish, block: Sequence[str]) -> Sequence[str]:
    """The lines that a block means, whole or as a diff of the region."""
    lines = block
    if is_diff(block) and not is_diff(region.lines):
        patched = apply_diff(region.shown.split("\n"), block)
        if patched is None:
            raise NoUsableAnswerError(
                "The model answered with a diff that does not fit the code, so nothing was changed."
            )
        lines = patched
    if is_conflict(block) and not is_conflict(region.lines):
        resolved = resolve_conflicts(region.shown.split("\n"), block)
        if resolved is None:
            raise NoUsableAnswerError(
                "The model answered with parts to replace that are not in the code, so nothing was "
                "changed."
            )
        lines = resolved
    if wish.extract is None and (elided := has_elision(region.lines, lines, buffer.language)):
        raise NoUsableAnswerError(
            f"The model left code out, with “{_quoted(elided)}” in its place, so nothing was "
            "changed; try again, or select less."
        )
    return lines


def _placed_part(buffer: Buffer, region: Region, wish: Wish, lines: Sequence[str]) -> list[str]:
    """The lines that come in place of the region's."""
    part = asked_part(buffer, region, lines)
    placed = _placed(buffer, region, part)
    if wish.extract is not None:
        placed = wish.extract(buffer, region, placed)
    while placed and not placed[-1].strip() and region.lines[-1].strip():
        placed.pop()
    while placed and not placed[0].strip() and region.lines[0].strip():
        placed.pop(0)
    if not any(line.strip() for line in placed):
        raise NoUsableAnswerError("The model gave no code for this place; try again.")
    if wish.extract is None:
        strings = rows_of_strings(region.lines, buffer.language)
        words = wish.instruction
        placed = with_kept_comments(region.lines, placed, buffer.language, words, strings)
    if placed == list(region.lines):
        raise UnchangedAnswerError("The model gave the code back as it was.")
    return placed


def _placed(buffer: Buffer, region: Region, part: Sequence[str]) -> list[str]:
    """The lines of an answer as they belong in the file."""
    if facts_of(buffer.language).prose:
        indent = region.indent
        if all(line.startswith(indent) for line in part if line.strip()):
            return list(part)  # said as it stands in the file
        return [f"{indent}{line}" if line.strip() else line for line in part]
    reindent = Reindent(region.lines, region.indent, region.fixed)
    return reindent.whole(part, rows_of_strings(part, buffer.language))


def rows_of_strings(lines: Sequence[str], language: str) -> frozenset[int]:
    """The numbers of the lines whose indentation is text, not layout: they begin inside a string.

    In markup those are the lines of preformatted text. Empty for a language without a grammar.
    """
    head = "<?php\n" if language == "php" and "<?" not in "".join(lines) else ""
    rows = literal_rows(head + "\n".join(lines), language)
    return frozenset(row - bool(head) for row in rows)


def _keeps(text: str, region: Region) -> bool:
    """Whether the text outside of the selection is still there."""
    is_long_enough = len(text) >= len(region.head) + len(region.tail)
    return is_long_enough and text.startswith(region.head) and text.endswith(region.tail)


def _check_losses(buffer: Buffer, region: Region, wish: Wish, placed: Sequence[str]) -> None:
    if facts_of(buffer.language).prose:
        return
    free = {line.strip() for line in wish.may_go}
    lost = lost_lines(region.lines, placed, buffer.language, wish.instruction)
    lost = [line for line in lost if line not in free]
    lost = lost or lost_modifiers(region.lines, placed, wish.instruction)
    if lost:
        raise NoUsableAnswerError(
            f"The model left out `{_quoted(lost[0])}`, so nothing was changed; if it may go, say "
            "so."
        )


def _check_doubled(region: Region, wish: Wish, placed: Sequence[str]) -> None:
    """Check that not all of it comes twice."""
    halves = [[line.strip() for line in lines if line.strip()] for lines in (placed, region.lines)]
    new, old = ((lines[: len(lines) // 2], lines[len(lines) // 2 :]) for lines in halves)
    is_asked = _DOUBLES.search(wish.instruction) is not None
    if new[0] and new[0] == new[1] and old[0] != old[1] and not is_asked:
        raise NoUsableAnswerError(
            f"`{_quoted(new[0][0])}` comes more than once in what the model wrote, so nothing was "
            "changed; try again."
        )


def _check_names(buffer: Buffer, region: Region, wish: Wish, text: str, after: str) -> None:
    """Check that the definitions of the region are still there, and none has come twice."""
    from glossator.syntax.registry import LANGUAGES

    if buffer.language not in LANGUAGES:
        return
    from glossator.syntax.definitions import definitions_in

    start, end = region.span
    old = definitions_in(buffer.text, _lines_of(buffer.text, start, end), buffer.language)
    new = definitions_in(after, _lines_of(after, start, start + len(text)), buffer.language)
    former, names = [each.name for each in old], [each.name for each in new]
    twice = [name for name in former if names.count(name) > former.count(name)]
    if twice and "overload" not in wish.instruction.lower():
        raise NoUsableAnswerError(
            f"`{twice[0]}` comes more than once in what the model wrote, so nothing was changed; "
            "try again."
        )
    words = Instruction(wish.instruction)
    is_allowed = words.removes or words.replaces or words.renames
    gone = [each.name for each in old if each.name not in names and not each.is_value]
    gone = [name for name in gone if name not in wish.instruction]
    if gone and not is_allowed:
        raise NoUsableAnswerError(
            f"`{gone[0]}` is missing in what the model wrote, so nothing was changed; try again."
        )


def _lines_of(text: str, start: int, end: int) -> tuple[int, int]:
    return line_start(text, start), line_end(text, end)


def _check_helpers(buffer: Buffer, block: Sequence[str], others: Sequence[Sequence[str]]) -> None:
    """Check that a block uses nothing that only a block before it defines."""
    from glossator.syntax.registry import LANGUAGES

    if buffer.language not in LANGUAGES or not others:
        return
    from glossator.syntax.words import bound_names, names_in

    used = names_in("\n".join(block), buffer.language)
    known = names_in(buffer.text, buffer.language)
    for other in others:
        needed = (bound_names("\n".join(other), buffer.language) & used) - known
        needed -= bound_names("\n".join(block), buffer.language)
        if needed:
            raise _ApartError(
                f"The model wrote `{min(needed)}` apart from the code, so nothing was changed; try "
                "again, or select the whole file."
            )


def _check_syntax(buffer: Buffer, after: str) -> None:
    from glossator.syntax.errors import is_worse

    if is_worse(buffer.text, after, buffer.language):
        raise NoUsableAnswerError(
            f"The model's code is not valid {buffer.language}, so nothing was changed; try again, "
            "or choose a larger model."
        )


def _quoted(line: str) -> str:
    line = " ".join(split_lines(line)).replace("`", "'")
    return line if len(line) <= _LONGEST_QUOTE else f"{line[:_LONGEST_QUOTE]}…"
