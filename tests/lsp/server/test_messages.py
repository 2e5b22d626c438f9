"""What is read of a message before anything else."""

from __future__ import annotations

import pytest
from cattrs import Converter

from glossator.lsp.extensions import ErrorData
from glossator.lsp.server.messages import first_fault, id_of, opened_text, read_message


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ({"id": 3}, 3),
        ({"id": "three"}, "three"),
        ({"id": True}, None),
        ({"id": 1.5}, None),
        ({"id": None}, None),
        ({}, None),
        ([{"id": 3}], None),
    ],
)
def test_an_id_is_a_number_or_a_text(message: object, expected: int | str | None) -> None:
    assert id_of(message) == expected


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b'{"method": "textDocument/didChange", "params": {"textDocument": {"text": "x"}}}',
        b'{"method": "textDocument/didOpen"}',
        b'{"method": "textDocument/didOpen", "params": []}',
        b'{"method": "textDocument/didOpen", "params": {"textDocument": {"text": 1}}}',
    ],
)
def test_what_opens_no_document_has_no_text_of_one(body: bytes) -> None:
    assert opened_text(read_message(body)) is None


def test_a_document_that_is_opened_has_a_text() -> None:
    body = b'{"method": "textDocument/didOpen", "params": {"textDocument": {"text": "x"}}}'
    assert opened_text(read_message(body)) == "x"


def test_a_fault_names_its_field() -> None:
    with pytest.raises(Exception, match=".") as caught:
        Converter().structure({}, ErrorData)
    assert "help" in first_fault(caught.value)
    assert first_fault(ValueError("no field")) == ""
