from __future__ import annotations

import pytest

from glossator.actions.docstring.styles.markup import (
    Godoc,
    Rustdoc,
    Shell,
    Swift,
    Xml,
    named,
    third_person,
)
from glossator.actions.docstring.styles.python import Item
from glossator.syntax.signature import Kind, Parameter, Raised


def lines(items: list[Item]) -> list[str]:
    return [item.first + item.text for item in items]


def test_xml_puts_each_thing_into_its_element() -> None:
    style = Xml()
    assert lines(style.summary("A.")) == ["<summary>", "A.", "</summary>"]
    assert style.prose("`a<b>` & c") == "<c>a&lt;b&gt;</c> &amp; c"
    assert lines(style.parameter(Parameter("@a", default="1"), "B.")) == [
        '<param name="a">B. Defaults to <c>1</c>.</param>'
    ]
    assert lines(style.parameter(Parameter("T", is_type=True), "B.")) == [
        '<typeparam name="T">B.</typeparam>'
    ]
    assert lines(style.raised(Raised("E", "a < 0"), "")) == [
        '<exception cref="E">If <c>a &lt; 0</c>.</exception>'
    ]


@pytest.mark.parametrize(
    ("raised", "text", "expected"),
    [
        (Raised("Errors", "io::Error"), "If so.", "If so."),
        (Raised("Errors", "io::Error"), "", "Returns `io::Error` if it fails."),
        (Raised("Errors"), "", "Returns what went wrong."),
        (Raised("Panics", "a < 0"), "", "Panics if `a < 0`."),
        (Raised("Panics"), "", "It may panic."),
    ],
)
def test_rust_has_a_section_for_each_way_to_fail(raised: Raised, text: str, expected: str) -> None:
    assert lines(Rustdoc().raised(raised, text)) == [expected]
    assert Rustdoc().heading(Rustdoc().raised_title(raised), True) == ["", f"# {raised.name}", ""]


@pytest.mark.parametrize(("many", "expected"), [(True, "  - a: B."), (False, "- Parameter a: B.")])
def test_swift_lists_parameters_only_where_there_are_several(many: bool, expected: str) -> None:
    style = Swift(many)
    assert lines(style.parameter(Parameter("a"), "B.")) == [expected]
    assert ("- Parameters:" in style.heading("Args", True)) is many


@pytest.mark.parametrize(
    ("parameter", "text", "expected"),
    [
        (Parameter("$1", alias="path"), "The file.", "  $1 - The file."),
        (Parameter("$1", alias="path"), "", "  $1 - path."),
        (Parameter("$1", alias="arg1"), "", "  $1 - The first argument."),
    ],
)
def test_a_shell_function_lists_its_positions(
    parameter: Parameter, text: str, expected: str
) -> None:
    assert lines(Shell().parameter(parameter, text)) == [expected]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Add two numbers.", "function", "Add adds two numbers."),
        ("Adds two numbers.", "function", "Add adds two numbers."),
        ("Add returns the sum.", "function", "Add returns the sum."),
        ("`Add` returns the sum.", "function", "Add returns the sum."),
        ("This function adds.", "function", "Add adds."),
        ("The sum of all.", "struct", "Add is the sum of all."),
        ("Helps to add.", "module", "Package Add helps to add."),
        ("Add.", "function", "Add: Add."),
    ],
)
def test_a_sentence_of_go_begins_with_the_name(text: str, kind: Kind, expected: str) -> None:
    assert named(text, "Add", kind) == expected
    assert lines(Godoc("Add", kind).summary(text)) == [expected]


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        *(("try", "tries"), ("play", "plays"), ("pass", "passes"), ("fetch", "fetches")),
        *(("be", "is"), ("do", "does"), ("add", "adds")),
    ],
)
def test_third_person(verb: str, expected: str) -> None:
    assert third_person(verb) == expected
