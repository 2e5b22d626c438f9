"""What `drop_margin` changes, and the right replies that it leaves alone."""

from __future__ import annotations

import pytest

from glossator.completion.clean.drop_margin import drop_margin
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
    check_head(drop_margin, drawn, reply, kept)


@pytest.mark.parametrize(
    ("drawn", "reply", "kept", "language"),
    [
        (BODY, "+    b = a", "    b = a", "python"),
        ("a = (b\n    │)\n", "+ c", "+ c", "python"),
        ("if x\n  │\nend\n", "+  a\n+  b", "  a\n  b", "crystal"),
        ("x = a\n  │\n", "+ b", "+ b", "crystal"),
        (BODY, ">>> b = a", "b = a", "python"),
        ("#!/bin/sh\n│\n", "$ ls -la", "ls -la", "shellscript"),
        ("│\n", "$a = 1;", "$a = 1;", "php"),
        ('def f():\n    """Example:\n\n    │\n    """\n', ">>> f()", ">>> f()", "python"),
    ],
)
def test_signs_of_diffs_and_prompts_are_dropped(
    drawn: str, reply: str, kept: str, language: str
) -> None:
    check_head(drop_margin, drawn, reply, kept, language=language)


def test_only_a_chat_model_was_shown_a_file() -> None:
    check_head(drop_margin, BODY, "2:     b = a", "2:     b = a", chat=False)
