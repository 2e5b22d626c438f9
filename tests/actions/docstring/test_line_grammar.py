from __future__ import annotations

import pytest

from glossator.actions.docstring.line_grammar import (
    is_type,
    says_something,
    without_markup,
    without_subject,
    without_type,
)


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        ("This function reads a file.", "Reads a file."),
        ("This static method adds.", "Adds."),
        ("This is a method that reads a file.", "Reads a file."),
        ("This class is used to read files.", "Read files."),
        ("This function is slow.", "This function is slow."),
        ("This function, if called, fails.", "This function, if called, fails."),
        ("The method of choice.", "The method of choice."),
        ("Reads a file.", "Reads a file."),
    ],
)
def test_a_summary_does_not_say_what_it_is_about(answer: str, kept: str) -> None:
    assert without_subject(answer) == kept


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- a: First.", "a: First."),
        ("* a: First.", "a: First."),
        ("*args: All.", "*args: All."),
        ("2. a: First.", "a: First."),
        ("## Returns", "Returns"),
        ("**a**: First.", "a: First."),
        ("__a__: First.", "a: First."),
        ("> a", "a"),
        (">>> f(1)", ">>> f(1)"),
        ("my__init__x", "my__init__x"),
        ("  a  ", "a"),
    ],
)
def test_bullets_headings_and_bold_are_taken_off(line: str, expected: str) -> None:
    assert without_markup(line) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("int", True),
        ("list[int]", True),
        ("int or None", True),
        ("str | None, optional", True),
        ("int, default 3", True),
        ("The path, if any", False),
        ("the first", False),
    ],
)
def test_a_type_as_numpy_writes_it(text: str, expected: bool) -> None:
    assert is_type(text) is expected


@pytest.mark.parametrize(
    ("text", "alone", "expected"),
    [
        ("int: The sum.", False, "The sum."),
        ("int", True, ""),
        ("int", False, "int"),
        ("The sum of: all.", False, "The sum of: all."),
    ],
)
def test_a_result_is_told_without_its_type(text: str, alone: bool, expected: str) -> None:
    assert without_type(text, alone) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("The sum.", True), ("None.", False), ("N/A", False), ("`nothing`", False), ("---", False)],
)
def test_a_word_for_nothing_says_nothing(text: str, expected: bool) -> None:
    assert says_something(text) is expected
