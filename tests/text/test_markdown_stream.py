from __future__ import annotations

import pytest

from glossator.text.markdown_stream import NamedFences

CASES = [
    ("It adds.\n", "It adds.\n"),
    ("So:\n```\nx = 1\n```\nDone.\n", "So:\n```python\nx = 1\n```\nDone.\n"),
    ("```ruby\nx\n```\n", "```ruby\nx\n```\n"),
    ("```\na\n```\n```\nb\n```\n", "```python\na\n```\n```python\nb\n```\n"),
    ("````\n```\n````\n", "````python\n```\n````\n"),
    ("A `word` and ``two``.", "A `word` and ``two``."),
    ("``` in a sentence `` `\n", "``` in a sentence `` `\n"),
    ("```\nleft open", "```python\nleft open\n```"),
    ("- item\n  ```\n  x\n  ```\n", "- item\n  ```python\n  x\n  ```\n"),
    ("```\r\nx\r\n```\r\n", "```python\r\nx\r\n```\r\n"),
]


@pytest.mark.parametrize("size", [1, 3, 100])
@pytest.mark.parametrize(("answer", "shown"), CASES)
def test_fences_have_a_language_and_an_end(answer: str, shown: str, size: int) -> None:
    fences = NamedFences("python")
    pieces = [answer[start : start + size] for start in range(0, len(answer), size)]
    assert "".join(map(fences.feed, pieces)) + fences.finish() == shown


def test_a_word_is_not_held_back() -> None:
    assert NamedFences("python").feed("It") == "It"
