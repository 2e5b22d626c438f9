"""A suggestion replaces what it brings itself, and nothing else.

In the drawn buffers the text between `│` and `┆` is what the suggestion replaces.
"""

from __future__ import annotations

import pytest

from glossator.completion.cursor import Cursor
from glossator.completion.insertion import insertion_of
from glossator.completion.readings import Reading


@pytest.mark.parametrize(
    ("drawn", "text"),
    [
        ("print(│)┆", "a)"),
        ("print(│┆)", "a"),
        ("print(│┆)", "f(a)"),
        ('print("│")┆', 'hello")'),
        ('print("│"┆)', 'hello"'),
        ('print("│┆")', "hello"),
        ("f(g(│)┆)", "a)"),
        ("f(g(│))┆", "a))"),
        ("x = [│]┆", "\n    1,\n]"),
        ("if x│:┆", " > 3:"),
        ("f(│, b)┆", "a, b)"),
        ("f(│┆, b)", "a"),
        ("if (│) {┆", "a) {"),
        ("x = │ + total┆", "a + total"),
        ("x = │┆ + 1", "a"),
        ("x = │┆b", "sub"),
        ("f(│);┆", "a);"),
        ("{│┆}", '"a": {}'),
        ("f(│┆)", '")"'),
        ("x = 1│  ┆", " + 2"),
        ("'│┆'", "it\\'s"),
        ("f(a[│)┆", "1])"),
        ("a.fold(│)(b + c)┆", "0)(b + c)"),
        # code in a string
        ('print(f"{│}┆")', "name}"),
        ('print(f"{│}")┆', 'name}")'),
        ('print(f"{│}")┆', 'name}, {age}")'),
        ('print(f"{│┆}")', "name}, {age"),
        ('x = f"{d[│]}"┆', "'a']}\""),
        ('x = "go${│" && \\┆', 'A}.gz" && \\'),
        # a bracket open elsewhere, where no grammar tells
        ("f(a,\n\n0(│)┆", "b)"),
        # more than can be compared word by word
        ("x = │" + "a, " * 50 + 'b"┆', "c, " + "a, " * 50 + 'b"'),
        # the end of the line, said without its comma or with a semicolon
        ("f(│, g(b))┆,", "a, g(b))"),
        ("f(│).g(b)┆", "a).g(b);"),
        ("f({│});┆", "a: 1}, 2);"),
        # brackets that it opens again
        ("f(│┆)", "a), g(b"),
        ("f(g(│)┆)", "a)), g(b"),
    ],
)
def test_the_range_ends_where_the_suggestion_meets_the_line(drawn: str, text: str) -> None:
    prefix, _, rest = drawn.partition("│")
    replaced, _, after = rest.partition("┆")
    cursor = Cursor(prefix, f"{replaced}{after}\nnext)", "python")
    assert insertion_of(text, cursor) == Reading(text, len(replaced))


@pytest.mark.parametrize(
    ("language", "drawn", "text"),
    [
        ("python", "f(│)(a, b)\nx = 1", "g(1)(a, b)"),
        ("javascript", "f(│)(a, b);", "g(1)(a, b);"),
        ("rust", "fn m() {\n    f(│)(a, b);\n}", "g(1)(a, b);"),
        ("go", "\tf(│)(a, b)", "g(1)(a, b)"),
        ("java", "f(│).get(a, b);", "g(1).get(a, b);"),
        ("kotlin", "f(│)(a, b)", "g(1)(a, b)"),
        ("ruby", "f(│).map(a, b)", "g(1).map(a, b)"),
        ("c", "f(│)[a];", "g(1)[a];"),
        ("php", "<?php\nf(│)($a, $b);", "g(1)($a, $b);"),
        ("swift", "f(│)(a, b)", "g(1)(a, b)"),
        ("lua", "f(│)(a, b)", "g(1)(a, b)"),
        ("r", "f(│)(a, b)", "g(1)(a, b)"),
        ("python", "x[f(│)]", "g(1)]"),
    ],
)
def test_brackets_of_its_own_are_not_those_of_the_line(
    language: str, drawn: str, text: str
) -> None:
    prefix, _, suffix = drawn.partition("│")
    assert insertion_of(text, Cursor(prefix, suffix, language)) == Reading("g(1)", 0)


@pytest.mark.parametrize(
    ("drawn", "text", "language", "inserted"),
    [
        ("f(│);", "() => {\n  a();", "javascript", "f(() => {\n  a();\n});"),
        ("  f(│);", "(a) => {\n    if (a) {\n      b();", "javascript",
         "  f((a) => {\n    if (a) {\n      b();\n    }\n  });"),
        ("f(│);", "{ a: {", "javascript", "f({ a: {}});"),
        ("f('│')", "a', () => {", "javascript", "f('a', () => {})"),
        ("\tgo f(│)", "func() {\n\t\ta()", "go", "\tgo f(func() {\n\t\ta()\n\t})"),
        ("f(│)", "g(", "javascript", "f(g()"),
        ("if (│)", "a) {", "javascript", "if (a) {"),
    ],
)  # fmt: skip
def test_a_block_in_a_call_is_closed_before_the_call_is(
    drawn: str, text: str, language: str, inserted: str
) -> None:
    prefix, _, suffix = drawn.partition("│")
    insertion = insertion_of(text, Cursor(prefix, suffix + "\n", language))
    assert prefix + insertion.text + suffix[insertion.replace_right :] == inserted


@pytest.mark.parametrize(
    ("language", "drawn", "text"),
    [
        ("csharp", "class A {\n  object B {│}┆\n", " get; set; }"),
        ("java", "class A {\n  int b() {│}┆\n", " return 1; }"),
        ("clojure", "(do\n  (a (│)))┆\n(throw)))", "b c)))"),
        ("racket", "(d\n  (a)\n  (│)))┆\n", "b)))"),
    ],
)
def test_closers_said_again_are_those_of_the_line_whatever_is_open_elsewhere(
    language: str, drawn: str, text: str
) -> None:
    prefix, _, rest = drawn.partition("│")
    replaced, _, after = rest.partition("┆")
    assert insertion_of(text, Cursor(prefix, replaced + after, language)) == Reading(
        text, len(replaced)
    )


@pytest.mark.parametrize("text", ["", ")"])
def test_what_is_there_already_is_not_suggested(text: str) -> None:
    assert insertion_of(text, Cursor("f(a", ")", "python")) == Reading("")
