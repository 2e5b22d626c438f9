"""What `drop_line_numbers` changes, and the right replies that it leaves alone."""

from __future__ import annotations

import pytest

from glossator.completion.clean.drop_line_numbers import drop_line_numbers
from tests.completion.clean.checks import check_head

BODY = "def f(a):\n    │\n    return b\n"


@pytest.mark.parametrize(
    ("drawn", "reply", "kept"),
    [
        (BODY, "2:     b = a\n3:     b += 1", "    b = a\n    b += 1"),
        (BODY, "2:  b = a", "  b = a"),
        (BODY, "2|    b = a\n3|    b += 1", "    b = a\n    b += 1"),
        (BODY, " 2 |     b = a", "    b = a"),
        (BODY, "7:     b = a", "7:     b = a"),
        (BODY, "b = a\n3: c", "b = a\n3: c"),
        ("names = {\n    │\n}\n", '2: "two",', '2: "two",'),
    ],
)
def test_numbers_of_lines_are_dropped(drawn: str, reply: str, kept: str) -> None:
    check_head(drop_line_numbers, drawn, reply, kept)


def test_only_a_chat_model_was_shown_a_file() -> None:
    check_head(drop_line_numbers, BODY, "2:     b = a", "2:     b = a", chat=False)
