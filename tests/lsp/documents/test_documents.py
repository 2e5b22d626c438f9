"""Buffers against a reference that counts every character of the whole text."""

from __future__ import annotations

import gzip
import json
import os
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lsprotocol import types

from glossator.lsp.documents import documents as module
from glossator.lsp.documents import line_index
from glossator.lsp.documents.documents import Document, Documents, path_of
from tests.shared_data import shared_data

ENCODINGS = ["utf-8", "utf-16", "utf-32"]
ALPHABET = "ab\n\r\x0b\x0c\x1c\x85\u2028é€😀"

texts = st.text(st.sampled_from(ALPHABET), max_size=40) | st.lists(
    st.sampled_from(["a\n", "é\r\n", "\r", "\n", "😀", "\u2028b\r"]), max_size=60
).map("".join)
positions = st.builds(types.Position, st.integers(0, 12), st.integers(0, 9)) | st.builds(
    types.Position, st.integers(0, 2**31 - 1), st.integers(0, 2**31 - 1)
)
changes = st.builds(
    types.TextDocumentContentChangePartial, st.builds(types.Range, positions, positions), texts
) | st.builds(types.TextDocumentContentChangeWholeDocument, texts)


@pytest.fixture(autouse=True, scope="module")
def small_blocks() -> Iterator[None]:
    """Let short texts have many blocks of lines, and be split in many steps."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_STRETCH", 3)
        patch.setattr(line_index, "BLOCK", 3)
        yield


@given(texts)
def test_a_long_text_is_split_before_it_is_opened(text: str) -> None:
    item = types.TextDocumentItem("file:///x", "python", 1, text)
    workspace, other = Documents(None), types.TextDocumentItem("file:///y", "python", 1, "other")
    with pytest.MonkeyPatch.context() as patch:
        workspace.split_ahead(item.text)
        patch.delattr(module, "as_lines")  # nothing is split again
        workspace.put_text_document(item)
    assert (found := workspace.document(item.uri)) is not None
    assert (found.text, "".join(found._lines)) == (text, text)
    workspace.split_ahead("for another")
    workspace.put_text_document(other)
    assert (found := workspace.document(other.uri)) is not None and found.text == "other"


class Reference:
    """A text, and edits of it as the specification describes them."""

    def __init__(self, text: str, encoding: str) -> None:
        self.text, self.encoding = text, encoding

    def offset_at(self, position: types.Position) -> int:
        line_begins = [0, *(end.end() for end in re.finditer(r"\r\n|\r|\n", self.text))]
        if position.line >= len(line_begins):
            return len(self.text)
        offset, units = line_begins[position.line], 0
        while offset < len(self.text) and self.text[offset] not in "\r\n":
            units += self._units(self.text[offset])
            if units > position.character:
                break
            offset += 1
        return offset

    def apply(self, change: types.TextDocumentContentChangeEvent) -> None:
        if isinstance(change, types.TextDocumentContentChangePartial):
            start, end = sorted(map(self.offset_at, (change.range.start, change.range.end)))
            self.text = self.text[:start] + change.text + self.text[end:]
        else:
            self.text = change.text

    def _units(self, char: str) -> int:
        widths = {"utf-8": len(char.encode()), "utf-16": 1 + (ord(char) > 0xFFFF), "utf-32": 1}
        return widths[self.encoding]


def split(text: str) -> list[str]:
    """The lines of a text with their line ends, found character by character."""
    lines = [""]
    for index, char in enumerate(text):
        lines[-1] += char
        if char == "\n" or (char == "\r" and text[index + 1 : index + 2] != "\n"):
            lines.append("")
    return lines


def edited(text: str, encoding: str, *edits: types.TextDocumentContentChangeEvent) -> Document:
    document = Document("file:///a", text, encoding=encoding)
    for edit in edits:
        document.apply_change(edit)
    return document


def replace(
    start: tuple[int, int], end: tuple[int, int], text: str
) -> types.TextDocumentContentChangePartial:
    span = types.Range(types.Position(*start), types.Position(*end))
    return types.TextDocumentContentChangePartial(span, text)


@settings(max_examples=500)
@given(texts, st.sampled_from(ENCODINGS), st.lists(changes, max_size=8))
def test_every_edit_is_that_of_the_reference(
    text: str, encoding: str, edits: list[types.TextDocumentContentChangeEvent]
) -> None:
    document, reference = Document("file:///a", text, encoding=encoding), Reference(text, encoding)
    for edit in edits:
        document.apply_change(edit)
        reference.apply(edit)
        assert document.lines == split(reference.text)
        assert document.text == reference.text


@settings(max_examples=200)
@given(texts, st.sampled_from(ENCODINGS), st.lists(changes, max_size=3), st.lists(positions))
def test_every_offset_is_that_of_the_reference(
    text: str,
    encoding: str,
    edits: list[types.TextDocumentContentChangeEvent],
    asked: list[types.Position],
) -> None:
    document, reference = edited(text, encoding, *edits), Reference(text, encoding)
    for edit in edits:
        reference.apply(edit)
    for position in asked:
        assert document.offset_at(position) == reference.offset_at(position)


@settings(max_examples=200)
@given(texts, st.sampled_from(ENCODINGS), st.lists(changes, max_size=3))
def test_every_offset_comes_back_from_its_position(
    text: str, encoding: str, edits: list[types.TextDocumentContentChangeEvent]
) -> None:
    document = edited(text, encoding, *edits)
    for offset in range(len(document.text) + 1):
        within_line_end = document.text[offset - 1 : offset + 1] == "\r\n" and offset > 0
        expected = offset - within_line_end
        assert document.offset_at(document.position_at(offset)) == expected


@settings(max_examples=200)
@given(texts, st.sampled_from(ENCODINGS), st.lists(changes, max_size=8))
def test_the_listeners_can_follow_the_text(
    text: str, encoding: str, edits: list[types.TextDocumentContentChangeEvent]
) -> None:
    followed = text

    def follow(start: int, removed: str, inserted: str) -> None:
        nonlocal followed
        end = start + len(removed)
        assert followed[start:end] == removed
        followed = followed[:start] + inserted + followed[end:]

    document = Document("file:///a", text, encoding=encoding)
    document.on_change.append(follow)
    for edit in edits:
        document.apply_change(edit)
        assert followed == document.text


@pytest.mark.parametrize(
    ("before", "edit", "after"),
    [
        ("a\r\nb", replace((0, 5), (0, 9), "x"), "ax\r\nb"),
        ("a\r\nb", replace((0, 1), (1, 0), ""), "ab"),
        ("a\rb", replace((1, 0), (1, 0), "\n"), "a\r\nb"),
        ("a\r\n", replace((0, 1), (0, 1), "\r"), "a\r\r\n"),
        ("a\rb\n", replace((1, 0), (1, 1), ""), "a\r\n"),
        ("a\n", replace((0, 1), (0, 1), "\r"), "a\r\n"),
        ("a\n", replace((1, 0), (1, 0), "b"), "a\nb"),
        ("a\n", replace((7, 3), (9, 0), "b"), "a\nb"),
        ("", replace((0, 0), (0, 0), "a\n"), "a\n"),
        ("abc", replace((0, 3), (0, 1), "x"), "ax"),
        ("a\x0cb\u2028c\x85d\ne", replace((1, 0), (1, 1), "x"), "a\x0cb\u2028c\x85d\nx"),
        ("😀😀", replace((0, 3), (0, 4), ""), "😀"),
    ],
)
def test_an_edit_at_the_edge(
    before: str, edit: types.TextDocumentContentChangePartial, after: str
) -> None:
    document = edited(before, "utf-16", edit)
    assert document.text == after
    assert document.lines == split(after)


def test_a_lone_surrogate_becomes_a_replacement_character_of_the_same_width() -> None:
    document = edited("a\ud800b", "utf-16", replace((0, 3), (0, 3), "\udc00"))
    assert document.text == "a\ufffdb\ufffd"
    assert document.text.encode()


def test_a_document_offers_pygls_what_it_asks_for() -> None:
    document = edited("a\nb", "utf-8")
    assert document.source == document.text == "a\nb"
    assert document.filename == "a"


def workspace(encoding: types.PositionEncodingKind = types.PositionEncodingKind.Utf8) -> Documents:
    return Documents(None, position_encoding=encoding)


def test_an_open_document_is_found_however_its_uri_is_encoded() -> None:
    documents = workspace()
    documents.put_text_document(types.TextDocumentItem("file:///c%3A/a b.py", "python", 1, "é"))
    found = documents.document("file:///c:/a%20b.py")
    assert found is not None
    assert (found.text, found.version, found.language_id) == ("é", 1, "python")
    assert found.position_at(1) == types.Position(0, 2)
    documents.remove_text_document("file:///c%3A/a b.py")
    assert documents.document("file:///c:/a%20b.py") is None


@given(texts, st.sampled_from(ENCODINGS), positions, st.integers(0, 5))
def test_a_range_from_a_position_ends_with_its_line(
    text: str, encoding: str, position: types.Position, length: int
) -> None:
    document = Document("file:///a", text, encoding=encoding)
    found = document.range_from(position, length)
    start = document.offset_at(position)
    rest = len(document.lines[found.start.line].rstrip("\r\n"))
    rest -= start - document.offset_at(types.Position(found.start.line, 0))
    assert found == document.range_of(start, start + max(0, min(length, rest)))


def test_a_listener_finds_the_new_version() -> None:
    documents = workspace()
    documents.put_text_document(types.TextDocumentItem("file:///a", "python", 1, "a"))
    document = documents.document("file:///a")
    assert document is not None
    versions: list[int | None] = []
    document.on_change.append(lambda *_: versions.append(document.version))
    documents.update_text_document(
        types.VersionedTextDocumentIdentifier(2, "file:///a"), replace((0, 0), (0, 0), "b")
    )
    assert versions == [2]


def test_a_cell_of_a_notebook_is_a_document() -> None:
    documents = workspace()
    cell = types.TextDocumentItem("notebook:cell", "python", 1, "a\u2028b\n")
    book = types.NotebookDocument("notebook:", "jupyter", 1, [])
    documents.put_notebook_document(types.DidOpenNotebookDocumentParams(book, [cell]))
    found = documents.document("notebook:cell")
    assert found is not None
    changed = types.NotebookDocumentCellContentChanges(
        types.VersionedTextDocumentIdentifier(2, "notebook:cell"),
        [replace((0, 5), (0, 5), "!")],
    )
    documents.update_notebook_document(
        types.DidChangeNotebookDocumentParams(
            types.VersionedNotebookDocumentIdentifier(2, "notebook:"),
            types.NotebookDocumentChangeEvent(
                cells=types.NotebookDocumentCellChanges(text_content=[changed])
            ),
        )
    )
    assert (found.text, found.version) == ("a\u2028b!\n", 2)


def test_a_change_of_a_notebook_that_is_not_open_is_passed_over() -> None:
    documents = workspace()
    documents.update_notebook_document(
        types.DidChangeNotebookDocumentParams(
            types.VersionedNotebookDocumentIdentifier(2, "notebook:"),
            types.NotebookDocumentChangeEvent(),
        )
    )
    assert documents.get_notebook_document(notebook_uri="notebook:") is None


def test_a_recorded_editing_session_ends_as_it_did() -> None:
    trace = json.loads(gzip.decompress(shared_data("traces/rustcode.json.gz").read_bytes()))
    document = Document("file:///a.rs", trace["startContent"])
    for transaction in trace["txns"]:
        for start, removed, inserted in transaction["patches"]:
            span = document.range_of(start, start + removed)
            document.apply_change(types.TextDocumentContentChangePartial(span, inserted))
    assert document.text == trace["endContent"]


@pytest.mark.skipif(os.name == "nt", reason="paths there begin with a drive")
@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///a/b.py", "/a/b.py"),
        ("file:///a%20b/%C3%A9.py", "/a b/é.py"),
        ("file://localhost/a.py", "/a.py"),
        ("file://LOCALHOST/a.py", "/a.py"),
        ("file://127.0.0.1/a.py", "/a.py"),
        (f"file://{socket.gethostname()}/a.py", "/a.py"),
        ("file:///%FF.py", "/\udcff.py"),
        ("file://server/share/a.py", "//server/share/a.py"),
        ("untitled:a.py", None),
        ("file:", None),
    ],
)
def test_the_path_of_a_uri(uri: str, path: str | None) -> None:
    assert path_of(uri) == (None if path is None else Path(path))


def test_a_document_that_is_only_looked_at_was_touched_last() -> None:
    documents = Documents(None, types.TextDocumentSyncKind.Incremental, [])
    for name in "abc":
        documents.put_text_document(types.TextDocumentItem(f"file:///{name}", "python", 1, ""))
    whole = types.TextDocumentContentChangeWholeDocument("x")
    documents.update_text_document(types.VersionedTextDocumentIdentifier(2, "file:///a"), whole)
    documents.touch("file:///b")
    assert [each.uri[-1] for each in documents.by_last_touch()] == ["c", "a", "b"]


def test_a_document_lies_in_the_innermost_folder_of_the_workspace() -> None:
    folders = [types.WorkspaceFolder(f"file:///{name}", name) for name in ("a", "a/in", "b")]
    documents = Documents(None, types.TextDocumentSyncKind.Incremental, folders)
    for name, root in {"a/x": "/a", "a/in/x": "/a/in", "b/x": "/b", "c/x": "/a"}.items():
        documents.put_text_document(types.TextDocumentItem(f"file:///{name}", "python", 1, ""))
        document = documents.document(f"file:///{name}")
        assert document is not None
        assert documents.buffer(document).root == Path(root), name


@pytest.mark.parametrize("text", ["", "a", "a\n", "a\nbc", "\r\na\rb\n", "a\n" * 3_000 + "bc"])
def test_the_length_is_known_without_the_text(text: str) -> None:
    assert Document("file:///a", text).length == len(text)


def test_equal_lines_of_a_text_are_one_object() -> None:
    lines = module.as_lines("a + b\n" * 100 + "a +").lines
    assert lines == ["a + b\n"] * 100 + ["a +"]
    assert lines[0] is lines[99]
