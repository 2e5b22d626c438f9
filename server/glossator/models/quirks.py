"""The quirks of each service: the parameters it refuses, its system role, how its models think.

Nothing is guessed from names; each quirk costs one refused request, once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from glossator.errors import ModelError, OnlyThoughtsError, RejectedError, ServiceFailedError
from glossator.json_value import table
from glossator.models.endpoints import Endpoint
from glossator.models.requests import Chat, Fim, Prompt, Sampling
from glossator.models.session_id import SessionId
from glossator.models.thoughts import Opening, ThoughtFilter, filter_for
from glossator.models.wire import chat, completions, infill
from glossator.models.wire.wire import Call, FimRoute

_ROLE_REFUSED = re.compile(
    r"roles? must alternate|template[_ ]error|jinja|system (role|message|prompt)"
    r"|\brole\b.*\bsystem\b|only user",
    re.IGNORECASE,
)

# llama.cpp sees that a client hung up only when it writes: so it shall write while it reads the
# prompt, which takes a CPU seconds.
_LLAMA_CPP = {"return_progress": True}


_LESS_THOUGHT = {"chat_template_kwargs": {"enable_thinking": False, "thinking": False}}
"""Turns thinking off in the templates of vLLM, SGLang and llama.cpp."""
_NEW_LIMIT = "max_completion_tokens"
"""OpenAI's name for the limit, where `max_tokens` is refused."""
_SELDOM_KNOWN = "prediction"
"""A field that few services know."""
RESERVE_FACTOR, MAX_RESERVE = 8, 4096
"""Tokens for thoughts, by those of the answer, and at most."""


