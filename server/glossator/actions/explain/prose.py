"""Prose as a model writes it: Markdown for a page beside the text."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from glossator.actions.answers import Answering
from glossator.errors import NoUsableAnswerError
from glossator.models.requests import Chat, Sampling, Work
from glossator.settings import Settings
from glossator.text.markdown_stream import NamedFences
from glossator.text.repetition_stream import FreshLines

LONGEST_ANSWER = 1000
"""Tokens."""


async def prose(
    chat: Chat, language: str, gateway: Answering, settings: Settings, work: Work = Work.PROSE
) -> AsyncGenerator[str]:
    """The answer to `chat`, piece by piece as it streams in; its code is fenced as `language`.

    Closing the iterator closes the stream.

    Raises:
        NoUsableAnswerError: for an empty answer.
        ModelError: when the service fails.
    """
    fresh, fences = FreshLines(), NamedFences(language)
    sampling, deadline = Sampling(max_tokens=LONGEST_ANSWER), settings.request_deadline
    has_prose = False
    async with gateway.stream(work, chat, sampling, deadline=deadline) as answer:
        async for piece in answer:
            if text := fences.feed(fresh.feed(piece.text)):
                has_prose = True
                yield text
            if fresh.is_circular:
                break
    cut_short = answer.finish_reason == "length" and not fresh.is_circular
    if text := fences.feed(fresh.finish()) + fences.finish():
        has_prose = True
        yield text
    if not has_prose:
        raise NoUsableAnswerError(
            "The model gave an empty answer; try again, or choose another model."
        )
    if cut_short:
        yield "…"
