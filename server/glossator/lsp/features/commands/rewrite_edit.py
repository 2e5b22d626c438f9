"""What the commands share that rewrite code: one live edit of one place."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from glossator.actions.rewrite.rewrite import Check, rewrite
from glossator.lsp.edits.edit_stream import Beside, Step, grow
from glossator.models.requests import Chat, Work

if TYPE_CHECKING:
    from glossator.actions.rewrite.region import Place
    from glossator.lsp.features.commands.request import Asked
    from glossator.lsp.session import Session


async def rewriting(
    session: Session,
    request: Asked,
    place: Place,
    chat: Chat,
    label: str,
    *,
    work: Work = Work.CODE,
    check: Check | None = None,
    beside: Beside | None = None,
) -> dict[str, Any] | None:
    """Let the answer to `chat` replace `place`; the answer of the command."""
    buffer = request.admitted.buffer
    texts = rewrite(buffer, place, chat, session.gateway, session.settings, work=work, check=check)

    async def steps() -> AsyncGenerator[Step]:
        async with aclosing(texts):
            async for text, line in texts:
                yield Step(request.admitted.restore(text), line)

    text = await grow(session, request.document, place.span, label, steps(), beside)
    return None if text is None else {"text": text}
