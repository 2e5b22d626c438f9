"""What the probe finds out about services of every kind, and how little it asks for that."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import pytest

from glossator.errors import (
    ModelError,
    OverloadedError,
    RefusedError,
    UnknownModelError,
    UnreachableError,
)
from glossator.models.gateway import Gateway
from glossator.models.local import catalogue
from glossator.models.local.process import LocalModel
from glossator.models.probe import GAPS, Capabilities, is_middle
from glossator.models.requests import Work
from glossator.models.wire.fim_tokens import FAMILIES, FimFamily
from glossator.settings import Loaded, Settings
from tests.models.conftest import Client, Connect
from tests.standin.contract import CODE_MODEL, PROSE_MODEL, error
from tests.standin.scripts import (
    Done,
    Endless,
    Event,
    Finish,
    Reply,
    Say,
    Script,
    Stall,
    html,
    refused,
    speak,
)
from tests.standin.server import CHAT, Request, StandIn

FULL = Capabilities(
    ghost_wire="fim",
    fim_route="completions",
    chat=True,
    completions=True,
    infill=True,
    fim=True,
    system_role=True,
    stop=True,
    logprobs=False,
)
CHAT_ALONE = replace(FULL, ghost_wire="chat", completions=False, infill=False, fim=False)


@pytest.fixture
async def chat_service() -> AsyncIterator[StandIn]:
    """The chat route alone, as the API contract has it."""
    async with StandIn() as service:
        yield service


def middle(request: Request) -> str:
    """What belongs between prefix and suffix, as a model with FIM finds it in the suffix."""
    shown = (
        request.body.get("input_suffix") or request.body["prompt"].partition("<|fim_suffix|>")[2]
    )
    found = re.search(r'== "(\w+)"', shown)
    assert found
    return found[1]


def knows_fim(request: Request) -> Script:
    return speak("cold" if request.route == CHAT else middle(request))


def echoes_tokens(request: Request) -> Script:
    return speak(f"{middle(request)}<|fim_middle|>" if request.route != CHAT else "cold")


def goes_on(request: Request) -> Script:
    return speak("something else")


async def test_a_service_with_everything(client: Client, service: StandIn) -> None:
    service.answer = knows_fim
    assert await client.gateway.capabilities(Work.CODE) == FULL
    assert not any(request.refused for request in service.requests)
    assert len(service.requests) == 5


async def test_the_contract_s_service_ends_at_chat_after_three_refusals(
    connect: Connect, chat_service: StandIn
) -> None:
    client = connect(base_url=chat_service.base_url)
    assert await client.gateway.capabilities(Work.CODE) == CHAT_ALONE
    assert sum(request.refused for request in chat_service.requests) == 3
    assert {request.route for request in chat_service.requests} == {
        *(CHAT, "/v1/completions", "/infill", "/v1/fim/completions")
    }


@pytest.mark.parametrize("answer", [echoes_tokens, goes_on], ids=["echoes", "goes on"])
async def test_a_model_that_misreads_the_tokens_has_no_fim(
    client: Client, service: StandIn, answer: Callable[[Request], Script]
) -> None:
    service.answer = answer
    found = await client.gateway.capabilities(Work.CODE)
    assert found == replace(FULL, ghost_wire="chat", fim=False)


@pytest.mark.parametrize(("guess", "asked"), [("quartz", 2), ("walrus", 1)])
async def test_one_lucky_guess_is_not_fim(
    client: Client, service: StandIn, guess: str, asked: int
) -> None:
    service.answer = lambda r: speak(guess) if r.route == "/v1/completions" else goes_on(r)
    assert not (await client.gateway.capabilities(Work.CODE)).fim
    qwens = [each for each in service.requests if each.prompt.startswith("<|fim_prefix|>")]
    assert len(qwens) == asked


def gap_in(prompt: str, family: FimFamily) -> bool:
    """Whether a prompt is one of the probe's gaps in the tokens of this family alone."""
    laid_out = {family.lay_out(gap) for gap, _ in GAPS}
    return prompt in laid_out


