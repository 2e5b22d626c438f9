from __future__ import annotations

import pytest

from glossator.json_value import table, text


@pytest.mark.parametrize("value", [None, 3, "x", [], True])
def test_what_is_no_object_is_an_empty_one(value: object) -> None:
    assert table(value) == {}
    assert table({"a": value}) == {"a": value}


@pytest.mark.parametrize("value", [None, 3, {}, ["x"]])
def test_what_is_no_string_is_an_empty_one(value: object) -> None:
    assert text(value) == ""
    assert text("x") == "x"
