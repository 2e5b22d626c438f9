"""How a service's queue is found out, and who waits in it for whom."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from functools import partial

import pytest

from glossator.errors import ModelError, TimedOutError
from glossator.models import queueing
from glossator.models.endpoints import Endpoint
from glossator.models.gateway import Gateway
from glossator.models.queueing import Queues, measure
from glossator.models.requests import Chat, Message, Sampling, Work
from glossator.models.service_memory import ServiceMemory
from glossator.settings import Loaded, Settings
from tests.models.conftest import Client, Connect, soon
from tests.standin.scripts import Done, Finish, Reply, Say, Script, Stall, Wait, speak
from tests.standin.server import Request, StandIn

SERVICE = Endpoint("http://127.0.0.1:11434/v1", "", "coder")
OLLAMA = (False, False)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same in less time."""
    monkeypatch.setattr(queueing, "IDLE", 0.1)


class Queue:
    """The time of a server that works its requests off one by one, wanted or not."""

    def __init__(self, *, parallel: bool, frees_slot: bool) -> None:
        self.parallel = parallel
        self.frees_slot = frees_slot
        self.free_at = 0.0

    def __call__(self, request: Request) -> Script:
        now = asyncio.get_running_loop().time()
        is_long, counts = len(request.prompt) > 1_000, "Count from" in request.prompt
        work = 3.0 if is_long else 1.2 if counts else 0.0
        begins = now if self.parallel and not self.held(now) else max(now, self.free_at)
        if not (is_long and self.frees_slot):
            self.free_at = begins + work
            self.is_long = is_long
        if counts:
            return [Wait(begins - now), Say("one"), Wait(work), Finish(), Done()]
        return [Wait(begins - now + work), Say("yes"), Finish(), Done()]

    def held(self, now: float) -> bool:
        return self.free_at > now and self.is_long

    is_long = False


@pytest.mark.parametrize(
    ("chat", "parallel", "frees_slot"),
    [
        (True, True, True),
        (True, True, False),
        (True, False, True),
        (True, False, False),
        (False, False, False),
    ],
)
async def test_a_queue_is_measured(
    client: Client, service: StandIn, *, chat: bool, parallel: bool, frees_slot: bool
) -> None:
    await client.text()  # what is loaded for the first request is no part of its time
    service.answer = Queue(parallel=parallel, frees_slot=frees_slot)
    ask = partial(client.gateway.stream, Work.CODE, finds_out=True)
    assert await measure(ask, chat=chat) == (frees_slot, parallel)
    assert len(service.requests) == 7


async def test_a_quick_service_cannot_hold_anyone_up(client: Client, service: StandIn) -> None:
    service.answer = lambda _: speak("yes")
    ask = partial(client.gateway.stream, Work.CODE, finds_out=True)
    frees_slot, parallel = await measure(ask, chat=True)
    assert frees_slot is True
    assert parallel is not False


async def test_a_failing_service_is_not_judged(client: Client, service: StandIn) -> None:
    service.answer = lambda _: Reply(500)
    ask = partial(client.gateway.stream, Work.CODE, finds_out=True)
    with pytest.raises(ModelError):
        await measure(ask, chat=True)


class Measured:
    """Queues whose measurement is a list of what was measured."""

    def __init__(self) -> None:
        self.memory = ServiceMemory(None)
        self.services: list[Endpoint] = []
        self.done = asyncio.Event()
        self.queues = Queues(self.memory, self._measure)

    async def _measure(self, endpoint: Endpoint) -> tuple[bool | None, bool | None]:
        self.services.append(endpoint)
        self.done.set()
        return OLLAMA

    def ghost_text(self, first_piece_after: float | None, seconds: float = 0.0) -> None:
        self.queues.begin(SERVICE, for_ghost_text=True)
        self.queues.end(SERVICE, True, first_piece_after, seconds)


@pytest.fixture
async def measured() -> AsyncIterator[Measured]:
    measured = Measured()
    yield measured
    await measured.queues.close()


@pytest.mark.parametrize(("first", "seconds"), [(1.5, 2.0), (None, 1.5)])
async def test_a_slow_service_is_measured_once(
    measured: Measured, first: float | None, seconds: float
) -> None:
    for _ in range(3):
        measured.ghost_text(first, seconds)
    await soon(measured.done.wait())
    await asyncio.sleep(0.05)
    measured.ghost_text(first, seconds)
    await asyncio.sleep(0.3)
    assert measured.services == [SERVICE]
    known = measured.memory.get(SERVICE)
    assert (known.frees_slot, known.parallel) == OLLAMA


