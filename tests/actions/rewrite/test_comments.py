"""Which comments an edit keeps that the answer left out, and which marks it gets."""

from __future__ import annotations

import pytest

from glossator.actions.rewrite.comments import with_kept_comments, with_own_marks


def kept(old: str, new: str, language: str = "python", instruction: str = "rename x") -> str:
    lines = old.split("\n"), new.split("\n")
    return "\n".join(with_kept_comments(*lines, language, instruction, frozenset()))


@pytest.mark.parametrize(
    ("old", "new", "wanted", "language"),
    [
        ("# why\nx = 1", "y = 1", "# why\ny = 1", "python"),
        ("    // why\n    f(x);", "    f(y);", "    // why\n    f(y);", "javascript"),
        ("// why\n\nint f(int x);", "int f(int y);", "// why\n\nint f(int y);", "c"),
        ("x = 1  # noqa", "y = 1", "y = 1  # noqa", "python"),
        ("a\n# why\na", "a\na", "a\n# why\na", "python"),
        ("# why\nx = 1", "# because\ny = 1", "# because\ny = 1", "python"),
        ("# why\nx = 1", "y = 1\n# why", "y = 1\n# why", "python"),
        ("# TODO: more\nx = 1", "x = 1\ny = 2", "x = 1\ny = 2", "python"),
        ("# why\nx = 1", "return fetch(a, b)", "return fetch(a, b)", "python"),
        ("a\n# why\na", "a", "a", "python"),
        ("* {\n  a: b\n}", "p {\n  a: b\n}", "p {\n  a: b\n}", "css"),
        ("/* why\n * so */\na {}", "a {}", "/* why\n * so */\na {}", "css"),
        ("# why\nx = 1", 's = """\nx = 1\n"""', 's = """\nx = 1\n"""', "python"),
        ("a b # c", "a b d \\\n  e", "a b d \\\n  e", "shellscript"),
        ("Some text\n# Head\nmore", "more", "more", "markdown"),
    ],
)
def test_a_comment_stays_with_its_line(old: str, new: str, wanted: str, language: str) -> None:
    assert kept(old, new, language) == wanted


def test_who_speaks_of_comments_is_believed() -> None:
    assert kept("# why\nx = 1", "x = 1", instruction="remove the comments") == "x = 1"


@pytest.mark.parametrize(
    ("lines", "language", "text", "wanted"),
    [
        (["// a", "b: 1"], "yaml", "b: 2\n", ["# a", "b: 1"]),
        (["  // a"], "lua", "", ["  -- a"]),
        (["// a"], "go", "", ["// a"]),
        (["$ ls", "", "$ pwd"], "shellscript", "", ["ls", "", "pwd"]),
        (["$ ls", "pwd"], "shellscript", "", ["$ ls", "pwd"]),
        ([">>> a = 1", ">>> b"], "python", "", ["a = 1", "b"]),
        (["// a"], "terraform", "", ["// a"]),
        (["// a"], "ruby", "// b\n", ["// a"]),
        (["{{REWRITTEN_CODE}}", "a"], "go", "", ["a"]),
        (["{{SOME_NAME}}"], "html", "<p>\n{{SOME_NAME}}\n</p>", ["{{SOME_NAME}}"]),
    ],
)
def test_comments_begin_as_the_language_has_them(
    lines: list[str], language: str, text: str, wanted: list[str]
) -> None:
    assert with_own_marks(lines, language, text) == wanted
