"""The documents beside one, from which a model may be shown something."""

from __future__ import annotations

from typing import TYPE_CHECKING

OPEN_FILES = 20
"""How many of the other open documents are read, those touched last: each costs time at a key."""

if TYPE_CHECKING:
    from glossator.context.workspace import Workspace
    from glossator.lsp.documents.documents import Documents
    from glossator.settings import Loaded


def read_beside(
    uri: str,
    documents: Documents,
    loaded: Loaded,
    workspace: Workspace,
    near: tuple[str, str] = ("", ""),
) -> None:
    """Begin to read what stands beside a document, as far as its settings let it be shown.

    What stands `near` is the text before and after the cursor.

    A document in a language that the user has switched off is not shown, and neither is a
    notebook's cell.
    """
    current = documents.document(uri)
    if current is None or documents.is_cell(uri):
        return
    buffer = documents.buffer(current)
    settings = loaded.settings_for(buffer.path)
    switched_on = settings.context_languages.get(current.language_id or "", True)
    if settings.context == "off" or not switched_on:
        return
    others = [
        each
        for each in documents.by_last_touch()
        if each is not current and not documents.is_cell(each.uri)
    ]
    shown = [
        other
        for each in others[-OPEN_FILES:]
        if loaded.settings_for((other := documents.buffer(each)).path).languages.get(
            each.language_id or "", True
        )
    ]
    workspace.read(buffer, shown, near=near, reads_files=settings.context == "workspace")