async def test_a_quick_service_is_not_measured(measured: Measured) -> None:
    measured.ghost_text(0.3, 20.0)
    measured.ghost_text(None, 0.3)
    await asyncio.sleep(0.3)
    assert not measured.services


async def test_it_is_not_measured_while_something_is_asked(measured: Measured) -> None:
    measured.queues.begin(SERVICE, for_ghost_text=False)
    measured.ghost_text(1.5)
    await asyncio.sleep(0.4)
    assert not measured.services
    measured.queues.end(SERVICE, False, 0.1, 1.0)
    await soon(measured.done.wait())


async def test_a_request_of_the_user_takes_the_only_place(measured: Measured) -> None:
    called: list[bool] = []
    measured.queues.on_user_request = lambda: called.append(True)
    measured.queues.begin(SERVICE, for_ghost_text=False)
    assert not measured.queues.is_taken(SERVICE)
    measured.memory.put_queue(SERVICE, frees_slot=True, parallel=False)
    assert measured.queues.is_taken(SERVICE)
    measured.queues.end(SERVICE, False, 0.1, 1.0)
    assert not measured.queues.is_taken(SERVICE)
    measured.queues.begin(SERVICE, for_ghost_text=False)
    assert called == [True]


@pytest.mark.parametrize(
    ("frees_slot", "parallel", "given_up", "waits"),
    [
        (None, None, False, False),
        (None, None, True, True),
        (True, True, True, False),
        (False, True, False, True),
        (True, False, False, True),
    ],
)
async def test_who_may_wait_in_a_queue(
    measured: Measured,
    *,
    frees_slot: bool | None,
    parallel: bool | None,
    given_up: bool,
    waits: bool,
) -> None:
    if frees_slot is not None:
        measured.memory.put_queue(SERVICE, frees_slot=frees_slot, parallel=parallel)
    if given_up:
        measured.ghost_text(None, 2.0)
    assert measured.queues.may_queue(SERVICE) == waits


async def test_a_service_that_was_late_lately_may_be_late_again(measured: Measured) -> None:
    measured.memory.put_queue(SERVICE, frees_slot=True, parallel=True)
    for seconds, waits in ((9.0, False), (31.0, True)):
        measured.ghost_text(seconds, seconds)
        assert measured.queues.may_queue(SERVICE) == waits


@pytest.mark.parametrize("is_queue", [True, False])
async def test_what_the_user_asks_for_waits_longer_than_a_queue(
    connect: Connect, service: StandIn, *, is_queue: bool
) -> None:
    service.answer = lambda _: [Wait(0.8), *speak("at last")]
    client = connect(stall_timeout=0.3)
    endpoint = await client.gateway.endpoint(Work.PROSE)
    if is_queue:
        client.gateway._memory.put_queue(endpoint, frees_slot=False, parallel=False)
        assert await client.text() == "at last"
    else:
        with pytest.raises(TimedOutError, match="sent nothing for 0.3 seconds"):
            await client.text()


async def test_once_begun_a_silence_is_a_fault_in_a_queue_too(
    connect: Connect, service: StandIn
) -> None:
    service.answer = lambda _: [Say("begun"), Stall()]
    client = connect(stall_timeout=0.3)
    endpoint = await client.gateway.endpoint(Work.PROSE)
    client.gateway._memory.put_queue(endpoint, frees_slot=False, parallel=False)
    with pytest.raises(TimedOutError):
        await client.text()


async def test_a_stall_timeout_of_the_user_holds_in_a_queue_too(service: StandIn) -> None:
    service.answer = lambda _: [Stall()]
    settings = Settings(base_url=service.base_url, api_key=service.key, stall_timeout=0.3)
    gateway = Gateway(Loaded(settings, origins={"baseUrl": "test", "stallTimeout": "test"}))
    endpoint = await gateway.endpoint(Work.PROSE)
    gateway._memory.put_queue(endpoint, frees_slot=False, parallel=False)
    chat = Chat((Message("user", "hello"),))
    with pytest.raises(TimedOutError):
        async with gateway.stream(Work.PROSE, chat, Sampling(5), deadline=30.0) as answer:
            await anext(answer)
    await gateway.close()
