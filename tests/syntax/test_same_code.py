from __future__ import annotations

import pytest

from glossator.syntax.same_code import same_code

CODE = 'class A:\n    def f(self, x):\n        y = "s"\n        return x + 1\n'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (CODE, CODE),
        ("def f(): return 1\n", 'def f():\n    """Doc."""\n    return 1\n'),
        ("def f(): return 1; x = 2\n", 'def f():\n    """Doc."""\n    return 1; x = 2\n'),
        ("def f(x):\n    'a'\n    pass\n", 'def f(x):\n    """b."""\n    pass\n'),
        ("def f(x):\n    'a'\n", 'def f(x):\n    """b."""\n'),
        ("def f(x):\n", 'def f(x):\n    """b."""\n'),
        ("def f(): \\\n  return 1\n", 'def f():\n    """D."""\n    return 1\n'),
        ("x = 1\n", '"""Module."""\n\nx = 1\n'),
        ("", '"""Module."""\n'),
        ("x = 1  # one\n", "# other\nx = 1\n"),
        ("x = 1\r\n", "x = 1\n"),
        ("def f(:\n    x = )\n", "def f(:\n    x = )  # broken on both sides\n"),
    ],
)
def test_documentation_and_layout_do_not_count(before: str, after: str) -> None:
    assert same_code(before, after, "python")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (CODE, CODE.replace("x + 1", "x + 2")),
        (CODE, CODE.replace('"s"', '"t"')),
        (CODE, CODE.replace("        return x", "    return x")),
        (CODE, CODE.replace("self, x", "self, x, y")),
        (CODE, CODE + "    # c\n    pass\n"),
        ("def f():\n    return 1\n", "def f():\n    pass\n"),
        ("def f():\n    pass\n", "def f():\n    pass\n    'not a docstring'\n"),
        ("x = 'a\\nb'\n", "x = 'c\\nb'\n"),
        ("x = f'{a} b'\n", "x = f'{a} c'\n"),
        ("if x:\n    'a'\n", "if x:\n    'b'\n"),
        ("def f():\n    f'{g()}'\n", "def f():\n    f'{h()}'\n"),
        ("x = 1\n", "x = 1\ny = (\n"),
        ("async def f(): pass\n", "def f(): pass\n"),
    ],
)
def test_every_change_of_code_counts(before: str, after: str) -> None:
    assert not same_code(before, after, "python")


@pytest.mark.parametrize("at", [at for at, char in enumerate(CODE) if not char.isspace()])
def test_a_lost_character_is_noticed(at: int) -> None:
    assert not same_code(CODE, CODE[:at] + CODE[at + 1 :], "python")


def test_a_language_without_a_grammar_is_refused() -> None:
    with pytest.raises(KeyError):
        same_code("", "", "cobol")


@pytest.mark.parametrize("language", ["ruby", "shellscript"])
@pytest.mark.parametrize(
    ("comment", "is_obeyed"),
    [
        ("# -*- coding: utf-8 -*-", True),
        ("# -*- sh -*-", True),
        ("# The sum -*- of both", False),
        ("# a -*--]]", False),
    ],
)
def test_a_comment_with_the_mark_of_emacs_is_no_order_alone(
    comment: str, is_obeyed: bool, language: str
) -> None:
    assert same_code("a\n", f"{comment}\na\n", language) is not is_obeyed
