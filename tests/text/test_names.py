"""What a name is made of."""

from __future__ import annotations

import pytest

from glossator.text.names import is_within_word, is_word, name_parts


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("read_file", ("read", "file")),
        ("readFile", ("read", "file")),
        ("HTMLPage2", ("html", "page")),
        ("toHTMLPage42", ("to", "html", "page", "42")),
        ("_a_b", ()),
        ("größe_x", ("gr", "öß")),
        ("file_of_file", ("file", "of")),
        ("internationalization", ("internationa",)),
        ("", ()),
    ],
)
def test_parts(name: str, parts: tuple[str, ...]) -> None:
    assert name_parts(name) == parts


@pytest.mark.parametrize(
    ("drawn", "within"),
    [("ab│c", True), ("a│_1", True), ("a│ b", False), ("│ab", False), ("ab│", False), ("│", False)],
)
def test_within_a_word(drawn: str, within: bool) -> None:
    assert is_within_word(drawn.replace("│", ""), drawn.index("│")) is within


@pytest.mark.parametrize("character", ["a", "ö", "7", "_"])
def test_what_a_name_may_hold(character: str) -> None:
    assert is_word(character)


@pytest.mark.parametrize("character", ["", " ", "-", "$"])
def test_what_a_name_may_not_hold(character: str) -> None:
    assert not is_word(character)
