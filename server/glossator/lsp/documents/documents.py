"""The open buffers, as lists of lines that an edit changes in time proportional to itself.

They take the place of pygls's own documents, which split the whole text anew at every edit and also
at characters that LSP does not count as line ends. Only `\\n`, `\\r\\n` and `\\r` end a line here.
Nothing in this module reads a file: a document that the client has not opened has no text.
"""

from __future__ import annotations

import io
import logging
import re
import socket
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit, urlunsplit

from lsprotocol import types
from pygls import uris
from pygls.workspace import PositionCodec, TextDocument, Workspace

from glossator.context.buffer import Buffer
from glossator.languages import language_of_text
from glossator.lsp.documents.line_index import LineIndex
from glossator.lsp.documents.position_map import PositionMap
from glossator.platforms import names_are_bytes
from glossator.text.diff import changed_part
from glossator.text.lines import after_line

logger = logging.getLogger(__name__)

_CELL_SCHEME = "vscode-notebook-cell:"
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")

Listener = Callable[[int, str, str], None]
"""Called with the offset where an edit began, the text that it removed, and what it inserted."""


_STRETCH = 16_384
"""Code points of a text that are split into lines at once."""


class AsLines(NamedTuple):
    """A whole text, its lines, and how many lines and code points each block of them has."""

    text: str
    lines: list[str]
    blocks: list[tuple[int, int]]


class Document(PositionMap, TextDocument):
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
        *,
        lines: AsLines | None = None,
    ) -> None:
        TextDocument.__init__(
            self, uri, None, version, language_id, position_codec=PositionCodec(encoding=encoding)
        )
        lines = lines or as_lines(_well_formed(text))
        self._text: str | None = lines.text
        self._was_read = False
        """Whether anybody has read the text since the last edit."""
        index = LineIndex(lines.lines, lines.blocks)
        PositionMap.__init__(self, lines.lines, index, encoding)
        self.on_change: list[Listener] = []
        self.on_close: list[Callable[[], None]] = []
        self.typed = range(0)
        """The offsets of what the last edits have put in, in a row."""

    @property
    def text(self) -> str:
        """The whole text, made when it is first read after several edits."""
        if self._text is None:
            self._text = "".join(self._lines)
        self._was_read = True
        return self._text

    @property
    def length(self) -> int:
        """The code points of the text, which is not joined for it."""
        last = len(self._lines) - 1
        return self._index.offset_of(self._lines, last) + len(self._lines[last])

    @property
    def source(self) -> str:
        """The name under which pygls knows `text`."""
        return self.text

    def apply_change(self, change: types.TextDocumentContentChangeEvent) -> None:
        """Apply one of the changes of a `didChange`, and tell the listeners."""
        inserted = _well_formed(change.text)
        if isinstance(change, types.TextDocumentContentChangePartial):
            start, removed = self._replace(change.range, inserted)
        else:
            former = self.text
            start, length, new = changed_part(former, inserted)
            removed = former[start : start + length]
            self._set_text(inserted)
            inserted = new
        goes_on = self.typed.start <= start and start + len(removed) == self.typed.stop
        self.typed = range(self.typed.start if goes_on else start, start + len(inserted))
        for listener in tuple(self.on_change):
            listener(start, removed, inserted)

    def _set_text(self, text: str) -> None:
        self._text = text
        _, self._lines, blocks = as_lines(text)
        self._index = LineIndex(self._lines, blocks)

    def _replace(self, replaced: types.Range, text: str) -> tuple[int, str]:
        """Put `text` in the place of a range; returns the range's offset and what stood there."""
        lines = self._lines
        begin = self._row_and_column(replaced.start)
        close = begin if replaced.end == replaced.start else self._row_and_column(replaced.end)
        (first, start), (last, end) = sorted((begin, close))
        offset = self._index.offset_of(lines, first) + start
        close_at = end + sum(map(len, lines[first:last]))
        removed = "".join(lines[first : last + 1])[start:close_at]
        edited = lines[first][:start] + text + lines[last][end:]
        if edited.startswith("\n") and first > 0 and lines[first - 1].endswith("\r"):
            first -= 1  # the edit has made one line end, \r\n, of what were two
            edited = lines[first] + edited
        pieces = _split(edited)
        if last < len(lines) - 1:
            pieces.pop()  # empty: the edited lines end as the last of them did
        lines[first : last + 1] = pieces
        if first == last and len(pieces) == 1:  # as at nearly every key
            self._index.grown(first, len(text) - len(removed))
        else:
            self._index.replaced(lines, first, last + 1 - first, len(pieces))
        former, self._was_read = self._text if self._was_read else None, False
        # Text that is read at each key is cut and joined, which is less work than all of its lines.
        after = offset + len(removed)
        self._text = None if former is None else f"{former[:offset]}{text}{former[after:]}"
        return offset, removed


