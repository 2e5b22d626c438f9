"""An editor in the server's own process, for measuring what the server alone costs."""

from __future__ import annotations

from lsprotocol import types

from glossator.lsp.documents.documents import Document


class Obedient:
    """Makes every edit of its one document at once."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @property
    def documents(self) -> Obedient:
        """Where the document is found."""
        return self

    def document(self, _uri: str) -> Document:
        """The document, whatever its name."""
        return self._document

    async def workspace_apply_edit_async(
        self, params: types.ApplyWorkspaceEditParams
    ) -> types.ApplyWorkspaceEditResult:
        """Make the edit, and tell of it as `didChange` does."""
        for part in params.edit.document_changes or []:
            assert isinstance(part, types.TextDocumentEdit)
            for edit in part.edits:
                assert not isinstance(edit, types.SnippetTextEdit)
                self._document.version = (self._document.version or 0) + 1
                change = types.TextDocumentContentChangePartial(edit.range, edit.new_text)
                self._document.apply_change(change)
        return types.ApplyWorkspaceEditResult(applied=True)
