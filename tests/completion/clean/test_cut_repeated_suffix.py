"""What `cut_repeated_suffix` cuts, and the right replies that it leaves alone."""

from __future__ import annotations

import pytest

from glossator.completion.clean.cut_repeated_suffix import cut_repeated_suffix
from glossator.completion.cursor import Cursor
from tests.completion.clean.checks import check_whole

LOOP = "def f(a):\n    for b in a:\n        │\n        c(b)\n    return a\n"


@pytest.mark.parametrize(
    ("drawn", "reply", "kept"),
    [
        (LOOP, "x = b\n        c(b)", "x = b"),
        (LOOP, "x = b\n        c(b)\n    return a\n", "x = b"),
        (LOOP, "x = b\n        c(b)\n    return a\n\nprint(f([]))", "x = b"),
        (LOOP, "x = b\n    c(b)\nreturn a", "x = b"),
        (LOOP, "x = b\n            c(b)", "x = b"),
        (LOOP, "c(b)", ""),
        (LOOP, "if b:\n            c(b)", "if b:\n            c(b)"),
        ("def f():\n    │\n    return False", "if a:\n        return False", None),
        ("f({\n  a()\n  │\n}) {\n  b()\n}", "}) {\n  b()\n}", ""),
        ("f(│)\ng()", "a)\ng()", "a)"),
        ("if a {\n    │\n}", "b()\n}", None),
        ("def f│\n\ndef f(a):\n    b\n", "(a):", None),
        ("def f│\n\ndef f(a):\n    b\n", "(a):\n    c\n", None),
        ("def f│\n\ndef f(a):\n    b\n", "(a):\n    b\n", ""),
        ("│\n\ndef f(a):\n    b\n", "def f(a):", ""),
        ("r│\nreturn a\n", "eturn a", ""),
        # what only opens something
        (
            "│\n\n    /**\n     * c\n     */\n",
            "class A {\n    b;\n\n    /**",
            "class A {\n    b;\n",
        ),
        ("a();\n│\n\n<!--\n b\n-->\n", "<p>\n\n<!--", "<p>\n"),
        ("│\n{\n    a();\n}\n", "void f()\n{", "void f()"),
        ("if (a) {\n    │\n}\n}\n", "b();\n}", None),
        # rows that are the same
        ("[\n  a, a,\n  a, │\n  a, a,\n]", "a,", None),
        ("abc()\n│\nabc()\nd()", "abc()", None),
        ("[\n  ab,\n  a│\n  a + b,\n  a + b,\n]", " + b,", None),
        ("abc()\n│\nabc()\nd()", "abc()\nabc()\nd()", "abc()"),
        ("abc()\n│\nabc()\nd()", "abc()\nd()", ""),
        ("class A(Enum):\n    │\n    C = 3  # third\n", "B = 2\n    C = 3  # the third", "B = 2"),
    ],
)
def test_the_lines_below_are_not_written_again(drawn: str, reply: str, kept: str | None) -> None:
    check_whole(cut_repeated_suffix, drawn, reply, reply if kept is None else kept)


def test_where_an_answer_stands_now_is_not_its_end() -> None:
    below = "\n    /**\n     * @var int\n     */\n    private $b;\n}\n"
    cursor = Cursor("<?php\n\n", below, "php")
    for text in ("class A\n{\n    /**", "class A\n{\n    /**\n     *"):
        assert cut_repeated_suffix(text, cursor, whole=False) == text
        assert cut_repeated_suffix(text, cursor) == "class A\n{"
    text = "class A\n{\n    /**\n     * @var int\n     */"
    assert cut_repeated_suffix(text, cursor, whole=False) == "class A\n{"
