"""The chat route, `/chat/completions`: the one that every service has."""

from __future__ import annotations

from dataclasses import replace

from glossator.json_value import Json, table, text
from glossator.models.requests import Chat, Message, Sampling
from glossator.models.wire.wire import (
    Call,
    Delta,
    first_choice,
    least_logprob,
    read_usage,
    sampling_fields,
    sendable,
)

_THOUGHT_FIELDS = ("reasoning_content", "reasoning", "thinking")
"""The fields for thoughts: llama.cpp's and DeepSeek's, Ollama's and vLLM's, Ollama's own API's."""


def call(model: str, chat: Chat, sampling: Sampling) -> Call:
    """A request for one assistant turn."""
    messages = [{"role": each.role, "content": sendable(each.content)} for each in chat.messages]
    optional = sampling_fields(sampling)
    if sampling.logprobs:
        optional["logprobs"] = True
    if chat.prediction:
        optional["prediction"] = {"type": "content", "content": sendable(chat.prediction)}
    return Call("chat/completions", {"model": model, "messages": messages}, optional, read)


def folded(chat: Chat) -> Chat:
    """The same in a single user turn, for templates without a system role.

    Such templates want roles that alternate, so user turns in a row become one as well.
    """
    ordered = sorted(chat.messages, key=lambda message: message.role != "system")
    turn = Message("user", "\n\n".join(message.content for message in ordered))
    return replace(chat, messages=(turn,))


def read(chunk: Json) -> Delta:
    """What a chunk of an answer adds."""
    choice = first_choice(chunk)
    # A service that ignores `stream` answers with a whole message.
    turn = table(choice.get("delta")) or table(choice.get("message"))
    answer, thought = _parts(turn.get("content"))
    return Delta(
        answer,
        least_logprob(choice),
        text(choice.get("finish_reason")) or None,
        read_usage(chunk),
        thought or next(filter(None, (text(turn.get(name)) for name in _THOUGHT_FIELDS)), ""),
        refused=bool(text(turn.get("refusal"))),
    )


def _parts(content: object) -> tuple[str, str]:
    """The text and the thoughts; Mistral's API gives a list of parts where a model thinks."""
    if not isinstance(content, list):
        return text(content), ""
    parts = [table(part) for part in content]
    answer = "".join(text(part.get("text")) for part in parts if part.get("type") != "thinking")
    return answer, "thought" if any(part.get("type") == "thinking" for part in parts) else ""
