from __future__ import annotations

import pytest

from glossator.text.sentences import (
    first_sentence,
    is_prose,
    is_sentence,
    sentences,
    whole_sentences,
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("This sets x to the value of b.", True),
        ("Here is the **completed** code:", True),
        ("The value of `x = 1` is set here.", True),
        ("以下是代码\uff1a", True),
        ("Result = namedtuple('Result', 'a')", False),
        ("This(a) is set to b.", False),
        ("Returns a value; then ends.", False),
        ("this begins with a small letter.", False),
        ("Two words.", False),
        ("This one has no end", False),
        ("This " + "very " * 100 + "long line ends.", False),
    ],
)
def test_a_sentence_could_not_be_code(line: str, expected: bool) -> None:
    assert is_sentence(line) is expected


@pytest.mark.parametrize(
    ("line", "prose"),
    [
        ("Here is the updated code:", True),
        ("This function adds two numbers.", True),
        ("**Note:** it is slow.", True),
        ("- It is slow.", True),
        ("1. First of all", True),
        ("Why does it call add(a, b) twice?", True),
        ("def add(a, b):", False),
        ("    This is indented.", False),
        ("SELECT name FROM users;", False),
        ("x = 1", False),
        ("# a comment", False),
        ("Foo::Bar.baz(1, 2).each do |x|", False),
        ("}", False),
        ("", False),
    ],
)
def test_what_reads_like_prose(line: str, prose: bool) -> None:
    assert is_prose(line) == prose


@pytest.mark.parametrize(
    ("text", "first", "rest"),
    [
        ("Adds it. Then ends.", "Adds it.", "Then ends."),
        ("Adds it", "", "Adds it"),
        ("Adds it.", "Adds it.", ""),
        ("Really? Yes!", "Really?", "Yes!"),
        ("Calls `a. b` first. Then ends.", "Calls `a. b` first.", "Then ends."),
        ("Uses e.g. Numbers. Then ends.", "Uses e.g. Numbers.", "Then ends."),
        ("It is v1. of all. Then ends.", "It is v1. of all.", "Then ends."),
        ("1. Read it. 2. Write it.", "1. Read it.", "2. Write it."),
        ('He says "so." Then ends.', 'He says "so."', "Then ends."),
        ("加起来。然后结束。", "加起来。", "然后结束。"),
        ("Reads a.b. Then ends.", "Reads a.b.", "Then ends."),
    ],
)
def test_the_first_sentence_ends_where_prose_ends_one(text: str, first: str, rest: str) -> None:
    assert first_sentence(text) == (first, rest)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A is so. B is so. C", [("A is so.", 8), ("B is so.", 17)]),
        ("A is so.  A is so.", [("A is so.", 8), ("A is so.", 18)]),
        ("", []),
    ],
)
def test_each_sentence_comes_with_its_end(text: str, expected: list[tuple[str, int]]) -> None:
    assert list(sentences(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is. It ha", "It is."),
        ("It is. Then so. It ha", "It is. Then so."),
        ("It is.", "It is."),
        ("It ha", ""),
        ("Use e.g. N", ""),
        ("", ""),
    ],
)
def test_whole_sentences(text: str, expected: str) -> None:
    assert whole_sentences(text) == expected
