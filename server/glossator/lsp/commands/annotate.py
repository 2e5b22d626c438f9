"""`glossator.annotate`: add type annotations, and the import that they need."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from glossator.actions.annotate import can_annotate, check_annotations, messages, missing_imports
from glossator.actions.place import place_of
from glossator.lsp.commands.asked import Asked, asked, failed
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
        await _import(session, request, missing_imports(buffer.text, after))
    return answer


async def _import(session: Session, request: Asked, lines: str) -> None:
    """Put import lines where they belong in the text as the user has it by now."""
    if not lines:
        return
    from glossator.syntax.annotations import import_place

    at = import_place(request.document.text)
    text = lines.replace("\n", request.admitted.buffer.newline)
    title = f"Import for annotations in {request.name}"
    await grow(session, request.document, (at, at), title, _at_once(text))


async def _at_once(text: str) -> AsyncGenerator[Step]:
    yield Step(text)