@pytest.mark.parametrize("name", [name for name in FAMILIES if name != "codegemma"])
async def test_a_model_of_any_family_is_found_by_its_tokens(
    client: Client, service: StandIn, name: str
) -> None:
    def speaks_one_family(request: Request) -> Script:
        if request.route == CHAT:
            return speak("cold")
        if request.route == "/v1/completions" and gap_in(request.prompt, FAMILIES[name]):
            return speak(next(word for gap, word in GAPS if gap.prefix in request.prompt))
        return speak("something else")

    service.answer = speaks_one_family
    found = await client.gateway.capabilities(Work.CODE)
    assert (found.ghost_wire, found.fim_route) == ("fim", name)


async def test_a_model_that_copies_the_word_and_goes_on_has_no_fim(
    client: Client, service: StandIn
) -> None:
    def copies(request: Request) -> Script:
        """As a small model does that knows no tokens and sees the suffix before the prefix."""
        if request.route == "/v1/completions" and request.prompt.startswith(("[SUFFIX]", "<[fim")):
            word = next(word for gap, word in GAPS if gap.prefix in request.prompt)
            return [Say(f'{word}"'), Say("\n"), Finish("length"), Done()]
        return goes_on(request)

    service.answer = copies
    assert not (await client.gateway.capabilities(Work.CODE)).fim


async def test_codegemma_is_told_by_its_token_between_files(
    client: Client, service: StandIn
) -> None:
    service.answer = lambda r: (
        speak(middle(r), "<|file_separator|>") if r.route == "/v1/completions" else speak("cold")
    )
    assert (await client.gateway.capabilities(Work.CODE)).fim_route == "codegemma"


async def test_ollama_takes_the_suffix_and_wraps_raw_tokens(
    client: Client, service: StandIn
) -> None:
    def ollama(request: Request) -> Script:
        if request.route != "/v1/completions":
            return speak("cold")
        if suffix := request.body.get("suffix"):
            return speak(suffix.partition('== "')[2].partition('"')[0])
        usage = {"prompt_tokens": 132, "completion_tokens": 1}
        return [Say(middle(request)), Event({"choices": [], "usage": usage}), Done()]

    service.rules.suffix = True
    service.answer = ollama
    found = await client.gateway.capabilities(Work.CODE)
    assert (found.ghost_wire, found.fim_route) == ("fim", "suffix")


async def test_mistrals_route_is_taken_where_there_is_no_other(connect: Connect) -> None:
    async with StandIn(fim=True) as mistral:
        mistral.answer = lambda r: speak(
            "cold" if r.route == CHAT else r.body["suffix"].partition('== "')[2].partition('"')[0]
        )
        found = await connect(base_url=mistral.base_url).gateway.capabilities(Work.CODE)
        assert (found.ghost_wire, found.fim_route) == ("fim", "mistral")


def thinks(request: Request, off: bool) -> Script:
    kwargs = request.body.get("chat_template_kwargs") or {}
    if off and kwargs.get("enable_thinking") is False:
        return speak("cold")
    limit = request.body["max_tokens"]
    words = ["<think>", *["hm "] * 30, "</think>", "cold"]
    return [*map(Say, words[:limit]), Finish("length" if limit < len(words) else "stop"), Done()]


@pytest.mark.parametrize(("off", "wire"), [(True, "chat"), (False, "none")])
async def test_a_model_that_thinks_is_asked_not_to(connect: Connect, off: bool, wire: str) -> None:
    async with StandIn() as chat_service:
        chat_service.rules.thinks = True
        chat_service.answer = lambda r: thinks(r, off)
        client = connect(base_url=chat_service.base_url)
        found = await client.gateway.capabilities(Work.CODE)
        assert (found.chat, found.thinks, found.ghost_wire) == (True, not off, wire)
        assert await client.text(work=Work.CODE) == "cold"


