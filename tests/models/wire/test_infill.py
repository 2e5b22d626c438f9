from __future__ import annotations

from glossator.models.requests import Fim, Sampling, Usage
from glossator.models.wire import infill
from glossator.models.wire.wire import Delta

SAMPLING = Sampling(max_tokens=50)


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


def test_the_parts_of_the_file_and_its_neighbours_are_sent() -> None:
    prompt = Fim("p", "s", "b.py", "", (("a.py", "A = 1"),))
    call = infill.call(prompt, Sampling(50, 0.2, seed=3, logprobs=True))
    assert call.route == "infill"
    assert call.needed == {
        "input_prefix": "p",
        "input_suffix": "s",
        "input_extra": [{"filename": "a.py", "text": "A = 1"}],
        "prompt": "",
    }
    assert call.optional == {"n_predict": 50, "temperature": 0.2, "seed": 3, "n_probs": 1}


def test_a_chunk_says_its_text_and_its_least_probability() -> None:
    chunk = {"content": "x", "completion_probabilities": [{"logprob": -0.5}, {"logprob": -1.5}]}
    assert infill.call(Fim("x", "y"), SAMPLING).read(chunk) == Delta("x", -1.5)
