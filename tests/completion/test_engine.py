"""A request is answered from the cache, the open stream or the model; over the real gateway."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import Any

import pytest

from glossator.completion.cursor import Cursor
from glossator.completion.engine import Engine
from glossator.completion.request import Suggestion, SuggestionRequest
from glossator.context.buffer import Buffer
from glossator.errors import ModelError
from glossator.models.gateway import Gateway
from glossator.models.requests import Work
from glossator.settings import Loaded, Settings
from tests.liveness import LIVENESS
from tests.standin.scripts import Done, Finish, Reply, Say, Script, Stall, held, speak
from tests.standin.server import Request, StandIn

URI = "file:///a.py"
HEAD = "import os\n\n\ndef total(prices):\n"


class Desk:
    """A user at one buffer, drawn with the cursor as `│`, and the engine that serves them."""

    def __init__(self, gateway: Gateway, settings: Settings, service: StandIn) -> None:
        self.gateway = gateway
        self.settings = settings
        self.service = service
        self.grown: list[str] = []
        self.engine = Engine(gateway, settings)

    def let_grow(self) -> None:
        """From now on the client can be told of a suggestion that has grown."""
        self.engine = Engine(self.gateway, self.settings, self.grown.append)

    def set_deadline(self, seconds: float) -> None:
        self.settings = replace(self.settings, completion_deadline=seconds)
        self.engine = Engine(self.gateway, self.settings)

    async def ask(self, drawn: str, *, uri: str = URI, invoked: bool = False) -> str:
        """The line as it would stand after the first suggestion; the bare line without one."""
        found = await self.suggest(drawn, uri=uri, invoked=invoked)
        before, _, after = drawn.partition("│")
        if not found:
            return drawn.replace("│", "")
        return before + found[0].text + after[found[0].replace_right :]

    async def suggest(
        self, drawn: str, *, uri: str = URI, invoked: bool = False, hypothetical: bool = False
    ) -> list[Suggestion]:
        before, _, after = drawn.partition("│")
        buffer, offset = Buffer(uri, HEAD + before + after, "python", 1), len(HEAD + before)
        request = SuggestionRequest.at(
            buffer, offset, self.settings, invoked=invoked, hypothetical=hypothetical
        )
        return await self.engine.suggest(request)

    def asking(self, drawn: str, *, uri: str = URI) -> asyncio.Task[str]:
        return asyncio.create_task(self.ask(drawn, uri=uri))

    def type(self, drawn: str) -> None:
        """Change the buffer without asking for anything."""
        before, _, after = drawn.partition("│")
        buffer = Buffer(URI, HEAD + before + after, "python", 2)
        self.engine.close_rejected_stream(Cursor.at(buffer, len(HEAD + before)))

    async def settled(self) -> None:
        """Wait until the engine does nothing more of its own accord."""
        while own := [task for task in asyncio.all_tasks() if _is_engines(task)]:
            await asyncio.wait(own)


@pytest.fixture
def wire() -> str:
    """What the service has; parametrize it where that is not to be fim."""
    return "fim"


@pytest.fixture
async def desk(wire: str) -> AsyncIterator[Desk]:
    async with StandIn(completions=wire == "fim") as service, desk_of(service) as desk:
        assert (await desk.gateway.capabilities(Work.CODE)).ghost_wire == wire
        service.requests.clear()
        yield desk


@asynccontextmanager
async def desk_of(service: StandIn) -> AsyncIterator[Desk]:
    service.answer = _knows_fim
    settings = Settings(base_url=service.base_url, api_key=service.key, completion_deadline=5.0)
    loaded = Loaded(settings, {"baseUrl": "test", "apiKey": "test"})
    gateway = Gateway(loaded)
    desk = Desk(gateway, settings, service)
    yield desk
    await desk.engine.close()
    await gateway.close()


def _is_engines(task: asyncio.Task[Any]) -> bool:
    return getattr(task.get_coro(), "__qualname__", "").startswith(("Engine.", "OpenStream."))


def _knows_fim(request: Request) -> Script:
    """Passes the probe: fills in the word that stands behind the gap."""
    after = request.prompt.split("<|fim_suffix|>")[-1]
    return speak("quartz" if "quartz" in after else "walrus")


async def test_typing_along_is_answered_without_the_model(desk: Desk) -> None:
    desk.service.answer = lambda _: speak("sum", "(prices)")
    for typed in ["", "s", "su", "sum(", "sum(prices"]:
        assert await desk.ask(f"    return {typed}│\n") == "    return sum(prices)\n"
    assert len(desk.service.requests) == 1


async def test_a_wrong_key_that_is_deleted_brings_it_back(desk: Desk) -> None:
    desk.service.answer = lambda _: speak("sum(prices)")
    await desk.ask("    return │\n")
    desk.service.answer = lambda _: speak("ero")
    await desk.ask("    return z│\n")
    asked = len(desk.service.requests)
    assert await desk.ask("    return │\n") == "    return sum(prices)\n"
    assert len(desk.service.requests) == asked


async def test_keys_share_the_stream_while_they_agree_with_it(desk: Desk) -> None:
    desk.service.answer = lambda _: speak("sum", "(pri", "ces)", first=0.3, between=0.1)
    first = desk.asking("    return │\n")
    await _until(lambda: desk.service.requests)
    second = desk.asking("    return s│\n")
    third = asyncio.create_task(_after(0.35, desk.ask("    return sum│\n")))
    assert await third == "    return sum(prices)\n"
    assert await first == "    return \n"
    assert await second == "    return s\n"
    assert len(desk.service.requests) == 1


async def test_a_cancelled_request_leaves_the_stream_to_the_next(desk: Desk) -> None:
    desk.service.answer = lambda _: speak("sum", "(prices)", first=0.2)
    first = desk.asking("    return │\n")
    await _until(lambda: desk.service.requests)
    first.cancel()
    assert await desk.ask("    return s│\n") == "    return sum(prices)\n"
    assert len(desk.service.requests) == 1


@pytest.mark.parametrize(
    ("then", "uri"),
    [
        pytest.param("    return z│\n", "file:///a.py", id="another key"),
        pytest.param("    return │ + 1\n", "file:///a.py", id="another suffix"),
        pytest.param("    x = 1\n    return │\n", "file:///a.py", id="another cursor"),
        pytest.param("    return │\n", "file:///b.py", id="another file"),
    ],
)
async def test_a_stream_that_cannot_serve_is_hung_up_on(desk: Desk, then: str, uri: str) -> None:
    desk.service.answer = lambda _: [Say("sum\n"), Stall()]
    await desk.ask("    return │\n")
    desk.service.answer = lambda _: speak("ero")
    await desk.ask(then, uri=uri)
    await _until(lambda: desk.service.requests[0].hung_up_at)


async def test_what_the_model_says_beyond_is_the_next_suggestion(desk: Desk) -> None:
    desk.service.answer = lambda _: speak("sum(prices)\n\n\ndef mean(prices):\n")
    assert await desk.ask("    return │\n") == "    return sum(prices)\n"
    asked = len(desk.service.requests)
    following = await desk.ask("    return sum(prices)│\n")
    assert following.startswith("    return sum(prices)\n\n\ndef mean(prices):")
    assert len(desk.service.requests) == asked


async def test_a_line_rejected_twice_is_not_suggested_again(desk: Desk) -> None:
    desk.service.answer = lambda _: speak("sum(prices)")
    for _ in range(2):
        assert await desk.ask("    return │\n") == "    return sum(prices)\n"
        await desk.ask("    return zzz│\n")
    assert await desk.ask("    return │\n") == "    return \n"


async def test_nothing_is_asked_in_the_middle_of_a_word(desk: Desk) -> None:
    assert await desk.suggest("    ret│urn 1\n") == []
    assert desk.service.requests == []


async def test_a_new_word_in_front_of_another_is_completed(desk: Desk) -> None:
    desk.service.answer = lambda _: speak("sum(")
    before, after = HEAD + "    return s", "prices)\n"
    buffer = Buffer(URI, before + after, "python", 1)
    assert await desk.engine.suggest(SuggestionRequest.at(buffer, len(before), desk.settings)) == []
    assert desk.service.requests == []
    request = SuggestionRequest.at(buffer, len(before), desk.settings, typed=1)
    (found,) = await desk.engine.suggest(request)
    assert found.text == "sum("


async def test_where_the_model_saw_nothing_missing_it_is_not_asked_again(desk: Desk) -> None:
    desk.service.answer = lambda _: speak("rate")
    await desk.ask("    return total(│, 2)\n    # end\n")
    desk.service.answer = lambda _: speak("zero")
    await desk.ask("    return total(ratez│, 2)\n    # end\n")
    asked = len(desk.service.requests)
    assert await desk.suggest("    return total(rate│, 2)\n    # end\n") == []
    assert len(desk.service.requests) == asked


@pytest.mark.parametrize("wire", ["fim", "chat"])
async def test_a_fim_model_that_ends_before_what_follows_saw_nothing_missing(
    desk: Desk, wire: str
) -> None:
    desk.service.answer = lambda _: speak("    total = 0")
    assert await desk.ask("    │\n    return total\n") == "    total = 0\n    return total\n"
    await desk.settled()
    asked = len(desk.service.requests)
    await desk.ask("    total = 0│\n    return total\n")
    assert len(desk.service.requests) == asked + (wire == "chat")


@pytest.mark.parametrize("wire", ["chat"])
async def test_the_end_of_a_fence_is_heard_and_says_that_nothing_is_missing(desk: Desk) -> None:
    desk.service.answer = lambda _: [Say("```\n    return total(rate\n"), Say("```"), Stall()]
    assert await desk.ask("    return total(│, 2)\n") == "    return total(rate, 2)\n"
    await desk.settled()
    await desk.ask("    return total(rate│, 2)\n")
    assert len(desk.service.requests) == 1


async def test_a_slow_block_gives_its_whole_lines_at_the_deadline(desk: Desk) -> None:
    desk.set_deadline(3.0)
    desk.service.answer = lambda _: [Say("for p in prices:\n        print(p)\n        x"), Stall()]
    assert await desk.ask("    │") == "    for p in prices:\n        print(p)"
    await desk.engine.close()
    await _until(lambda: desk.service.requests[0].hung_up_at)


async def test_auto_closed_brackets_are_replaced(desk: Desk) -> None:
    desk.service.answer = lambda _: speak("(prices) / len(prices)")
    await desk.ask("    return sum│\n")
    found = await desk.suggest("    return sum(│)\n")
    assert [(each.text, each.replace_right) for each in found] == [("prices) / len(prices)", 1)]
    assert len(desk.service.requests) == 1


async def test_a_failure_is_raised_once_and_then_the_service_rests(desk: Desk) -> None:
    desk.service.answer = lambda _: Reply(503)
    with pytest.raises(ModelError):
        await desk.suggest("    return │\n")
    asked = len(desk.service.requests)
    assert await desk.suggest("    return a│\n") == []
    assert await desk.suggest("    return ab│\n") == []
    assert len(desk.service.requests) == asked


async def test_after_accepts_the_next_one_is_on_its_way(desk: Desk) -> None:
    desk.service.answer = lambda _: speak("a = 1")
    for name in ("file:///b.py", "file:///c.py", "file:///d.py"):
        (found,) = await desk.suggest("    │\n", uri=name)
        desk.engine.note_accepted(found.identity)
        await desk.suggest("    a = 1│\n", uri=name)
    await desk.settled()
    asked = len(desk.service.requests)
    desk.service.answer = lambda _: speak("b = 2")
    await desk.suggest("    │\n")
    await _until(lambda: len(desk.service.requests) > asked + 1)


async def test_what_comes_after_an_accept_is_asked_once(desk: Desk) -> None:
    desk.service.answer = lambda _: speak("total = sum(prices)")
    for _ in range(3):
        (found,) = await desk.suggest("    │\n")
        desk.engine.note_accepted(found.identity)
    await desk.suggest("    │\n")
    desk.service.answer = lambda _: speak("")
    for typed in ("t", "to", "tot", "tota"):
        await desk.suggest(f"    {typed}│\n")
        await desk.settled()
    assert len(desk.service.requests) == 2


async def test_a_closed_document_is_forgotten(desk: Desk) -> None:
    desk.service.answer = lambda _: speak("sum(prices)")
    await desk.ask("    return │\n")
    desk.engine.forget("file:///a.py")
    await desk.ask("    return │\n")
    assert len(desk.service.requests) == 2


@pytest.mark.parametrize("waits_for", ["the delay", "the service", "the next piece"])
async def test_a_closed_document_is_not_asked_about_again(desk: Desk, waits_for: str) -> None:
    desk.service.answer = lambda _: [Say("sum"), Stall()]
    asking = desk.asking("    return │\n")
    if waits_for != "the delay":
        await _until(lambda: desk.service.requests)
    elif not asking.done():
        await asyncio.sleep(0)
    if waits_for == "the next piece":
        await asyncio.sleep(0.1)
    asked = len(desk.service.requests)
    desk.engine.forget(URI)
    assert await asking == "    return \n"
    await desk.settled()
    assert len(desk.service.requests) == asked


async def test_closing_another_document_changes_nothing(desk: Desk) -> None:
    desk.service.answer = lambda _: speak("sum", "(prices)", first=0.2)
    asking = desk.asking("    return │\n")
    await _until(lambda: desk.service.requests)
    desk.engine.forget("file:///b.py")
    assert await asking == "    return sum(prices)\n"


async def _after(seconds: float, work: Awaitable[str]) -> str:
    await asyncio.sleep(seconds)
    return await work


async def _until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(LIVENESS):
        while not condition():
            await asyncio.sleep(0.005)


async def test_who_asks_gets_distinct_candidates(desk: Desk) -> None:
    answers = iter(["sum(prices)", "sum(prices)", "fsum(prices)"])
    desk.service.answer = lambda _: speak(next(answers))
    before = HEAD + "    return "
    buffer = Buffer(URI, before + "\n", "python", 1)
    request = SuggestionRequest.at(buffer, len(before), desk.settings, invoked=True, limit=3)
    found = await desk.engine.suggest(request)
    assert [each.text for each in found] == ["sum(prices)", "fsum(prices)"]
    seeds = [request.body.get("seed") for request in desk.service.requests]
    assert len(set(seeds)) == 3


async def test_a_block_grows_where_the_client_can_be_told(desk: Desk) -> None:
    desk.let_grow()
    desk.service.answer = lambda _: speak(
        "for p in prices:\n", "        print(p)\n", "    return 0\n", "x", between=0.1
    )
    assert await desk.ask("    │") == "    for p in prices:"
    await _until(lambda: desk.grown == [URI])
    whole = "    for p in prices:\n        print(p)\n    return 0"
    assert await desk.ask("    │") == whole
    assert len(desk.service.requests) == 1


async def test_what_comes_too_late_shows_where_the_client_can_be_told(desk: Desk) -> None:
    desk.set_deadline(0.5)
    desk.let_grow()
    answered = asyncio.Event()
    desk.service.answer = lambda _: held([], answered.is_set, speak("sum(prices)\n"))
    assert await desk.ask("    return │") == "    return "
    assert desk.grown == []
    answered.set()
    await _until(lambda: desk.grown == [URI])
    assert await desk.ask("    return │") == "    return sum(prices)"
    assert len(desk.service.requests) == 1


@pytest.mark.parametrize("types_on", [False, True])
async def test_what_comes_after_a_request_was_given_up_shows_unless_another_has_asked(
    desk: Desk, types_on: bool
) -> None:
    desk.let_grow()
    answered = asyncio.Event()
    desk.service.answer = lambda _: held([], answered.is_set, speak("sum(prices)\n"))
    given_up = desk.asking("    return │")
    await _until(lambda: desk.service.requests)
    given_up.cancel()
    with suppress(asyncio.CancelledError):
        await given_up
    another = desk.asking("    return s│") if types_on else None
    await asyncio.sleep(0)
    answered.set()
    if another is None:
        await _until(lambda: desk.grown == [URI])
    else:
        assert await another == "    return sum(prices)"
        assert desk.grown == []
    assert len(desk.service.requests) == 1


async def test_a_change_that_rejects_the_stream_closes_it_at_once(desk: Desk) -> None:
    desk.service.answer = lambda _: [Say("sum(\n        pri"), Stall()]
    await desk.ask("    return │\n")
    pending = desk.asking("    return sum(│\n")
    await asyncio.sleep(0)
    desk.type("    return sum(\n        p│\n")
    assert desk.engine.is_reading(URI)
    desk.type("    return sum(\n        z│\n")
    assert not desk.engine.is_reading(URI)
    await _until(lambda: desk.service.requests[0].hung_up_at)
    assert await pending == "    return sum(\n"
    assert len(desk.service.requests) == 1


async def test_whole_lines_of_a_rejected_stream_come_back(desk: Desk) -> None:
    desk.let_grow()
    desk.service.answer = lambda _: [Say("total = 0\n    for p in prices:\n        x"), Stall()]
    await desk.ask("    │\n")
    desk.type("    x│\n")
    assert await desk.ask("    to│\n") == "    total = 0\n    for p in prices:\n"
    assert len(desk.service.requests) == 1


async def test_a_suggestion_ends_before_what_the_model_doubts(desk: Desk) -> None:
    desk.service.answer = lambda _: [Say("sum", -0.1), Say("(", -1.0), Say("pages", -1.1), Stall()]
    assert await desk.ask("    return │\n") == "    return sum(\n"
    await _until(lambda: desk.service.requests[0].hung_up_at)


async def test_a_slow_block_shows_its_whole_lines_before_the_deadline(desk: Desk) -> None:
    lines = [f"a{number} = {number}\n    " for number in range(30)]
    desk.service.answer = lambda _: speak(*lines, between=0.1)
    found = await desk.ask("    │\n")
    assert found.startswith("    a0 = 0\n    a1 = 1\n")
    assert "a29" not in found


@pytest.mark.parametrize(
    ("reply", "shown"),
    [
        ("sum(prices) / len(pri", "    return sum(prices) / len(\n"),
        ("sum(prices)\n\n\ndef mea", "    return sum(prices)\n"),
    ],
)
async def test_a_token_limit_leaves_no_half_word(desk: Desk, reply: str, shown: str) -> None:
    desk.service.answer = lambda _: [Say(reply), Finish("length"), Done()]
    assert await desk.ask("    return │\n") == shown


@pytest.mark.parametrize("wire", ["chat"])
async def test_thoughts_that_used_up_the_token_limit_leave_no_first_words(desk: Desk) -> None:
    reply = "<think>It is a sum.</think>return sum(prices) / len(pri"
    desk.service.answer = lambda _: [Say(reply), Finish("length"), Done()]
    assert await desk.ask("    return │\n") == "    return \n"


async def test_the_users_key_asks_anew_where_the_model_had_nothing(desk: Desk) -> None:
    desk.service.answer = lambda _: [Say(""), Finish("stop"), Done()]
    assert await desk.ask("    return │\n") == "    return \n"
    desk.service.answer = lambda _: speak("sum(prices)\n")
    assert await desk.ask("    return │\n") == "    return \n"
    assert await desk.ask("    return │\n", invoked=True) == "    return sum(prices)\n"


async def test_the_users_key_asks_once(desk: Desk) -> None:
    desk.service.answer = lambda _: [Say(""), Finish("stop"), Done()]
    assert await desk.ask("    return │\n", invoked=True) == "    return \n"
    assert len(desk.service.requests) == 1


async def test_what_a_token_limit_cut_off_is_asked_for(desk: Desk) -> None:
    desk.service.answer = lambda _: [Say("sum(prices)\n    pri"), Finish("length"), Done()]
    await desk.ask("    return │\n\nx = 1")
    desk.service.answer = lambda _: speak("\n    print(1)\n")
    after = await desk.ask("    return sum(prices)│\n\nx = 1")
    assert after == "    return sum(prices)\n    print(1)\n\nx = 1"


async def test_a_stream_goes_on_beyond_a_blank_line(desk: Desk) -> None:
    desk.service.answer = lambda _: speak("sum(prices)\n", "\n", "    mean()\n", between=0.5)
    await desk.ask("    return │\n")
    after = await desk.ask("    return sum(prices)│\n")
    assert after == "    return sum(prices)\n\n    mean()\n"
    assert len(desk.service.requests) == 1


async def test_a_stream_is_kept_while_the_editors_indentation_may_go_again(desk: Desk) -> None:
    desk.service.answer = lambda _: speak("0\n    return ", "total\n", between=0.3)
    await desk.ask("    if x:\n        total = │\n")
    pending = desk.asking("    if x:\n        total = 0\n        │\n")
    await asyncio.sleep(0)  # let it ask
    after = await desk.ask("    if x:\n        total = 0\n    │\n")
    await pending
    assert after == "    if x:\n        total = 0\n    return total\n"
    assert len(desk.service.requests) == 1


async def test_what_is_selected_in_a_menu_takes_no_stream_from_what_is_typed(desk: Desk) -> None:
    desk.service.answer = lambda _: speak("sum", "(prices)\n", "\n", first=0.2, between=0.4)
    given_up = desk.asking("    return │\n")
    await _until(lambda: desk.service.requests)
    given_up.cancel()
    assert await desk.suggest("    return summary│\n", hypothetical=True) == []
    assert await desk.ask("    return │\n") == "    return sum(prices)\n"
    (item,) = await desk.suggest("    return sum│\n", hypothetical=True)
    assert item.text == "(prices)"
    assert len(desk.service.requests) == 1


async def test_a_rejected_line_is_suggested_elsewhere(desk: Desk) -> None:
    desk.service.answer = lambda _: speak("sum(prices)")
    for _ in range(2):
        await desk.ask("    return │\n")
        await desk.ask("    return zzz│\n")
    drawn = "    return 0\n\n\ndef other(prices):\n    return │\n"
    assert await desk.ask(drawn) == drawn.replace("│", "sum(prices)")


LONG_LINE = "sum(price.amount * (1 + rate) for price in prices if price.valid)"


async def test_a_line_is_cut_for_who_types_and_whole_for_who_asks_or_accepts(desk: Desk) -> None:
    desk.service.answer = lambda _: speak("zero(")
    for number in range(9):
        await desk.ask(f"    return {number}│\n")
        await desk.ask(f"    return {number}y│\n")
    desk.service.answer = lambda _: speak(LONG_LINE)
    (cut,) = await desk.suggest("    x = │\n")
    assert LONG_LINE.startswith(cut.text) and len(cut.text) < len(LONG_LINE)
    asked = len(desk.service.requests)
    (more,) = await desk.suggest(f"    x = {cut.text}│\n")
    assert LONG_LINE.startswith(cut.text + more.text)
    (whole,) = await desk.suggest("    x = │\n", invoked=True)
    assert whole.text == LONG_LINE
    desk.engine.note_accepted(whole.identity)
    (whole,) = await desk.suggest("    x = │\n")
    assert whole.text == LONG_LINE
    assert len(desk.service.requests) == asked


async def test_blanks_alone_are_no_suggestion(desk: Desk) -> None:
    desk.service.answer = lambda _: speak(": int ")
    assert await desk.ask("    x│= 1\n") == "    x: int = 1\n"
    desk.service.answer = lambda _: speak("")
    assert await desk.suggest("    x: int│= 1\n") == []
