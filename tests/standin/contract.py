"""What the Empathy AI API takes and gives: requests and replies are both held against it.

The document names `model`, `messages` and `stream`; further parameters, and the wording of errors,
are those of Text Generation Inference 3.0.1, which the service very probably is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

CODE_MODEL = "qwen/Qwen2.5-Coder-7B-Instruct"
PROSE_MODEL = "mistralai/Mistral-7B-Instruct-v0.3"
MOST_STOPS = 4

_NUMBER = int | float
_COMMON: Mapping[str, Any] = {
    "model": str,
    "stream": bool,
    "max_tokens": int,
    "temperature": _NUMBER,
    "stop": list,
    "seed": int,
    "stream_options": dict,
    "prompt_cache_key": str,
}
_FIELDS: Mapping[str, Mapping[str, Any]] = {
    "/v1/chat/completions": {**_COMMON, "messages": list, "logprobs": bool, "top_p": _NUMBER},
    "/v1/completions": {**_COMMON, "prompt": str, "logprobs": int, "top_p": _NUMBER},
    "/v1/fim/completions": {**_COMMON, "prompt": str, "suffix": str},
    "/infill": {
        "input_prefix": str,
        "input_suffix": str,
        "input_extra": list,
        "prompt": str,
        "stream": bool,
        "n_predict": int,
        "temperature": _NUMBER,
        "stop": list,
        "seed": int,
        "n_probs": int,
    },
}
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "/v1/chat/completions": ("model", "messages"),
    "/v1/completions": ("model", "prompt"),
    "/v1/fim/completions": ("model", "prompt"),
    "/infill": ("input_prefix", "input_suffix"),
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A status and a body with which a request is turned away."""

    status: int
    body: bytes = b""


@dataclass(slots=True)
class Rules:
    """What this service takes; tests may narrow it while it runs.

    `refused` are parameters it does not know; `no_system_role` are models whose chat template
    wants roles that alternate. `suffix` says that raw completions take a suffix, as Ollama's do,
    `thinks` that chat takes the fields that turn thinking off, `new_limit` `max_completion_tokens`,
    `predicts` a prediction of the answer, `llama_cpp` what llama.cpp has of its own.
    """

    key: str
    routes: frozenset[str]
    models: frozenset[str] = frozenset((CODE_MODEL, PROSE_MODEL))
    refused: set[str] = field(default_factory=set)
    no_system_role: set[str] = field(default_factory=set)
    suffix: bool = False
    thinks: bool = False
    new_limit: bool = False
    predicts: bool = False
    llama_cpp: bool = False

    def refusal(
        self, method: str, route: str, headers: Mapping[str, str], body: bytes
    ) -> Refusal | None:
        """Why the request is turned away, None where it is as it should be."""
        if route not in self.routes:
            return Refusal(404)
        if headers.get("authorization") != f"Bearer {self.key}":
            return Refusal(401)
        if route == "/v1/models":
            return None if method == "GET" else Refusal(405)
        if method != "POST":
            return Refusal(405)
        if headers.get("content-type", "").partition(";")[0] != "application/json":
            return Refusal(415, b"Expected request with `Content-Type: application/json`")
        try:
            asked = json.loads(body)
        except ValueError:
            return Refusal(400, b"Failed to parse the request body as JSON")
        return self._fault(route, asked)

    def _fault(self, route: str, asked: Any) -> Refusal | None:
        if not isinstance(asked, dict):
            return invalid("the body must be an object")
        for name in _NEEDED[route]:
            if name not in asked:
                return Refusal(422, f"missing field `{name}`".encode())
        for name, value in asked.items():
            problem = self._field_problem(route, name, value)
            if problem:
                return invalid(problem)
        if "model" in asked and asked["model"] not in self.models:
            return error(404, f"the model {asked['model']} does not exist", "not_found")
        return self._message_fault(asked) if "messages" in asked else None

    def _field_problem(self, route: str, name: str, value: Any) -> str:
        kind = _FIELDS[route].get(name) or self._more_fields().get(name)
        if kind is None or name in self.refused:
            return f"`{name}` is not supported"
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            return f"`{name}` has the wrong type"
        if name == "stop" and len(value) > MOST_STOPS:
            return f"`stop` supports up to {MOST_STOPS} stop sequences. Given: {len(value)}"
        if name == "stop" and not all(isinstance(each, str) and each for each in value):
            return "`stop` must hold strings"
        if name == "top_p" and not 0 < value < 1:
            return "`top_p` must be > 0.0 and < 1.0"
        if name == "temperature" and value < 0:
            return "`temperature` must be positive"
        if name in ("max_tokens", "n_predict") and value <= 0:
            return f"`{name}` must be strictly positive"
        return ""

    def _more_fields(self) -> Mapping[str, Any]:
        suffix = {"suffix": str} if self.suffix else {}
        less = {"chat_template_kwargs": dict, "reasoning_effort": str} if self.thinks else {}
        limit = {"max_completion_tokens": int} if self.new_limit else {}
        prediction = {"prediction": dict} if self.predicts else {}
        own = {"return_progress": bool} if self.llama_cpp else {}
        return {**suffix, **less, **limit, **prediction, **own}

    def _message_fault(self, asked: Mapping[str, Any]) -> Refusal | None:
        messages = asked["messages"]
        if not messages:
            return invalid("`messages` must not be empty")
        for message in messages:
            if not isinstance(message, dict) or set(message) != {"role", "content"}:
                return invalid("`messages` must hold objects with `role` and `content`")
            if message["role"] not in ("system", "user"):
                return invalid(f"unknown role `{message['role']}`")
            if not isinstance(message["content"], str):
                return invalid("`content` must be a string")
        roles = [message["role"] for message in messages]
        if asked["model"] in self.no_system_role and roles != ["user"]:
            alternate = "Conversation roles must alternate user/assistant/user/assistant/..."
            return error(
                422, f"Template error: syntax error: {alternate} (in <string>:1)", "template_error"
            )
        return None


