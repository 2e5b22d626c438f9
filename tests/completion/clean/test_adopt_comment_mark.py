"""What `adopt_comment_mark` changes, and the right replies that it leaves alone."""

from __future__ import annotations

import pytest

from glossator.completion.clean.adopt_comment_mark import adopt_comment_mark
from tests.completion.clean.checks import check_head


@pytest.mark.parametrize(
    ("drawn", "reply", "kept", "language"),
    [
        ("# │\nsave(a)\n", "// write it back", " write it back", "python"),
        ("-- │\nSELECT 1;\n", "# one", " one", "sql"),
        ("│\n", "// one\n// two\nx = 1", "# one\n# two\nx = 1", "python"),
        ("│\n", "x = a // b", "x = a // b", "python"),
        ("x = a │\n", "// b", "// b", "python"),
        ("// │\n", "# Examples", "# Examples", "rust"),
        ("# │\n", "// new", "// new", "terraform"),
        ("// old\n# │\n", "// new", "// new", "ruby"),
        ("x = 1  # │\n", "# the first", " the first", "python"),
        ("/**\n * │\n */\n", "/** Gives x. */", "Gives x.", "kotlin"),
        ("/** │ */\n", "Gives x. */", "Gives x. */", "kotlin"),
        ('s = """\n│\n"""\n', "// code", "// code", "python"),
    ],
)
def test_the_mark_of_the_language_is_taken(
    drawn: str, reply: str, kept: str, language: str
) -> None:
    check_head(adopt_comment_mark, drawn, reply, kept, language=language)
