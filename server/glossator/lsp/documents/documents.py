"""The open buffers, as lists of lines that an edit changes in time proportional to itself.

They take the place of pygls's own documents, which split the whole text anew at every edit and also
at characters that LSP does not count as line ends. Only `\\n`, `\\r\\n` and `\\r` end a line here.
Nothing in this module reads a file: a document that the client has not opened has no text.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable
from urllib.parse import unquote

from lsprotocol import types
from pygls.workspace import PositionCodec, TextDocument, Workspace

from glossator.lsp.documents.line_index import LineIndex
from glossator.lsp.documents.positions import content_length, offset_in_line, units_at
from glossator.text.diff import changed_part

logger = logging.getLogger(__name__)

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")

Listener = Callable[[int, int, str], None]
"""Called with the offset where an edit began, the length that it removed, and what it inserted."""


class Document(TextDocument):
    """An open buffer. Offsets count code points of `text`; positions are the client's.

    `on_change` lists what is called after each edit, in the order of the edits. The text and the
    version are then the new ones. `on_close` lists what is called when the client has closed it.
    The conversions inherited from pygls are not to be used: they are slow, and wrong at line ends.
    """

    def __init__(
        self,
        uri: str,
        text: str = "",
        version: int | None = None,
        language_id: str | None = None,
        encoding: str = types.PositionEncodingKind.Utf16.value,
    ) -> None:
        super().__init__(
            uri, None, version, language_id, position_codec=PositionCodec(encoding=encoding)
        )
        self.on_change: list[Listener] = []
        self.on_close: list[Callable[[], None]] = []
        self._typed = range(0)
        self._encoding = encoding
        self._text: str | None
        self._lines: list[str]
        self._set_text(_well_formed(text))

    @property
    def text(self) -> str:
        """The whole text, joined when it is first asked for after an edit."""
        if self._text is None:
            self._text = "".join(self._lines)
        return self._text

    @property
    def source(self) -> str:
        """The name under which pygls knows `text`."""
        return self.text

    @property
    def lines(self) -> list[str]:
        """The lines with their line ends, one more than there are line ends; not to be changed."""
        return self._lines

    def offset_at(self, position: types.Position) -> int:
        """The offset of `position`; beyond a line or the document it is the end of that."""
        row, column = self._place(position)
        return self._index.offset_of(self._lines, row) + column

    def position_at(self, offset: int) -> types.Position:
        """The position of `offset`, held within the document.

        An offset between `\\r` and `\\n` has no position of its own: it gets that before both.
        """
        row, begins = self._index.row_at(self._lines, max(0, offset))
        line = self._lines[row]
        column = min(max(0, offset) - begins, content_length(line))
        return types.Position(row, units_at(line, column, self._encoding))

    def range_of(self, start: int, end: int) -> types.Range:
        """The range from the offset `start` to the offset `end`."""
        first = self.position_at(start)
        return types.Range(first, first if end == start else self.position_at(end))

    def range_from(self, position: types.Position, length: int) -> types.Range:
        """The range of so many code points from a position on, held within its line."""
        row, column = self._place(position)
        line = self._lines[row]
        ends = (column, min(column + length, content_length(line)))
        start, end = (types.Position(row, units_at(line, at, self._encoding)) for at in ends)
        return types.Range(start, end)

    def typed_before(self, offset: int) -> int:
        """How many characters before `offset` the last edits have put in, one behind the other."""
        return len(self._typed) if offset == self._typed.stop else 0

    def apply_change(self, change: types.TextDocumentContentChangeEvent) -> None:
        """Apply one of the changes of a `didChange`, and tell the listeners."""
        inserted = _well_formed(change.text)
        if isinstance(change, types.TextDocumentContentChangePartial):
            start, removed = self._replace(change.range, inserted)
        else:
            start, removed, new = changed_part(self.text, inserted)
            self._set_text(inserted)
            inserted = new
        goes_on = self._typed.start <= start and start + removed == self._typed.stop
        self._typed = range(self._typed.start if goes_on else start, start + len(inserted))
        for listener in tuple(self.on_change):
            listener(start, removed, inserted)

    def _set_text(self, text: str) -> None:
        self._text = text
        self._lines = _split(text)
        self._index = LineIndex(self._lines)

    def _place(self, position: types.Position) -> tuple[int, int]:
        """The row of `position` and its code points from the begin of the line."""
        if position.line >= len(self._lines):
            return len(self._lines) - 1, len(self._lines[-1])
        line = self._lines[position.line]
        return position.line, offset_in_line(line, position.character, self._encoding)

    def _replace(self, replaced: types.Range, text: str) -> tuple[int, int]:
        """Put `text` in the place of a range; returns that range as offset and length."""
        lines = self._lines
        begin = self._place(replaced.start)
        close = begin if replaced.end == replaced.start else self._place(replaced.end)
        (first, start), (last, end) = sorted((begin, close))
        offset = self._index.offset_of(lines, first) + start
        removed = sum(map(len, lines[first:last])) - start + end
        edited = lines[first][:start] + text + lines[last][end:]
        if edited.startswith("\n") and first > 0 and lines[first - 1].endswith("\r"):
            first -= 1  # the edit has made one line end, \r\n, of what were two
            edited = lines[first] + edited
        pieces = _split(edited)
        if last < len(lines) - 1:
            pieces.pop()  # empty: the edited lines end as the last of them did
        lines[first : last + 1] = pieces
        if first == last and len(pieces) == 1:  # as at nearly every key
            self._index.grown(first, len(text) - removed)
        else:
            self._index.replaced(lines, first, last + 1 - first, len(pieces))
        self._text = None
        return offset, removed


class Documents(Workspace):
    """The workspace of pygls, notebooks included, over these documents."""

    def document(self, uri: str) -> Document | None:
        """The open document `uri`, or None; how the URI is percent-encoded does not matter."""
        found = self.text_documents.get(unquote(uri))
        return found if isinstance(found, Document) else None

    def remove_text_document(self, doc_uri: str) -> None:
        """Forget a document that the client has closed, and tell its listeners."""
        closed = self.document(doc_uri)
        super().remove_text_document(doc_uri)
        for listener in tuple(closed.on_close) if closed else ():
            listener()

    def update_notebook_document(self, params: types.DidChangeNotebookDocumentParams) -> None:
        """Apply a change of a notebook; one to a notebook that is not open is left out."""
        if self.get_notebook_document(notebook_uri=params.notebook_document.uri) is None:
            logger.warning("A change was left out, because its notebook is not open.")
            return
        super().update_notebook_document(params)

    def update_text_document(
        self,
        text_doc: types.VersionedTextDocumentIdentifier,
        change: types.TextDocumentContentChangeEvent,
    ) -> None:
        """Apply one change; one to a document that is not open is left out."""
        document = self.document(text_doc.uri)
        if document is None:
            logger.warning("A change was left out, because its document is not open.")
            return
        document.version = text_doc.version
        document.apply_change(change)

    def _create_text_document(
        self,
        doc_uri: str,
        source: str | None = None,
        version: int | None = None,
        language_id: str | None = None,
    ) -> Document:
        encoding = self.position_encoding or types.PositionEncodingKind.Utf16
        return Document(
            doc_uri, source or "", version, language_id, types.PositionEncodingKind(encoding).value
        )


def _split(text: str) -> list[str]:
    """The lines of `text` with their line ends; the last has none and may be empty."""
    if "\n" not in text and "\r" not in text:
        return [text]
    lines = io.StringIO(text, newline="").readlines()
    if lines[-1].endswith(("\n", "\r")):
        lines.append("")
    return lines


def _well_formed(text: str) -> str:
    """`text` with U+FFFD for lone surrogates, which JSON can carry and UTF-8 cannot.

    Both have the same length in every position encoding.
    """
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return _LONE_SURROGATE.sub("\ufffd", text)
    return text
