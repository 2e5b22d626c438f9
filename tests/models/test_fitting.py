"""What of a prompt is left out where it has to be shorter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.models.fitting import CUT, LEAST_KEPT, fitted, length
from glossator.models.requests import Chat, Continuation, Fim, Message, Prompt

LONG = "".join(f"line {number}\n" for number in range(500))


def chat(code: str, *, whole: bool = False) -> Chat:
    return Chat((Message("system", "You explain."), Message("user", code)), whole)


GAP = Fim(LONG, LONG, "a.py", related_files=(("b.py", LONG),))


@pytest.mark.parametrize("prompt", [chat(LONG), GAP, Continuation(LONG)])
def test_what_fits_stays_as_it_is(prompt: Prompt) -> None:
    assert fitted(prompt, length(prompt)) is prompt


def test_a_chat_loses_the_middle_of_its_longest_message() -> None:
    short = fitted(chat(LONG), 1_000)
    assert isinstance(short, Chat)
    assert short.messages[0].content == "You explain."
    code = short.messages[1].content
    assert code.startswith("line 0\n") and code.endswith("line 499\n") and CUT in code


def test_a_chat_that_is_to_be_whole_is_not_shortened() -> None:
    assert fitted(chat(LONG, whole=True), 1_000) is None


def test_a_gap_keeps_what_is_next_to_it() -> None:
    short = fitted(GAP, 1_000)
    assert isinstance(short, Fim)
    assert not short.related_files
    assert short.prefix.endswith("line 499\n") and short.suffix.startswith("line 0\n")
    assert len(short.prefix) > len(short.suffix)


def test_a_text_to_continue_keeps_its_end() -> None:
    assert fitted(Continuation(LONG), 700) == Continuation(LONG[-700:])


@given(st.sampled_from([chat(LONG), GAP, Continuation(LONG), chat("x")]), st.integers(-50, 20_000))
def test_what_is_shortened_fits(prompt: Prompt, room: int) -> None:
    short = fitted(prompt, room)
    assert short is not None or room < LEAST_KEPT + 100
    assert short is None or length(short) <= room
