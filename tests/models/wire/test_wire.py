from __future__ import annotations

import pytest

from glossator.models.requests import Chat, Continuation, Fim, Message, Sampling, Usage
from glossator.models.wire import chat, completions, infill
from glossator.models.wire.wire import Call, Delta

SAMPLING = Sampling(max_tokens=50)
MANY_STOPS = Sampling(50, stop=("a", "b", "c", "d", "e"))


def test_the_middle_of_a_file_in_qwens_tokens() -> None:
    assert completions.with_fim_tokens(Fim("def f(", "):\n    pass\n", "f.py")) == (
        "<|fim_prefix|>def f(<|fim_suffix|>):\n    pass\n<|fim_middle|>"
    )


def test_neighbours_make_it_the_format_of_a_repository() -> None:
    prompt = Fim("p", "s", "b.py", "glossator", (("a.py", "A = 1"), ("c.py", "C = 3")))
    assert completions.with_fim_tokens(prompt) == (
        "<|repo_name|>glossator\n"
        "<|file_sep|>a.py\nA = 1\n"
        "<|file_sep|>c.py\nC = 3\n"
        "<|file_sep|>b.py\n"
        "<|fim_prefix|>p<|fim_suffix|>s<|fim_middle|>"
    )


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


def test_own_stop_strings_come_before_those_of_the_format() -> None:
    own = Sampling(50, stop=("\n\n",))
    call = completions.call("m", Fim("x", "y"), own)
    assert call.optional["stop"] == ["\n\n", "<|endoftext|>", "<|file_sep|>", "<|fim_pad|>"]


def test_what_is_not_asked_for_is_not_sent() -> None:
    call = chat.call("m", Chat((Message("user", "x"),)), SAMPLING)
    assert set(call.optional) == {"max_tokens", "temperature", "stream_options"}


def test_folding_puts_the_system_text_first_in_one_user_turn() -> None:
    turns = Chat((Message("system", "S"), Message("user", "A"), Message("user", "B")))
    assert chat.folded(turns) == Chat((Message("user", "S\n\nA\n\nB"),))


def test_infill_reads_its_last_chunk() -> None:
    call = infill.call(Fim("x", "y"), SAMPLING)
    last = call.read(
        {
            "content": "",
            "stop": True,
            "stop_type": "limit",
            "tokens_evaluated": 9,
            "tokens_predicted": 4,
        }
    )
    assert (last.finish_reason, last.usage) == ("length", Usage(9, 4))


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
