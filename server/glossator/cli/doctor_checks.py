"""What `glossator doctor` asks: both models at once, and this machine's ports if nothing is set."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from functools import partial

from glossator.cli.doctor_report import Answers, ModelReport
from glossator.errors import ModelError
from glossator.models import discover
from glossator.models.endpoints import Endpoint, LocalSource, uses_local
from glossator.models.gateway import Gateway
from glossator.models.ledger import Ledger
from glossator.models.probe import Capabilities
from glossator.models.queueing import measure
from glossator.models.requests import Chat, Continuation, Message, Sampling, Work
from glossator.models.service_memory import ServiceMemory, memory_file
from glossator.settings import Loaded

DEADLINE = 60.0
"""Seconds for everything, the loading of a local model included."""

_TOKENS = 48
_COUNTING = Chat((Message("user", "Count from one to forty in words, separated by commas."),))
_COUNTING_ON = Continuation("one, two, three, four,")


async def ask(
    loaded: Loaded,
    local: LocalSource | None,
    ledger: Ledger | None = None,
    *,
    deadline: float = DEADLINE,
) -> Answers:
    """Ask everything at once and end the local model afterwards; never raises ModelError.

    What it spends goes into `ledger`.
    """
    gateway = Gateway(loaded, local, ledger=ledger)
    try:
        limit = asyncio.get_running_loop().time() + deadline
        code, prose = await _both(gateway, limit)
        found: tuple[discover.Found, ...] = ()
        if uses_local(loaded) and (local is None or _nothing_chosen(loaded)):
            found = await discover.discover(await gateway.transport(), discover.USUAL_PORTS)
        return Answers(code, prose, found)
    finally:
        await gateway.close()


def _nothing_chosen(loaded: Loaded) -> bool:
    """Whether a local model works only because one is installed, as it may be for trying out."""
    return not loaded.origins.keys() & {"profile", "localModel"}


async def _both(gateway: Gateway, limit: float) -> tuple[ModelReport, ModelReport]:
    """A model that does both works is asked once: two measurements would slow each other down."""
    code, prose = await asyncio.gather(
        _endpoint(gateway, Work.CODE, limit), _endpoint(gateway, Work.PROSE, limit)
    )
    if code == prose:
        report = await _examine(gateway, Work.CODE, code, limit)
        return report, report
    return await asyncio.gather(
        _examine(gateway, Work.CODE, code, limit), _examine(gateway, Work.PROSE, prose, limit)
    )


async def _endpoint(gateway: Gateway, work: Work, limit: float) -> Endpoint | ModelReport:
    """Who does the work, or the report that nobody can."""
    try:
        async with asyncio.timeout_at(limit):
            return await gateway.endpoint(work)
    except ModelError as error:
        return ModelReport(problem=str(error))
    except TimeoutError:
        return ModelReport(problem="The model was not ready in time; try again.")


async def _examine(
    gateway: Gateway, work: Work, endpoint: Endpoint | ModelReport, limit: float
) -> ModelReport:
    """What was learnt, up to where something went wrong."""
    if isinstance(endpoint, ModelReport):
        return endpoint
    report = ModelReport(endpoint.base_url, endpoint.model, endpoint.local)
    try:
        async with asyncio.timeout_at(limit):
            listed = await discover.listed_models(await gateway.transport(), endpoint)
            report = replace(report, listed=listed or ())
            capabilities = _with_seen(await gateway.capabilities(work), endpoint)
            report = replace(report, capabilities=capabilities)
            first, rate = await _speed(gateway, work, capabilities)
    except ModelError as error:
        return replace(report, problem=str(error))
    except TimeoutError:
        slow = f"{endpoint.model} at {endpoint.service} was not done in time; try again."
        return replace(report, problem=slow)
    if first is None:
        silent = f"{endpoint.model} at {endpoint.service} answered nothing; choose another model."
        return replace(report, problem=silent)
    report = replace(report, answers=True, seconds_to_first_token=first, tokens_per_second=rate)
    # The models answer, whatever comes of this.
    with suppress(ModelError, TimeoutError):
        async with asyncio.timeout_at(limit):
            capabilities = await _with_queue(gateway, work, endpoint, capabilities)
    return replace(report, capabilities=capabilities)


async def _with_queue(
    gateway: Gateway, work: Work, endpoint: Endpoint, found: Capabilities
) -> Capabilities:
    """The capabilities with how the service queues requests, which is remembered for editors."""
    if endpoint.local:
        return found
    ask = partial(gateway.stream, work, finds_out=True)
    frees_slot, parallel = await measure(ask, chat=found.chat)
    memory = ServiceMemory(memory_file())
    memory.put_queue(endpoint, frees_slot=frees_slot, parallel=parallel)
    return replace(found, frees_slot=frees_slot, parallel=parallel)


def _with_seen(found: Capabilities, endpoint: Endpoint) -> Capabilities:
    """The capabilities with the context's length as a server's answers have shown it of late."""
    seen = ServiceMemory(memory_file()).get(endpoint).context
    return replace(found, context=min(filter(None, (found.context, seen)), default=None))


async def _speed(
    gateway: Gateway, work: Work, capabilities: Capabilities
) -> tuple[float | None, float | None]:
    """Seconds to the first token, and tokens a second from then on; None where too few came."""
    prompt = _COUNTING if capabilities.chat else _COUNTING_ON
    clock = asyncio.get_running_loop().time
    times = []
    stream = gateway.stream(work, prompt, Sampling(_TOKENS), deadline=DEADLINE, finds_out=True)
    async with stream as answer:
        async for _ in answer:
            times.append(clock())
            if len(times) == 2 * _TOKENS:  # a service that takes no `max_tokens`
                break
    tokens = answer.usage.completion_tokens if answer.usage else len(times)
    took = times[-1] - times[0] if times else 0.0
    return answer.first_piece_after, (tokens - 1) / took if took > 0 and tokens > 1 else None
