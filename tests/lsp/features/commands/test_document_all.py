"""Everything undocumented in a file: one run, one edit each."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from pygls.exceptions import JsonRpcException

from tests.e2e.editor import Editor, running, until
from tests.standin.scripts import Reply, Say, Script, Stall, held, speak
from tests.standin.server import Request, StandIn

CODE = """\
export function first(a: number): void {}

/** Known. */
export class Known {
  add(a: number) { return a; }
  add2() {}
}

export function last() {
  function inner() {}
}
"""
DOCUMENTED = """\
/**
 * Do it.
 *
 * @param a - The number.
 */
export function first(a: number): void {}

/** Known. */
export class Known {
  /**
   * Do it.
   *
   * @param a - The number.
   * @returns The result.
   */
  add(a: number) { return a; }
  /** Do it. */
  add2() {}
}

/** Do it. */
export function last() {
  function inner() {}
}
"""
TITLE = "Document everything undocumented in this file"


def _answer(_: Request) -> Script:
    return speak("Do it.\n", "a: The number.\n", between=0.02)


def _argument(uri: str) -> dict[str, Any]:
    return {"uri": uri}


async def test_each_definition_gets_its_documentation(editor: Editor, service: StandIn) -> None:
    service.answer = _answer
    buffer = editor.open("calc.ts", CODE, "typescript")
    assert await editor.choose(buffer, TITLE, 0, 0) == {"documented": 4, "left": []}
    assert buffer.text == DOCUMENTED
    assert len(service.allowed) == 4
    titles = {str(edit.label).partition(" #")[0] for edit in editor.edits}
    assert titles == {f"Docstring for {name}" for name in ("first", "add", "add2", "last")}
    assert TITLE not in [action.title for action in await editor.actions(buffer, 0, 0)]


async def test_a_client_that_stands_still_meanwhile_is_answered_at_once(
    tmp_path: Path, service: StandIn, options: dict[str, Any]
) -> None:
    seen = asyncio.Event()
    async with running(tmp_path) as eglot:
        await eglot.initialize("emacs", options=options)
        await eglot.run("glossator.status", {"wait": True})
        service.answer = lambda _: held([], seen.is_set, speak("Do it.\n", "a: The number.\n"))
        buffer = eglot.open("calc.ts", CODE, "typescript")
        assert await eglot.choose(buffer, TITLE, 0, 0) is None
        assert (buffer.text, eglot.edits) == (CODE, [])
        seen.set()
        await until(lambda: buffer.text == DOCUMENTED)
        assert eglot.messages == []
        assert await eglot.run("glossator.documentAll", _argument(buffer.uri)) is None
        await until(lambda: eglot.messages)
        assert eglot.messages == ["Glossator: Everything in calc.ts is documented already."]


async def test_overloads_each_have_their_turn(vscode: Editor, service: StandIn) -> None:
    service.answer = _answer
    buffer = vscode.open("Calc.java", "class A {\n  void f() {}\n  void f(int b) {}\n}\n", "java")
    result = await vscode.run("glossator.documentAll", _argument(buffer.uri))
    assert result == {"documented": 3, "left": []}
    assert buffer.text.count("/**") == 3


async def test_typing_meanwhile_loses_nothing(vscode: Editor, service: StandIn) -> None:
    service.answer = _answer
    buffer = vscode.open("calc.ts", CODE, "typescript")
    typed = ""

    async def typist() -> None:
        nonlocal typed
        for number in range(15):
            vscode.type(buffer, len(buffer.text), f"// {number}\n")
            vscode.type(buffer, 0, "\n")
            typed += f"// {number}\n"
            await asyncio.sleep(0.02)

    run = vscode.run("glossator.documentAll", _argument(buffer.uri))
    result, _ = await asyncio.gather(run, typist())
    assert result["documented"] == 4
    assert buffer.text == "\n" * 15 + DOCUMENTED + typed


async def test_cancel_keeps_what_was_finished_and_takes_back_the_rest(
    vscode: Editor, service: StandIn
) -> None:
    def answer(_: Request) -> Script:
        return [Say("Do it.\n"), Stall()] if len(service.requests) == 2 else _answer(_)

    service.answer = answer
    buffer = vscode.open("calc.ts", CODE, "typescript")
    vscode.cancel_progress(when=lambda: len(service.requests) == 2)
    assert await vscode.run("glossator.documentAll", _argument(buffer.uri)) is None
    first = DOCUMENTED.partition("/** Known")[0]
    await until(lambda: buffer.text == first + CODE.partition("\n\n")[2])
    await until(lambda: service.requests[1].hung_up_at)


async def test_what_the_model_says_nothing_about_is_named(vscode: Editor, service: StandIn) -> None:
    def answer(_: Request) -> Script:
        return speak("```\n```") if len(service.requests) == 1 else _answer(_)

    service.answer = answer
    buffer = vscode.open("calc.ts", CODE, "typescript")
    result = await vscode.run("glossator.documentAll", _argument(buffer.uri))
    assert result == {"documented": 3, "left": ["first"]}
    await until(lambda: any("`first`" in message for message in vscode.messages))
    assert buffer.text.startswith("export function first(")


async def test_a_service_that_fails_ends_the_run(vscode: Editor, service: StandIn) -> None:
    service.answer = lambda _: Reply(401)
    buffer = vscode.open("calc.ts", CODE, "typescript")
    with pytest.raises(JsonRpcException, match=r"key.*so far: 0"):
        await vscode.run("glossator.documentAll", _argument(buffer.uri))
    assert buffer.text == CODE


@pytest.mark.parametrize(
    ("name", "text", "language", "sentence"),
    [
        ("calc.ts", "/** Done. */\nfunction f() {}\n", "typescript", "documented already"),
        ("notes.txt", "hello\n", "plaintext", "not known for this language"),
    ],
)
async def test_nothing_to_do_is_said(
    vscode: Editor, service: StandIn, name: str, text: str, language: str, sentence: str
) -> None:
    buffer = vscode.open(name, text, language)
    with pytest.raises(JsonRpcException, match=sentence):
        await vscode.run("glossator.documentAll", _argument(buffer.uri))
    assert service.requests == []


async def test_closing_the_file_ends_the_run(vscode: Editor, service: StandIn) -> None:
    service.answer = lambda _: speak("Do it.\n", "a: The number.\n", between=0.2)
    buffer = vscode.open("calc.ts", CODE, "typescript")
    pending = asyncio.create_task(vscode.run("glossator.documentAll", _argument(buffer.uri)))
    await until(lambda: "Do it" in buffer.text)
    vscode.close(buffer)
    with pytest.raises(JsonRpcException):
        await pending
