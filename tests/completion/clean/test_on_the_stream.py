"""Each filter on the stream: what it drops, and the right answers that it leaves alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from glossator.completion.clean.adopt_indent import adopt_indent
from glossator.completion.clean.answer import Draft
from glossator.completion.clean.break_after_opener import break_after_opener
from glossator.completion.clean.drop_double_space import drop_double_space
from glossator.completion.clean.drop_echo import drop_echo
from glossator.completion.clean.drop_path_comment import drop_path_comment
from glossator.completion.clean.drop_preamble import drop_preamble
from glossator.completion.clean.drop_special_tokens import drop_special_tokens
from glossator.completion.clean.settle_indent import settle_indent
from glossator.completion.clean.unify_newlines import unify_newlines
from glossator.completion.clean.unquote_code import unquote_code
from glossator.completion.clean.unwrap_fence import unwrap_fence
from glossator.completion.clean.unwrap_tags import unwrap_tags
from glossator.completion.cursor import Cursor
from tests.completion.drawn import at

Filter = Callable[[Draft, Cursor], Draft]
BLANK = "def f(a):\n    b = a\n    │\n    return b\n"
FIM = "fim"


def check(
    filter_head: Filter,
    drawn: str,
    said: str,
    kept: str,
    *,
    language: str = "python",
    wire: str = "chat",
) -> None:
    answer = filter_head(Draft(said, whole=True, chat=wire == "chat"), at(drawn, language))
    assert answer.text == kept


def test_line_ends_become_lf() -> None:
    check(unify_newlines, "│", "a\r\nb\rc\n", "a\nb\nc\n")


def test_a_cr_waits_for_what_follows() -> None:
    assert unify_newlines(Draft("a\r", whole=False, chat=True), at("│")).text == "a"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("x = 1<|im_end|>", "x = 1"),
        ("x = 1<|endoftext|>import os", "x = 1"),
        ("<|fim_middle|>x = 1", "x = 1"),
        ("<|im_start|>assistant\nx = 1<|im_end|>", "x = 1"),
        ("x = <|cursor|>1", "x = 1"),
        ("x = 1</s>\n\nMore", "x = 1"),
        ("x = '</s>' + y", "x = '</s>' + y"),
        ("a < b | c > d", "a < b | c > d"),
    ],
)
def test_special_tokens_are_dropped(said: str, kept: str) -> None:
    check(drop_special_tokens, BLANK, said, kept)


def test_a_token_that_the_buffer_holds_is_code() -> None:
    check(drop_special_tokens, "END = '<|im_end|>'\n│", "x = '<|im_end|>'", "x = '<|im_end|>'")


def test_half_a_token_waits() -> None:
    answer = drop_special_tokens(Draft("x = 1<|im_", whole=False, chat=True), at(BLANK))
    assert answer.text == "x = 1"


def test_strike_through_in_html_is_code() -> None:
    check(drop_special_tokens, "<p>│</p>", "<s>old</s>", "<s>old</s>", language="html")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("```python\nx = 1\n```", "x = 1"),
        ("```\nx = 1\n```\nThis sets x.", "x = 1"),
        ("~~~py\nx = 1\n~~~", "x = 1"),
        ("````\nx = '```'\n````", "x = '```'"),
        ("```python\nx = 1", "x = 1"),
        ("x = 1\n```\n", "x = 1"),
        ("```x = 1```", "x = 1"),
        ("Here you are:\n\n```python\nx = 1\n```", "x = 1"),
        ("x = 1\ny = 2", "x = 1\ny = 2"),
        ("# a:\nx = 1\n```", "# a:\nx = 1"),
        ("for a in b:\n```", "for a in b:"),
    ],
)
def test_fences_are_taken_off(said: str, kept: str) -> None:
    check(unwrap_fence, BLANK, said, kept)


def test_a_fence_in_markdown_is_text() -> None:
    said = "```python\nx = 1\n```\n\nThen run it."
    check(unwrap_fence, "# Usage\n\n│", said, said, language="markdown")


def test_a_fence_around_markdown_is_taken_off() -> None:
    check(unwrap_fence, "# Usage\n\n│", "```markdown\nRun it.\n```", "Run it.", language="markdown")


def test_a_fence_in_a_docstring_is_text() -> None:
    said = "```python\nf(1)\n```"
    check(unwrap_fence, 'def f(a):\n    """Call it.\n\n    │\n    """', said, said)


@pytest.mark.parametrize("drawn", ['def f(a):\n    """Call it│\n    """', "x = 1  # the│"])
def test_a_fence_around_the_whole_answer_is_none_of_a_comments_text(drawn: str) -> None:
    check(unwrap_fence, drawn, "```python\n with a.\n```", " with a.")
    check(unwrap_fence, drawn, "```\n with a.\n```\nThat is it.", " with a.")
    early = unwrap_fence(Draft("```pyth", whole=False, chat=True), at(drawn))
    assert early.text == ""


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Here it is:\n\n```python\n sum.\n```\n\nIt ends the line.", " sum."),
        ("Note that:\n# it is a sum", "Note that:\n# it is a sum"),
        ("Note that", "Note that"),
    ],
)
def test_what_announces_a_fence_is_none_of_a_comments_text(said: str, kept: str) -> None:
    drawn = "x = 1  # the│"
    check(unwrap_fence, drawn, said, kept)
    for length in range(len(said)):
        early = unwrap_fence(Draft(said[:length], whole=False, chat=True), at(drawn))
        assert kept.startswith(early.text.rstrip("\n"))


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("<code>\nx = 1\n</code>", "x = 1"),
        ("<COMPLETION>x = 1</COMPLETION>", "x = 1"),
        ("<think>\nHm.\n</think>\n\nx = 1", "x = 1"),
        ("<thinking>Hm.</thinking>\nx = 1", "x = 1"),
        ("<x> = 1", "<x> = 1"),
    ],
)
def test_tags_are_taken_off(said: str, kept: str) -> None:
    check(unwrap_tags, BLANK, said, kept)


def test_tags_in_html_are_code() -> None:
    check(unwrap_tags, "<p>│</p>", "<code>x</code>", "<code>x</code>", language="html")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("`x = 1`", "x = 1"),
        ("The missing line is: `x = 1`.", "x = 1"),
        ("x = f'`{a}`'", "x = f'`{a}`'"),
    ],
)
def test_backticks_are_taken_off(said: str, kept: str) -> None:
    check(unquote_code, BLANK, said, kept)


@pytest.mark.parametrize(
    ("drawn", "said", "kept"),
    [
        ("const a = │", "`${b}`;", "`${b}`;"),
        ("f(\n  │\n)", "`${b}`", "`${b}`"),
        ("  │", "`b += 1;`", "b += 1;"),
    ],
)
def test_backticks_in_javascript_are_code_but_around_a_statement(
    drawn: str, said: str, kept: str
) -> None:
    check(unquote_code, drawn, said, kept, language="javascript")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Here is the completed code:\n\n    x = 1", "    x = 1"),
        ("**Completed code:**\nx = 1", "x = 1"),
        ("### Completed Code\nx = 1", "x = 1"),
        ("Sure! Here is the next line:\nx = 1", "x = 1"),
        ("I cannot complete this code.", ""),
        ("Aquí está el código:\nx = 1", "x = 1"),
        ("以下是代码\uff1a\nx = 1", "x = 1"),
        ("=== The cursor's line is empty ===\nx = 1", "x = 1"),
        ("# ... existing code ...\nx = 1", "x = 1"),
        ("# ... and so on\nx = 1", "# ... and so on\nx = 1"),
        ("# Sort the list:\nx = 1", "# Sort the list:\nx = 1"),
        ("Result = namedtuple('Result', 'a')\n", "Result = namedtuple('Result', 'a')\n"),
        ("else:\n    x = 1", "else:\n    x = 1"),
        ("result\n", "result\n"),
    ],
)
def test_talk_before_the_code_is_dropped(said: str, kept: str) -> None:
    check(drop_preamble, BLANK, said, kept)


@pytest.mark.parametrize(
    ("drawn", "language"),
    [
        ('def f():\n    """│', "python"),
        ("# │", "python"),
        ("<p>│</p>", "html"),
        ("Notes\n\n│", "markdown"),
        ('say("│")', "python"),
    ],
)
def test_a_sentence_is_right_where_text_is_written(drawn: str, language: str) -> None:
    said = "This is a sentence with words."
    check(drop_preamble, drawn, said, said, language=language)
    check(drop_preamble, drawn, f"Sure! Here it is:\n\n{said}", said, language=language)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("# src/example.py\nx = 1", "x = 1"),
        ("// Path: src/example.py\nx = 1", "x = 1"),
        ("# see example.py for more\nx = 1", "# see example.py for more\nx = 1"),
        ("# src/example.py", "# src/example.py"),
    ],
)
def test_the_comment_with_the_path_is_dropped(said: str, kept: str) -> None:
    check(drop_path_comment, BLANK, said, kept)


