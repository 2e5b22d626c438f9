from __future__ import annotations

import pytest

from glossator.syntax.signature import DocSlot, Parameter, Raised, Signature, whole_file


@pytest.mark.parametrize(
    ("parameter", "key"),
    [
        (Parameter("a"), "a"),
        (Parameter("*args"), "args"),
        (Parameter("**more"), "more"),
        (Parameter("&f"), "f"),
        (Parameter("...$rest"), "rest"),
        (Parameter("options.retry"), "retry"),
        (Parameter("$1", alias="path"), "path"),
    ],
)
def test_the_model_calls_a_parameter_by_its_name_alone(parameter: Parameter, key: str) -> None:
    assert parameter.key == key


def test_names_as_written_are_found_by_what_the_model_calls_them() -> None:
    signature = Signature(
        (Parameter("a"), Parameter("*b")), raises=(Raised("errors.Broken"), Raised("A"))
    )
    assert signature.names == {"a": "a", "b": "*b"}
    assert signature.raised_names == {"Broken": "errors.Broken", "A": "A"}


def test_a_file_is_what_its_own_documentation_is_about() -> None:
    slot = DocSlot((3, 3), "", "\n")
    found = whole_file(9, slot, None)
    assert (found.kind, found.source, found.slot, found.docstring) == ("module", (0, 9), slot, None)
