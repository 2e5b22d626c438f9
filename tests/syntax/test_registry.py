from __future__ import annotations

import subprocess
import sys

import pytest

from glossator.syntax.registry import LANGUAGES, language_of, parse, parse_once


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_a_grammar_that_reads_a_text(language: str) -> None:
    assert language_of(language) is language_of(language)
    tree = parse("\n", language)
    assert (tree.text, tree.root.has_error) == ("\n", False)


def test_a_text_is_parsed_once_for_one_action() -> None:
    assert parse("x = 1\n", "python") is parse("x = 1\n", "python")
    assert parse_once("x = 1\n", "python") is not parse_once("x = 1\n", "python")


def test_a_language_without_a_grammar_is_an_error() -> None:
    with pytest.raises(KeyError):
        language_of("cobol")
    with pytest.raises(KeyError):
        parse("x", "cobol")


def test_a_grammar_is_loaded_when_its_language_is_first_met() -> None:
    code = (
        "import sys; from glossator.syntax.registry import parse; parse('x', 'python');"
        "print([each for each in sys.modules if each.startswith('tree_sitter_')])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "tree_sitter_python" in ran.stdout
    assert ran.stdout.count("tree_sitter_") == ran.stdout.count("tree_sitter_python")
