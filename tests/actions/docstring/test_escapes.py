from __future__ import annotations

from collections.abc import Callable

import pytest

from glossator.actions.docstring.escapes import java, javascript, kotlin, spaced, whole_line


@pytest.mark.parametrize(
    ("escape", "line", "expected"),
    [
        (javascript, "a */ b", "a *\\/ b"),
        (javascript, "a */ b", "a *\\/ b"),
        (spaced, "a */ b", "a * / b"),
        (spaced, "a */ b", "a * / b"),
        (java, "a */ b \\u12", "a *&#47; b &#92;u12"),
        (kotlin, "a */ b /* c", "a *&#47; b &#47;* c"),
        (whole_line, "a \\", "a \\."),
        (whole_line, "a ??/ ", "a ??/ ."),
        (whole_line, "a \\ b", "a \\ b"),
    ],
)
def test_nothing_in_a_comment_ends_it_or_is_obeyed(
    escape: Callable[[str], str], line: str, expected: str
) -> None:
    assert escape(line) == expected


@pytest.mark.parametrize("escape", [javascript, spaced, java, kotlin])
def test_no_block_comment_is_ended_early(escape: Callable[[str], str]) -> None:
    escaped = escape("*/ **/ */*/ /*/")
    assert "*/" not in escaped.replace("*\\/", "")
