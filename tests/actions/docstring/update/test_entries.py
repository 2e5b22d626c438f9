from __future__ import annotations

import pytest

from glossator.actions.docstring.update.entries import Region, description, paragraph, words


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("a: The first.\n   And more.\n\n   Else.", Region(0, 3, 1, 12)),
        ("a:\n    Below.", Region(1, 4, 1, 10)),
        ("a: The first:\n   - one\n   - two", Region(0, 3, 0, 13)),
        ("a: The first.\n   >>> f()", Region(0, 3, 0, 13)),
        ("a: - one", None),
        ("a:", None),
    ],
)
def test_the_prose_of_an_entry_ends_where_something_else_begins(
    text: str, region: Region | None
) -> None:
    texts = text.split("\n")
    assert paragraph(texts, 0, 2, len(texts)) == region


@pytest.mark.parametrize(
    ("text", "sentence", "more"),
    [
        ("Adds.", "Adds.", False),
        ("Adds. Fast.", "Adds.", True),
        ("Adds two\nnumbers. Fast.", "Adds two\nnumbers.", True),
        ("Adds.\n\nFast.", "Adds.", True),
        ("* one\n* two", None, True),
    ],
)
def test_the_summary_is_the_first_sentence(text: str, sentence: str | None, more: bool) -> None:
    texts = text.split("\n")
    entry, is_more = description(texts, len(texts))
    answer = entry.prose.of(texts) if entry is not None and entry.prose is not None else None
    assert (answer, is_more) == (sentence, more)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The `a`.", "the {@code a}"),
        ("The sum.", "The\n  sum"),
        ('A <see cref="T:B"/> &amp; <c>c</c>.', "A B & c"),
        ("**Bold** one", "bold one."),
    ],
)
def test_markup_and_line_ends_make_no_other_words(one: str, other: str) -> None:
    assert words(one) == words(other)
