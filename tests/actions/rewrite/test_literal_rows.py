from __future__ import annotations

import pytest

from glossator.actions.rewrite.literal_rows import literal_rows


@pytest.mark.parametrize(
    ("language", "text", "rows"),
    [
        ("python", 'a = """b\nc\n"""\nd', {1, 2}),
        ("go", "package a\n\nvar q = `b\nc`\n", {3}),
        ("html", "<div>\n<pre>\na\n</pre>\nb</div>", {2, 3}),
        ("html", "<textarea>a\nb", {1}),
        ("html", "<p>\na\n</p>", set()),
        ("scala", 'val a = """b\nc\n"""\n', {1, 2}),
        ("dart", "var a = '''b\nc''';\n", {1}),
        ("toml", 'a = """\nb\n"""\n', {1, 2}),
        ("yaml", "a: |\n  b\n", set()),
    ],
)
def test_lines_that_begin_inside_of_a_string(language: str, text: str, rows: set[int]) -> None:
    assert literal_rows(text, language) == rows
