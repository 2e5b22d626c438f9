"""What `cut_explanation` cuts, and the right replies that it leaves alone."""

from __future__ import annotations

import pytest

from glossator.completion.clean.cut_explanation import cut_explanation
from tests.completion.clean.checks import check_whole

LOOP = "def f(a):\n    for b in a:\n        │\n        c(b)\n    return a\n"


@pytest.mark.parametrize(
    ("reply", "kept"),
    [
        ("x = b\n\nThis sets x to the value of b.", "x = b\n"),
        ("x = b\n\n**Explanation:**\nNone.", "x = b\n"),
        ('x = """\nThis is a long text in a string.\n"""', None),
        ("x = b\n        # This sets x to the value of b.", None),
        ("Note: int = 3\n", None),
        # moved to the cursor's indentation with the code
        ("x = b\n\n        This sets x to the value of b.", "x = b\n"),
        ("x = b\n\n        Note: b has to be set.", "x = b\n"),
        ("x = b\n        # ... rest of the function", "x = b"),
    ],
)
def test_what_is_said_after_the_code_is_cut(reply: str, kept: str | None) -> None:
    check_whole(cut_explanation, LOOP, reply, reply if kept is None else kept)


def test_a_paragraph_of_a_text_in_yaml_is_no_explanation() -> None:
    reply = "It runs the tests.\n\n  It runs them for every push."
    check_whole(cut_explanation, "about: |\n  │\n", reply, reply, "yaml")
