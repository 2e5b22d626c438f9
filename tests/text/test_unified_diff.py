from __future__ import annotations

import pytest

from glossator.text.unified_diff import apply_diff, is_diff

OLD = ["def f():", "    a = 1", "    b = 2", "    return a + b"]


@pytest.mark.parametrize(
    ("diff", "new"),
    [
        (
            ["@@ -1,4 +1,4 @@", " def f():", "-    a = 1", "+    a = 5", "     b = 2"],
            ["def f():", "    a = 5", "    b = 2", "    return a + b"],
        ),
        (
            ["--- a/x.py", "+++ b/x.py", "@@ @@", "-    b = 2", "+    b = 3", "+    c = 4"],
            ["def f():", "    a = 1", "    b = 3", "    c = 4", "    return a + b"],
        ),
        (
            ["-    a = 1", "+    a = 5", "     b = 2", "-    return a + b", "+    return b"],
            ["def f():", "    a = 5", "    b = 2", "    return b"],
        ),
        (
            ["@@ @@", "-    a = 1", "+    a = 5", "@@ @@", "-    return a + b", "+    return b"],
            ["def f():", "    a = 5", "    b = 2", "    return b"],
        ),
        (["@@ @@", "-    z = 1", "+    z = 5"], None),
    ],
)
def test_a_diff_is_applied_where_it_fits(diff: list[str], new: list[str] | None) -> None:
    assert is_diff(diff)
    assert apply_diff(OLD, diff) == new


@pytest.mark.parametrize("text", ["- a\n- b", "def f():\n    return -a", "", "+ a\nb\n- c"])
def test_code_and_lists_are_no_diffs(text: str) -> None:
    assert not is_diff(text.split("\n"))
