"""A whole file of code as a model writes it, for a page beside the text."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence

from glossator.actions.answers import Answering
from glossator.actions.rewrite.code_extractor import CodeReader
from glossator.actions.rewrite.rewrite import no_code
from glossator.errors import NoUsableAnswerError
from glossator.models.requests import Chat, Sampling, Work
from glossator.settings import Settings

LONGEST_FILE = 1500
"""Tokens."""


async def code_file(
    chat: Chat,
    language: str,
    gateway: Answering,
    settings: Settings,
    work: Work = Work.CODE,
    *,
    shown: Sequence[str] = (),
) -> AsyncGenerator[str]:
    """The file that the answer to `chat` holds, line by line as it streams in.

    `shown` is the code that the model was shown; a block that only repeats it is not the file.
    Closing the iterator closes the stream.

    Raises:
        NoUsableAnswerError: where the answer holds no code, or has no end.
        ModelError: when the service fails.
    """
    reader = CodeReader(language, shown=shown)
    sampling, deadline = Sampling(max_tokens=LONGEST_FILE), settings.request_deadline
    has_code = False
    async with gateway.stream(work, chat, sampling, deadline=deadline) as answer:
        async for piece in answer:
            for line in reader.feed(piece.text):
                has_code = True
                yield f"{line}\n"
            if reader.is_done:
                break
        cut_short = answer.finish_reason == "length" and not reader.is_done
    for line in reader.finish():
        has_code = True
        yield f"{line}\n"
    if not has_code:
        raise NoUsableAnswerError(no_code(reader))
    if cut_short or reader.is_circular:
        raise NoUsableAnswerError("The model's answer had no end; select less code, or try again.")
