"""What the gateway sends, and how its answers begin and end, over the real SDK and real sockets."""

from __future__ import annotations

import asyncio
import contextlib
import json
import subprocess
import sys

import pytest

from glossator import __version__
from glossator.errors import ModelError, NotConfiguredError
from glossator.models.gateway import Gateway
from glossator.models.requests import (
    Chat,
    Continuation,
    Fim,
    Message,
    Sampling,
    Usage,
    Work,
)
from glossator.models.stream import Piece
from glossator.models.wire.wire import FimRoute
from glossator.settings import Loaded, Settings
from tests.liveness import LIVENESS
from tests.models.conftest import CHAT, SAMPLING, Client, Connect, soon
from tests.standin.contract import CODE_MODEL, PROSE_MODEL
from tests.standin.scripts import (
    Done,
    Endless,
    Event,
    Finish,
    Raw,
    Reply,
    Say,
    Stall,
    Step,
    Wait,
    speak,
)
from tests.standin.server import Request, StandIn


async def test_an_answer_streams_in_pieces(client: Client) -> None:
    async with client.gateway.stream(Work.PROSE, CHAT, SAMPLING, deadline=30) as answer:
        assert (answer.model, answer.service) == (PROSE_MODEL, answer.endpoint.service)
        pieces = [piece async for piece in answer]
    assert pieces == [Piece("Hello"), Piece(", "), Piece("world")]
    assert answer.finish_reason == "stop"
    assert answer.usage == Usage(prompt_tokens=7, completion_tokens=3)
    assert answer.first_piece_after is not None


async def test_each_work_goes_to_its_model(client: Client, service: StandIn) -> None:
    await client.text(work=Work.CODE)
    await client.text(work=Work.PROSE)
    assert [request.model for request in service.requests] == [CODE_MODEL, PROSE_MODEL]


