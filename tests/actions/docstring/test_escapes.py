from __future__ import annotations

import pytest

from glossator.actions.docstring.escapes import ESCAPES


@pytest.mark.parametrize(
    ("language", "line", "expected"),
    [
        ("javascript", "a */ b", "a *\\/ b"),
        ("typescriptreact", "a */ b", "a *\\/ b"),
        ("c", "a */ b", "a * / b"),
        ("php", "a */ b", "a * / b"),
        ("java", "a */ b \\u12", "a *&#47; b &#92;u12"),
        ("kotlin", "a */ b /* c", "a *&#47; b &#47;* c"),
        ("line", "a \\", "a \\."),
        ("line", "a ??/ ", "a ??/ ."),
        ("line", "a \\ b", "a \\ b"),
    ],
)
def test_nothing_in_a_comment_ends_it_or_is_obeyed(language: str, line: str, expected: str) -> None:
    assert ESCAPES[language](line) == expected


@pytest.mark.parametrize("language", set(ESCAPES) - {"line"})
def test_no_block_comment_is_ended_early(language: str) -> None:
    escaped = ESCAPES[language]("*/ **/ */*/ /*/")
    assert "*/" not in escaped.replace("*\\/", "")
