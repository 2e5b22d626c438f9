from __future__ import annotations

import pytest

from glossator.text.remembered import remembered


class _Counting:
    def __init__(self) -> None:
        self.asked: list[str] = []

        @remembered(3, 20)
        def length(text: str, language: str) -> int:
            self.asked.append(text + language)
            return len(text)

        self.length = length


@pytest.mark.parametrize(
    ("asked", "worked_out"),
    [
        (["a", "b", "a"], ["a", "b"]),
        (["a", "b", "c", "a", "d", "a", "b"], ["a", "b", "c", "d", "b"]),  # three are kept
        (["a" * 9, "b" * 9, "a" * 9], ["a" * 9, "b" * 9]),
        (["a" * 9, "b" * 15, "a" * 9], ["a" * 9, "b" * 15, "a" * 9]),  # too long together
        (["a" * 99, "a" * 99, "b", "a" * 99], ["a" * 99, "b", "a" * 99]),  # one of any length
    ],
)
def test_what_was_asked_last_is_remembered(asked: list[str], worked_out: list[str]) -> None:
    counting = _Counting()
    assert [counting.length(text, "") for text in asked] == list(map(len, asked))
    assert counting.asked == worked_out


def test_each_argument_counts() -> None:
    counting = _Counting()
    counting.length("a", "b")
    counting.length("a", "c")
    assert counting.asked == ["ab", "ac"]


def test_an_error_is_not_remembered() -> None:
    @remembered(3)
    def fails(text: str) -> int:
        return int(text)

    for _ in range(2):
        with pytest.raises(ValueError, match="invalid"):
            fails("x")
