"""What `unescape_breaks` changes, and the right replies that it leaves alone."""

from __future__ import annotations

import pytest

from glossator.completion.clean.unescape_breaks import unescape_breaks
from tests.completion.clean.checks import check_head


@pytest.mark.parametrize(
    ("drawn", "reply", "kept", "language"),
    [
        ("def f(a):\n    │\n", "if a:\\n        return", "if a:\n        return", "python"),
        ("func f() {\n\t│\n}\n", "if a {\\n\\t\\tg()\\n\\t}", "if a {\n\t\tg()\n\t}", "go"),
        ("x = │\n", "'a\\nb'", "'a\\nb'", "python"),
        ("const r = │\n", "/a\\nb/;", "/a\\nb/;", "javascript"),
        ("f = map (│) xs\n", "\\n -> n + 1", "\\n -> n + 1", "haskell"),
        ("x = │\n", "a + \\\n    b", "a + \\\n    b", "python"),
        ("x = │\n", "a + \\", "a + \\", "python"),
    ],
)
def test_breaks_are_written_where_the_syntax_wants_them(
    drawn: str, reply: str, kept: str, language: str
) -> None:
    check_head(unescape_breaks, drawn, reply, kept, language=language)