def error(status: int, message: str, kind: str) -> Refusal:
    """A refusal in the words of Text Generation Inference."""
    return Refusal(status, json.dumps({"error": message, "error_type": kind}).encode())


def invalid(message: str) -> Refusal:
    """A refusal of the request's form."""
    return error(422, f"Input validation error: {message}", "validation")


def check_completion(reply: Mapping[str, Any]) -> None:
    """Raises AssertionError unless the reply has the shape of the document's example."""
    _check_head(reply, "chat.completion")
    (choice,) = reply["choices"]
    assert set(choice) == {"finish_reason", "index", "message"}
    assert set(choice["message"]) == {"content", "role"}
    assert choice["message"]["role"] == "assistant"
    assert isinstance(choice["message"]["content"], str)
    assert isinstance(choice["finish_reason"], str)
    check_usage(reply["usage"])


def check_chunk(chunk: Mapping[str, Any]) -> None:
    """Raises AssertionError unless the chunk is the streamed form of such a reply."""
    _check_head(chunk, "chat.completion.chunk")
    if not chunk["choices"]:
        check_usage(chunk["usage"])
        return
    (choice,) = chunk["choices"]
    assert set(choice) <= {"finish_reason", "index", "delta", "logprobs"}
    assert set(choice["delta"]) == {"role", "content"}
    assert choice["delta"]["role"] == "assistant"
    assert isinstance(choice["delta"]["content"], str)
    assert choice["finish_reason"] is None or isinstance(choice["finish_reason"], str)


def check_usage(usage: Mapping[str, Any]) -> None:
    """Raises AssertionError unless the three counts are there and add up."""
    assert set(usage) == {"prompt_tokens", "completion_tokens", "total_tokens"}
    assert usage["total_tokens"] == usage["prompt_tokens"] + usage["completion_tokens"]


def _check_head(reply: Mapping[str, Any], kind: str) -> None:
    assert isinstance(reply["id"], str)
    assert isinstance(reply["created"], int)
    assert reply["model"] in (CODE_MODEL, PROSE_MODEL)
    assert reply["object"] == kind
    assert reply["system_fingerprint"] == "3.0.1-sha-bb9095a"
