"""The raw completions route, `/completions`: plain continuation and Qwen's FIM tokens.

Token format and stop strings: the examples of the Qwen2.5-Coder repository.
"""

from __future__ import annotations

from glossator.json_value import Json, text
from glossator.models.requests import Continuation, Fim, Sampling
from glossator.models.wire.wire import (
    Call,
    Delta,
    first_choice,
    least_logprob,
    read_usage,
    sampling_fields,
    sendable,
)

FIM_STOPS = ("<|endoftext|>", "<|file_sep|>", "<|fim_pad|>", "<|repo_name|>")
"""What the model writes when the middle is complete; these tokens can appear as text."""

_UNNAMED = "repository"


def call(model: str, prompt: Continuation | Fim, sampling: Sampling) -> Call:
    """A request to continue the text, or to write the middle."""
    raw = prompt.text if isinstance(prompt, Continuation) else with_fim_tokens(prompt)
    stops = () if isinstance(prompt, Continuation) else FIM_STOPS
    optional = sampling_fields(sampling, stops)
    if sampling.logprobs:
        optional["logprobs"] = 1
    return Call("completions", {"model": model, "prompt": sendable(raw)}, optional, _read)


def with_fim_tokens(prompt: Fim) -> str:
    """Prefix, suffix, middle; with related files, the repository-level format."""
    middle = f"<|fim_prefix|>{prompt.prefix}<|fim_suffix|>{prompt.suffix}<|fim_middle|>"
    if not prompt.related_files:
        return middle
    files = "".join(f"<|file_sep|>{path}\n{text}\n" for path, text in prompt.related_files)
    name = prompt.repository or _UNNAMED
    return f"<|repo_name|>{name}\n{files}<|file_sep|>{prompt.path}\n{middle}"


def _read(chunk: Json) -> Delta:
    choice = first_choice(chunk)
    return Delta(
        text(choice.get("text")),
        least_logprob(choice),
        text(choice.get("finish_reason")) or None,
        read_usage(chunk),
    )
