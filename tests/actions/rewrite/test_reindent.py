from __future__ import annotations

import pytest

from glossator.actions.rewrite.reindent import Reindent, common_indent


@pytest.mark.parametrize(
    ("old", "answer", "wanted"),
    [
        (["    a", "        b"], ["a", "    b"], ["    a", "        b"]),
        (["        a", "    b"], ["    a", "b"], ["        a", "    b"]),
        (["        a", "    b"], ["        a", "    b"], ["        a", "    b"]),
        (["\ta", "\t\tb"], ["\ta", "\t\tb"], ["\ta", "\t\tb"]),
        (["  a"], ["\ta", "\t\tb"], ["  a", "      b"]),
        (["    a"], ["a", "", "b"], ["    a", "", "    b"]),
    ],
)
def test_indentation_is_the_files(old: list[str], answer: list[str], wanted: list[str]) -> None:
    indent = Reindent(old, common_indent(old))
    assert [indent.line(line) for line in answer] == wanted


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["    a", "        b"], "    "),
        (["    a", "", "  b"], "  "),
        (["\ta", "    b"], ""),
        (["\t\ta", "\tb"], "\t"),
        (["", "  "], ""),
        ([], ""),
    ],
)
def test_what_all_lines_begin_with(lines: list[str], expected: str) -> None:
    assert common_indent(lines) == expected
