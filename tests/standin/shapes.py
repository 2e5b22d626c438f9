"""The JSON of the stand-in's answers, one shape for each route."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from tests.standin.scripts import Say

if TYPE_CHECKING:
    from tests.standin.server import Request

Json = dict[str, Any]

_CREATED = 1735890548


def chunk(request: Request, say: Say) -> Json:
    """One piece of text."""
    if request.route == "/infill":
        probabilities = {"completion_probabilities": [{"token": say.text, "logprob": say.logprob}]}
        return {"content": say.text, "stop": False} | (probabilities if say.logprob else {})
    return _openai(request, [_choice(request, say, None)])


def last_chunks(request: Request, reason: str, tokens: int) -> list[Json]:
    """Why it ended, and the tokens spent where they were asked for."""
    if request.route == "/infill":
        stop_type = "limit" if reason == "length" else "eos"
        counts = {"tokens_evaluated": _length(request), "tokens_predicted": tokens}
        return [{"content": "", "stop": True, "stop_type": stop_type} | counts]
    chunks = [_openai(request, [_choice(request, Say(""), reason)])]
    if (request.body.get("stream_options") or {}).get("include_usage"):
        chunks.append(_openai(request, []) | {"usage": _usage(request, tokens)})
    return chunks


def whole(request: Request, answer: Sequence[Say]) -> Json:
    """The answer to a request that does not stream."""
    text = "".join(say.text for say in answer)
    if request.route == "/infill":
        return {"content": text, "stop": True, "stop_type": "eos"}
    turn = {"message": {"role": "assistant", "content": text}}
    choice = turn if _is_chat(request) else {"text": text}
    reply = _openai(request, [{"index": 0, "finish_reason": "stop", **choice}])
    reply["object"] = reply["object"].removesuffix(".chunk")
    return reply | {"usage": _usage(request, len(answer))}


def models(names: Iterable[str]) -> Json:
    """The list of models."""
    return {"object": "list", "data": [{"id": name, "object": "model"} for name in sorted(names)]}


def _openai(request: Request, choices: list[Json]) -> Json:
    chat = _is_chat(request)
    return {
        "id": "f3135ec1",
        "created": _CREATED,
        "model": request.model,
        "object": "chat.completion.chunk" if chat else "text_completion",
        "system_fingerprint": "3.0.1-sha-bb9095a",
        "choices": choices,
    }


def _choice(request: Request, say: Say, reason: str | None) -> Json:
    choice: Json = {"index": 0, "finish_reason": reason}
    wanted = request.body.get("logprobs") and say.logprob is not None
    if _is_chat(request):
        choice["delta"] = {"role": "assistant", "content": say.text}
        given: Json = {"content": [{"token": say.text, "logprob": say.logprob}]}
    else:
        choice["text"] = say.text
        given = {"tokens": [say.text], "token_logprobs": [say.logprob]}
    return choice | ({"logprobs": given} if wanted else {})


def _usage(request: Request, tokens: int) -> Json:
    asked = _length(request)
    return {
        "prompt_tokens": asked,
        "completion_tokens": tokens,
        "total_tokens": asked + tokens,
    }


def _length(request: Request) -> int:
    """Tokens of the prompt, taken as four characters each."""
    return len(request.prompt) // 4 + 1


def _is_chat(request: Request) -> bool:
    """Whether the route answers with turns; Mistral's for fill-in-the-middle does too."""
    return request.route in ("/v1/chat/completions", "/v1/fim/completions")
