from __future__ import annotations

from glossator.models.requests import Continuation, Fim, Sampling, Usage
from glossator.models.wire import completions
from glossator.models.wire.wire import Delta


def test_own_stop_strings_come_before_those_of_the_format() -> None:
    own = Sampling(50, stop=("\n\n",))
    call = completions.call("m", Fim("x", "y"), own)
    assert call.optional["stop"] == ["\n\n", "<|endoftext|>", "<|file_sep|>", "<|fim_pad|>"]


def test_a_continuation_is_sent_as_it_is() -> None:
    call = completions.call("m", Continuation("def f("), Sampling(50, logprobs=True, seed=3))
    assert (call.route, dict(call.needed)) == ("completions", {"model": "m", "prompt": "def f("})
    assert "stop" not in call.optional
    assert (call.optional["logprobs"], call.optional["seed"]) == (1, 3)


def test_a_chunk_says_its_text_its_least_probability_and_the_end() -> None:
    choice = {"text": "x", "finish_reason": "stop", "logprobs": {"token_logprobs": [-0.1, -2]}}
    usage = {"prompt_tokens": 9, "completion_tokens": 4}
    call = completions.call("m", Continuation("x"), Sampling(50))
    assert call.read({"choices": [choice], "usage": usage}) == Delta("x", -2.0, "stop", Usage(9, 4))


def test_a_suffix_leaves_the_tokens_to_the_service() -> None:
    call = completions.call("m", Fim("a", "b"), Sampling(50), "suffix")
    assert call.needed == {"model": "m", "prompt": "a", "suffix": "b"}
    assert "stop" not in call.optional


def test_mistrals_route_answers_like_chat() -> None:
    call = completions.call("m", Fim("a", "b"), Sampling(50, logprobs=True), "mistral")
    assert (call.route, call.needed["suffix"]) == ("fim/completions", "b")
    assert "logprobs" not in call.optional
    assert call.read({"choices": [{"delta": {"content": "x"}}]}) == Delta("x")
