"""Docstrings: text that streams into a living buffer."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcRequestCancelled

from glossator.syntax.same_code import same_code
from tests.actions.docstring.drawn_cases import Case, cases
from tests.e2e.editor import Editor, until
from tests.standin.contract import CODE_MODEL
from tests.standin.scripts import Reply, Reset, Say, Script, Stall, speak
from tests.standin.server import StandIn
from tests.syntax.drawn import cursor

CODE = "def add(a, b):\n    return a + b\n\n\nprint(add(1, 2))\n"
ANSWER = ("Add two numbers.\n", "a: The first.\n", "b: The second.\n", "Returns: The sum.\n")


def _argument(uri: str, line: int = 0) -> dict[str, Any]:
    return {"uri": uri, "position": {"line": line, "character": 4}}


def _slowly(*texts: str) -> Script:
    return speak(*texts, between=0.15)


async def test_the_docstring_is_put_in_its_place(editor: Editor, service: StandIn) -> None:
    service.answer = lambda _: _slowly(*ANSWER)
    buffer = editor.open("calc.py", CODE)
    await editor.choose(buffer, "Generate docstring", 4, 4)
    (request,) = service.allowed
    assert request.model == CODE_MODEL
    before, docstring, after = buffer.text.partition('    """Add two numbers.')
    assert before == "def add(a, b):\n"
    assert "a: The first." in after
    assert after.endswith('"""\n    return a + b\n\n\nprint(add(1, 2))\n')
    assert docstring
    compile(buffer.text, "calc.py", "exec")


@pytest.mark.parametrize("command", ["glossator.document", "glossator.documentAll"])
async def test_what_the_code_raises_and_calls_is_told(
    editor: Editor, service: StandIn, command: str
) -> None:
    service.answer = lambda _: speak("Get.\n", "x: The key.\n", "Returns: A row.\n")
    (editor.root / "store.py").write_text("class Gone(Exception): ...\ndef other(): ...\n")
    code = (
        'from store import Gone, other\n\n\ndef _row(x: int) -> Row:\n    """Do."""\n\n\n'
        "def get(x):\n    if not x:\n        raise Gone\n    return _row(x)\n"
    )
    buffer = editor.open("calc.py", code)
    await editor.run("glossator.status", {"wait": True})
    await editor.run(command, _argument(buffer.uri, 7))
    (request,) = service.allowed
    assert "store.py:\nclass Gone(Exception)\n\n" in request.prompt
    assert "calc.py:\ndef _row(x: int) -> Row\n\n" in request.prompt
    assert "def other" not in request.prompt


async def test_it_grows_line_by_line_where_undo_can_be_grouped(
    editor: Editor, service: StandIn
) -> None:
    service.answer = lambda _: _slowly(*ANSWER)
    buffer = editor.open("calc.py", CODE)
    states: list[str] = []
    editor.on_edit = lambda: states.append(buffer.text)
    await editor.run("glossator.document", _argument(buffer.uri))
    grouped = editor.client.capabilities is not None and len(states) > 1
    assert grouped or len(states) == 1
    for state in states:
        compile(state, "calc.py", "exec")
    for edit in editor.edits:
        (change,) = edit.edit.document_changes or []
        assert isinstance(change, types.TextDocumentEdit)
        assert isinstance(change.text_document.version, int)
    assert len({edit.label for edit in editor.edits}) == 1


async def test_typing_meanwhile_loses_nothing(vscode: Editor, service: StandIn) -> None:
    service.answer = lambda _: speak(*ANSWER, between=0.1)
    buffer = vscode.open("calc.py", CODE)
    typed = ""

    async def typist() -> None:
        nonlocal typed
        for number in range(20):
            key = f"{number} "
            vscode.type(buffer, len(buffer.text), key)
            vscode.type(buffer, 0, "#\n")
            typed += key
            await asyncio.sleep(0.02)

    await asyncio.gather(vscode.run("glossator.document", _argument(buffer.uri)), typist())
    assert buffer.text.startswith("#\n" * 20 + "def add(a, b):\n")
    assert buffer.text.endswith("print(add(1, 2))\n" + typed)
    assert buffer.text.count('"""') == 2
    assert "Returns:" in buffer.text


