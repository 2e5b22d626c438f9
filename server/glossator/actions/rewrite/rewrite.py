"""Code that a model writes anew in place of old code: every edit of code goes this way.

Lines show in the buffer as they come, where they begin as the old code does; what the edit is in
the end decides `acceptance.py`. An answer that it refuses is asked for once more, with what was
wrong with it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace
from typing import NamedTuple

from glossator.actions.answers import Answering
from glossator.actions.rewrite.acceptance import (
    Replacement,
    UnchangedAnswerError,
    Wish,
    accepted,
    framed,
)
from glossator.actions.rewrite.code_extractor import CodeReader
from glossator.actions.rewrite.merge import Merge
from glossator.actions.rewrite.preview import Preview
from glossator.actions.rewrite.region import Region
from glossator.actions.rewrite.reindent import Reindent
from glossator.context.buffer import Buffer
from glossator.errors import NoUsableAnswerError
from glossator.models.requests import Chat, Message, Sampling, Work
from glossator.settings import Settings

SPARE_TOKENS = 600
CHARACTERS_PER_TOKEN = 2.5
"""Code has fewer code points a token than prose; the answer may also be twice as long."""
_SHORT = 10_000
"""Code points of a file that is judged on the loop."""

_log = logging.getLogger(__name__)


class Written(NamedTuple):
    """What the region holds now, the line that has just come, and the imports that it needs."""

    text: str
    line: str
    imports: tuple[str, ...] = ()


class _FinalError(NoUsableAnswerError):
    """An answer that would be no better the second time."""


async def rewrite(
    buffer: Buffer,
    region: Region,
    chat: Chat,
    gateway: Answering,
    settings: Settings,
    *,
    work: Work = Work.CODE,
    wish: Wish | None = None,
) -> AsyncGenerator[Written]:
    """What the lines of `region` become, after each line that the model writes; the last is whole.

    Closing the iterator closes the stream.

    Raises:
        NoUsableAnswerError: for an answer that is no edit, and no better when asked again.
        ModelError: when the service fails.
    """
    wish = wish or Wish()
    old = framed(region, buffer, region.lines) if not region.lead and not region.trail else ""
    again = False
    while True:
        attempt = _attempt(buffer, region, chat, gateway, settings, work, wish)
        try:
            async with aclosing(attempt):
                async for written in attempt:
                    yield written
            return
        except (_FinalError, UnchangedAnswerError):
            raise
        except NoUsableAnswerError as error:
            if again:
                raise
            again = True
            _log.info("An edit of %s is asked for again: %s", buffer.name, error)
            chat = _second_request(chat, str(error))
        yield Written(old, "The first answer could not be used; asking again")


def _second_request(chat: Chat, wrong: str) -> Chat:
    """The same request, with what was wrong with the first answer to it."""
    *others, last = chat.messages
    reason = wrong.replace(", so nothing was changed", "").partition(";")[0].rstrip(".")
    note = (
        f"{last.content}\n\nA first answer could not be used: {reason}. Answer with the whole "
        "piece of code, complete to its last line, in one fenced code block, and with nothing else."
    )
    return replace(chat, messages=(*others, Message(last.role, note)))


async def _attempt(
    buffer: Buffer,
    region: Region,
    chat: Chat,
    gateway: Answering,
    settings: Settings,
    work: Work,
    wish: Wish,
) -> AsyncGenerator[Written]:
    """One request, its lines as they come, and what the edit is in the end."""
    old = list(region.lines) if "".join(region.lines).strip() else []
    reader = CodeReader(buffer.language, region.shown.split("\n")[0])
    indent, merge = Reindent(region.lines, region.indent, region.fixed), Merge(old)
    preview = Preview(buffer, region, wish)
    sampling = Sampling(max_tokens=_tokens(region))
    answer_text, judged = "", False
    async with gateway.stream(work, chat, sampling, deadline=settings.request_deadline) as answer:
        async for piece in answer:
            answer_text += piece.text
            for line in reader.feed(piece.text):
                if preview.shows(line):
                    text = framed(region, buffer, merge.add(indent.line(line)))
                    yield Written(text, line.strip())
            if reader.is_circular:
                raise _FinalError("The model went in circles, so nothing was changed; try again.")
            if reader.is_done and not reader.is_nested and not judged:
                judged = True
                if (whole := await _sure(buffer, region, wish, answer_text)) is not None:
                    yield Written(whole.text, "", whole.imports)
                    return
        cut_short = answer.finish_reason == "length" and not reader.is_done
    if cut_short:
        raise _FinalError(
            "The model's answer had no end, so nothing was changed; select fewer lines."
        )
    reader.finish()
    whole = await _judged(buffer, region, wish, answer_text)
    if whole is None:
        error = NoUsableAnswerError if reader.foreign else _FinalError
        raise error(no_code(reader))
    yield Written(whole.text, "", whole.imports)


async def _judged(buffer: Buffer, region: Region, wish: Wish, answer: str) -> Replacement | None:
    """What the answer makes of the region; a thread reads a long file with and without it."""
    if len(buffer.text) > _SHORT:
        return await asyncio.to_thread(accepted, buffer, region, wish, answer)
    return accepted(buffer, region, wish, answer)


async def _sure(buffer: Buffer, region: Region, wish: Wish, answer: str) -> Replacement | None:
    """The edit, if the first block that has ended is one; else what follows may be."""
    try:
        return await _judged(buffer, region, wish, answer)
    except NoUsableAnswerError:
        return None


def no_code(reader: CodeReader) -> str:
    """Why nothing of an answer can be used, in a sentence."""
    if reader.foreign:
        return f"The model wrote {reader.foreign} instead of this file's language."
    if sentence := " ".join(reader.prose.split()):
        quoted = sentence if len(sentence) <= 100 else f"{sentence[:100]}…"
        return f"The model answered with no code, but: “{quoted}”"
    return "The model gave an empty answer; try again, or choose another model."


def _tokens(region: Region) -> int:
    return SPARE_TOKENS + int(2 * len(region.shown) / CHARACTERS_PER_TOKEN)
