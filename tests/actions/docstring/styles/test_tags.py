from __future__ import annotations

import pytest

from glossator.actions.docstring.styles import tags
from glossator.syntax.signature import Parameter, Raised

TYPED = Parameter("a", "int")
OPTIONAL = Parameter("a", "int", "1", is_optional=True)


@pytest.mark.parametrize(
    ("style", "parameter", "expected"),
    [
        (tags.JSDOC, TYPED, "@param {int} a - B."),
        (tags.JSDOC, Parameter("a"), "@param a - B."),
        (tags.JSDOC, OPTIONAL, "@param {int} [a=1] - B."),
        (tags.TSDOC, TYPED, "@param a - B."),
        (tags.TSDOC, Parameter("T", is_type=True), "@typeParam T - B."),
        (tags.JAVADOC, TYPED, "@param a B."),
        (tags.JAVADOC, Parameter("T", is_type=True), "@param <T> B."),
        (tags.KDOC, Parameter("a", is_property=True), "@property a B."),
        (tags.DOXYGEN, Parameter("T", is_type=True), "@tparam T B."),
        (tags.PHPDOC, Parameter("$a", "int"), "@param int $a B."),
        (tags.PHPDOC, Parameter("$a"), "@param mixed $a B."),
        (tags.YARD, TYPED, "@param a [int] B."),
        (tags.YARD, Parameter("*a"), "@param a B."),
        (tags.LUALS, Parameter("a"), "@param a any B."),
        (tags.with_backslashes(tags.DOXYGEN), TYPED, "\\param a B."),
    ],
)
def test_a_parameter_is_a_tag(style: tags.Tags, parameter: Parameter, expected: str) -> None:
    assert [item.text for item in style.parameter(parameter, "B.")] == [expected]


@pytest.mark.parametrize(
    ("style", "yields", "expected"),
    [
        (tags.JSDOC, False, ["@returns {int} B."]),
        (tags.JSDOC, True, ["@yields {int} B."]),
        (tags.JAVADOC, True, ["@return B."]),
        (tags.YARD, False, ["@return [int] B."]),
        (tags.LUALS, False, ["@return int B."]),
    ],
)
def test_a_result_is_a_tag(style: tags.Tags, yields: bool, expected: list[str]) -> None:
    assert [item.text for item in style.result(yields, "int", "B.")] == expected
    assert style.tells_types(yields) == ("int" in expected[0])


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (tags.JSDOC, ["@throws {E} If `a`."]),
        (tags.TSDOC, ["@throws {@link E} If `a`."]),
        (tags.JAVADOC, ["@throws E If {@code a}."]),
        (tags.YARD, ["@raise [E] If `a`."]),
        (tags.LUALS, []),
    ],
)
def test_an_exception_is_a_tag_with_its_condition(style: tags.Tags, expected: list[str]) -> None:
    assert [item.text for item in style.raised(Raised("E", "a"), "")] == expected


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (tags.JSDOC, "By \\@b, c@d."),
        (tags.JAVADOC, "By &#64;b, c@d."),
        (tags.DOXYGEN, "By \\@b, c@d."),
    ],
)
def test_no_word_of_a_sentence_becomes_a_tag(style: tags.Tags, expected: str) -> None:
    assert style.prose("By @b, c@d.") == expected
