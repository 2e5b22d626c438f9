"""What the wire formats have in common: a call to make, and what a chunk of its answer says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from glossator.json_value import Json, table
from glossator.models.requests import Sampling, Usage

Route = Literal["chat/completions", "completions", "fim/completions", "infill"]
FimRoute = Literal[
    "completions",
    "starcoder",
    "codellama",
    "deepseek",
    "codestral",
    "seed",
    "glm",
    "mellum",
    "santacoder",
    "codegemma",
    "suffix",
    "mistral",
    "infill",
]
"""How a Fim prompt travels: by llama.cpp's `/infill`, by Mistral's `/fim/completions`, by the field
`suffix`, or by the tokens of a family in `/completions`; `completions` stands for Qwen's."""

MOST_STOPS = 4
"""Text Generation Inference and OpenAI's API refuse a fifth stop string."""


@dataclass(frozen=True, slots=True)
class Delta:
    """What one chunk adds; `logprob` is the least of its tokens'.

    `thought` is what a service gives apart as the model's thoughts, `refused` its own no.
    """

    text: str = ""
    logprob: float | None = None
    finish_reason: str | None = None
    usage: Usage | None = None
    thought: str = ""
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """One request on the wire: `needed` fields, `optional` ones, and how to read its chunks."""

    route: Route
    needed: Json
    optional: Json
    read: Callable[[Json], Delta]

    def having(self, fields: Json) -> Call:
        """The same call with more optional fields."""
        return replace(self, optional={**self.optional, **fields})

    def renaming(self, old: str, new: str) -> Call:
        """The same call with an optional field under another name."""
        renamed = {new if name == old else name: value for name, value in self.optional.items()}
        return replace(self, optional=renamed)

    def without(self, names: frozenset[str]) -> Call:
        """The same call without the optional fields that the service refuses."""
        kept = {name: value for name, value in self.optional.items() if name not in names}
        return replace(self, optional=kept)


def sampling_fields(sampling: Sampling, more_stops: Sequence[str] = ()) -> dict[str, object]:
    """The optional fields that OpenAI's two routes share.

    `top_p` and `presence_penalty` are never sent: Text Generation Inference refuses a `top_p` of 1
    and takes the penalty for something else.
    """
    fields: dict[str, object] = {
        "max_tokens": sampling.max_tokens,
        "temperature": sampling.temperature,
        "stream_options": {"include_usage": True},
    }
    stops = list(dict.fromkeys((*sampling.stop, *more_stops)))[:MOST_STOPS]
    if stops:
        fields["stop"] = stops
    if sampling.seed is not None:
        fields["seed"] = sampling.seed
    return fields


def sendable(text: str) -> str:
    """The text without halves of surrogate pairs, which an editor can send and UTF-8 cannot."""
    return text.encode("utf-8", errors="replace").decode("utf-8")


def first_choice(chunk: Json) -> Json:
    """The first choice, empty where a chunk has none."""
    choices = chunk.get("choices")
    first = choices[0] if isinstance(choices, list) and choices else None
    return table(first)


def least(values: object) -> float | None:
    """The least of the numbers in a list, None where there are none."""
    if not isinstance(values, list):
        return None
    return min((float(v) for v in values if isinstance(v, int | float)), default=None)


def least_logprob(choice: Json) -> float | None:
    """The least log probability of a choice, in the chat route's shape or the older one."""
    given = table(choice.get("logprobs"))
    content = given.get("content")
    if isinstance(content, list):
        return least([table(token).get("logprob") for token in content])
    return least(given.get("token_logprobs"))


def read_usage(chunk: Json) -> Usage | None:
    """The tokens spent, where the chunk has them."""
    usage = table(chunk.get("usage"))
    if not usage:
        return None
    return Usage(
        prompt_tokens=_count(usage.get("prompt_tokens")),
        completion_tokens=_count(usage.get("completion_tokens")),
        cached_tokens=_count(table(usage.get("prompt_tokens_details")).get("cached_tokens")),
    )


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0
