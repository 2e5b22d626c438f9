from __future__ import annotations

import pytest

from glossator.json_value import parsed, table, text


@pytest.mark.parametrize("value", [None, 3, "x", [], True])
def test_what_is_no_object_is_an_empty_one(value: object) -> None:
    assert table(value) == {}
    assert table({"a": value}) == {"a": value}


@pytest.mark.parametrize("value", [None, 3, {}, ["x"]])
def test_what_is_no_string_is_an_empty_one(value: object) -> None:
    assert text(value) == ""
    assert text("x") == "x"


@pytest.mark.parametrize("document", ["[" * 100_000, '{"a":' * 100_000, b"[1", "", b"\xff"])
def test_what_cannot_be_read_is_one_error(document: str | bytes) -> None:
    with pytest.raises(ValueError):
        parsed(document)
    assert parsed(b'{"a": [1]}') == {"a": [1]}
