from __future__ import annotations

import pytest

from glossator.text.fences import FENCE, fence_for, is_closing, is_fence, outside_fences


@pytest.mark.parametrize(
    ("line", "opens"),
    [
        ("```", ("", "```", "")),
        ("  ~~~~ rust title", ("  ", "~~~~", "rust")),
        ("\t```py", ("\t", "```", "py")),
        ("```c++", ("", "```", "c++")),
        ("``` `x`", None),
        ("``", None),
        ("x ```", None),
    ],
)
def test_a_line_that_opens_a_block(line: str, opens: tuple[str, str, str] | None) -> None:
    found = FENCE.match(line)
    assert (found and found.groups()) == opens


@pytest.mark.parametrize(
    ("line", "marks", "closes"),
    [
        *(("```", "```", True), ("  ````  ", "```", True), ("```", "````", False)),
        *(("~~~", "```", False), ("```py", "```", False), ("", "```", False)),
    ],
)
def test_a_block_ends_with_as_many_marks(line: str, marks: str, closes: bool) -> None:
    assert is_closing(line, marks) == closes


def test_what_stands_in_a_block_is_inside() -> None:
    lines = "a\n```\nb\n```\nc\n  ~~~py\nd".split("\n")
    assert [line for line, outside in outside_fences(lines) if outside and not is_fence(line)] == [
        "a",
        "c",
    ]


@pytest.mark.parametrize(
    ("texts", "mark", "fence"),
    [
        ((), "`", "```"),
        (("`a`", "~~~~"), "`", "```"),
        (("```", "x ````` y"), "`", "``````"),
        (("~~~",), "~", "~~~~"),
    ],
)
def test_a_fence_is_longer_than_what_it_holds(
    texts: tuple[str, ...], mark: str, fence: str
) -> None:
    assert fence_for(*texts, mark=mark) == fence