class Quirks:
    """Remembers by base URL and model; `session` goes out to those that take it."""

    def __init__(self) -> None:
        self.session = SessionId()
        self._refused: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._folding: set[tuple[str, str]] = set()
        self._opening: dict[tuple[str, str], Opening] = {}
        self._thinking: set[tuple[str, str]] = set()
        self._effort: dict[tuple[str, str], str] = {}
        self._with_reserve_already: set[tuple[str, str]] = set()
        self._keyed: set[tuple[str, str]] = set()
        self._new_limit: set[tuple[str, str]] = set()
        self._llama_cpp: set[tuple[str, str]] = set()

    def call(self, endpoint: Endpoint, prompt: Prompt, sampling: Sampling, fim: FimRoute) -> Call:
        """The prompt in its wire format, as this service wants it; `fim` is how a Fim travels."""
        service = (endpoint.base_url, endpoint.model)
        if isinstance(prompt, Chat):
            fitting = chat.folded(prompt) if service in self._folding else prompt
            call = chat.call(endpoint.model, fitting, self._with_reserve(service, sampling))
            if service in self._effort:
                call = call.having({**_LESS_THOUGHT, "reasoning_effort": self._effort[service]})
        elif isinstance(prompt, Fim) and fim == "infill":
            call = infill.call(prompt, sampling)
        else:
            call = completions.call(endpoint.model, prompt, sampling, fim)
        if service in self._keyed and call.route != "infill":
            call = call.having({"prompt_cache_key": self.session.value})
        if service in self._new_limit:
            call = call.renaming("max_tokens", _NEW_LIMIT)
        if endpoint.local or service in self._llama_cpp:
            call = call.having(_LLAMA_CPP)
        return call.without(frozenset(self._refused[service]))

    def offer_cache_key(self, endpoint: Endpoint) -> None:
        """Send the session's `prompt_cache_key` to this service from now on, unless it refuses."""
        if not endpoint.local:
            self._keyed.add((endpoint.base_url, endpoint.model))

    def note_llama_cpp(self, endpoint: Endpoint) -> None:
        """Note that the service is llama.cpp, which tells its slots: it takes fields of its own."""
        self._llama_cpp.add((endpoint.base_url, endpoint.model))

    def withdraw_cache_key(self, endpoint: Endpoint) -> None:
        """Send it no more, since the service may refuse it without naming it."""
        self._keyed.discard((endpoint.base_url, endpoint.model))

    def refuses(self, endpoint: Endpoint, parameter: str) -> bool:
        """Whether this service was found to refuse an optional parameter, for instance `stop`."""
        return parameter in self._refused[endpoint.base_url, endpoint.model]

    def folds_system(self, endpoint: Endpoint) -> bool:
        """Whether this service was found to refuse the role `system`."""
        return (endpoint.base_url, endpoint.model) in self._folding

    def thoughts(self, endpoint: Endpoint, prompt: Prompt, sampling: Sampling) -> ThoughtFilter:
        """What takes the thoughts out of the answer to this prompt."""
        service = (endpoint.base_url, endpoint.model)
        opening = self._opening.get(service, "unknown")
        return filter_for(prompt, opening, self._with_reserve(service, sampling).max_tokens)

    def heard(self, endpoint: Endpoint, thoughts: ThoughtFilter, *, cut: bool) -> None:
        """Remember how the model thinks, from a chat answer at its end; `cut` at its limit."""
        service = (endpoint.base_url, endpoint.model)
        if thoughts.size:
            self._thinking.add(service)
            self._effort.setdefault(service, "none")
        else:
            self._thinking.discard(service)
        if thoughts.opened:
            self._opening[service] = "thought"
        elif thoughts.size == 0 and not cut:
            self._opening[service] = "answer"

    def thinks(self, endpoint: Endpoint) -> bool:
        """Whether the model was heard to think before it answers."""
        return (endpoint.base_url, endpoint.model) in self._thinking

    def learn(self, endpoint: Endpoint, prompt: Prompt, call: Call, error: ModelError) -> bool:
        """Whether the error taught something, so that asking again may succeed."""
        service = (endpoint.base_url, endpoint.model)
        if isinstance(error, OnlyThoughtsError):
            # The first time it was not known yet that the model needs room for its thoughts.
            is_first = service not in self._with_reserve_already
            self._with_reserve_already.add(service)
            return is_first
        if isinstance(prompt, Chat) and _refuses_roles(error, call):
            self._folding.add(service)
            return True
        named = _refused_parameter(error, call)
        if named == "reasoning_effort" and self._effort.get(service) == "none":
            self._effort[service] = "low"
        elif named == "max_tokens" and _NEW_LIMIT in error.reply:
            self._new_limit.add(service)
        elif named:
            self._refused[service].add(named)
        elif isinstance(error, RejectedError) and _SELDOM_KNOWN in call.optional:
            self._refused[service].add(_SELDOM_KNOWN)  # the service may not say what it refuses
            return True
        return bool(named)

    def _with_reserve(self, service: tuple[str, str], sampling: Sampling) -> Sampling:
        """More tokens for a model that thinks in spite of all, since its thoughts count."""
        if service not in self._thinking:
            return sampling
        reserve = min(RESERVE_FACTOR * sampling.max_tokens, MAX_RESERVE)
        return replace(sampling, max_tokens=sampling.max_tokens + reserve)


def _refuses_roles(error: ModelError, call: Call) -> bool:
    # llama.cpp fails with 500 where a template raises, others answer 400 or 422.
    if not isinstance(error, RejectedError | ServiceFailedError) or not _ROLE_REFUSED.search(
        error.reply
    ):
        return False
    messages = call.needed.get("messages")
    turns = messages if isinstance(messages, list) else []
    return [table(turn).get("role") for turn in turns] != ["user"]  # not folded yet


def _refused_parameter(error: ModelError, call: Call) -> str | None:
    """The optional field that the service names, the first in its sentence."""
    if not isinstance(error, RejectedError):
        return None
    named = {name: re.search(rf"\b{name}\b", error.reply) for name in call.optional}
    places = [(found.start(), name) for name, found in named.items() if found]
    return min(places)[1] if places else None
