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


DIRECTIVES = ["    a();", "#if X", "    b();"]


@pytest.mark.parametrize(
    ("old", "answer", "fixed", "wanted"),
    [
        (["    a = 1", "    b = 2"], ["a = 10", "    b = 20"], (), ["    a = 10", "    b = 20"]),
        (["    a = 1"], ["a = 1", "if a:", "    b"], (), ["    a = 1", "    if a:", "        b"]),
        (["\tif a:", "\t\tb"], ["if a:", "  c"], (), ["\tif a:", "\t\tc"]),
        (["if a:", "  b"], ["if a:", "    c"], (), ["if a:", "  c"]),
        (["    if a:", "        b"], ["if a:", "  c"], (), ["    if a:", "        c"]),
        (["    f('''", "x", "'''"], ["f('''", "  y", "'''"], (1, 2), ["    f('''", "  y", "'''"]),
        (["    f('''", "      x'''"], ["f('''", "  x'''"], (1,), ["    f('''", "      x'''"]),
        (DIRECTIVES, ["a();", "#if X", "c();"], (), ["    a();", "#if X", "    c();"]),
    ],
)
def test_a_whole_answer_is_placed(
    old: list[str], answer: list[str], fixed: tuple[int, ...], wanted: list[str]
) -> None:
    ours = tuple(n for n in fixed if n < len(old))
    assert Reindent(old, common_indent(old, ours), ours).whole(answer, fixed) == wanted
