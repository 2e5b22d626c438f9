"""What `drop_opener` changes, and the right replies that it leaves alone."""

from __future__ import annotations

import pytest

from glossator.completion.clean.drop_opener import drop_opener
from tests.completion.clean.checks import check_head


@pytest.mark.parametrize(
    ("drawn", "reply", "kept", "language"),
    [
        ("echo $│;\n", "$name", "name", "php"),
        ("a->│;\n", "->save();", "save();", "cpp"),
        ("xs.│;\n", ".map(f);", "map(f);", "javascript"),
        ("all:\n\techo $│\n", "$(PWD)", "$(PWD)", "makefile"),
        ("a = [.│]\n", "..b]", "..b]", "javascript"),
    ],
)
def test_a_sign_is_dropped(drawn: str, reply: str, kept: str, language: str) -> None:
    check_head(drop_opener, drawn, reply, kept, language=language)


@pytest.mark.parametrize(
    ("drawn", "reply", "kept", "language"),
    [
        ('name = "│"\n', '"Ann"', 'Ann"', "python"),
        ("if [ │ ]; then\n", "[ -r a ]; then", " -r a ]; then", "shellscript"),
        ('name = "│\n', '"', '"', "python"),
        ("print(│)\n", '("a")', '"a")', "python"),
        ("f(│)\n", "(1, 2))", "(1, 2))", "python"),
        ("f(│)\n", "(a + b) * c)", "(a + b) * c)", "python"),
        ("xs = [│]\n", "[1], [2]]", "[1], [2]]", "python"),
        ("const s = `Hi ${│}`;\n", "${name}`;", "name}`;", "javascript"),
        ("const A = () => <p>│</p>;\n", "<p>Hello</p>;", "Hello</p>;", "typescriptreact"),
        ("<b>│</b>\n", "<i>Hello</i></b>", "<i>Hello</i></b>", "html"),
        ("(let (│))\n", "(x 1)", "(x 1)", "clojure"),
        ("See (│)\n", "(there)", "(there)", "markdown"),
    ],
)
def test_an_opener_is_dropped_where_syntax_is_no_worse(
    drawn: str, reply: str, kept: str, language: str
) -> None:
    check_head(drop_opener, drawn, reply, kept, language=language)


def test_a_model_that_only_continues_says_nothing_again() -> None:
    check_head(drop_opener, "f(│)\n", '("a"))', '("a"))', chat=False)
