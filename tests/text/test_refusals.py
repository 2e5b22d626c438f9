from __future__ import annotations

import pytest

from glossator.text.refusals import is_no_answer


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("I'm sorry, but I can't assist with that request.", True),
        ("I’m sorry, I can’t do that.", True),
        ("Sorry, but I cannot see the code.", True),
        ("Unfortunately, I am unable to help.", True),
        ("As an AI language model, I do not run code.", True),
        ("I don't have enough context.", True),
        ("It seems you haven't provided any code.", True),
        ("Could you please provide the code you'd like me to document?", True),
        ("Please provide the code.", True),
        ("Which function do you mean, and what is your style?", True),
        ("Would you like me to add an example?", True),
        ("Loads the head of a file.", False),
        ("Sorts what cannot be compared.", False),
        ("Provides what the user asked for.", False),
        ("Which of two is larger.", False),
        ("Can be called twice.", False),
        ("Shows that the service is sorry.", False),
        ("Apologizes to the user.", False),
    ],
)
def test_a_refusal_and_a_question_are_told_from_an_answer(sentence: str, expected: bool) -> None:
    assert is_no_answer(sentence) is expected
