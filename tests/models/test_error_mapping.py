"""What becomes of every fault of a service: one clear error, the right number of requests, no key.

Over the real SDK and real sockets, against the stand-in.
"""

from __future__ import annotations

import asyncio
import json
import logging
import traceback
from dataclasses import dataclass, replace

import httpx2
import pytest

from glossator.errors import (
    BrokenAnswerError,
    BudgetSpentError,
    LocalModelFailedError,
    ModelError,
    OverloadedError,
    RefusedError,
    RejectedError,
    ServiceFailedError,
    TimedOutError,
    TooLongError,
    UnknownModelError,
    UnreachableError,
)
from glossator.models import error_mapping
from glossator.models import stream as answers
from glossator.models.endpoints import Endpoint
from glossator.models.requests import Fim, Work
from tests.liveness import LIVENESS
from tests.models.conftest import CHAT, SAMPLING, Client, Connect, soon
from tests.standin.contract import error, invalid
from tests.standin.scripts import (
    Done,
    Event,
    Raw,
    Reply,
    Reset,
    Say,
    Script,
    Stall,
    error_in_body,
    error_in_stream,
    html,
    refused,
    speak,
)
from tests.standin.server import Request, StandIn


@dataclass(frozen=True)
class Fault:
    """A fault, the error it becomes, and how often the service is asked."""

    script: Script
    error: type[ModelError]
    asked: int = 1


TOO_LONG = "`inputs` must have less than 4096 tokens. Given: 5000"
VLLM_TOO_LONG = json.dumps(
    {
        "object": "error",
        "message": "This model's maximum context length is 4096 tokens. However, you requested "
        "5000 tokens (4950 in the messages, 50 in max_tokens).",
        "code": 400,
    }
).encode()
# LiteLLM 1.100.5, as it answers: a server behind it whose budget is spent, a key whose budget is.
SERVER_SPENT = (
    rb'{"error":{"message":"No deployments available - crossed budget: Exceeded budget for '
    rb"deployment model_name: smollm2, litellm_params.model: openai/smollm2, model_id: "
    rb"05529d184af75d7e0f1cac98592f0aa8972735d91a6c01b7ef6aa2a092c873b9: 0.054000000000000006 >= 1d"
    rb'\n","type":"None","param":"None","code":"429"}}'
)
KEY_SPENT = (
    b'{"error":{"message":"Budget has been exceeded! Key=sk-...1a2b Current cost: 20.000013, Max '
    b'budget: 20.0","type":"budget_exceeded","param":null,"code":"429"}}'
)
QUOTA_SPENT = (
    b'{"error":{"message":"You exceeded your current quota, please check your plan and billing '
    b'details.","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}'
)
NO_BALANCE = b'{"error":{"message":"Insufficient Balance","type":"unknown_error"}}'
LIVING = Say("text so far")

