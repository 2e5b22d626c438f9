"""Texts that are no code, through the real server: an answer or nothing, never an error."""

from __future__ import annotations

import asyncio

import pytest
from lsprotocol import types

from tests.completion.test_engine_bad_input import MANY_LINES, TEXTS
from tests.e2e.editor import Buffer, Editor, until
from tests.liveness import LIVENESS
from tests.standin.scripts import Endless, speak
from tests.standin.server import StandIn

START, END = types.Position(0, 0), types.Position(10_000_000, 0)


async def ghost_at(
    editor: Editor, buffer: Buffer, position: types.Position
) -> list[types.InlineCompletionItem]:
    params = editor.ghost_params(buffer, 0)
    params.position = position
    async with asyncio.timeout(LIVENESS):
        answer = await editor.client.text_document_inline_completion_async(params)
    assert isinstance(answer, types.InlineCompletionList)
    for item in answer.items:
        assert item.range is not None
        assert item.range.start.line == item.range.end.line
    return list(answer.items)


async def is_well_again(editor: Editor, service: StandIn) -> None:
    async with asyncio.timeout(LIVENESS):
        for request in service.requests:
            await request.ended.wait()
    service.answer = lambda _: speak("return sum(prices)")
    text = "def other(prices):\n    return "
    (item,) = await editor.ghost(editor.open("other.py", text), len(text))
    assert item.insert_text == "sum(prices)"
    assert editor.messages == []


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
async def test_any_text_gets_an_answer_or_nothing(
    vscode: Editor, service: StandIn, text: str
) -> None:
    service.answer = lambda _: speak("add", "(price)", "\n    more = 1\n", "other = 2\n")
    buffer = vscode.open("bad.py", text)
    for position in (START, END):
        await ghost_at(vscode, buffer, position)
    await is_well_again(vscode, service)


@pytest.mark.parametrize("language", ["klingon++", "", "\x00"])
async def test_an_unknown_language_gets_ghost_text(
    vscode: Editor, service: StandIn, language: str
) -> None:
    service.answer = lambda _: speak("x := 1")
    (item,) = await ghost_at(vscode, vscode.open("bad.tlh", "", language), START)
    assert item.insert_text == "x := 1"


@pytest.mark.parametrize("text", ["a = '\ud83d'\nb = ", "\udcff\udcfe = "], ids=["half", "bytes"])
async def test_lone_surrogates_are_taken(vscode: Editor, service: StandIn, text: str) -> None:
    service.answer = lambda _: speak("b = 1")
    await ghost_at(vscode, vscode.open("bad.py", text), END)
    await is_well_again(vscode, service)


@pytest.mark.parametrize("text", ["\n", "word ", "```\n"])
async def test_a_model_that_babbles_is_hung_up_on(
    vscode: Editor, service: StandIn, text: str
) -> None:
    service.answer = lambda _: [Endless(text, between=0.0)]
    buffer = vscode.open("bad.py", "def total(prices):\n    return ")
    await ghost_at(vscode, buffer, END)
    await until(lambda: service.requests[0].hung_up_at)
    await is_well_again(vscode, service)


async def test_typing_along_in_180_000_lines_asks_no_model_again(
    vscode: Editor, service: StandIn
) -> None:
    service.answer = lambda _: speak("return sum(prices)")
    buffer = vscode.open("long.py", MANY_LINES + "def other(prices):\n    return ")
    for key in "sum(":
        (item,) = await ghost_at(vscode, buffer, END)
        assert item.insert_text
        vscode.type(buffer, len(buffer.text), key)
    assert len(service.requests) == 1
