"""How long the context of each model is: as its service tells, refuses, or silently cuts.

Ollama reads 4,096 tokens of a longer prompt and says nothing; that shows in the tokens it counts.
"""

from __future__ import annotations

import re

from glossator.errors import ModelError, TooLongError
from glossator.models.endpoints import Endpoint
from glossator.models.fitting import fitted, length
from glossator.models.requests import Prompt, Sampling, Usage
from glossator.models.service_memory import ServiceMemory

USUAL_DENSITY = 3.3
"""Code points of code in a token, until the model's own are known."""
LEAST_DENSITY = 1.0
_SMOOTHING = 0.2
_SHORT = 600
"""Code points; of a shorter prompt the tokens of the chat template are too large a part."""
TEMPLATE = 64
"""Tokens that a chat template adds at most."""
_SAFETY = 0.9
_CUT_DENSITY = 1.8
"""Times the usual density: nothing is as dense, so the service has read a part of the prompt."""
_LEAST_CONTEXT = 256
_TRIES = 3
"""How often in a row a prompt is made shorter after a refusal."""

_LIMITS = re.compile(
    r"(?:context (?:length|size|window)|n_ctx|num_ctx|maximum (?:input|model) length)\D{0,30}(\d+)"
    r"|max_new_tokens\W+must be <= (\d+)|must have less than (\d+) tokens",
    re.IGNORECASE,
)


class ContextLengths:
    """The length of each model's context, and how densely its tokens hold text."""

    def __init__(self, memory: ServiceMemory) -> None:
        self._memory = memory
        self._known: dict[tuple[str, str], int] = {}
        self._density: dict[tuple[str, str], float] = {}
        self._suspect: dict[tuple[str, str], tuple[int, int]] = {}
        self._refused: dict[tuple[str, str], int] = {}

    def of(self, endpoint: Endpoint) -> int | None:
        """The length in tokens, None where it is not known."""
        return self._known.get(_service(endpoint)) or self._memory.get(endpoint).context

    def density(self, endpoint: Endpoint) -> float | None:
        """Code points that a token safely holds, as the model counts; None until it has counted."""
        learnt = self._density.get(_service(endpoint))
        return _SAFETY * learnt if learnt is not None else None

    def note_stated(self, endpoint: Endpoint, tokens: int) -> None:
        """Note the length that the service states; what an answer has shown is not longer."""
        shown = self._memory.get(endpoint).context
        self._known[_service(endpoint)] = min(tokens, shown or tokens)

    def fit(self, endpoint: Endpoint, prompt: Prompt, sampling: Sampling) -> Prompt:
        """The prompt, made shorter where the context is known to be too short for it.

        Raises:
            TooLongError: when it cannot be made shorter.
        """
        limit = self._limit(endpoint, sampling)
        if limit is None:
            return prompt
        if (short := fitted(prompt, limit)) is None:
            raise TooLongError(
                f"The text is longer than the {self.of(endpoint):,} tokens that {endpoint.model} "
                f"at {endpoint.service} takes; select less, or give the server a longer context."
            )
        return short

    def exceeds(self, endpoint: Endpoint, prompt: Prompt, sampling: Sampling) -> bool:
        """Whether the prompt is longer than is known to fit."""
        limit = self._limit(endpoint, sampling)
        return limit is not None and length(prompt) > limit

    def _limit(self, endpoint: Endpoint, sampling: Sampling) -> int | None:
        """The code points that a prompt may have beside its answer; None where it is not known."""
        context = self.of(endpoint)
        if context is None:
            return None
        tokens = context - min(sampling.max_tokens, context // 2) - TEMPLATE
        return int(_SAFETY * self._density.get(_service(endpoint), USUAL_DENSITY) * tokens)

    def note_answer(self, endpoint: Endpoint, prompt: Prompt, usage: Usage) -> bool:
        """Learn from the tokens counted for a prompt; whether they show that it was cut.

        They do where two prompts in a row, each far too long for its tokens, count the same.
        """
        service, size, tokens = _service(endpoint), length(prompt), usage.prompt_tokens
        self._refused.pop(service, None)
        if size < _SHORT or tokens < _LEAST_CONTEXT:
            return False
        density = self._density.get(service, USUAL_DENSITY)
        if size / tokens < _CUT_DENSITY * density:
            self._density[service] = density + _SMOOTHING * (size / tokens - density)
            return False
        last, self._suspect[service] = self._suspect.get(service), (tokens, size)
        known = self._known.get(service)
        if last is None or last[0] != tokens or last[1] == size or known == tokens:
            return False
        self._note(endpoint, tokens)
        return True

    def learn(self, endpoint: Endpoint, error: ModelError) -> bool:
        """Whether a refusal taught how long a prompt may be, so that a shorter one may pass."""
        if not isinstance(error, TooLongError):
            return False
        service = _service(endpoint)
        tries = self._refused[service] = self._refused.get(service, 0) + 1
        if tries > _TRIES:
            del self._refused[service]
            return False
        found = _LIMITS.search(error.reply)
        limit = int(next(filter(None, found.groups()))) if found else 0
        if limit < _LEAST_CONTEXT:
            return False
        if self._known.get(service) == limit:
            # The length was known and kept to: its tokens hold less than they were taken for.
            density = self._density.get(service, USUAL_DENSITY)
            self._density[service] = max(LEAST_DENSITY, 0.75 * density)
        else:
            self._note(endpoint, limit)
        return True

    def _note(self, endpoint: Endpoint, tokens: int) -> None:
        self._known[_service(endpoint)] = tokens
        self._memory.put_context(endpoint, tokens)


def _service(endpoint: Endpoint) -> tuple[str, str]:
    return endpoint.base_url, endpoint.model
