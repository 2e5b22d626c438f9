"""What the commands share that rewrite code: one live edit of one place."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from glossator.actions.rewrite.acceptance import Wish
from glossator.actions.rewrite.import_block import import_slot
from glossator.actions.rewrite.rewrite import rewrite
from glossator.lsp.edits.edit_stream import Beside, Step
from glossator.models.requests import Chat, Work

if TYPE_CHECKING:
    from glossator.actions.rewrite.region import Region
    from glossator.lsp.features.commands.request import CommandRequest
    from glossator.lsp.session import Session


async def rewriting(
    session: Session,
    request: CommandRequest,
    region: Region,
    chat: Chat,
    label: str,
    *,
    work: Work = Work.CODE,
    wish: Wish | None = None,
    beside: Beside | None = None,
) -> dict[str, Any] | None:
    """Let the answer to `chat` replace `region`; the answer of the command."""
    buffer = request.outgoing.buffer
    texts = rewrite(
        buffer, region, chat, session.backend.gateway, session.settings, work=work, wish=wish
    )

    needed: tuple[str, ...] = ()

    async def steps() -> AsyncGenerator[Step]:
        nonlocal needed
        async with aclosing(texts):
            async for written in texts:
                needed = written.imports
                yield Step(request.outgoing.restore(written.text), written.line)

    def imports(now: str, start: int, _text: str) -> tuple[int, str] | None:
        slot = import_slot(now, buffer.language, start, buffer.newline) if needed else None
        return None if slot is None else (slot.offset, slot.insertion(needed))

    text = await session.edits.stream(
        request.snapshot.document,
        region.span,
        label,
        steps(),
        preview=session.settings.preview_edits,
        beside=beside or imports,
    )
    return None if text is None else {"text": text}
