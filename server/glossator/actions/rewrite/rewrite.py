"""Code that a model writes anew in place of old code: every edit of code goes this way.

An answer that cannot be meant is no edit: one that holds no code, code of another language, code
that does not parse where the old did, no end, or changes outside of what was selected.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from typing import NamedTuple

from glossator.actions.answers import Answering
from glossator.actions.rewrite.code_extractor import CodeReader
from glossator.actions.rewrite.merge import Merge
from glossator.actions.rewrite.region import Region
from glossator.actions.rewrite.reindent import Reindent
from glossator.context.buffer import Buffer
from glossator.errors import NoUsableAnswerError
from glossator.models.requests import Chat, Sampling, Work
from glossator.settings import Settings

SPARE_TOKENS = 600
CHARACTERS_PER_TOKEN = 2.5
"""Code has fewer code points a token than prose; the answer may also be twice as long."""


class Written(NamedTuple):
    """What the region holds now, and the line that has just come."""

    text: str
    line: str


Check = Callable[[str, str], None]
"""Given the file before and after, raises NoUsableAnswerError where the edit cannot be meant."""


async def rewrite(
    buffer: Buffer,
    region: Region,
    chat: Chat,
    gateway: Answering,
    settings: Settings,
    *,
    work: Work = Work.CODE,
    check: Check | None = None,
) -> AsyncGenerator[Written]:
    """What the lines of `region` become, after each line that the model writes; the last is whole.

    Closing the iterator closes the stream.

    Raises:
        NoUsableAnswerError: for an answer that is no edit.
        ModelError: when the service fails.
    """
    old = list(region.lines) if "".join(region.lines).strip() else []
    shown = region.shown.split("\n")
    reader = CodeReader(buffer.language, shown[0])
    indent, merge = Reindent(list(region.lines), region.indent), Merge(old)
    sampling = Sampling(max_tokens=_tokens(region))
    deadline = settings.request_deadline
    async with gateway.stream(work, chat, sampling, deadline=deadline) as answer:
        async for piece in answer:
            for line in reader.feed(piece.text):
                text = _framed(region, buffer, merge.add(indent.line(line)))
                yield Written(text, line.strip())
            if reader.is_done:
                break
        cut_short = answer.finish_reason == "length" and not reader.is_done
    for line in reader.finish():
        merge.add(indent.line(line))
    whole = _judged(buffer, region, reader, merge.lines, cut_short=cut_short, check=check)
    yield Written(whole, "")


def _judged(
    buffer: Buffer,
    region: Region,
    reader: CodeReader,
    lines: list[str],
    *,
    cut_short: bool,
    check: Check | None,
) -> str:
    """The whole text, if it can be meant."""
    while lines and not lines[-1].strip() and region.lines[-1].strip():
        lines.pop()
    if reader.is_circular:
        raise NoUsableAnswerError("The model went in circles, so nothing was changed; try again.")
    if cut_short:
        raise NoUsableAnswerError(
            "The model's answer had no end, so nothing was changed; select fewer lines."
        )
    if not any(line.strip() for line in lines):
        raise NoUsableAnswerError(no_code(reader))
    text = _framed(region, buffer, lines)
    if lines == list(region.lines):
        raise NoUsableAnswerError("The model gave the code back as it was.")
    if not _keeps(text, region):
        raise NoUsableAnswerError(
            "The model changed code outside of the selection, so nothing was changed; select whole "
            "lines."
        )
    start, end = region.span
    after = buffer.text[:start] + text + buffer.text[end:]
    _check_syntax(buffer, after)
    if check is not None:
        check(buffer.text, after)
    return text


def _framed(region: Region, buffer: Buffer, lines: list[str]) -> str:
    return region.lead + buffer.newline.join(lines) + region.trail


def _keeps(text: str, region: Region) -> bool:
    """Whether the text outside of the selection is still there."""
    is_long_enough = len(text) >= len(region.head) + len(region.tail)
    return is_long_enough and text.startswith(region.head) and text.endswith(region.tail)


def no_code(reader: CodeReader) -> str:
    """Why nothing of an answer can be used, in a sentence."""
    if reader.foreign:
        return f"The model wrote {reader.foreign} instead of this file's language."
    if said := " ".join(reader.prose.split()):
        quoted = said if len(said) <= 100 else f"{said[:100]}…"
        return f"The model answered with no code, but: “{quoted}”"
    return "The model gave an empty answer; try again, or choose another model."


def _check_syntax(buffer: Buffer, after: str) -> None:
    from glossator.syntax.registry import LANGUAGES

    if buffer.language not in LANGUAGES:
        return
    from glossator.syntax.errors import error_count

    before = error_count(buffer.text, buffer.language)
    if error_count(after, buffer.language) > before:
        raise NoUsableAnswerError(
            f"The model's code is not valid {buffer.language}, so nothing was changed; try again, "
            "or choose a larger model."
        )


def _tokens(region: Region) -> int:
    return SPARE_TOKENS + int(2 * len(region.shown) / CHARACTERS_PER_TOKEN)
