"""What models answer in a language's own notation, though they were asked for plain lines."""

from __future__ import annotations

import pytest

from glossator.actions.docstring.answer_parser import AnswerParser, Fact
from glossator.actions.docstring.notation import (
    AFTER_NAME,
    BEFORE_NAME,
    BRACES,
    BRACKETS,
    NO_TYPES,
    Notation,
    Topic,
    TypeNotation,
)
from glossator.syntax.signature import Parameter, Raised, Signature

SIGNATURE = Signature(
    parameters=(Parameter("T", is_type=True), Parameter("a"), Parameter("$b")),
    returns=True,
    raises=(Raised("ValueError"),),
)
TYPES = {"javascript": BRACES, "ruby": BRACKETS, "php": BEFORE_NAME, "lua": AFTER_NAME}
SUMMARY = Fact(Topic.SUMMARY, "Adds two numbers.")
FIRST = Fact(Topic.PARAMETER, "The first.", "a")
SECOND = Fact(Topic.PARAMETER, "The second.", "$b")
KIND = Fact(Topic.PARAMETER, "The kind.", "T")
RESULT = Fact(Topic.RESULT, "The sum.")
RAISED = Fact(Topic.RAISES, "If bad.", "ValueError")


def facts(language: str, answer: str, signature: Signature = SIGNATURE) -> list[Fact]:
    types: TypeNotation = TYPES.get(language, NO_TYPES)
    reader = AnswerParser(signature, "", language, Notation(signature, types))
    return [*reader.feed(answer), *reader.finish()]


@pytest.mark.parametrize(
    ("language", "answer", "expected"),
    [
        (
            "javascript",
            "Here is the documentation:\n\n```js\n/**\n * Adds two numbers.\n *\n"
            " * @param {Map<string, number>} a - The first.\n * @param {string} [b] The second.\n"
            " * @template T - The kind.\n * @since 2\n * @returns {number} The sum.\n"
            " * @throws {ValueError} If bad.\n */\nfunction f(a, b) {\n  return a;\n}\n```\n"
            "Let me know!",
            [SUMMARY, FIRST, SECOND, KIND, RESULT, RAISED],
        ),
        (
            "java",
            "/**\n * Adds two numbers.\n * @param <T> The kind.\n * @param a The first.\n"
            " * @return The sum.\n * @throws ValueError If bad.\n */\npublic int f(int a) {\n}",
            [SUMMARY, KIND, FIRST, RESULT, RAISED],
        ),
        (
            "csharp",
            "/// <summary>\n/// Adds two numbers.\n/// </summary>\n"
            '/// <param name="a">The first.</param>\n'
            '/// <typeparam name="T">The kind.</typeparam>\n'
            "/// <returns>The sum.</returns>\n"
            '/// <exception cref="ValueError">If bad.</exception>\npublic int Add(int a) { }',
            [SUMMARY, FIRST, KIND, RESULT, RAISED],
        ),
        (
            "cpp",
            "/**\n * @brief Adds two numbers.\n *\n * @tparam T The kind.\n"
            " * @param[in] a The first.\n * @return The sum.\n */",
            [SUMMARY, KIND, FIRST, RESULT],
        ),
        (
            "cpp",
            "\\brief Adds two numbers.\n\\param a The first.\n\\return The sum.",
            [SUMMARY, FIRST, RESULT],
        ),
        (
            "php",
            "/**\n * Adds two numbers.\n *\n * @param int $a The first.\n"
            " * @param string $b The second.\n * @return int The sum.\n */",
            [SUMMARY, FIRST, SECOND, RESULT],
        ),
        (
            "ruby",
            "# Adds two numbers.\n#\n# @param a [Integer] The first.\n"
            "# @param [String] b The second.\n# @return [Integer] The sum.\n"
            "# @raise [ValueError] If bad.\ndef add(a)",
            [SUMMARY, FIRST, SECOND, RESULT, RAISED],
        ),
        (
            "lua",
            "--- Adds two numbers.\n---@param a number The first.\n---@return number # The sum.",
            [SUMMARY, FIRST, RESULT],
        ),
        (
            "swift",
            "/// Adds two numbers.\n///\n/// - Parameters:\n///   - a: The first.\n"
            "///   - b: The second.\n/// - Returns: The sum.\n/// - Throws: If bad.",
            [SUMMARY, FIRST, SECOND, RESULT, RAISED],
        ),
        (
            "swift",
            "Adds two numbers.\n- Parameter a: The first.\n- Returns: The sum.",
            [SUMMARY, FIRST, RESULT],
        ),
        (
            "go",
            "// Adds two numbers.\nfunc Add(a int) int {\n\treturn a\n}",
            [SUMMARY],
        ),
        ("go", '"""Adds two numbers."""', [SUMMARY]),
        (
            "kotlin",
            "Adds two numbers.\na: The first.\nsize: Not a parameter.\nReturns: The sum.\n",
            [SUMMARY, FIRST, RESULT],
        ),
    ],
)
def test_every_notation_says_the_same(language: str, answer: str, expected: list[Fact]) -> None:
    assert facts(language, answer) == expected


def test_rust_says_how_it_fails_below_headings() -> None:
    signature = Signature(raises=(Raised("Errors"), Raised("Panics")))
    answer = (
        "/// Adds two numbers.\n///\n/// # Errors\n///\n/// If it is gone.\n///\n"
        "/// # Panics\n///\n/// Panics if odd.\npub fn add() {}"
    )
    found = [
        SUMMARY,
        Fact(Topic.RAISES, "If it is gone.", "Errors"),
        Fact(Topic.RAISES, "Panics if odd.", "Panics"),
    ]
    assert facts("rust", answer, signature) == found


def test_positions_of_a_shell_function_are_told_by_number_or_by_name() -> None:
    signature = Signature((Parameter("$1", alias="name"), Parameter("$2", alias="arg2")), True)
    answer = "# Greets.\n# Arguments:\n#   $1 - The name.\n#   $2: How often.\n# Returns:\n#   0."
    found = facts("shellscript", answer, signature)
    assert found[1:3] == [
        Fact(Topic.PARAMETER, "The name.", "$1"),
        Fact(Topic.PARAMETER, "How often.", "$2"),
    ]
