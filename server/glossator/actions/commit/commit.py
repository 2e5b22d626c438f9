"""A commit message for what is staged in a repository, and for nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from pathlib import Path

from glossator.actions import prompts
from glossator.actions.answers import Answering
from glossator.actions.commit.message import MessageReader
from glossator.actions.commit.packing import pack
from glossator.actions.commit.style import style_of
from glossator.context.git import last_subjects, staged_diff
from glossator.context.ignore import Ignore
from glossator.context.outgoing import without_secrets
from glossator.context.staged_diff import StagedFile, read_diff
from glossator.context.staged_diff import without_secrets as both_sides_hidden
from glossator.errors import CommandError, NoUsableAnswerError
from glossator.models.requests import Chat, Sampling, Work
from glossator.settings import Settings

SUBJECTS = 10
SAMPLING = Sampling(max_tokens=500)


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the model is asked, and a sentence for the user about what it is not shown, or ""."""

    chat: Chat
    note: str


async def prepare(top: Path, ignore: Ignore) -> Prepared:
    """Read what is staged in the working tree `top`.

    Raises:
        CommandError: when nothing is staged, nothing of it may be seen, or git cannot tell.
    """
    diff = await staged_diff(top)
    files = await asyncio.to_thread(lambda: list(read_diff(diff)))  # there may be megabytes
    if not files:
        raise CommandError(
            f"Nothing is staged in {top.name}; stage what the commit is to hold, with `git add`."
        )
    seen = [file for file in files if _may_be_seen(file, top, ignore)]
    if not seen:
        raise CommandError(
            "No model may see any of the staged files, so that none can write of them."
        )
    packed = await asyncio.to_thread(
        lambda: pack(list(map(both_sides_hidden, seen)), withheld=len(files) - len(seen))
    )
    subjects = [without_secrets(each) for each in await last_subjects(top, SUBJECTS)]
    chat = prompts.commit_messages(without_secrets(packed.text), subjects, style_of(subjects))
    return Prepared(chat, packed.note)


def _may_be_seen(file: StagedFile, top: Path, ignore: Ignore) -> bool:
    """Both paths of a file that was renamed are judged."""
    return not any(ignore.reason(top / path) for path in (file.path, file.before) if path)


async def write(
    prepared: Prepared, gateway: Answering, settings: Settings, mark: str = "#"
) -> AsyncGenerator[str]:
    """The message in pieces of whole lines; each piece but the first begins with a line end.

    No line begins with `mark`, which would make it a comment.
    Raises NoUsableAnswerError if the answer holds no message, and ModelError; closing the iterator
    closes the stream.
    """
    reader = MessageReader(mark)
    is_first = True
    deadline = settings.request_deadline
    async with gateway.stream(Work.PROSE, prepared.chat, SAMPLING, deadline=deadline) as answer:
        async for piece in answer:
            for line in reader.feed(piece.text):
                yield line if is_first else f"\n{line}"
                is_first = False
            if reader.is_done:
                break
    for line in reader.finish():
        yield line if is_first else f"\n{line}"
        is_first = False
    if not reader.has_subject:
        raise NoUsableAnswerError(
            "The model's answer holds no message; try again, or choose a larger model."
        )
