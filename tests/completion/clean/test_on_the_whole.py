"""Each filter on the whole: what it cuts, and the right answers that it leaves alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from glossator.completion.clean.cut_doubled_closers import cut_doubled_closers
from glossator.completion.clean.cut_explanation import cut_explanation
from glossator.completion.clean.cut_foreign_scope import cut_foreign_scope
from glossator.completion.clean.cut_repeated_suffix import cut_repeated_suffix
from glossator.completion.clean.cut_runaway import cut_runaway
from glossator.completion.clean.restore_newlines import restore_newlines
from glossator.completion.clean.trim_trailing_space import trim_trailing_space
from glossator.completion.cursor import Cursor
from tests.completion.drawn import at

Filter = Callable[[str, Cursor], str]
LOOP = "def f(a):\n    for b in a:\n        │\n        c(b)\n    return a\n"


def check(filter_whole: Filter, drawn: str, said: str, kept: str, language: str = "python") -> None:
    assert filter_whole(said, at(drawn, language)) == kept


@pytest.mark.parametrize(
    ("drawn", "said", "kept"),
    [
        (LOOP, "x = b\n        c(b)", "x = b"),
        (LOOP, "x = b\n        c(b)\n    return a\n", "x = b"),
        (LOOP, "x = b\n        c(b)\n    return a\n\nprint(f([]))", "x = b"),
        (LOOP, "x = b\n    c(b)\nreturn a", "x = b"),
        (LOOP, "x = b\n            c(b)", "x = b"),
        (LOOP, "c(b)", ""),
        (LOOP, "if b:\n            c(b)", "if b:\n            c(b)"),
        ("def f():\n    │\n    return False", "if a:\n        return False", None),
        ("f(│)\ng()", "a)\ng()", "a)"),
        ("if a {\n    │\n}", "b()\n}", None),
        ("def f│\n\ndef f(a):\n    b\n", "(a):", None),
        ("def f│\n\ndef f(a):\n    b\n", "(a):\n    c\n", None),
        ("def f│\n\ndef f(a):\n    b\n", "(a):\n    b\n", ""),
        ("│\n\ndef f(a):\n    b\n", "def f(a):", ""),
        ("r│\nreturn a\n", "eturn a", ""),
    ],
)
def test_the_lines_below_are_not_written_again(drawn: str, said: str, kept: str | None) -> None:
    check(cut_repeated_suffix, drawn, said, said if kept is None else kept)


@pytest.mark.parametrize(
    ("drawn", "said", "kept"),
    [
        ("if (a) {\n    │\n}\n", "b();\n}", "b();"),
        ("f(() => {\n  │\n});\n", "g();\n});", "g();"),
        ("if (a) {\n    │\n    }\n", "b();\n}", "b();"),
        ("// too much to count\n" * 700 + "if (a) {\n    │\n    }\n", "b();\n}", None),
        ("if (a) {\n    if (b) {\n        │\n}\n", "c();\n    }", None),
        ("namespace a {\nif (b) {\n│\n}\n", "c();\n}", None),
        ("if (a) {\n    │\n\nb();\n", "c();\n}", None),
        ("if (a) {\n    │\n}\n", "if (b) {\n        c();\n    }", None),
    ],
)
def test_a_bracket_is_closed_once(drawn: str, said: str, kept: str | None) -> None:
    check(cut_doubled_closers, drawn, said, said if kept is None else kept, "javascript")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("x = b\n\nThis sets x to the value of b.", "x = b\n"),
        ("x = b\n\n**Explanation:**\nNone.", "x = b\n"),
        ('x = """\nThis is a long text in a string.\n"""', None),
        ("x = b\n        # This sets x to the value of b.", None),
        ("Note: int = 3\n", None),
        # moved to the cursor's indentation with the code
        ("x = b\n\n        This sets x to the value of b.", "x = b\n"),
        ("x = b\n\n        Note: b has to be set.", "x = b\n"),
        ("x = b\n        # ... rest of the function", "x = b"),
    ],
)
def test_what_is_said_after_the_code_is_cut(said: str, kept: str | None) -> None:
    check(cut_explanation, LOOP, said, said if kept is None else kept)


def test_a_paragraph_of_a_text_in_yaml_is_no_explanation() -> None:
    said = "It runs the tests.\n\n  It runs them for every push."
    check(cut_explanation, "about: |\n  │\n", said, said, "yaml")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("x = b\n\ndef g():\n    pass", "x = b\n"),
        ("x = b\n    return x", "x = b"),
        ("x = [\n    b,\n]\n        y = x", None),
        ("if b:\n            d()\n        else:\n            e()", None),
    ],
)
def test_a_scope_that_goes_on_below_is_not_left(said: str, kept: str | None) -> None:
    check(cut_foreign_scope, LOOP, said, said if kept is None else kept)


@pytest.mark.parametrize(
    ("drawn", "said"),
    [
        ("def f(a):\n    │\n", "return a\n\n\ndef g():\n    pass"),
        ("x = [\n        │\n        b,\n]\n", "a,\n    c,"),
    ],
    ids=["it ends at the cursor", "within brackets"],
)
def test_a_scope_may_be_left_where_nothing_of_it_follows(drawn: str, said: str) -> None:
    check(cut_foreign_scope, drawn, said, said)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("x = b\n" * 9, "x = b"),
        ("x = b\n" + "y = x\nx = y\n" * 4, "x = b\ny = x\nx = y"),
        ("x = b\n" * 8 + "x =", "x = b"),
        ("[" + "value, " * 30, "[value,"),
        ("0,\n" * 20, None),
        ("# " + "-" * 70, None),
        ("# " + "-" * 200, None),
        ("[" + "0.0, " * 20, None),
        ("1 + " * 200, "1 +"),
        ("x.append(1)\n" * 3, None),
    ],
)
def test_a_model_that_runs_away_is_cut(said: str, kept: str | None) -> None:
    check(cut_runaway, "│", said, said if kept is None else kept)


@pytest.mark.parametrize(
    ("drawn", "said", "kept"),
    [
        (LOOP, "x = b   \n    y\n  \n", "x = b\n    y"),
        (LOOP, "  \n ", ""),
        ("return │x", "a + ", "a + "),
        (LOOP, 'x = """a  \nb"""', 'x = """a  \nb"""'),
    ],
)
def test_space_at_the_end_is_trimmed(drawn: str, said: str, kept: str) -> None:
    check(trim_trailing_space, drawn, said, kept)


def test_two_spaces_in_markdown_are_a_line_break() -> None:
    check(trim_trailing_space, "│", "a  \nb", "a  \nb", "markdown")


@pytest.mark.parametrize(
    ("drawn", "kept"),
    [("a\r\n│", "x\r\ny"), ("a\n│", "x\ny"), ("│\r\n", "x\r\ny"), ("a\r\nb\n│", "x\ny")],
)
def test_the_buffers_line_ends_come_back(drawn: str, kept: str) -> None:
    check(restore_newlines, drawn, "x\ny", kept)
