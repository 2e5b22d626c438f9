"""What `drop_instructions` cuts, and the right replies that it leaves alone."""

from __future__ import annotations

import pytest

from glossator.completion.clean.drop_instructions import drop_instructions
from tests.completion.clean.checks import check_head

DRAWN = "def f(a):\n    return │\n"


@pytest.mark.parametrize(
    ("reply", "kept"),
    [
        ("=== The cursor's line; begin with `return` and add the rest of this line. ===", ""),
        ("The cursor's line; begin with `return` and add the rest of this line.\nreturn a", ""),
        ("return a\n=== Last lines before the cursor ===\ndef f(a):", "return a\n"),
        ("- Write only what is missing at the cursor: the rest", ""),
        ("return a", "return a"),
        ("return a\n=======\nb", "return a\n=======\nb"),
        ("The cursor moves on.", "The cursor moves on."),
    ],
)
def test_the_prompt_s_own_sentences_are_cut(reply: str, kept: str) -> None:
    check_head(drop_instructions, DRAWN, reply, kept)