async def test_a_template_that_opens_a_thought_is_found_out(connect: Connect) -> None:
    async with StandIn() as chat_service:
        words = [
            "The ",
            "user ",
            "wants ",
            "a ",
            "word. ",
            "It ",
            "is ",
            "cold.",
            "</think>",
            "cold",
        ]

        def r1(request: Request) -> Script:
            limit = request.body["max_tokens"]
            end = Finish("length" if limit < len(words) else "stop")
            return [*map(Say, words[: min(limit, 7) if limit == 8 else limit]), end, Done()]

        chat_service.rules.thinks = True
        chat_service.answer = r1
        client = connect(base_url=chat_service.base_url)
        assert (await client.gateway.capabilities(Work.CODE)).thinks
        assert await client.text(work=Work.CODE) == "cold"


async def test_a_small_model_that_echoes_the_rules_is_continued(
    client: Client, service: StandIn
) -> None:
    def small(request: Request) -> Script:
        if "The cursor's line" in request.prompt:
            return speak("=== The cursor's line; begin with `return` ===")
        return speak("something else")

    service.answer = small
    assert (await client.gateway.capabilities(Work.CODE)).ghost_wire == "plain"


async def test_infill_is_taken_where_raw_tokens_do_not_work(
    client: Client, service: StandIn
) -> None:
    service.answer = lambda r: knows_fim(r) if r.route == "/infill" else goes_on(r)
    found = await client.gateway.capabilities(Work.CODE)
    assert found == replace(FULL, fim_route="infill")


async def test_a_model_without_chat_is_continued(client: Client, service: StandIn) -> None:
    no_template = refused(error(404, "no chat template", "not_found"))
    service.answer = lambda r: no_template if r.route == CHAT else goes_on(r)
    found = await client.gateway.capabilities(Work.CODE)
    assert found == replace(FULL, ghost_wire="plain", chat=False, fim=False, system_role=None)


async def test_fim_needs_no_chat(client: Client, service: StandIn) -> None:
    no_template = refused(error(400, "no chat template", "template"))
    service.answer = lambda r: no_template if r.route == CHAT else knows_fim(r)
    found = await client.gateway.capabilities(Work.CODE)
    assert found == replace(FULL, chat=False, system_role=None)


async def test_what_is_refused_is_found_out(client: Client, service: StandIn) -> None:
    service.rules.refused = {"stop", "logprobs"}
    service.rules.no_system_role = {PROSE_MODEL}
    found = await client.gateway.capabilities(Work.PROSE)
    assert (found.system_role, found.stop, found.logprobs) == (False, False, False)


async def test_a_refusal_that_names_nothing_does_not_hide_the_chat_route(
    client: Client, service: StandIn
) -> None:
    def picky(request: Request) -> Script:
        return Reply(400) if "logprobs" in request.body else speak("cold")

    service.answer = picky
    found = await client.gateway.capabilities(Work.CODE)
    assert (found.chat, found.ghost_wire) == (True, "chat")


async def test_probabilities_are_found_on_the_route_of_ghost_text(
    client: Client, service: StandIn
) -> None:
    def doubts(request: Request) -> Script:
        if request.route == CHAT:
            return speak("cold")
        return [Say(middle(request), logprob=-0.5), *speak()]

    service.answer = doubts
    assert (await client.gateway.capabilities(Work.CODE)).logprobs is True


@pytest.mark.parametrize(
    "odd", [html(), Reply(500), Reply(403), Reply(0)], ids=["html", "500", "403", "reset"]
)
async def test_odd_answers_of_other_routes_leave_chat(
    client: Client, service: StandIn, odd: Reply
) -> None:
    service.answer = lambda r: speak("cold") if r.route == CHAT else odd
    assert await client.gateway.capabilities(Work.CODE) == CHAT_ALONE


