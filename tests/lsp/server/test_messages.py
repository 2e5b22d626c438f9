"""What is read of a message before anything else."""

from __future__ import annotations

import pytest
from cattrs import Converter

from glossator.lsp.extensions import ErrorData
from glossator.lsp.server.messages import first_fault, id_of


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


def test_a_fault_names_its_field() -> None:
    with pytest.raises(Exception, match=".") as caught:
        Converter().structure({}, ErrorData)
    assert "help" in first_fault(caught.value)
    assert first_fault(ValueError("no field")) == ""
