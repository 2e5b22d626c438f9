"""llama.cpp's `/infill` route, which knows the FIM tokens of the model that it serves."""

from __future__ import annotations

from glossator.json_value import Json, table, text
from glossator.models.requests import Fim, Sampling, Usage
from glossator.models.wire.wire import MOST_STOPS, Call, Delta, least, sendable


def call(prompt: Fim, sampling: Sampling) -> Call:
    """A request for the middle; the service serves one model, so none is named."""
    needed = {
        "input_prefix": sendable(prompt.prefix),
        "input_suffix": sendable(prompt.suffix),
        "input_extra": [
            {"filename": sendable(path), "text": sendable(body)}
            for path, body in prompt.related_files
        ],
        "prompt": "",
    }
    optional: dict[str, object] = {
        "n_predict": sampling.max_tokens,
        "temperature": sampling.temperature,
    }
    if sampling.stop:
        optional["stop"] = list(sampling.stop[:MOST_STOPS])
    if sampling.seed is not None:
        optional["seed"] = sampling.seed
    if sampling.logprobs:
        optional["n_probs"] = 1
    return Call("infill", needed, optional, _read)


def _read(chunk: Json) -> Delta:
    tokens = chunk.get("completion_probabilities")
    logprobs = [table(t).get("logprob") for t in tokens] if isinstance(tokens, list) else None
    if chunk.get("stop") is not True:
        return Delta(text(chunk.get("content")), least(logprobs))
    usage = Usage(_count(chunk, "tokens_evaluated"), _count(chunk, "tokens_predicted"))
    reason = "length" if chunk.get("stop_type") == "limit" else "stop"
    return Delta(text(chunk.get("content")), least(logprobs), reason, usage)


def _count(chunk: Json, name: str) -> int:
    value = chunk.get(name)
    return value if isinstance(value, int) else 0