class Documents(Workspace):
    """The workspace of pygls, notebooks included, over these documents."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._last_touched: dict[str, None] = {}
        self._ahead: tuple[str, AsLines] | None = None
        self.closed = 0
        """Code points of the documents that were closed, for whoever frees their memory."""

    def document(self, uri: str) -> Document | None:
        """The open document `uri`, or None; how the URI is percent-encoded does not matter."""
        found = self.text_documents.get(unquote(uri))
        return found if isinstance(found, Document) else None

    def by_last_touch(self) -> list[Document]:
        """The open documents, the one that was opened, looked at or changed last at the end."""
        rank = {uri: at for at, uri in enumerate(self._last_touched)}
        ordered = sorted(self.text_documents, key=lambda uri: rank.get(uri, -1))
        return [document for uri in ordered if (document := self.document(uri)) is not None]

    def is_cell(self, uri: str) -> bool:
        """Whether a document is a cell of an open notebook."""
        return self.get_notebook_document(cell_uri=uri) is not None

    def buffer(self, document: Document) -> Buffer:
        """A document without LSP, as it is now."""
        path = self._file_of(document.uri)
        return Buffer(
            uri=document.uri,
            text=document.text,
            language=language_of_text(document.language_id, document.uri, document.text),
            version=document.version or 0,
            path=path,
            root=self._root_around(path),
        )

    def files(self) -> set[Path]:
        """The files of the open documents."""
        paths = (self._file_of(each.uri) for each in self.by_last_touch())
        return {path for path in paths if path is not None}

    def as_read(self, buffer: Buffer) -> Document:
        """A file that is not open, as a document without a version."""
        encoding = self.position_encoding or types.PositionEncodingKind.Utf16
        named = types.PositionEncodingKind(encoding).value
        return Document(buffer.uri, buffer.text, None, buffer.language, named)

    def get_text_document(self, doc_uri: str) -> Document:
        """As `document`, with an empty one where it is not open; pygls would read the file."""
        return self.document(doc_uri) or Document(doc_uri)

    def split_ahead(self, text: str) -> None:
        """Split the text of a document that will be opened next; may be called in a thread."""
        self._ahead = text, as_lines(_well_formed(text))

    def put_text_document(
        self, text_document: types.TextDocumentItem, notebook_uri: str | None = None
    ) -> None:
        """Keep a document that the client has opened."""
        super().put_text_document(text_document, notebook_uri)
        self.touch(text_document.uri)
        encoding = self.position_encoding or types.PositionEncodingKind.Utf16
        ahead, self._ahead = self._ahead, None
        self.text_documents[unquote(text_document.uri)] = Document(
            text_document.uri,
            text_document.text,
            text_document.version,
            text_document.language_id,
            types.PositionEncodingKind(encoding).value,
            lines=ahead[1] if ahead is not None and ahead[0] is text_document.text else None,
        )

    def touch(self, uri: str) -> None:
        """Note that the user is at a document now."""
        key = unquote(uri)
        self._last_touched.pop(key, None)
        self._last_touched[key] = None

    def remove_text_document(self, doc_uri: str) -> None:
        """Forget a document that the client has closed, and tell its listeners."""
        closed = self.document(doc_uri)
        self._last_touched.pop(unquote(doc_uri), None)
        super().remove_text_document(doc_uri)
        if closed is None:
            return
        self.closed += closed.length
        for listener in tuple(closed.on_close):
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
        self.touch(text_doc.uri)
        document.version = text_doc.version
        document.apply_change(change)

    def _root_around(self, path: Path | None) -> Path | None:
        """The innermost folder of the workspace that a file lies in, else the first one."""
        return _innermost(path, tuple(roots_of(self)))

    def _file_of(self, uri: str) -> Path | None:
        """The file of a document, for a cell that of its notebook; None where there is none."""
        notebook = self.get_notebook_document(cell_uri=uri)
        if notebook is not None:
            uri = notebook.uri
        elif uri.startswith(_CELL_SCHEME):  # its host is the client's name for this machine
            uri = "file:" + urlsplit(uri).path
        return path_of(uri)


def roots_of(workspace: Workspace) -> list[Path]:
    """The workspace's folders, as the client has named them."""
    named = list(workspace.folders) or ([workspace.root_uri] if workspace.root_uri else [])
    return [path for uri in named if (path := path_of(uri)) is not None]


@lru_cache(1_024)
def _innermost(path: Path | None, roots: tuple[Path, ...]) -> Path | None:
    """The innermost of the folders that a path lies in, else the first; cached for each key."""
    around = [root for root in roots if path is not None and path.is_relative_to(root)]
    innermost = max(around, key=lambda root: len(root.parts), default=None)
    return innermost or next(iter(roots), None)


@lru_cache(1_024)
def path_of(uri: str) -> Path | None:
    """The path of a `file:` URI, else None; cached, because each key asks for it.

    A URI may name this machine as its host (RFC 8089), which pygls takes for a share's.
    """
    parts = urlsplit(uri)
    if parts.scheme != "file":
        return None
    if parts.netloc.lower() in _this_machine():
        parts = parts._replace(netloc="")
    if names_are_bytes() and not parts.netloc:  # names of files need not be UTF-8
        return Path(unquote(parts.path, errors="surrogateescape")) if parts.path else None
    path = uris.to_fs_path(urlunsplit(parts))
    return Path(path) if path else None


@cache
def _this_machine() -> frozenset[str]:
    return frozenset(("", "localhost", "127.0.0.1", "[::1]", socket.gethostname().lower()))


def as_lines(text: str) -> AsLines:
    """The lines of a whole text, a stretch of it at a time: other threads get their turns.

    Equal ones are one object: 450,000 short lines would take 27 MB.
    """
    lines, blocks, at = list[str](), list[tuple[int, int]](), 0
    known: dict[str, str] = {}
    while at < len(text):
        end = after_line(text, min(at + _STRETCH, len(text)))
        found = io.StringIO(text[at:end], newline="").readlines()
        lines += [known.setdefault(line, line) for line in found]
        blocks.append((len(found), end - at))
        at = end
    if not lines or lines[-1].endswith(("\n", "\r")):
        lines.append("")
        blocks.append((1, 0))
    return AsLines(text, lines, blocks)


def _split(text: str) -> list[str]:
    """The lines of `text` with their line ends; the last has none and may be empty."""
    return as_lines(text).lines if "\n" in text or "\r" in text else [text]


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
