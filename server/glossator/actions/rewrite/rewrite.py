"""Code that a model writes anew in place of old code: every edit of code goes this way.

An answer that cannot be meant is no edit: one that holds no code, code of another language, code
that does not parse where the old did, no end, or changes outside of what was selected.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from typing import NamedTuple

from glossator.actions.answers import Answering
from glossator.actions.errors import NothingToSay
from glossator.actions.rewrite.code_extractor import CodeReader
from glossator.actions.rewrite.merge import Weaving
from glossator.actions.rewrite.region import Place
from glossator.actions.rewrite.reindent import Reindent
from glossator.context.buffer import Buffer
from glossator.models.requests import Chat, Sampling, Work
from glossator.settings import Settings

SPARE_TOKENS = 600
CHARACTERS_PER_TOKEN = 2.5
"""Code has fewer characters a token than prose; the answer may also be twice as long."""


class Written(NamedTuple):
    """What the place holds now, and the line that has just come."""

    text: str
    line: str


Check = Callable[[str, str], None]
"""Given the file before and after, raises NothingToSay where that is not what was asked for."""


async def rewrite(
    buffer: Buffer,
    place: Place,
    chat: Chat,
    gateway: Answering,
    settings: Settings,
    *,
    work: Work = Work.CODE,
    check: Check | None = None,
) -> AsyncGenerator[Written]:
    """What the lines of `place` become, after each line that the model writes; the last is whole.

    Raises NothingToSay for an answer that is no edit, and ModelError; closing the iterator closes
    the stream.
    """
    old = list(place.lines) if "".join(place.lines).strip() else []
    shown = place.shown.split("\n")
    reader = CodeReader(buffer.language, shown[0])
    indent, weaving = Reindent(list(place.lines), place.indent), Weaving(old)
    sampling = Sampling(max_tokens=_tokens(place))
    deadline = settings.request_deadline
    async with gateway.stream(work, chat, sampling, deadline=deadline) as answer:
        async for piece in answer:
            for line in reader.feed(piece.text):
                text = _framed(place, buffer, weaving.add(indent.line(line)))
                yield Written(text, line.strip())
            if reader.is_done:
                break
        cut_short = answer.finish_reason == "length" and not reader.is_done
    for line in reader.finish():
        weaving.add(indent.line(line))
    whole = _judged(buffer, place, reader, weaving.lines, cut_short=cut_short, check=check)
    yield Written(whole, "")


def _judged(
    buffer: Buffer,
    place: Place,
    reader: CodeReader,
    lines: list[str],
    *,
    cut_short: bool,
    check: Check | None,
) -> str:
    """The whole text, if it can be meant."""
    while lines and not lines[-1].strip() and place.lines[-1].strip():
        lines.pop()
    if reader.is_circular:
        raise NothingToSay("The model went in circles, so nothing was changed; try again.")
    if cut_short:
        raise NothingToSay(
            "The model's answer had no end, so nothing was changed; select fewer lines."
        )
    if not any(line.strip() for line in lines):
        raise NothingToSay(no_code(reader))
    text = _framed(place, buffer, lines)
    if lines == list(place.lines):
        raise NothingToSay("The model gave the code back as it was.")
    if not _keeps(text, place):
        raise NothingToSay(
            "The model changed code outside of the selection, so nothing was changed; select whole "
            "lines."
        )
    start, end = place.span
    after = buffer.text[:start] + text + buffer.text[end:]
    _check_syntax(buffer, after)
    if check is not None:
        check(buffer.text, after)
    return text


def _framed(place: Place, buffer: Buffer, lines: list[str]) -> str:
    return place.lead + buffer.newline.join(lines) + place.trail


def _keeps(text: str, place: Place) -> bool:
    """Whether the text outside of the selection is still there."""
    room = len(text) >= len(place.head) + len(place.tail)
    return room and text.startswith(place.head) and text.endswith(place.tail)


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
        raise NothingToSay(
            f"The model's code is not valid {buffer.language}, so nothing was changed; try again, "
            "or choose a larger model."
        )


def _tokens(place: Place) -> int:
    return SPARE_TOKENS + int(2 * len(place.shown) / CHARACTERS_PER_TOKEN)
