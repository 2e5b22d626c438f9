"""Texts and answers that nobody would call code: an answer or nothing, in time, and no stream left.

Over the real gateway, with a chat model and with a FIM model.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from glossator.completion.clean import LONGEST
from glossator.completion.engine import Engine
from glossator.completion.request import Suggestion, SuggestionRequest
from glossator.completion.stream import OpenStream
from glossator.context.buffer import Buffer
from glossator.errors import OnlyThoughtsError
from glossator.models.gateway import Gateway
from glossator.models.requests import Work
from glossator.settings import Loaded, Settings
from tests.liveness import LIVENESS
from tests.standin.scripts import Done, Endless, Event, Finish, Script, Step, speak
from tests.standin.server import Request, StandIn

DEADLINE = 3.0
BEFORE, AFTER = "import os\n\n\ndef total(prices):\n", "\n\ndef main():\n    pass\n"
MANY_LINES = "def total(prices):\n    return sum(prices)\n\n" * 60_000
TEXTS = {
    "empty": "",
    "one letter": "x",
    "blank": " \n\t\n \n",
    "one line": "x = f(a, 'b') + " * 125_000,
    "one line of emoji": "x = '🎉é' + " * 180_000,
    "one word": "x" * 2_000_000,
    "one open string": '"' + "x " * 1_000_000,
    "brackets": "([{" * 700_000,
    "180,000 lines": MANY_LINES,
    "tabs and combining characters": "\te\u0301\u0301 = '\u200d\u202e👩\u200d👧'\t#\t\u0300\n" * 50,
    "mixed line ends": "a = 1\r\nb = 2\nc = 3\rd = 4\r\n\r\r\n\n" * 50,
    "binary": "\x7fELF\x00\x00\ufffd\x01\x1b[31m\ufffd\x00\x0c\x85\u2028" * 1000,
    "repeats itself": "return sum(prices)\n" * 400,
}


class Desk:
    """An engine at the stand-in, and what it may be asked."""

    def __init__(self, gateway: Gateway, settings: Settings, service: StandIn, wire: str) -> None:
        self.engine = Engine(gateway, settings)
        self.settings = settings
        self.service = service
        self.wire = wire

    def answers(self, script: Script) -> None:
        """What the model says from now on."""
        self.service.answer = lambda _: script

    async def ask(self, before: str, after: str, language: str = "python") -> list[Suggestion]:
        """The suggestions between two texts, which must come in time."""
        buffer = Buffer("file:///a.py", before + after, language, 1)
        async with asyncio.timeout(LIVENESS):
            request = SuggestionRequest.at(buffer, len(before), self.settings)
            found = await self.engine.suggest(request)
        for each in found:
            assert each.text.strip()
            assert "\n" not in after[: each.replace_right]
            each.text.encode()
        return found

    async def is_well_again(self) -> None:
        """No stream is left open, and the next request is served."""
        async with asyncio.timeout(LIVENESS):
            for request in self.service.requests:
                await request.ended.wait()
        reply = "return sum(prices)" if self.wire == "chat" else "sum(prices)"
        self.answers(speak(reply))
        self.settings = replace(self.settings, completion_deadline=LIVENESS)
        (found,) = await self.ask("def other(prices):\n    return ", "")
        assert found.text == "sum(prices)"


@pytest.fixture(params=["chat", "fim"])
async def desk(request: pytest.FixtureRequest) -> AsyncIterator[Desk]:
    wire = str(request.param)
    async with StandIn(completions=wire == "fim") as service:
        service.answer = _fills_in
        settings = Settings(
            base_url=service.base_url, api_key=service.key, completion_deadline=DEADLINE
        )
        gateway = Gateway(Loaded(settings, {"baseUrl": "test", "apiKey": "test"}))
        assert (await gateway.capabilities(Work.CODE)).ghost_wire == wire
        service.requests.clear()
        desk = Desk(gateway, settings, service, wire)
        yield desk
        await desk.engine.close()
        running = {getattr(each.get_coro(), "__qualname__", "") for each in asyncio.all_tasks()}
        assert OpenStream._read.__qualname__ not in running
        await gateway.close()


def _fills_in(request: Request) -> Script:
    """Passes the probe for FIM."""
    after = request.prompt.split("<|fim_suffix|>")[-1]
    return speak("quartz" if "quartz" in after else "walrus")


@pytest.mark.parametrize("place", [0.0, 0.5, 1.0], ids=["start", "middle", "end"])
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
async def test_any_text_gets_an_answer_or_nothing(desk: Desk, text: str, place: float) -> None:
    desk.answers(speak("add", "(price)", "\n    more = 1\n", "other = 2\n"))
    at = int(len(text) * place)
    await desk.ask(text[:at], text[at:])
    await desk.is_well_again()


async def test_a_language_nobody_has_heard_of_gets_ghost_text(desk: Desk) -> None:
    desk.answers(speak("x := 1"))
    (found,) = await desk.ask("", "\n", language="klingon++")
    assert found.text == "x := 1"


ENDLESS = {
    "words in one line": "word ",
    "numbers in one line": "1 + ",
    "letters": "a",
    "the same line": "    x = 1\n",
    "blank lines": "\n",
    "spaces": " ",
    "fences": "```python\n",
    "backticks": "`",
    "prose": "Here is the code that you asked for. ",
    "lines of prose": "Here is the code that you asked for.\n",
    "special tokens": "<|im_start|>",
    "padding": "<|fim_pad|>",
    "the line before": "def total(prices):\n",
}


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS)
@pytest.mark.parametrize("line", ["    return ", ""], ids=["line", "block"])
async def test_a_model_that_babbles_without_end_is_cut(desk: Desk, line: str, text: str) -> None:
    desk.answers([Endless(text, between=0.0)])
    for found in await desk.ask(BEFORE + line, AFTER):
        assert len(found.text) < 100
    await desk.is_well_again()


async def test_a_model_that_thinks_without_end_is_cut_and_told(desk: Desk) -> None:
    desk.answers([Endless("<think>hm ", between=0.0)])
    if desk.wire == "chat":
        with pytest.raises(OnlyThoughtsError):
            await desk.ask(BEFORE, AFTER)
        async with asyncio.timeout(20):
            await desk.service.requests[-1].ended.wait()


ONE_CHUNK = {
    "one word": "x" * 900_000,
    "words": "word " * 180_000,
    "lines": "    x = f(1)\n" * 60_000,
    "other lines": "".join(f"    x{number} = f({number})\n" for number in range(40_000)),
    "blank lines": "\n" * 450_000,
    "spaces": " " * 900_000,
    "backticks": "`" * 900_000,
    "brackets": "[" * 900_000,
    "quotes": "'" * 900_000,
    "angles": "<" * 900_000,
    "prose": "Here is the code that you asked for. " * 20_000,
}


@pytest.mark.parametrize("text", ONE_CHUNK.values(), ids=ONE_CHUNK)
@pytest.mark.parametrize("line", ["    return ", ""], ids=["line", "block"])
async def test_a_megabyte_in_one_piece_is_cut(desk: Desk, line: str, text: str) -> None:
    desk.answers(speak(text))
    for found in await desk.ask(BEFORE + line, AFTER):
        assert len(found.text) <= 2 * LONGEST
    await desk.is_well_again()


HALF_PAIR: list[Step] = [
    Event(r'{"choices":[{"index":0,"delta":{"content":"\ud83d"},"text":"\ud83d"}]}'),
    Finish(),
    Done(),
]
NOTHING = {
    "nothing": speak(""),
    "a fence": speak("```"),
    "an empty fence": speak("```python\n", "```"),
    "special tokens": speak("<|endoftext|>", "<|im_end|>"),
    "NULs": speak("\x00" * 1000),
    "half a surrogate pair": HALF_PAIR,
}


@pytest.mark.parametrize("script", NOTHING.values(), ids=NOTHING)
async def test_an_answer_without_code_is_nothing(desk: Desk, script: Script) -> None:
    desk.answers(script)
    assert await desk.ask(BEFORE + "    return ", AFTER) == []
    await desk.is_well_again()


async def test_prose_alone_from_a_chat_model_is_nothing(desk: Desk) -> None:
    desk.answers(speak("I am sorry, but I cannot ", "help with that."))
    found = await desk.ask(BEFORE + "    return ", AFTER)
    assert not found or desk.wire == "fim"
    await desk.is_well_again()


@pytest.mark.parametrize("piece", [1, 3, 1000])
async def test_control_characters_are_left_out(desk: Desk, piece: int) -> None:
    reply = "\x00\x1b[1;31msum\x1b[0m(pri\x07ces)\x7f"
    desk.answers(speak(*(reply[at : at + piece] for at in range(0, len(reply), piece))))
    (found,) = await desk.ask(BEFORE + "    return ", AFTER)
    assert found.text == "sum(prices)"


async def test_of_the_whole_file_only_what_is_missing_is_inserted(desk: Desk) -> None:
    desk.answers(speak(BEFORE + "    return sum(prices)\n" + AFTER))
    (found,) = await desk.ask(BEFORE + "    return ", AFTER)
    assert found.text.endswith("sum(prices)")
    assert "\n" not in found.text


async def test_a_suffix_that_repeats_the_prefix_is_not_repeated_again(desk: Desk) -> None:
    lines = "total = add(total, price)\nshow(total)\n"
    desk.answers(speak("total = add(total, price)\nshow(total)\ntotal = add(total, price)\n"))
    assert await desk.ask(lines, lines) == []
    await desk.is_well_again()
