from __future__ import annotations

from dataclasses import replace

import pytest

from glossator.models.requests import Chat, Message, Sampling, Usage
from glossator.models.wire import chat
from glossator.models.wire.wire import Delta

CHAT = Chat((Message("system", "S"), Message("user", "A \ud800")))


def test_folding_puts_the_system_text_first_in_one_user_turn() -> None:
    turns = Chat((Message("system", "S"), Message("user", "A"), Message("user", "B")))
    assert chat.folded(turns) == Chat((Message("user", "S\n\nA\n\nB"),))
    assert chat.folded(replace(turns, prediction="x")).prediction == "x"


def test_the_turns_are_sent_without_halves_of_characters() -> None:
    call = chat.call("m", CHAT, Sampling(50, logprobs=True))
    assert call.route == "chat/completions"
    assert call.needed == {
        "model": "m",
        "messages": [{"role": "system", "content": "S"}, {"role": "user", "content": "A ?"}],
    }
    assert call.optional["logprobs"] is True
    assert "prediction" not in call.optional


def test_a_prediction_is_sent_as_openai_has_it() -> None:
    call = chat.call("m", replace(CHAT, prediction="a \ud800"), Sampling(50))
    assert call.optional["prediction"] == {"type": "content", "content": "a ?"}


@pytest.mark.parametrize("field", ["delta", "message"])
def test_a_chunk_or_a_whole_answer_is_read(field: str) -> None:
    logprobs = {"content": [{"logprob": -0.5}, {"logprob": -1.5}]}
    choice = {field: {"content": "x"}, "finish_reason": "length", "logprobs": logprobs}
    usage = {"prompt_tokens": 9, "completion_tokens": 4}
    delta = chat.call("m", CHAT, Sampling(50)).read({"choices": [choice], "usage": usage})
    assert delta == Delta("x", -1.5, "length", Usage(9, 4))
