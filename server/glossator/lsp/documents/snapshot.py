"""What a handler works on: an open document as it was when its request came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.lsp.documents.position_map import PositionMap

if TYPE_CHECKING:
    from glossator.lsp.documents.documents import Document, Documents


class Snapshot(PositionMap):
    """One version of an open document; no later change reaches it.

    `buffer` is the document without LSP. `document` is the open document itself, for edits that
    follow it.
    """

    def __init__(self, document: Document, documents: Documents) -> None:
        super().__init__(*document.copied())
        self._documents = documents
        self._typed = document.typed
        self.document = document
        self.buffer = documents.buffer(document)
        self.language_id = document.language_id or ""

    @property
    def uri(self) -> str:
        """The document's name."""
        return self.buffer.uri

    @property
    def text(self) -> str:
        """The whole text."""
        return self.buffer.text

    @property
    def is_current(self) -> bool:
        """Whether the document is still open, in the same version."""
        now = self._documents.document(self.uri)
        return now is self.document and (now.version or 0) == self.buffer.version

    def typed_before(self, offset: int) -> int:
        """The code points right before `offset` that the last edits have put in, in a row."""
        return len(self._typed) if offset == self._typed.stop else 0
