"""The raw completions route, `/completions`: plain continuation and fill-in-the-middle.

The middle is asked for by the tokens of the model's family, or by the field `suffix`, which leaves
the tokens to the service.
"""

from __future__ import annotations

from glossator.json_value import Json, text
from glossator.models.requests import Continuation, Fim, Sampling
from glossator.models.wire import chat
from glossator.models.wire.fim_tokens import FAMILIES
from glossator.models.wire.wire import (
    Call,
    Delta,
    FimRoute,
    first_choice,
    least_logprob,
    read_usage,
    sampling_fields,
    sendable,
)


def call(
    model: str, prompt: Continuation | Fim, sampling: Sampling, fim: FimRoute = "completions"
) -> Call:
    """A request to continue the text, or to write the middle."""
    if isinstance(prompt, Continuation):
        needed, stops = {"prompt": sendable(prompt.text)}, tuple[str, ...]()
    elif fim in FAMILIES:
        family = FAMILIES[fim]
        needed, stops = {"prompt": sendable(family.lay_out(prompt))}, family.stops
    else:
        needed = {"prompt": sendable(prompt.prefix), "suffix": sendable(prompt.suffix)}
        stops = ()
    optional = sampling_fields(sampling, stops)
    if fim == "mistral":
        return Call("fim/completions", {"model": model, **needed}, optional, chat.read)
    if sampling.logprobs:
        optional["logprobs"] = 1
    return Call("completions", {"model": model, **needed}, optional, _read)


def _read(chunk: Json) -> Delta:
    choice = first_choice(chunk)
    return Delta(
        text(choice.get("text")),
        least_logprob(choice),
        text(choice.get("finish_reason")) or None,
        read_usage(chunk),
    )