FAULTS = {
    "a wrong key": Fault(Reply(401), RefusedError),
    "a forbidden key": Fault(Reply(403, b'{"error": {"message": "no"}}'), RefusedError),
    "an unknown model": Fault(refused(error(404, "no such model", "not_found")), UnknownModelError),
    "an unknown route in HTML": Fault(Reply(404, b"<html>", "text/html"), UnknownModelError),
    "a full queue": Fault(
        refused(error(429, "Model is overloaded", "overloaded")), OverloadedError
    ),
    "a queue that is full for long": Fault(
        Reply(429, headers={"Retry-After": "60"}), OverloadedError
    ),
    "a queue that stays full": Fault(Reply(429, headers={"Retry-After": "0"}), OverloadedError, 2),
    "a queue that is full until a date": Fault(
        Reply(429, headers={"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}), OverloadedError
    ),
    "a server's budget is spent": Fault(Reply(429, SERVER_SPENT), BudgetSpentError),
    "a key's budget is spent": Fault(Reply(429, KEY_SPENT), BudgetSpentError),
    "a key's budget is spent, by an older LiteLLM": Fault(Reply(400, KEY_SPENT), BudgetSpentError),
    "a quota is spent": Fault(
        Reply(429, QUOTA_SPENT, headers={"Retry-After": "1"}), BudgetSpentError
    ),
    "a balance is spent": Fault(Reply(402, NO_BALANCE), BudgetSpentError),
    "text too long for TGI": Fault(refused(invalid(TOO_LONG)), TooLongError),
    "text too long for vLLM": Fault(Reply(400, VLLM_TOO_LONG), TooLongError),
    "text too long for a proxy": Fault(Reply(413, b"<html>", "text/html"), TooLongError),
    "a request it does not like": Fault(refused(invalid("messages: no")), RejectedError),
    "a route it does not serve": Fault(Reply(501, b'{"error": "no infill"}'), RejectedError),
    "a redirect": Fault(
        Reply(307, headers={"Location": "https://other.example/v1"}), RejectedError
    ),
    "a failure": Fault(Reply(500, b"boom"), ServiceFailedError, 2),
    "a bad gateway": Fault(Reply(502, b"<html>", "text/html"), ServiceFailedError, 2),
    "a failure while generating": Fault(
        refused(error(424, "Request failed during generation: CUDA", "generation")),
        ServiceFailedError,
        2,
    ),
    "a connection dropped without a word": Fault(Reply(0), UnreachableError, 2),
    "a connection dropped before the first piece": Fault([Reset()], UnreachableError, 2),
    "a connection dropped after a piece": Fault([LIVING, Reset()], BrokenAnswerError),
    "HTML with status 200": Fault(html(), BrokenAnswerError),
    "JSON that is broken": Fault(Reply(200, b'{"choices": ['), BrokenAnswerError),
    "JSON that is no object": Fault(Reply(200, b"[1]"), BrokenAnswerError),
    "JSON that is nested deeply": Fault(
        Reply(200, b'{"choices": ' + b"[" * 100_000), BrokenAnswerError
    ),
    "an event that is nested deeply": Fault(
        [Event('{"choices": ' + '{"a":' * 100_000)], BrokenAnswerError
    ),
    "an error that is nested deeply": Fault(
        Reply(500, b'{"error": ' * 5_000 + b"1" + b"}" * 5_000), ServiceFailedError, 2
    ),
    "an error that is nested as deeply as can be read": Fault(
        Reply(500, b'{"error": ' * 900 + b'"x"' + b"}" * 900), ServiceFailedError, 2
    ),
    "a redirect to what is no address": Fault(
        Reply(307, headers={"Location": "http://[::1"}), RejectedError
    ),
    "a refusal of the model": Fault(
        Reply(200, b'{"choices": [{"message": {"content": null, "refusal": "No."}}]}'),
        RejectedError,
    ),
    "JSON without an answer": Fault(Reply(200, b"{}"), BrokenAnswerError),
    "an error object with status 200": Fault(error_in_body("it broke"), ServiceFailedError, 2),
    "TGI's error in the stream": Fault(
        error_in_stream("Request failed during generation: CUDA"), ServiceFailedError, 2
    ),
    "TGI's full queue in the stream": Fault(
        error_in_stream("Model is overloaded"), OverloadedError
    ),
    "TGI's long text in the stream": Fault(error_in_stream(TOO_LONG), TooLongError),
    "an error object after a piece": Fault(
        [LIVING, Event({"error": "it broke", "error_type": "generation"})], ServiceFailedError
    ),
    "an event that is broken JSON": Fault([Event('{"choices": [')], BrokenAnswerError),
    "broken JSON after a piece": Fault([LIVING, Event("{nonsense"), Done()], BrokenAnswerError),
    "an empty stream": Fault([], BrokenAnswerError),
    "an end and nothing else": Fault([Done()], BrokenAnswerError),
    "events with nothing in them": Fault(
        [Event({"choices": None}), Event({"choices": [{"delta": None}]}), Done()], BrokenAnswerError
    ),
    "half an event": Fault([Raw(b'data: {"choi')], BrokenAnswerError),
    "neither an end nor a reason for it": Fault([LIVING], BrokenAnswerError),
    "half an event after a piece": Fault([LIVING, Raw(b'data: {"choi')], BrokenAnswerError),
    "an answer without end": Fault([Raw(b"x" * 1_000_000 + b"\n")] * 20, BrokenAnswerError),
    "an error without end": Fault(Reply(500, b"x" * 20_000_000), ServiceFailedError, 2),
}


@pytest.mark.parametrize("name", FAULTS)
async def test_a_fault_becomes_one_clear_error(client: Client, service: StandIn, name: str) -> None:
    fault = FAULTS[name]
    service.answer = lambda request: fault.script
    with pytest.raises(ModelError) as caught:
        await client.text()
    assert type(caught.value) is fault.error
    assert len(service.requests) == fault.asked
    assert service.base_url.split("/")[2] in str(caught.value), "names the service"
    assert service.key not in _all_there_is(caught.value)


async def test_of_an_error_the_beginning_is_read(client: Client, service: StandIn) -> None:
    service.answer = lambda _: Reply(500, b"x" * 20_000_000)
    with pytest.raises(ServiceFailedError):
        await client.text()
    for request in service.requests:
        await soon(request.ended.wait())
        assert request.hung_up_at


@pytest.mark.parametrize(
    "script",
    [
        Reply(400, b'{"error": {"message": "bad key KEY in\\nAuthorization: Bearer KEY"}}'),
        Reply(500, b"headers: Bearer KEY"),
        error_in_stream("your key is KEY"),
        error_in_body("your key is KEY"),
    ],
)
async def test_a_service_that_repeats_the_key_is_not_quoted_with_it(
    client: Client, service: StandIn, script: Script
) -> None:
    def with_key(request: Request) -> Script:
        if isinstance(script, Reply):
            return Reply(script.status, script.body.replace(b"KEY", service.key.encode()))
        return [Event({"error": {"message": f"your key is {service.key}"}})]

    service.answer = with_key
    with pytest.raises(ModelError, match=r"\[key\]") as caught:
        await client.text()
    assert service.key not in _all_there_is(caught.value)
    assert service.key not in caught.value.reply


def _all_there_is(error: BaseException) -> str:
    """What any log could show of an error: its words, its causes, its traceback."""
    shown = "".join(traceback.format_exception(error))
    seen: BaseException | None = error
    while seen is not None:
        shown += f"{seen!r} {seen.args!r}"
        seen = seen.__cause__ or seen.__context__
    return shown


async def test_pieces_before_a_fault_have_been_given(client: Client, service: StandIn) -> None:
    service.answer = lambda request: [Say("so "), Say("far"), Reset()]
    got = []
    with pytest.raises(BrokenAnswerError):
        async with client.gateway.stream(Work.CODE, CHAT, SAMPLING, deadline=30) as answer:
            async for piece in answer:
                got.append(piece.text)
    assert got == ["so ", "far"]


@pytest.mark.parametrize(
    "script",
    [Reply(500), Reply(0), [Reset()], Reply(429, headers={"Retry-After": "0.01"})],
    ids=["a failure", "no answer", "a drop", "a full queue"],
)
async def test_what_passes_is_asked_again_once(
    client: Client, service: StandIn, script: Script
) -> None:
    _first(service, script)
    assert await client.text() == "well"
    assert len(service.requests) == 2


async def test_a_second_try_waits_as_long_as_the_service_says(
    client: Client, service: StandIn
) -> None:
    _first(service, Reply(429, headers={"Retry-After": "0.3"}))
    await client.text()
    first, second = service.requests
    assert second.at - first.at >= 0.3


@pytest.mark.parametrize(("asked_for", "deadline"), [(9, 5), (10, 300)])
async def test_no_wait_goes_beyond_the_deadline_or_patience(
    client: Client, service: StandIn, asked_for: int, deadline: float
) -> None:
    _first(service, Reply(429, headers={"Retry-After": str(asked_for)}))
    with pytest.raises(OverloadedError, match=f"in {asked_for} seconds"):
        await client.text(deadline=deadline)
    assert len(service.requests) == 1


@pytest.mark.parametrize("asked_for", ["1e999", "99999999999999999999", "nan", "-inf", "0x9"])
async def test_a_wait_beyond_reason_is_none(
    client: Client, service: StandIn, asked_for: str
) -> None:
    service.answer = lambda _: Reply(429, headers={"Retry-After": asked_for})
    with pytest.raises(OverloadedError, match=r"try again in (?:a moment|0 seconds)\."):
        await client.text(deadline=300)


async def test_a_refused_connection_names_the_service(connect: Connect, service: StandIn) -> None:
    await service.stop()
    with pytest.raises(UnreachableError, match=r"127\.0\.0\.1:\d+ .*baseUrl"):
        await connect().text()


async def test_a_service_that_comes_back_is_reached_at_the_second_try(
    client: Client, service: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    await client.gateway.transport()
    await service.stop()
    monkeypatch.setattr(answers, "_JITTER", (3.0, 3.0))
    asked = asyncio.create_task(client.text())
    await asyncio.sleep(0.2)
    await service.start()
    assert await asked == "Hello, world"


async def test_a_connection_closed_while_idle_is_no_error(client: Client, service: StandIn) -> None:
    await client.text()
    await service.stop()
    await service.start()
    assert await client.text() == "Hello, world"


async def test_silence_ends_after_the_stall_timeout(connect: Connect, service: StandIn) -> None:
    service.answer = lambda request: [Say("a"), Stall()]
    with pytest.raises(TimedOutError, match="sent nothing for 1 seconds"):
        await connect(stall_timeout=1.0).text()
    assert len(service.requests) == 1


async def test_comments_do_not_count_as_an_answer(connect: Connect, service: StandIn) -> None:
    service.answer = lambda request: [Raw(b": ping\n\n"), Stall()]
    with pytest.raises(TimedOutError):
        await connect(stall_timeout=0.2).text()


async def test_the_deadline_ends_what_goes_on_and_on(client: Client, service: StandIn) -> None:
    await client.gateway.transport()
    service.answer = lambda request: speak(*("more " * 1000), between=0.01)
    with pytest.raises(TimedOutError, match="within 2 seconds"):
        await client.text(deadline=2.0)
    async with asyncio.timeout(LIVENESS):
        await service.requests[0].ended.wait()
    assert service.requests[0].hung_up_at is not None


def _first(service: StandIn, script: Script) -> None:
    """Answer the first request with the script, the others well."""
    service.answer = lambda request: script if len(service.requests) == 1 else speak("well")


SERVICE = Endpoint("https://model.example:8443/v1", "sk-secret", "m")


@pytest.mark.parametrize(
    ("failure", "endpoint", "kind", "words"),
    [
        (
            httpx2.ConnectTimeout("x"),
            SERVICE,
            TimedOutError,
            "model.example:8443 could not be reached",
        ),
        (
            httpx2.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] self-signed certificate"),
            SERVICE,
            UnreachableError,
            "its certificate is not trusted",
        ),
        (httpx2.ConnectError("refused"), SERVICE, UnreachableError, "refused, or out of reach"),
        (httpx2.ReadError("x"), SERVICE, UnreachableError, "it broke off before the answer"),
        (
            httpx2.ConnectError("refused"),
            replace(SERVICE, local=True),
            LocalModelFailedError,
            "its process may have ended",
        ),
        (httpx2.ReadError("x"), replace(SERVICE, local=True), UnreachableError, "it broke off"),
    ],
)
def test_a_failed_connection_says_why(
    failure: Exception, endpoint: Endpoint, kind: type[ModelError], words: str
) -> None:
    error = error_mapping.explain(failure, endpoint)
    assert type(error) is kind
    assert words in str(error)


async def test_a_missing_key_is_not_called_a_wrong_one(connect: Connect, service: StandIn) -> None:
    with pytest.raises(RefusedError, match=r"wants a key \(401\)"):
        await connect(api_key="").text()
    with pytest.raises(RefusedError, match=r"refuses the key \(401\)"):
        await connect(api_key="wrong").text()


async def test_no_log_shows_the_key(
    client: Client, service: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    _first(service, Reply(500, b"boom"))
    await client.text()
    await client.text(Fim("a", "b"), fim="infill")
    assert caplog.records
    assert service.key not in caplog.text
