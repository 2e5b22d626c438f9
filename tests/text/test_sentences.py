from __future__ import annotations

import pytest

from glossator.text.sentences import is_prose, is_sentence, whole_sentences


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