@pytest.mark.parametrize("way", ["progress", "request"])
async def test_cancel_takes_back_exactly_what_was_put_in(
    vscode: Editor, service: StandIn, way: str
) -> None:
    service.answer = lambda _: [Say(ANSWER[0]), Say(ANSWER[1]), Stall()]

    buffer = vscode.open("calc.py", CODE)
    if way == "progress":
        vscode.cancel_progress(when=lambda: "# mine" in buffer.text)
    pending = asyncio.create_task(
        vscode.client.protocol.send_request_async(
            types.WORKSPACE_EXECUTE_COMMAND,
            types.ExecuteCommandParams("glossator.document", [_argument(buffer.uri)]),
            "document-1",
        )
    )
    await until(lambda: '"""' in buffer.text)
    vscode.type(buffer, len(buffer.text), "# mine\n")
    if way == "progress":
        assert await pending is None
    else:
        vscode.client.cancel_request(types.CancelParams(id="document-1"))
        with pytest.raises(JsonRpcRequestCancelled):
            await pending
    await until(lambda: buffer.text == CODE + "# mine\n")
    await until(lambda: service.requests[0].hung_up_at)


async def test_a_failure_in_the_middle_takes_it_back_too(vscode: Editor, service: StandIn) -> None:
    service.answer = lambda _: [Say(ANSWER[0]), Say(ANSWER[1]), Reset()]
    buffer = vscode.open("calc.py", CODE)
    with pytest.raises(JsonRpcException, match=r"127\.0\.0\.1"):
        await vscode.run("glossator.document", _argument(buffer.uri))
    assert buffer.text == CODE


async def test_typing_into_the_docstring_ends_it_and_keeps_what_was_typed(
    vscode: Editor, service: StandIn
) -> None:
    service.answer = lambda _: speak(*ANSWER, between=0.2)
    buffer = vscode.open("calc.py", CODE)
    pending = asyncio.create_task(vscode.run("glossator.document", _argument(buffer.uri)))
    await until(lambda: '"""Add' in buffer.text)
    vscode.type(buffer, buffer.text.index("Add"), "MINE ")
    with pytest.raises(JsonRpcException, match="changed at its place"):
        await pending
    assert "MINE Add two numbers." in buffer.text
    await until(lambda: service.requests[0].hung_up_at)


async def test_a_client_that_refuses_every_edit_hears_why(vscode: Editor, service: StandIn) -> None:
    service.answer = lambda _: speak(*ANSWER)
    vscode.refuse_edits = True
    buffer = vscode.open("calc.py", CODE)
    with pytest.raises(JsonRpcException):
        await vscode.run("glossator.document", _argument(buffer.uri))
    assert buffer.text == CODE
    assert len(vscode.edits) < 10


async def test_closing_the_file_ends_it(vscode: Editor, service: StandIn) -> None:
    service.answer = lambda _: speak(*ANSWER, between=0.2)
    buffer = vscode.open("calc.py", CODE)
    pending = asyncio.create_task(vscode.run("glossator.document", _argument(buffer.uri)))
    await until(lambda: '"""Add' in buffer.text)
    vscode.close(buffer)
    with pytest.raises(JsonRpcException):
        await pending


async def test_nothing_to_document_is_said(vscode: Editor, service: StandIn) -> None:
    buffer = vscode.open("notes.txt", "hello\n", "plaintext")
    with pytest.raises(JsonRpcException, match=r"nothing to document.*notes\.txt"):
        await vscode.run("glossator.document", _argument(buffer.uri))
    assert service.requests == []


async def test_a_wrong_key_leaves_the_buffer_alone(vscode: Editor, service: StandIn) -> None:
    service.answer = lambda _: Reply(401)
    buffer = vscode.open("calc.py", CODE)
    with pytest.raises(JsonRpcException, match="key"):
        await vscode.run("glossator.document", _argument(buffer.uri))
    assert buffer.text == CODE
    assert vscode.edits == []


async def test_every_language_streams_into_its_place(vscode: Editor, service: StandIn) -> None:
    for case in {case.language: case for case in reversed(list(cases()))}.values():
        await _document_drawn(vscode, service, case)


async def _document_drawn(vscode: Editor, service: StandIn, case: Case) -> None:
    service.answer = lambda _: speak(*case.answer.splitlines(keepends=True))
    text, offset = cursor(case.before)
    buffer, states = vscode.open(f"file.{case.language}", text, case.language), []
    vscode.on_edit = lambda: states.append(buffer.text)
    place = buffer.position(offset)
    where = {"line": place.line, "character": place.character}
    await vscode.run("glossator.document", {"uri": buffer.uri, "position": where})
    assert buffer.text == case.after
    for state in states:
        assert same_code(text, state, case.language), case