async def test_a_model_that_babbles_is_cut_off(client: Client, service: StandIn) -> None:
    service.answer = lambda r: [Endless("omega ")]
    assert (await client.gateway.capabilities(Work.CODE)).ghost_wire == "chat"


async def test_a_wrong_key_is_sent_once(connect: Connect, service: StandIn) -> None:
    with pytest.raises(RefusedError):
        await connect(api_key="wrong").gateway.capabilities(Work.CODE)
    assert len(service.requests) == 1


async def test_an_unknown_model_is_an_error(connect: Connect) -> None:
    with pytest.raises(UnknownModelError, match="other/model"):
        await connect(code_model="other/model").gateway.capabilities(Work.CODE)


async def test_a_busy_service_is_not_judged(client: Client, service: StandIn) -> None:
    service.answer = lambda r: speak("cold") if r.route == CHAT else Reply(429)
    with pytest.raises(OverloadedError):
        await client.gateway.capabilities(Work.CODE)


async def test_a_failure_is_not_remembered(client: Client, service: StandIn) -> None:
    await service.stop()
    with pytest.raises(UnreachableError):
        await client.gateway.capabilities(Work.CODE)
    await service.start()
    service.answer = knows_fim
    assert await client.gateway.capabilities(Work.CODE) == FULL


async def test_all_who_ask_share_one_probe(client: Client, service: StandIn) -> None:
    service.answer = knows_fim
    asked = [client.gateway.capabilities(Work.CODE) for _ in range(5)]
    assert await asyncio.gather(*asked) == [FULL] * 5
    await client.gateway.capabilities(Work.CODE)
    assert len(service.requests) == 5


async def test_each_model_is_probed(client: Client, service: StandIn) -> None:
    service.rules.no_system_role = {PROSE_MODEL}
    code = await client.gateway.capabilities(Work.CODE)
    prose = await client.gateway.capabilities(Work.PROSE)
    assert (code.system_role, prose.system_role) == (True, False)
    assert {r.model for r in service.requests if r.route == CHAT} == {CODE_MODEL, PROSE_MODEL}


async def test_a_caller_that_leaves_does_not_stop_the_others(
    client: Client, service: StandIn
) -> None:
    service.answer = knows_fim
    first = asyncio.create_task(client.gateway.capabilities(Work.CODE))
    second = asyncio.create_task(client.gateway.capabilities(Work.CODE))
    await service.next_request()
    first.cancel()
    assert await second == FULL
    with pytest.raises(asyncio.CancelledError):
        await first


async def test_closing_ends_the_probe_with_an_error(connect: Connect, service: StandIn) -> None:
    gateway = connect().gateway
    service.answer = lambda r: [Stall()]
    asking = asyncio.create_task(gateway.capabilities(Work.CODE))
    await service.next_request()
    await gateway.close()
    with pytest.raises(ModelError):
        await asking


async def test_the_small_local_model_is_continued() -> None:
    model = catalogue.resolve("smollm2-135m")
    assert model is not None
    gateway = Gateway(Loaded(Settings(profile="local")), LocalModel(model, context=2048))
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(gateway.close)
        found = await gateway.capabilities(Work.CODE)
    assert found == replace(
        FULL, ghost_wire="plain", infill=False, fim=False, logprobs=True, context=2048
    )


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("quartz", True),
        ('quartz"\nassert mineral', True),
        ("quartz<|endoftext|>junk", True),
        ("quartz<|fim_pad|><|fim_pad|>", True),
        ("", False),
        (" quartz", False),
        ("quartzite", False),
        ('mineral = "quartz"', False),
        ("<|fim_middle|>quartz", False),
        ("quartz<|fim_middle|>", False),
        ("```\nquartz\n```", False),
    ],
)
def test_a_middle_is_the_word_and_no_token(text: str, right: bool) -> None:
    assert is_middle(text, "quartz") is right
