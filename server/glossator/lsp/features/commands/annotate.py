"""`glossator.annotate`: add type annotations, and the import that they need."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from glossator.actions.rewrite.acceptance import Wish
from glossator.actions.rewrite.annotate import (
    annotated,
    can_annotate,
    messages,
    missing_imports,
)
from glossator.actions.rewrite.region import Region, region_to_change
from glossator.errors import CommandError
from glossator.lsp.features.commands.request import CommandRequest, command_request
from glossator.lsp.features.commands.rewrite_edit import rewriting
from glossator.syntax.python.annotation_names import import_offset, is_import_at

if TYPE_CHECKING:
    from glossator.lsp.session import Session


async def annotate(session: Session, arguments: Sequence[Any]) -> dict[str, Any] | None:
    """Annotate the selection or the definition at the cursor; null when the user cancelled it."""
    request = await command_request(session, arguments)
    buffer = request.outgoing.buffer
    region = region_to_change(buffer, request.span)
    if not can_annotate(buffer, region):
        raise CommandError(f"There is nothing to annotate at this place of {buffer.name}.")
    wish = Wish(extract=annotated)
    chat, title = messages(buffer, region), f"Annotations in {buffer.name}"
    imports = partial(_imports, request, region) if buffer.language == "python" else None
    return await rewriting(session, request, region, chat, title, wish=wish, beside=imports)


def _imports(
    request: CommandRequest, region: Region, now: str, _start: int, text: str
) -> tuple[int, str] | None:
    """What the annotations need, and where it belongs in the text as the user has it by now."""
    buffer, (start, end) = request.outgoing.buffer, region.span
    lines = missing_imports(buffer.text, buffer.text[:start] + text + buffer.text[end:])
    if not lines:
        return None
    at = import_offset(now)
    gap = "" if is_import_at(now, at) else "\n\n"
    return at, f"{lines}{gap}".replace("\n", buffer.newline)
