from __future__ import annotations

import pytest

from glossator.models.requests import Chat, Continuation, Fim, Message, Sampling
from glossator.models.wire import chat, completions, infill
from glossator.models.wire.wire import Call, Delta

SAMPLING = Sampling(max_tokens=50)
MANY_STOPS = Sampling(50, stop=("a", "b", "c", "d", "e"))


@pytest.mark.parametrize(
    "call",
    [
        chat.call("m", Chat((Message("user", "x"),)), MANY_STOPS),
        completions.call("m", Continuation("x"), MANY_STOPS),
        completions.call("m", Fim("x", "y"), MANY_STOPS),
        infill.call(Fim("x", "y"), MANY_STOPS),
    ],
)
def test_at_most_four_stop_strings_are_sent(call: Call) -> None:
    assert call.optional["stop"] == ["a", "b", "c", "d"]


def test_what_is_not_asked_for_is_not_sent() -> None:
    call = chat.call("m", Chat((Message("user", "x"),)), SAMPLING)
    assert set(call.optional) == {"max_tokens", "temperature", "stream_options"}


@pytest.mark.parametrize(
    "chunk",
    [
        {},
        {"choices": None},
        {"choices": []},
        {"choices": [None]},
        {"choices": "x"},
        {"choices": [{"delta": None}]},
        {"choices": [{"delta": {"content": None}, "finish_reason": 3, "logprobs": None}]},
        {"choices": [{"logprobs": {"content": [{}], "token_logprobs": None}}], "usage": "none"},
        {"content": 7, "completion_probabilities": [None, {"logprob": "x"}]},
    ],
)
def test_chunks_that_say_nothing_are_empty(chunk: dict[str, object]) -> None:
    for call in (
        chat.call("m", Chat((Message("user", "x"),)), SAMPLING),
        completions.call("m", Continuation("x"), SAMPLING),
        infill.call(Fim("x", "y"), SAMPLING),
    ):
        assert call.read(chunk) == Delta()


def test_the_content_of_a_turn_may_be_a_list_of_parts() -> None:
    call = chat.call("m", Chat((Message("user", "x"),)), SAMPLING)
    parts = [{"type": "text", "text": "It "}, {"type": "image"}, {"type": "text", "text": "adds."}]
    assert call.read({"choices": [{"delta": {"content": parts}}]}) == Delta("It adds.")


def test_a_refusal_is_no_text() -> None:
    call = chat.call("m", Chat((Message("user", "x"),)), SAMPLING)
    read = call.read({"choices": [{"message": {"content": None, "refusal": "I cannot."}}]})
    assert read == Delta(refused=True)
