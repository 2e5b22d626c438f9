from __future__ import annotations

import pytest

from glossator.completion.prompt import plain
from glossator.completion.stop import StopRule
from tests.completion.drawn import at


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        ("a = 1\nb = │ + 1\n", "a = 1\nb ="),
        ("a = 1\nb = a│\n", "a = 1\nb = a"),
        # the indentation of a blank line is no blank before a word
        ("if a:\n    │\n", "if a:\n    "),
    ],
)
def test_the_text_before_the_cursor_is_continued(drawn: str, expected: str) -> None:
    prompt, sampling = plain.request(at(drawn), StopRule.LINE, 0, (("a.py", "A = 1"),))
    assert prompt.text == "# a.py\n# A = 1\n" + expected, "the other file stands in comments"
    assert sampling.max_tokens < plain.request(at(drawn), StopRule.BLOCK, 0)[1].max_tokens


def test_only_the_window_is_sent() -> None:
    drawn = "first = 1\nsecond = 2\n│"
    prompt, _ = plain.request(at(drawn), StopRule.LINE, drawn.index("second"))
    assert prompt.text == "second = 2\n"