GO = "func f() {\n\ta()\n\tb()\n\tif c {\n\t\td()\n\t}\n\t│\n}\n"


@pytest.mark.parametrize(
    ("drawn", "language", "said", "kept"),
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
def test_the_files_own_indentation_is_used(drawn: str, language: str, said: str, kept: str) -> None:
    check(adopt_indent, drawn, said, kept, language=language)


def test_spaces_that_may_become_a_tab_wait_for_the_code() -> None:
    cursor = at("if a:\n\tb()\n\t│\n")
    said = Draft("for c in b:\n    ", whole=False, chat=True)
    assert adopt_indent(said, cursor).text == "for c in b:\n"


@pytest.mark.parametrize(
    ("drawn", "said", "kept"),
    [
        ("    return │", "    return a + b", "a + b"),
        ("    return│", "return a + b", " a + b"),
        ("    return a │", "    return a + b\n    c", "+ b\n    c"),
        ("def f(a):\n    b = a\n    ret│", "def f(a):\n    b = a\n    return b", "urn b"),
        ("def f(a):\n    big = a\n    │", "    big = a\n    return b", "    return b"),
        ("def f(a):\n    b = a\n    │", "def f(a):\n    b = a\n    return b", "    return b"),
        ('def f(a):\n    """A."""\n    │', "def f(a):\n    return b", "    return b"),
        ("    if a:\n        b = a\n        │", "if a:\n    b = a\n    c = b", "        c = b"),
        ("        return │", "return a(\n    b\n)", "a(\n            b\n        )"),
        ("  }\n  │", "}", "}"),
        ("module A\n  x\nend\n│", "end", "end"),
        ("    x = │", "y", "y"),
        ("    else:\n        │", "    else:\n        return b", "        return b"),
        ("        a.b(│", "a.b(1)\n        c()", "1)\n        c()"),
        ("    if a in bcd│", "bcd:\n        c()\n    d()", ":\n        c()\n    d()"),
        # the word that is being typed, and an operator
        ("    return fi│", "file.read()", "le.read()"),
        ("x = f(self.va│)", "self.value", "lue"),
        ("x = f(self.va│)", "value", "lue"),
        ("for a in│", "in b:", " b:"),
        ("x = y(a) ->│", "y(a) -> b", " b"),
        ("x = │", "= y", "y"),
        ("if x =│", "= y:", "= y:"),
        ("x = 1│", "10", "10"),
        ("    try:\n        │", "        try:\n            x()", "        try:\n            x()"),
    ],
)
def test_what_stands_before_the_cursor_is_dropped(drawn: str, said: str, kept: str) -> None:
    check(drop_echo, drawn, said, kept)


@pytest.mark.parametrize(
    ("drawn", "language", "said", "kept"),
    [
        ("a:\n  b:\n    │", "yaml", "b:\n  - c", "    - c"),
        ("a:\n\t│", "makefile", "a:\n\tb", "\tb"),
        ("a: x\n│", "yaml", "a: y", "a: y"),
    ],
)
def test_a_key_or_target_that_is_repeated_is_dropped(
    drawn: str, language: str, said: str, kept: str
) -> None:
    check(drop_echo, drawn, said, kept, language=language)


@pytest.mark.parametrize(
    ("drawn", "said"),
    [("x = a│", "ab"), ("    total = total │", "total + 1"), ("a = 1\n│", "a = 1\n")],
)
def test_a_continuation_may_begin_like_the_text_before_it(drawn: str, said: str) -> None:
    check(drop_echo, drawn, said, said, wire=FIM)


@pytest.mark.parametrize(
    ("drawn", "said", "kept"),
    [
        ("    return │", " x", "x"),
        ("    return│", " x", " x"),
        ("print('a │", " b')", " b')"),
        ("    │", " x", " x"),
    ],
)
def test_one_space_is_enough_at_the_joint(drawn: str, said: str, kept: str) -> None:
    check(drop_double_space, drawn, said, kept)


@pytest.mark.parametrize(
    ("drawn", "said", "kept"),
    [
        ("    if a:│", "        b()", "\n        b()"),
        ("    if a:│", " b()", " b()"),
        ("if a:│", " b()", " b()"),
        ("    x = a[1:│", "        2]", "        2]"),
        ("    a = 1│", "        b()", "        b()"),
    ],
)
def test_a_body_begins_on_a_new_line(drawn: str, said: str, kept: str) -> None:
    check(break_after_opener, drawn, said, kept)


@pytest.mark.parametrize(
    ("drawn", "said", "kept"),
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
        # what may stand in the margin stays there
        ("def f(a):\n    return a\n\n\n│", "def g(a):\n    return a", "def g(a):\n    return a"),
        ("x = [\n│\n]", "        1,", "        1,"),
    ],
)
def test_the_first_line_gets_its_place(drawn: str, said: str, kept: str) -> None:
    check(settle_indent, drawn, said, kept)


def test_the_first_line_stays_where_the_editor_has_put_the_cursor() -> None:
    drawn = "if (a) {\n  c();\n}\nif (b) {\n  │\n}\n"
    check(settle_indent, drawn, "    b();", "b();", language="javascript")
    check(settle_indent, drawn, "  b();", "b();", language="javascript")
    drawn = "if (a) {\n  if (b)\n  │\n}\n"
    check(settle_indent, drawn, "    b();", "  b();", language="javascript")


def test_a_right_continuation_is_not_indented_anew() -> None:
    said = "if (n === 0) {\n            throw e;\n        }\n        return n;\n    }"
    check(settle_indent, "  f(n) {\n    │\n", said, said, language="javascript", wire=FIM)
