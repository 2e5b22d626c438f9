"""`glossator.annotate`: add type annotations, and the import that they need."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from glossator.actions.annotate import can_annotate, check_annotations, messages, missing_import
from glossator.actions.place import place_of
from glossator.lsp.commands.asked import asked, failed
from glossator.lsp.commands.rewriting import rewriting
from glossator.lsp.growing import Step, grow

if TYPE_CHECKING:
    from glossator.lsp.session import Session


async def annotate(session: Session, arguments: Sequence[Any]) -> dict[str, Any] | None:
    """Annotate the selection or the definition at the cursor; null when the user cancelled it."""
    request = asked(session, arguments)
    buffer = request.admitted.buffer
    place = place_of(buffer, request.span)
    if not can_annotate(buffer, place):
        raise failed(f"There is nothing to annotate at this place of {buffer.name}.")
    check = partial(check_annotations, buffer.language)
    chat, title = messages(buffer, place), f"Annotations in {buffer.name}"
    answer = await rewriting(session, request, place, chat, title, check=check)
    if answer is not None and buffer.language == "python":
        start, end = place.span
        after = buffer.text[:start] + answer["text"] + buffer.text[end:]
        _, line = missing_import(buffer.text, after)
        if line:
            # The user may have typed meanwhile: the place is looked for in the text as it is now.
            at, _ = missing_import(request.document.text, request.document.text)
            lines = line.replace("\n", buffer.newline)
            title = f"Import for {title.lower()}"
            await grow(session, request.document, (at, at), title, _at_once(lines))
    return answer


async def _at_once(text: str) -> AsyncGenerator[Step]:
    yield Step(text)
