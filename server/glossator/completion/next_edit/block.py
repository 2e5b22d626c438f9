"""The block that a model rewrites: what it is asked, and its answer, read while it comes. Pure.

Small models keep best to blocks of original and updated lines. The answer is over when it has come
back to the lines that stand there, so most of the block is never written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from glossator.models.requests import Chat, Message, Sampling
from glossator.text.lines import line_number, line_starts, split_lines
from glossator.text.spans import Span

ABOVE, BELOW = 12, 8
"""Lines around the block that the model is shown."""
BEFORE, AFTER = 1, 5
"""Lines of the block before and after what is demanded."""
MOST_LINES = 12
CHARACTERS = 3
"""Code points of a token of code, at least."""
SIGNIFICANT = 6
"""Code points of a line from which on it is not there by chance."""
ALIKE = 0.5
"""How alike the first line of an answer without a fence and the block's first line are."""

_INSTRUCTIONS = """\
You carry on a change that a developer has begun. You are shown what was changed, as original and \
updated lines, and a block of code elsewhere. Write that block as it has to be now.
- Change only what the developer's change makes necessary, in the same way.
- Never take back what the developer has changed.
- If nothing has to change, repeat the block as it is.
- Answer with the whole block in one Markdown fence, without a word before or after it."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of a text from the offset `start` to `end`, without the end of the last.

    `demanded` are those, counted from the first, of which something is demanded; where it is
    demanded of several spans, the last of these begins in the line `last`.
    """

    start: int
    end: int
    lines: tuple[str, ...]
    demanded: range
    above: str = ""
    below: str = ""
    last: int = 0

    @classmethod
    def around(cls, text: str, start: int, end: int, more: Sequence[Span] = ()) -> Block:
        """The block around a span of a text, and around as many of those after it as fit in.

        The offsets of the block are those of this text.
        """
        lines, starts = split_lines(text), line_starts(text)
        first, last = line_number(text, start), line_number(text, end)
        last = min(last, first + MOST_LINES - BEFORE - 2)
        begin, last_first = max(0, first - BEFORE), 0
        for span in more:
            its_first, its_last = (line_number(text, at) for at in span)
            if its_first <= last or its_last > begin + MOST_LINES - 2:
                break
            last_first, last = its_first - begin, its_last
        stop = min(len(lines), last + 1 + AFTER, begin + MOST_LINES)
        if stop - 1 > last and not lines[stop - 1]:
            stop -= 1  # an answer does not repeat a blank line at its end
        close = starts[stop - 1] + len(lines[stop - 1])
        above = "\n".join(lines[max(0, begin - ABOVE) : begin])
        below = "\n".join(lines[stop : stop + BELOW])
        demanded = range(first - begin, last + 1 - begin)
        shown = tuple(lines[begin:stop])
        return cls(starts[begin], close, shown, demanded, above, below, last_first)

    @property
    def text(self) -> str:
        """The lines, with LF between them."""
        return "\n".join(self.lines)


def request(
    name: str, changes: Sequence[tuple[str, str]], block: Block, problem: str = ""
) -> tuple[Chat, Sampling]:
    """What to ask a chat model.

    `changes` are pairs of original and updated lines, the one to carry on last; `problem` is what
    another tool reports of the block since then.
    """
    parts = [f"File: {name}\n"]
    for old, new in changes:
        parts += [_section("Original", old), _section("Updated", new)]
    parts.append(_section("Above the block", block.above) if block.above.strip() else "")
    parts.append(_section("Below the block", block.below) if block.below.strip() else "")
    parts.append(_section("Reported of the block since the change", problem) if problem else "")
    parts.append(_section("The block to update", block.text))
    messages = (Message("system", _INSTRUCTIONS), Message("user", "".join(parts)))
    prediction = f"```\n{block.text}\n```"
    return Chat(messages, prediction=prediction), Sampling(len(block.text) // CHARACTERS + 40)


def _section(title: str, text: str) -> str:
    return f"=== {title} ===\n{text}\n"


def updated(block: Block, answer: str, *, is_whole: bool) -> str | None:
    """The block as an answer has it, as soon as that can be told; None where it cannot.

    An answer that repeats what is demanded unchanged, and one that has come back to the block's
    own lines after all that is demanded, need not be whole.
    """
    lines, is_closed = _lines_of(answer, block, is_whole=is_whole)
    old = list(block.lines)
    same = next(
        (n for n, pair in enumerate(zip(lines, old, strict=False)) if pair[0] != pair[1]), None
    )
    if same is None and len(lines) > block.demanded.stop:
        return block.text
    if same is not None and same < len(lines) - 1 and _is_told_again(lines[-1], old):
        return "\n".join(lines[:-1])
    if same is not None and (rest := _came_back(lines, block, same)) is not None:
        return "\n".join([*lines, *rest])
    return "\n".join(lines) if lines and (is_whole or is_closed) else None


def _is_told_again(line: str, old: list[str]) -> bool:
    """Whether an answer begins the block anew with a line."""
    return line == old[0] and len(line.strip()) >= SIGNIFICANT and old.count(line) == 1


def _came_back(lines: list[str], block: Block, differs: int) -> list[str] | None:
    """What follows in the block where the last lines of an answer are lines of it again."""
    if len(lines) - 1 <= differs:
        return None
    old = list(block.lines)
    begin = max(differs, block.last + 1) if block.last else differs
    after = [at for at in range(begin, len(old)) if old[at] == lines[-1]]
    if len(after) == 1 and len(lines[-1].strip()) >= SIGNIFICANT:
        return old[after[0] + 1 :]
    if len(lines) - 2 > differs:
        return next((old[at + 1 :] for at in after if at and old[at - 1] == lines[-2]), None)
    return None


def _lines_of(answer: str, block: Block, *, is_whole: bool) -> tuple[list[str], bool]:
    """The whole lines of an answer's code, and whether its fence is closed.

    Blank space at the end of a line is that of the block's own line, where it has this one.
    """
    known = {line.rstrip(): line for line in block.lines}
    lines = [known.get(line.rstrip(), line.rstrip()) for line in split_lines(answer)]
    if not is_whole:
        lines = lines[:-1]
    fences = [at for at, line in enumerate(lines) if line.strip().startswith("```")]
    if fences:
        is_closed = len(fences) > 1
        code = lines[fences[0] + 1 : fences[1] if is_closed else len(lines)]
        return _with_blanks_of(block.lines, code, is_over=is_whole or is_closed), is_closed
    first = next((line for line in lines if line.strip()), "")
    own = next((line for line in block.lines if line.strip()), "")
    alike = SequenceMatcher(None, first, own, autojunk=False).ratio()
    is_code = alike >= ALIKE or first.strip() == own.strip()
    return (_with_blanks_of(block.lines, lines, is_over=is_whole) if is_code else []), False


def _with_blanks_of(block: Sequence[str], lines: Sequence[str], *, is_over: bool) -> list[str]:
    """An answer's lines with as many blank ones at its begin, and its end, as the block has.

    Models put them in beside the fence, and leave them out.
    """
    first = _count_blank(lines)
    if first == len(lines):
        return []
    last = _count_blank(lines[::-1])
    end = block[len(block) - _count_blank(block[::-1]) :] if is_over else lines[len(lines) - last :]
    return [*block[: _count_blank(block)], *lines[first : len(lines) - last], *end]


def _count_blank(lines: Sequence[str]) -> int:
    """How many of the first lines are blank."""
    return next((count for count, line in enumerate(lines) if line.strip()), len(lines))
