"""Documentation that differs from its signature, in every dialect; what agrees is left alone."""

from __future__ import annotations

import pytest

from glossator.actions.docstring.stale import LONGEST_TEXT, stale_documentation
from tests.actions.docstring.documenting import buffer_of

BLOCK = "/**\n * Adds.\n * @param a x\n * @param c y\n */\n"
DRIFTED = {
    "python": '│def f(a, b):│\n    """Adds.\n\n    Args:\n        a: x\n        c: y\n    """\n',
    "javascript": f"{BLOCK}│function f(a, b) {{ return a; }}│\n",
    "typescript": f"{BLOCK}│function f(a: A, b: B): A {{ return a; }}│\n",
    "java": f"class A {{\n{BLOCK}│int f(int a, int b) {{ return a; }}│\n}}\n",
    "kotlin": f"{BLOCK}│fun f(a: Int, b: Int): Int = a│\n",
    "php": "<?php\n/**\n * Adds.\n * @param int $a x\n * @param int $c y\n */\n"
    "│function f(int $a, int $b) {}│\n",
    "c": f"{BLOCK}│int f(int a, int b) {{ return a; }}│\n",
    "cpp": "/// Adds.\n/// @param a x\n/// @param c y\n│int f(int a, int b) { return a; }│\n",
    "csharp": 'class A {\n/// <summary>Adds.</summary>\n/// <param name="a">x</param>\n'
    '/// <param name="c">y</param>\n│public int f(int a, int b) { return a; }│\n}\n',
    "swift": "/// Adds.\n///\n/// - Parameters:\n///   - a: x\n///   - c: y\n"
    "│func f(a: Int, b: Int) -> Int { a }│\n",
    "ruby": "# Adds.\n#\n# @param a [String] x\n# @param c [Integer] y\n│def f(a, b)│\n  a\nend\n",
    "lua": "---Adds.\n---@param a string x\n---@param c number y\n│local function f(a, b)│\nend\n",
}


def _told(text: str, language: str = "python") -> list[str]:
    return [each.message for each in stale_documentation(buffer_of(text, language))]


@pytest.mark.parametrize("language", DRIFTED)
def test_what_is_missing_and_what_is_too_many_is_told(language: str) -> None:
    before, line, after = DRIFTED[language].split("│")
    buffer = buffer_of(before + line + after, language)
    (found,) = stale_documentation(buffer)
    assert buffer.text[slice(*found.span)] == line
    assert "of `f` differs from its signature: `b` is missing, `" in found.message
    assert found.message.endswith("c` is no parameter.")


@pytest.mark.parametrize("language", DRIFTED)
def test_what_agrees_is_not(language: str) -> None:
    text = DRIFTED[language].replace("│", "").replace(", b", ", c").replace(", int b", ", int c")
    text = text.replace("int $b", "int $c").replace("b: ", "c: ")
    assert _told(text, language) == []


def test_another_type_is_told() -> None:
    text = 'def f(a: int) -> bool:\n    """Adds.\n\n    Args:\n        a (str): x\n    """\n'
    assert _told(text) == [
        "The documentation of `f` differs from its signature: `a` is `int` in the code."
    ]
    assert _told(text.replace("(str)", "(int)")) == []
    assert _told(text.replace("(str)", "(Mine)")) == []


@pytest.mark.parametrize(
    "text",
    [
        "def f(a, b):\n    return a\n",
        'def f(a, b):\n    """Adds a and b."""\n',
        'def f(a, *rest, _unused, **more):\n    """Adds.\n\n    Args:\n        a: x\n    """\n',
        'def f(a):\n    """Adds.\n\n    Raises:\n        KeyError: x\n    """\n    raise E\n',
    ],
)
def test_what_was_never_told_has_not_been_left_behind(text: str) -> None:
    assert _told(text) == []


def test_one_message_tells_a_few_differences() -> None:
    text = 'def f(a, b, c, d, e, g):\n    """Adds.\n\n    Args:\n        a: x\n    """\n'
    assert _told(text) == [
        "The documentation of `f` differs from its signature: `b` is missing, `c` is missing, "
        "`d` is missing and 2 more."
    ]


def test_nothing_is_looked_for_in_long_texts_and_without_a_grammar() -> None:
    text = DRIFTED["python"].replace("│", "")
    assert _told(text + "a = 1\n" * (LONGEST_TEXT // 6)) == []
    assert _told(text, "plaintext") == []
