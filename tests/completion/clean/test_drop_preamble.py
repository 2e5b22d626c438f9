"""What `drop_preamble` changes, and the right replies that it leaves alone."""

from __future__ import annotations

import pytest

from glossator.completion.clean.drop_preamble import drop_preamble
from tests.completion.clean.checks import check_head

BLANK = "def f(a):\n    b = a\n    │\n    return b\n"


@pytest.mark.parametrize(
    ("reply", "kept"),
    [
        ("Here is the completed code:\n\n    x = 1", "    x = 1"),
        ("**Completed code:**\nx = 1", "x = 1"),
        ("### Response:\nx = 1", "x = 1"),
        ("assistant: x = 1", "x = 1"),
        ("### Completed Code\nx = 1", "x = 1"),
        ("Sure! Here is the next line:\nx = 1", "x = 1"),
        ("I cannot complete this code.", ""),
        ("Aquí está el código:\nx = 1", "x = 1"),
        ("以下是代码\uff1a\nx = 1", "x = 1"),
        ("=== The cursor's line is empty ===\nx = 1", "x = 1"),
        ("# ... existing code ...\nx = 1", "x = 1"),
        ("# ... and so on\nx = 1", "# ... and so on\nx = 1"),
        ("# Sort the list:\nx = 1", "# Sort the list:\nx = 1"),
        ("Result = namedtuple('Result', 'a')\n", "Result = namedtuple('Result', 'a')\n"),
        ("else:\n    x = 1", "else:\n    x = 1"),
        ("result\n", "result\n"),
    ],
)
def test_talk_before_the_code_is_dropped(reply: str, kept: str) -> None:
    check_head(drop_preamble, BLANK, reply, kept)


@pytest.mark.parametrize(
    ("drawn", "language"),
    [
        ('def f():\n    """│', "python"),
        ("# │", "python"),
        ("<p>│</p>", "html"),
        ("Notes\n\n│", "markdown"),
        ('say("│")', "python"),
    ],
)
def test_a_sentence_is_right_where_text_is_written(drawn: str, language: str) -> None:
    reply = "This is a sentence with words."
    check_head(drop_preamble, drawn, reply, reply, language=language)
    check_head(drop_preamble, drawn, f"Sure! Here it is:\n\n{reply}", reply, language=language)
