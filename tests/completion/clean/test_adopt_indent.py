"""What `adopt_indent` changes, and the right replies that it leaves alone."""

from __future__ import annotations

import pytest

from glossator.completion.clean.adopt_indent import adopt_indent
from glossator.completion.clean.answer import Draft
from tests.completion.clean.checks import check_head
from tests.completion.drawn import at

BLANK = "def f(a):\n    b = a\n    │\n    return b\n"
GO = "func f() {\n\ta()\n\tb()\n\tif c {\n\t\td()\n\t}\n\t│\n}\n"


@pytest.mark.parametrize(
    ("drawn", "language", "reply", "kept"),
    [
        (GO, "go", "if x {\n    y()\n        z()\n}", "if x {\n\ty()\n\t\tz()\n}"),
        (GO, "go", "if x {\n  y()\n    z()\n}", "if x {\n\ty()\n\t\tz()\n}"),
        (BLANK, "python", "if a:\n\tb()\n", "if a:\n    b()\n"),
        ("if a:\n  b()\n│", "python", "\tc()", "  c()"),
        ("\tif a {\n    b\n│", "c", "\tx\n    y", "\tx\n    y"),
        ("import (\n\t'fmt'\n)\n│", "go", "f() {\n    x\n}", "f() {\n    x\n}"),
        # one space is none
        (GO.replace("│", "return│"), "go", " a", " a"),
        (GO.replace("│", "if a {│"), "go", " b() }", " b() }"),
        # make takes nothing but tabs
        ("all:│", "makefile", "\n    cc a.c\n    cc b.c", "\n\tcc a.c\n\tcc b.c"),
        ("a:\n\tb \\\n      c\n│", "makefile", "d:\n    e", "d:\n\te"),
    ],
)
def test_the_indentation_of_the_file_is_used(
    drawn: str, language: str, reply: str, kept: str
) -> None:
    check_head(adopt_indent, drawn, reply, kept, language=language)


def test_spaces_that_may_become_a_tab_wait_for_the_code() -> None:
    cursor = at("if a:\n\tb()\n\t│\n")
    reply = Draft("for c in b:\n    ", whole=False, chat=True)
    assert adopt_indent(reply, cursor).text == "for c in b:\n"
