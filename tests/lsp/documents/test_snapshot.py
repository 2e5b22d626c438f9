"""A snapshot stays what it was, and knows whether the document still is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from glossator.lsp.documents.documents import Document, Documents
from glossator.lsp.documents.snapshot import Snapshot

URI = "file:///a.py"
TEXT = "one\ntwo 😀\nthree\n"

texts = st.text(st.sampled_from("a\n\r😀é"), max_size=12)
positions = st.builds(types.Position, st.integers(0, 6), st.integers(0, 12))
edits = st.lists(st.tuples(positions, positions, texts), min_size=1, max_size=4)


def opened(text: str = TEXT) -> tuple[Documents, Document]:
    documents = Documents(None)
    documents.put_text_document(types.TextDocumentItem(URI, "python", 1, text))
    document = documents.document(URI)
    assert document is not None
    return documents, document


def change(
    documents: Documents, version: int, start: types.Position, end: types.Position, text: str
) -> None:
    partial = types.TextDocumentContentChangePartial(types.Range(start, end), text)
    documents.update_text_document(types.VersionedTextDocumentIdentifier(version, URI), partial)


@given(texts, edits)
def test_no_change_reaches_it(
    text: str, edits: list[tuple[types.Position, types.Position, str]]
) -> None:
    documents, document = opened(text)
    snapshot = Snapshot(document, documents)
    for version, (start, end, inserted) in enumerate(edits, 2):
        change(documents, version, start, end, inserted)
    fresh = Snapshot(opened(text)[1], documents)
    assert (snapshot.text, snapshot.buffer.version) == (text, 1)
    offsets = range(len(text) + 2)
    assert [snapshot.position_at(at) for at in offsets] == [fresh.position_at(at) for at in offsets]
    for start, end, _ in edits:
        assert snapshot.offset_at(start) == fresh.offset_at(start)
        assert snapshot.range_from(end, 3) == fresh.range_from(end, 3)


def test_it_is_current_until_the_next_change() -> None:
    documents, document = opened()
    first = Snapshot(document, documents)
    before = first.is_current
    change(documents, 2, types.Position(0, 0), types.Position(0, 0), "x")
    second = Snapshot(document, documents)
    assert (before, first.is_current, second.is_current) == (True, False, True)


def test_it_is_not_current_when_the_document_was_closed_or_opened_anew() -> None:
    documents, document = opened()
    snapshot = Snapshot(document, documents)
    documents.remove_text_document(URI)
    assert not snapshot.is_current
    documents.put_text_document(types.TextDocumentItem(URI, "python", 1, TEXT))
    assert not snapshot.is_current


@pytest.mark.parametrize(
    ("edits", "offset", "typed"),
    [
        ([], 0, 0),
        ([(3, 0, "a"), (4, 0, "b")], 5, 2),
        ([(3, 0, "a"), (4, 0, "b")], 4, 0),
        ([(3, 0, "a"), (4, 0, "b"), (4, 1, "")], 4, 1),
        ([(3, 0, "a"), (4, 0, "b"), (7, 0, "c")], 8, 1),
        ([(3, 0, "a"), (2, 2, ""), (2, 0, "b")], 3, 1),
        ([(3, 2, "abc")], 6, 3),
    ],
)
def test_it_knows_what_was_typed_in_one_go(
    edits: list[tuple[int, int, str]], offset: int, typed: int
) -> None:
    document = Document("file:///a.txt", "0123456789")
    for at, removed, inserted in edits:
        place = document.range_of(at, at + removed)
        document.apply_change(types.TextDocumentContentChangePartial(place, inserted))
    assert Snapshot(document, Documents(None)).typed_before(offset) == typed
