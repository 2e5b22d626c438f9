"""What `settle_indent` changes, and the right replies that it leaves alone."""

from __future__ import annotations

import pytest

from glossator.completion.clean.settle_indent import settle_indent
from tests.completion.clean.checks import check_head

BLANK = "def f(a):\n    b = a\n    │\n    return b\n"


@pytest.mark.parametrize(
    ("drawn", "reply", "kept"),
    [
        # counted in, left out, and lost
        (BLANK, "    c = b", "c = b"),
        (BLANK, "c = b", "c = b"),
        ("def f(a):\n    b = a\n│\n    return b\n", "c = b", "    c = b"),
        ("def f(a):\n    b = a\n│\n    return b\n", "        c = b", "    c = b"),
        ("def f(a):\n    if a:\n    │", "        return 1", "    return 1"),
        ("def f(a):\n    if a:\n    │", "    return 1", "    return 1"),
        # the lines after it
        (BLANK, "if b:\n    c()", "if b:\n        c()"),
        (BLANK, "if b:\n        c()", "if b:\n        c()"),
        (BLANK, "    if b:\n        c()", "if b:\n        c()"),
        # a stray space before the first line, counted in by those after it
        ("def f(a, b):\n    │", " b = a\n     return b", "b = a\n    return b"),
        ("def f(a, b):\n    │", " b = a\n    return b", "b = a\n    return b"),
        # clauses and three spaces
        ("if a:\n   b()\n│", "else:\n   c()", "else:\n   c()"),
        ("def f():\n   if a:\n      b()\n│", "else:\n   c()", "   else:\n      c()"),
        ("def f():\n   if a:\n      │", "b()\n      c()", "b()\n      c()"),
        ("def f(a):\n    for b in a:\n│\n        return b\n", "      if b:", "      if b:"),
        ("def f(a):\n    for b in a:\n        c(b)\n    │", "        return c", "return c"),
        ("def f(a):\n    if a:\n        x()\n│\n    else:\n", "    y()", "        y()"),
        # what may stand at the left edge stays there
        ("def f(a):\n    return a\n\n\n│", "def g(a):\n    return a", "def g(a):\n    return a"),
        ("x = [\n│\n]", "        1,", "        1,"),
    ],
)
def test_the_first_line_gets_its_place(drawn: str, reply: str, kept: str) -> None:
    check_head(settle_indent, drawn, reply, kept)


def test_the_first_line_stays_where_the_editor_has_put_the_cursor() -> None:
    drawn = "if (a) {\n  c();\n}\nif (b) {\n  │\n}\n"
    check_head(settle_indent, drawn, "    b();", "b();", language="javascript")
    check_head(settle_indent, drawn, "  b();", "b();", language="javascript")
    drawn = "if (a) {\n  if (b)\n  │\n}\n"
    check_head(settle_indent, drawn, "    b();", "  b();", language="javascript")


@pytest.mark.parametrize(
    ("language", "drawn", "reply", "kept"),
    [
        ("c", "{\n\ta();\n\t│\n}\n", "        b();\n        c();", "b();\n\tc();"),
        ("elixir", "def f do\n  a()\n  │\nend\n", "    b()", "b()"),
        # its brace is no deeper, where braces have their lines
        ("perl", "{\n    a();\n    │\n}\n", "else\n    {", "else\n    {"),
        # it goes on with the statement above
        ("elixir", "def f do\n  a() +\n  │\nend\n", "    b()", "  b()"),
        ("rust", "fn f() {\n    a\n    │\n}\n", "        .b()", "    .b()"),
        ("c", "{\n  a(b,\n  │\n}\n", "    c);", "  c);"),
    ],
)
def test_after_a_finished_statement_nothing_stands_deeper(
    language: str, drawn: str, reply: str, kept: str
) -> None:
    check_head(settle_indent, drawn, reply, kept, language=language)


def test_a_right_continuation_is_not_indented_anew() -> None:
    reply = "if (n === 0) {\n            throw e;\n        }\n        return n;\n    }"
    check_head(settle_indent, "  f(n) {\n    │\n", reply, reply, language="javascript", chat=False)


@pytest.mark.parametrize(
    ("language", "reply", "kept"),
    [
        ("pascal", " b();\n   c();", "b();\n  c();"),
        ("pascal", " b();\n  c();", "b();\n  c();"),
        ("javascript", "for (b of a) {\n      c();\n    }", "for (b of a) {\n    c();\n  }"),
        ("javascript", "for (b of a) {\n      c();\n  }", "for (b of a) {\n      c();\n  }"),
    ],
)
def test_all_lines_that_are_too_far_right_are_moved(language: str, reply: str, kept: str) -> None:
    drawn = "{\n  a();\n  │\n}\n"
    chat = language == "javascript"
    check_head(settle_indent, drawn, reply, kept, language=language, chat=chat)


@pytest.mark.parametrize(
    ("language", "reply", "kept"),
    [
        ("html", "<ul>\n  <li/>\n</ul>", "<ul>\n    <li/>\n  </ul>"),
        ("html", "<p/>\n</div>", "<p/>\n</div>"),
        ("elixir", "a\n|> b()", "a\n  |> b()"),
        ("yaml", "- a\n- b", "- a\n  - b"),
        ("shellscript", "case $1 in\n  a) b ;;\nesac", "case $1 in\n    a) b ;;\n  esac"),
        ("fortran", "do i = 1, 3\n  f()\nend do", "do i = 1, 3\n    f()\n  end do"),
        ("pascal", "if a then\nbegin\n  b;\nend;", "if a then\n  begin\n    b;\n  end;"),
        ("c", "a();\n#ifdef B", "a();\n#ifdef B"),
        # what leaves the cursor's block stays
        ("lua", "a()\nend", "a()\nend"),
        ("vb", "A()\nEnd Sub", "A()\nEnd Sub"),
        ("sql", "a\nFROM b", "a\nFROM b"),
        ("dockerfile", "a\nCMD b", "a\nCMD b"),
        ("erlang", "a.\n\nb() -> c.", "a.\n\nb() -> c."),
        ("makefile", "a\nb:\n\tc", "a\nb:\n\tc"),
        ("swift", "case a\n  case b", "case a\n  case b"),
    ],
)
def test_what_the_first_line_opens_or_stands_beside_is_moved_with_it(
    language: str, reply: str, kept: str
) -> None:
    check_head(settle_indent, "x\n  │\n", reply, kept, language=language)


def test_a_block_counts_in_what_its_first_line_did() -> None:
    drawn = "class A:\n    x = 1\n\n    │\n"
    reply = "    def f(self):\n            pass"
    check_head(settle_indent, drawn, reply, "def f(self):\n        pass")
