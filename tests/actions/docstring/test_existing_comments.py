"""Comments that document, read in every notation: what is known, and what stays as it is."""

from __future__ import annotations

import pytest

from glossator.actions.docstring.answer_parser import Fact
from glossator.actions.docstring.existing_comments import (
    read_markdown,
    read_shell,
    read_tags,
    read_xml,
    without_marks,
)
from glossator.actions.docstring.notation import BRACES, Topic
from glossator.syntax.signature import Parameter, Raised, Signature

SIGNATURE = Signature((Parameter("a"), Parameter("b")), returns=True, raises=(Raised("Broken"),))


@pytest.mark.parametrize(
    ("comment", "text"),
    [
        ("/** A. */", "A."),
        ("/**\n * A.\n *\n * B.\n */", "A.\n\nB."),
        ("/**\n   A.\n   B. */", "A.\nB."),
        ("/*! A. */", "A."),
        ("/// A.\n/// B.", "A.\nB."),
        ("//! A.", "A."),
        ("  # A.\n  #   B.", "A.\n  B."),
        ("--- A.\n--- B.", "A.\nB."),
        ("######\n# A.\n######", "A."),
        ("/**\r\n * A.\r\n */", "A."),
        ("/**\n * * a list\n */", "* a list"),
    ],
)
def test_marks_are_taken_off(comment: str, text: str) -> None:
    assert without_marks(comment) == text


def test_tags_are_facts_or_stay() -> None:
    read = read_tags(
        "/**\n * Adds.\n *\n * It is fast.\n * @param {number} a - The first.\n"
        " * @param {number} gone - Gone.\n * @returns {number} The sum.\n"
        " * @throws {Broken} If so.\n * @deprecated Use c.\n *   Really.\n */",
        SIGNATURE,
        BRACES,
    )
    assert read.facts == (
        Fact(Topic.SUMMARY, "Adds."),
        Fact(Topic.DETAIL, "It is fast."),
        Fact(Topic.PARAMETER, "The first.", "a"),
        Fact(Topic.RESULT, "The sum."),
        Fact(Topic.RAISES, "If so.", "Broken"),
    )
    assert read.tags == ("@deprecated Use c.", "  Really.")
    assert read.types == {"a": "number", "": "number"}


def test_a_tag_in_a_fence_is_text() -> None:
    read = read_tags("/**\n * Adds.\n *\n * ```\n * @param x\n * ```\n */", SIGNATURE)
    assert not any(fact.topic is Topic.PARAMETER for fact in read.facts)
    assert "@param x" in "\n".join(read.kept)


def test_elements_are_facts_or_stay() -> None:
    read = read_xml(
        "/// <summary>Adds <c>a</c> &amp; more.</summary>\n"
        '/// <param name="a">The <see cref="T:Sum"/>.</param>\n'
        '/// <param name="gone">Gone.</param>\n'
        "/// <returns>It.</returns>\n"
        '/// <exception cref="N.Broken">If so.</exception>\n'
        "/// <example>f(1)</example>",
        SIGNATURE,
    )
    assert read.facts == (
        Fact(Topic.SUMMARY, "Adds `a` & more."),
        Fact(Topic.PARAMETER, "The `Sum`.", "a"),
        Fact(Topic.RESULT, "It."),
        Fact(Topic.RAISES, "If so.", "Broken"),
    )
    assert read.tags == ("<example>f(1)</example>",)


def test_headings_and_callouts_are_facts_or_stay() -> None:
    signature = Signature(raises=(Raised("Errors"),))
    read = read_markdown(
        "/// Adds.\n///\n/// # Errors\n///\n/// If so.\n///\n/// # Examples\n///\n/// f(1)",
        signature,
    )
    assert read.facts == (Fact(Topic.SUMMARY, "Adds."), Fact(Topic.RAISES, "If so.", "Errors"))
    assert read.tags == ("# Examples", "", "f(1)")
    read = read_markdown(
        "/// Adds.\n///\n/// - Parameters:\n///   - a: The first.\n/// - Returns: It.", SIGNATURE
    )
    assert read.facts[1:] == (
        Fact(Topic.PARAMETER, "The first.", "a"),
        Fact(Topic.RESULT, "It."),
    )


def test_other_sections_of_a_shell_script_stand_above_the_arguments() -> None:
    signature = Signature((Parameter("$1", alias="a"),))
    read = read_shell("# Adds.\n# Globals:\n#   HOME\n# Arguments:\n#   a: The first.", signature)
    assert read.kept == ("Globals:", "  HOME")
    assert read.tags == ()
    assert read.facts[-1] == Fact(Topic.PARAMETER, "The first.", "$1")