async def test_only_what_the_protocol_needs_is_sent(
    connect: Connect, service: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_BASE_URL"):
        monkeypatch.setenv(name, "foreign")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Foreign: foreign\nAuthorization: foreign")
    await connect().text()
    (request,) = service.requests
    assert set(request.headers) <= {
        *("host", "connection", "accept", "accept-encoding", "user-agent"),
        *("authorization", "content-type", "content-length", "x-stainless-raw-response"),
        "x-session-id",
    }
    assert len(request.headers["x-session-id"]) == 32
    assert request.headers["user-agent"] == f"glossator/{__version__}"
    assert request.headers["authorization"] == f"Bearer {service.key}"
    assert request.body == {
        "model": PROSE_MODEL,
        "messages": [
            {"role": "system", "content": "You explain."},
            {"role": "user", "content": "What is this?"},
        ],
        "stream": True,
        "max_tokens": 50,
        "temperature": 0.0,
        "stream_options": {"include_usage": True},
    }


async def test_a_service_without_a_key_never_gets_the_sdks(
    connect: Connect, service: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-foreign")
    service.rules.key = "none"
    assert await connect(api_key="").text() == "Hello, world"


async def test_a_fim_prompt_goes_out_raw(client: Client, service: StandIn) -> None:
    service.answer = lambda request: speak("a, ", "b")
    fim = Fim("def add(", "):\n    pass\n")
    assert await client.text(fim, work=Work.CODE) == "a, b"
    (request,) = service.requests
    assert request.route == "/v1/completions"
    assert request.prompt == "<|fim_prefix|>def add(<|fim_suffix|>):\n    pass\n<|fim_middle|>"


async def test_a_fim_prompt_goes_to_infill_where_the_probe_says_so(
    client: Client, service: StandIn
) -> None:
    service.answer = lambda request: speak("a, ", "b")
    fim = Fim("def add(", "):", related_files=(("c.py", "C = 1"),))
    answer = client.gateway.stream(Work.CODE, fim, SAMPLING, deadline=30, fim="infill")
    async with answer:
        assert [piece.text async for piece in answer] == ["a, ", "b"]
    (request,) = service.requests
    assert request.route == "/infill"
    assert request.body["input_extra"] == [{"filename": "c.py", "text": "C = 1"}]
    assert answer.finish_reason == "stop"
    assert answer.usage == Usage(3, 2)


async def test_plain_text_is_continued(client: Client, service: StandIn) -> None:
    assert await client.text(Continuation("def add("), work=Work.CODE) == "Hello, world"
    assert service.requests[0].prompt == "def add("


@pytest.mark.parametrize(
    ("prompt", "fim"),
    [(CHAT, "completions"), (Continuation("x"), "completions"), (Fim("x", "y"), "infill")],
)
async def test_pieces_carry_their_least_probability(
    client: Client, service: StandIn, prompt: Chat | Continuation | Fim, fim: FimRoute
) -> None:
    service.answer = lambda request: [Say("x", -0.5), Say("y", -2.0), Finish(), Done()]
    sampling = Sampling(50, logprobs=True)
    answer = client.gateway.stream(Work.CODE, prompt, sampling, deadline=30, fim=fim)
    async with answer:
        assert [piece.logprob async for piece in answer] == [-0.5, -2.0]


async def test_an_answer_whose_gateway_is_closed_blames_the_settings(
    connect: Connect, service: StandIn
) -> None:
    service.answer = lambda request: [Say("It"), Stall()]
    client = connect()
    async with client.gateway.stream(Work.PROSE, CHAT, SAMPLING, deadline=30) as answer:
        assert await anext(answer) == Piece("It")
        await client.gateway.close()
        with pytest.raises(ModelError, match="because the settings changed"):
            await anext(answer)


async def test_answers_read_whole_share_a_connection(client: Client, service: StandIn) -> None:
    for _ in range(5):
        await client.text()
    assert {request.connection for request in service.requests} == {1}


ODD_STREAMS: dict[str, list[Step]] = {
    "a character split between packets": [
        Raw(b'data: {"choices":[{"delta":{"content":"caf\xc3'),
        Wait(0.01),
        Raw(b'\xa9"}}]}\n\n'),
        Done(),
    ],
    "carriage returns and line feeds": [
        Raw(b'data: {"choices":[{"delta":{"content":"caf\xc3\xa9"}}]}\r\n\r\ndata: [DONE]\r\n\r\n')
    ],
    "carriage returns alone": [
        Raw(b'data: {"choices":[{"delta":{"content":"caf\xc3\xa9"}}]}\r\rdata: [DONE]\r\r')
    ],
    "a byte order mark": [
        Raw(b'\xef\xbb\xbfdata:{"choices":[{"delta":{"content":"caf\xc3\xa9"}}]}\n\n'),
        Done(),
    ],
    "comments to keep the connection alive": [Raw(b":\n\n: ping\n\n"), Say("café"), Done()],
    "events without a choice": [
        Event({}),
        Event({"choices": []}),
        Event({"choices": None}),
        Say("caf"),
        Event({"choices": [{"delta": None}]}),
        Say("é"),
        Event({"choices": [{"delta": None, "finish_reason": "stop"}]}),
        Done(),
    ],
    "no end": [Say("café"), Finish()],
    "an end that is not the last thing": [Say("café"), Done(), Say("more"), Event("junk")],
}


@pytest.mark.parametrize("name", ODD_STREAMS)
async def test_odd_streams_lose_nothing(client: Client, service: StandIn, name: str) -> None:
    service.answer = lambda request: ODD_STREAMS[name]
    assert await client.text() == "café"


async def test_line_separators_of_unicode_end_no_event(client: Client, service: StandIn) -> None:
    service.answer = lambda request: speak("a\u2028b\u0085c\x0bd\x1ee")
    assert await client.text() == "a\nb\ncde"


@pytest.mark.parametrize("piece", [1, 2, 3, 100])
async def test_what_a_model_says_is_made_plain_however_it_is_cut(
    client: Client, service: StandIn, piece: int
) -> None:
    reply = "\x1b]0;owned\x07ad\u202emin \x1b[31m\U0001f469\u200d\U0001f4bb\r\nend\r"
    service.answer = lambda request: speak(
        *(reply[i : i + piece] for i in range(0, len(reply), piece))
    )
    assert await client.text() == "admin \U0001f469\u200d\U0001f4bb\nend\n"


async def test_a_service_that_keeps_the_connection_open_after_the_end_is_left(
    client: Client, service: StandIn
) -> None:
    service.answer = lambda request: [Say("done"), Finish(), Done(), Stall()]
    assert await client.text() == "done"
    await soon(service.requests[0].ended.wait())


async def test_a_whole_answer_from_a_service_that_does_not_stream_is_one_piece(
    client: Client, service: StandIn
) -> None:
    whole = {"choices": [{"message": {"role": "assistant", "content": "all"}}]}
    service.answer = lambda request: Reply(200, json.dumps(whole).encode())
    assert await client.text() == "all"


async def test_an_empty_answer_that_says_why_is_an_answer(client: Client, service: StandIn) -> None:
    service.answer = lambda request: [Finish(), Done()]
    assert await client.text() == ""


async def test_leaving_in_the_middle_closes_the_connection_within_50_ms(
    client: Client, service: StandIn
) -> None:
    service.answer = lambda request: [Endless()]
    delays = []
    for _ in range(5):
        async with client.gateway.stream(Work.CODE, CHAT, SAMPLING, deadline=30) as answer:
            await anext(answer)
        delays.append(await _time_to_hang_up(service.requests[-1]))
    # The best of several, because this machine has other things to do.
    assert min(delays) < 0.05


@pytest.mark.parametrize(
    "script",
    [[Stall()], [Say("x"), Stall()], [Endless()], [Say("x"), Raw(b'data: {"cho'), Stall()]],
    ids=["before the first piece", "between pieces", "while pieces come", "in half a piece"],
)
async def test_cancelling_closes_the_connection_within_50_ms(
    client: Client, service: StandIn, script: list[Step]
) -> None:
    service.answer = lambda request: script
    heard = asyncio.Event()

    async def listen() -> None:
        async with client.gateway.stream(Work.CODE, CHAT, SAMPLING, deadline=30) as answer:
            async for _ in answer:
                heard.set()

    delays = []
    for _ in range(5):
        heard.clear()
        listening = asyncio.create_task(listen())
        request = await service.next_request()
        if script[0] != Stall():
            await heard.wait()
        listening.cancel()
        with pytest.raises(asyncio.CancelledError):
            await listening
        delays.append(await _time_to_hang_up(request))
    assert min(delays) < 0.05


async def _time_to_hang_up(request: Request) -> float:
    left_at = asyncio.get_running_loop().time()
    await soon(request.ended.wait())
    assert request.hung_up_at is not None
    assert not request.answered_whole
    return request.hung_up_at - left_at


async def test_answers_do_not_hold_each_other_up(client: Client, service: StandIn) -> None:
    service.answer = lambda request: [Stall()] if request.model == CODE_MODEL else speak("quick")
    slow = asyncio.create_task(client.text(work=Work.CODE))
    assert await client.text(work=Work.PROSE) == "quick"
    slow.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await slow


async def test_opening_twice_at_once_loads_once(client: Client) -> None:
    first, second = await asyncio.gather(client.gateway.transport(), client.gateway.transport())
    assert first is second


@pytest.mark.parametrize("turns", range(12))
async def test_a_reader_that_is_cancelled_while_it_hangs_up_leaves_no_connection(
    client: Client, service: StandIn, turns: int
) -> None:
    service.answer = lambda request: [Say("x"), Stall()]
    leaves = asyncio.Event()

    async def read() -> None:
        async with client.gateway.stream(Work.PROSE, CHAT, SAMPLING, deadline=30) as answer:
            async for _ in answer:
                leaves.set()
                return

    reading = asyncio.create_task(read())
    await leaves.wait()
    for _ in range(turns):
        await asyncio.sleep(0)
    reading.cancel()
    await asyncio.wait([reading])
    (request,) = service.requests
    async with asyncio.timeout(LIVENESS):
        await request.ended.wait()
    assert request.hung_up_at is not None


async def test_a_cancelled_opening_goes_on_for_the_others(client: Client) -> None:
    first = asyncio.create_task(client.gateway.transport())
    second = asyncio.create_task(client.text())
    await asyncio.sleep(0)
    first.cancel()
    assert await second == "Hello, world"


async def test_this_machine_is_not_reached_through_a_proxy(
    connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    _set_proxy(monkeypatch, "http://proxy.invalid:1")
    assert await connect().text() == "Hello, world"


async def test_others_are_reached_through_the_proxy_of_the_environment(
    connect: Connect, service: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    _set_proxy(monkeypatch, service.base_url.removesuffix("/v1"))
    with pytest.raises(ModelError):
        await connect(base_url="http://model.invalid/v1", api_key="").text()
    assert service.requests[0].route == "http://model.invalid/v1/chat/completions"


def _set_proxy(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    for name in ("NO_PROXY", "no_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    for name in ("HTTP_PROXY", "http_proxy"):
        monkeypatch.setenv(name, url)


async def test_nothing_is_sent_without_a_key(service: StandIn) -> None:
    gateway = Gateway(Loaded(Settings(profile="service")))
    with pytest.raises(NotConfiguredError, match="GLOSSATOR_API_KEY"):
        async with gateway.stream(Work.CODE, CHAT, SAMPLING, deadline=30):
            pass
    await gateway.close()


def test_the_sdk_is_not_imported_with_the_gateway() -> None:
    code = "import sys, glossator.models.gateway; print({'openai', 'httpx2'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


async def test_user_turns_without_a_system_role_stay_as_they_are(
    client: Client, service: StandIn
) -> None:
    await client.text(Chat((Message("user", "a"), Message("user", "b"))))
    assert [each["content"] for each in service.requests[0].body["messages"]] == ["a", "b"]


@pytest.mark.parametrize(
    ("prompt", "fim"),
    [
        (Chat((Message("user", "a\ud83d"),)), "completions"),
        (Continuation("a\ud83d"), "completions"),
        (Fim("a\ud83d", "\ude00b", related_files=(("\ud83d.py", "\ud83d"),)), "infill"),
    ],
)
async def test_half_a_surrogate_pair_does_not_stop_a_request(
    client: Client, service: StandIn, prompt: Chat | Continuation | Fim, fim: FimRoute
) -> None:
    assert await client.text(prompt, fim=fim) == "Hello, world"
    assert service.requests[0].prompt == "a?"


@pytest.mark.parametrize(
    ("prompt", "fim"),
    [
        (Chat((Message("system", "a secret"), Message("user", "a secret"))), "completions"),
        (Continuation("a secret"), "completions"),
        (Fim("a secret", "a secret", related_files=(("b.py", "a secret"),)), "completions"),
        (Fim("a secret", "a secret", related_files=(("b.py", "a secret"),)), "infill"),
    ],
)
async def test_every_text_of_a_prompt_is_concealed(
    service: StandIn, prompt: Chat | Continuation | Fim, fim: FimRoute
) -> None:
    settings = Settings(base_url=service.base_url, api_key=service.key)
    loaded = Loaded(settings, origins={"baseUrl": "test"})
    gateway = Gateway(loaded, conceal=lambda text: text.replace("secret", "******"))
    assert await Client(gateway).text(prompt, fim=fim) == "Hello, world"
    assert "secret" not in json.dumps(service.requests[0].body)
    assert "a ******" in json.dumps(service.requests[0].body)
    await gateway.close()
