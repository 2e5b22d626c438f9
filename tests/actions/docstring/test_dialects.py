"""How each language documents: in which frame and style, by what the file shows."""

from __future__ import annotations

import pytest

from glossator.actions.docstring.dialects import DIALECTS, dialect_for
from glossator.actions.docstring.frames import Block, Marks, Quotes
from glossator.actions.docstring.styles import tags
from glossator.actions.docstring.styles.python import STYLES
from glossator.syntax.documentable import documentable_at, documentables
from glossator.syntax.registry import LANGUAGES
from glossator.syntax.signature import Documentable


def subject_of(text: str, language: str) -> Documentable:
    *_, subject = documentables(text, language)
    return subject


def test_every_language_with_a_grammar_has_a_dialect() -> None:
    assert set(LANGUAGES) == set(DIALECTS)


@pytest.mark.parametrize(
    ("language", "text", "mark"),
    [
        ("python", "def f(): pass\n", '"""'),
        ("javascript", "function f() {}\n", "/**"),
        ("java", "class A {}\n", "/**"),
        ("kotlin", "fun f() {}\n", "/**"),
        ("php", "<?php function f() {}\n", "/**"),
        ("c", "int f(void);\n", "/**"),
        ("c", "/// A.\nint f(void);\n", "///"),
        ("cpp", "/// A.\nint f();\n/** B. */\nint g();\n/** C. */\nint h();\n", "/**"),
        ("csharp", "class A { }\n", "///"),
        ("go", "package a\n\nfunc f() {}\n", "//"),
        ("rust", "fn f() {}\n", "///"),
        ("swift", "func f() {}\n", "///"),
        ("ruby", "def f\nend\n", "#"),
        ("lua", "function f() end\n", "---"),
        ("shellscript", "f() { g; }\n", "#"),
    ],
)
def test_the_frame_is_the_languages_or_the_files(language: str, text: str, mark: str) -> None:
    frame = dialect_for(language, subject_of(text, language), text, "auto").frame
    assert isinstance(frame, Quotes | Block | Marks)
    assert (frame.mark if isinstance(frame, Marks) else frame.opening) == mark


@pytest.mark.parametrize(
    ("setting", "text", "style"),
    [
        ("auto", "def f(): pass\n", "google"),
        ("numpy", "def f(): pass\n", "numpy"),
        ("auto", 'def f():\n    """A.\n\n    :param a: B.\n    """\n', "rest"),
    ],
)
def test_the_style_of_python_is_set_or_the_files(setting: str, text: str, style: str) -> None:
    dialect = dialect_for("python", subject_of(text, "python"), text, setting)
    assert dialect.style is STYLES[style]


def test_doxygens_commands_are_spelt_as_in_the_file() -> None:
    text = "/**\n * \\param a The first.\n */\nint f(int a);\n"
    style = dialect_for("c", subject_of(text, "c"), text, "auto").style
    assert isinstance(style, tags.Tags)
    assert style.parameter_form.startswith("\\param")


@pytest.mark.parametrize(
    ("language", "text", "opening"),
    [
        ("javascript", "import a from 'b';\n", ("@file ",)),
        ("c", "#include <a.h>\n", ("@file", "@brief ")),
    ],
)
def test_what_is_about_the_file_says_so(language: str, text: str, opening: tuple[str, ...]) -> None:
    found = documentable_at(text, 0, language)
    assert found is not None
    style = dialect_for(language, found, text, "auto").style
    assert isinstance(style, tags.Tags)
    assert style.opening == opening
    assert style.is_multiline


def test_a_rule_around_a_shell_functions_comment_stays() -> None:
    text = "######\n# A.\n######\nf() { g; }\n"
    frame = dialect_for("shellscript", subject_of(text, "shellscript"), text, "auto").frame
    assert (frame.opening, frame.closing) == ("######\n", "\n######")


def test_go_is_told_how_its_sentence_begins() -> None:
    text = "package a\n\nfunc Add() {}\n"
    assert "`Add`" in dialect_for("go", subject_of(text, "go"), text, "auto").says
