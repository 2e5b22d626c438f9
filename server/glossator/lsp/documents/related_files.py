"""The other open documents that a model may see beside the one at the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.context import related_files as excerpts
from glossator.context.related_files import Excerpt
from glossator.languages import language_id

if TYPE_CHECKING:
    from glossator.context.ignore import Ignore
    from glossator.lsp.documents.documents import Documents
    from glossator.settings import Loaded


def related_files(
    uri: str, documents: Documents, loaded: Loaded, ignore: Ignore
) -> tuple[Excerpt, ...]:
    """Excerpts of the documents beside `uri`, the one that was changed last at the end.

    A document in a language that the user has switched off is not shown, and neither is a
    notebook's cell.
    """
    current = documents.document(uri)
    if current is None or documents.is_cell(uri):
        return ()
    others = (
        (each.language_id or "", documents.buffer(each))
        for each in documents.by_last_change()
        if each is not current and not documents.is_cell(each.uri)
    )
    shown = [
        buffer
        for language, buffer in others
        if loaded.settings_for(buffer.path).languages.get(language, True)
    ]
    return excerpts.related_files(language_id(current.language_id), shown, ignore)
