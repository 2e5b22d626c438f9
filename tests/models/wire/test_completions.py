from __future__ import annotations

from glossator.models.requests import Continuation, Fim, Sampling, Usage
from glossator.models.wire import completions
from glossator.models.wire.wire import Delta


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
