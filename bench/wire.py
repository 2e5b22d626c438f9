"""OpenAI's format, as the simulated service reads and writes it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from bench.knowledge import Token

MODEL = "qwen/Qwen2.5-Coder-7B-Instruct"
_UNLIMITED = 512
"""Tokens of an answer for which the client named no limit."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request for an answer, both routes alike."""

    prompt: str
    chat: bool
    stream: bool
    most: int
    stops: tuple[str, ...]
    logprobs: bool
    usage: bool


def read(route: str, body: dict[str, Any]) -> Asked:
    """Take a request body apart; a KeyError or TypeError means that it is malformed."""
    chat = route.endswith("/chat/completions")
    stop = body.get("stop") or ()
    options = body.get("stream_options") or {}
    limit = body.get("max_tokens") or body.get("max_completion_tokens") or _UNLIMITED
    return Asked(
        prompt=_rendered(body["messages"]) if chat else str(body["prompt"]),
        chat=chat,
        stream=bool(body.get("stream")),
        most=int(limit),
        stops=(stop,) if isinstance(stop, str) else tuple(stop),
        logprobs=body.get("logprobs") not in (None, False),
        usage=not body.get("stream") or bool(options.get("include_usage")),
    )


def event(asked: Asked, token: Token, logprobs: bool) -> bytes:
    """One streamed token."""
    choice: dict[str, Any] = {"index": 0, "finish_reason": None}
    if asked.chat:
        choice["delta"] = {"content": token.text}
    else:
        choice["text"] = token.text
    if logprobs:
        choice["logprobs"] = _logprobs(asked, [token])
    return _sse(_envelope(asked, [choice]))


def ending(asked: Asked, reason: str, prompt_tokens: int, decoded: int) -> bytes:
    """The last events of a stream."""
    answer: dict[str, Any] = {"delta": {}} if asked.chat else {"text": ""}
    choice = {"index": 0, "finish_reason": reason} | answer
    events = _sse(_envelope(asked, [choice]))
    if asked.usage:
        usage = {"usage": _usage(prompt_tokens, decoded)}
        events += _sse(_envelope(asked, []) | usage)
    return events + b"data: [DONE]\n\n"


def whole(
    asked: Asked, tokens: list[Token], reason: str, prompt_tokens: int, logprobs: bool
) -> dict[str, Any]:
    """An answer that was not streamed."""
    text = "".join(token.text for token in tokens)
    choice: dict[str, Any] = {"index": 0, "finish_reason": reason}
    choice |= {"message": {"role": "assistant", "content": text}} if asked.chat else {"text": text}
    if logprobs:
        choice["logprobs"] = _logprobs(asked, tokens)
    return _envelope(asked, [choice]) | {"usage": _usage(prompt_tokens, len(tokens))}


def _envelope(asked: Asked, choices: list[dict[str, Any]]) -> dict[str, Any]:
    kind = "text_completion"
    if asked.chat:
        kind = "chat.completion.chunk" if asked.stream else "chat.completion"
    return {"id": "bench", "object": kind, "created": 0, "model": MODEL, "choices": choices}


def _usage(prompt_tokens: int, decoded: int) -> dict[str, int]:
    return {
        "prompt_tokens": prompt_tokens,
        "completion_tokens": decoded,
        "total_tokens": prompt_tokens + decoded,
    }


def _logprobs(asked: Asked, tokens: list[Token]) -> dict[str, Any]:
    if asked.chat:
        content = [
            {
                "token": token.text,
                "logprob": token.logprob,
                "bytes": list(token.text.encode()),
                "top_logprobs": [],
            }
            for token in tokens
        ]
        return {"content": content}
    return {
        "tokens": [token.text for token in tokens],
        "token_logprobs": [token.logprob for token in tokens],
        "top_logprobs": [{token.text: token.logprob} for token in tokens],
        "text_offset": [0 for _ in tokens],
    }


def _rendered(messages: list[dict[str, str]]) -> str:
    """The messages as Qwen's template lays them out."""
    turns = [f"<|im_start|>{m['role']}\n{m['content']}<|im_end|>\n" for m in messages]
    return "".join(turns) + "<|im_start|>assistant\n"


def _sse(data: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(data)}\n\n".encode()
