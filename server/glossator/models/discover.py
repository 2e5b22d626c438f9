"""Which models a service lists, and which services run on this machine at their usual ports."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from glossator.json_value import Json, parsed, table, text
from glossator.models.endpoints import Endpoint
from glossator.text.sanitize import one_line

if TYPE_CHECKING:
    from glossator.models.transport import Transport

USUAL_PORTS = (("Ollama", 11434), ("llama.cpp", 8080), ("LM Studio", 1234), ("vLLM", 8000))

_LIST_TIMEOUT = 2.0
"""Seconds; a service has its list at hand, or something else listens there."""

_LENGTHS = ("max_model_len", "context_length", "context_window", "max_context_length")
"""What services call the length of a context in their lists."""

# Ollama and LM Studio list models that only turn text into vectors among the others.
_NO_WRITERS = ("embed", "rerank", "whisper")


@dataclass(frozen=True, slots=True)
class Found:
    """A model service on this machine; `program` is what usually listens at its port."""

    program: str
    base_url: str
    models: tuple[str, ...]

    @property
    def settings(self) -> dict[str, str]:
        """The environment variables that use it; empty where it has no model to use.

        Names are all there is to choose by: one that speaks of code for code, another for prose.
        """
        writers = [name for name in self.models if not _speaks_of(name, *_NO_WRITERS)]
        if not writers:
            return {}
        coders = [name for name in writers if _speaks_of(name, "code")]
        others = [name for name in writers if name not in coders]
        return {
            "GLOSSATOR_BASE_URL": self.base_url,
            "GLOSSATOR_CODE_MODEL": (coders or writers)[0],
            "GLOSSATOR_PROSE_MODEL": (others or writers)[0],
        }


async def discover(transport: Transport, ports: tuple[tuple[str, int], ...]) -> tuple[Found, ...]:
    """Ask these ports of this machine, all at once, for their lists of models; needs no key."""
    return tuple(
        found
        for found in await asyncio.gather(*(_at(transport, *port) for port in ports))
        if found is not None
    )


async def listed_models(transport: Transport, endpoint: Endpoint) -> tuple[str, ...] | None:
    """The models that a service lists; None where it has no such list, as it need not."""
    from glossator.models.error_mapping import FAILURES

    try:
        async with asyncio.timeout(_LIST_TIMEOUT):
            answer = parsed((await transport.get(endpoint, "models")).content)
    except (*FAILURES, TimeoutError, ValueError):
        return None
    listed = table(answer).get("data")
    if listed is None and table(answer).get("object") == "list":
        return ()  # Ollama without a model
    if not isinstance(listed, list):
        return None
    names = (one_line(text(table(model).get("id"))) for model in listed)
    return tuple(name for name in names if name)


@dataclass(frozen=True, slots=True)
class Stated:
    """What a service states of a model: the length of its context in tokens, None where it does
    not, and whether it is llama.cpp, the only one with `/props`."""

    context: int | None
    is_llama_cpp: bool


async def look_up(transport: Transport, endpoint: Endpoint) -> Stated:
    """What the service states anywhere.

    vLLM and others state the length in their list, llama.cpp in `/props`, Ollama of what is loaded
    in `/api/ps`.
    """
    root = endpoint.base_url.removesuffix("/v1")
    places = ((endpoint.base_url, "models"), (root, "props"), (root, "api/ps"))
    listed, props, loaded = await asyncio.gather(
        *(_looked_up(transport, replace(endpoint, base_url=base), route) for base, route in places)
    )
    of_slot = table(props.get("default_generation_settings")).get("n_ctx")
    stated = (
        _of_model(listed, "data", endpoint.model),
        of_slot,
        _of_model(loaded, "models", endpoint.model),
    )
    context = next((each for each in stated if isinstance(each, int) and each > 0), None)
    return Stated(context, of_slot is not None)


async def _looked_up(transport: Transport, endpoint: Endpoint, route: str) -> Json:
    from glossator.models.error_mapping import FAILURES

    try:
        async with asyncio.timeout(_LIST_TIMEOUT):
            return table(parsed((await transport.get(endpoint, route)).content))
    except (*FAILURES, TimeoutError, ValueError):
        return {}


def _of_model(answer: Json, list_name: str, model: str) -> object:
    """The length that a list tells of this model."""
    entries = answer.get(list_name)
    for entry in map(table, entries if isinstance(entries, list) else []):
        if model in (
            name := text(entry.get("id") or entry.get("model")),
            name.removesuffix(":latest"),
        ):
            return next((entry[each] for each in _LENGTHS if each in entry), None)
    return None


async def _at(transport: Transport, program: str, port: int) -> Found | None:
    base_url = f"http://127.0.0.1:{port}/v1"
    models = await listed_models(transport, Endpoint(base_url, api_key="", model=""))
    return None if models is None else Found(program, base_url, models)


def _speaks_of(name: str, *words: str) -> bool:
    return any(word in name.lower() for word in words)
