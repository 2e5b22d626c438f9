"""`textDocument/inlineCompletion` from a real client through a real server to the stand-in."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcRequestCancelled

from tests.e2e.editor import Buffer, Editor, running, until
from tests.liveness import LIVENESS
from tests.standin.contract import CODE_MODEL
from tests.standin.scripts import Endless, Reply, Stall, html, speak
from tests.standin.server import StandIn

CODE = "def add(a, b):\n    return "


def applied(editor: Editor, uri: str, item: types.InlineCompletionItem) -> str:
    """The buffer after the suggestion was accepted."""
    buffer = editor.buffers[uri]
    assert item.range is not None
    start, end = buffer.offset(item.range.start), buffer.offset(item.range.end)
    assert isinstance(item.insert_text, str)
    return buffer.text[:start] + item.insert_text + buffer.text[end:]


async def test_a_suggestion_comes_from_the_code_model(editor: Editor, service: StandIn) -> None:
    service.answer = lambda _: speak("```python\n", "    return a", " + b", "\n```")
    buffer = editor.open("calc.py", CODE)
    (item,) = await editor.ghost(buffer, len(CODE))
    assert applied(editor, buffer.uri, item) == CODE + "a + b"
    (request,) = service.allowed
    assert request.model == CODE_MODEL
    assert "def add(a, b):" in request.prompt


async def test_typing_along_asks_no_model_again(vscode: Editor, service: StandIn) -> None:
    service.answer = lambda _: speak("    return a + b")
    buffer = vscode.open("calc.py", CODE)
    await vscode.ghost(buffer, len(CODE))
    for key in "a + ":
        vscode.type(buffer, len(buffer.text), key)
        (item,) = await vscode.ghost(buffer, len(buffer.text))
        assert applied(vscode, buffer.uri, item) == CODE + "a + b"
    assert len(service.requests) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
async def test_positions_are_right_in_every_encoding(
    encoding: str, tmp_path: Path, service: StandIn, options: dict[str, Any]
) -> None:
    service.answer = lambda _: speak('x = "🎉é漢" + greet("🎉")')
    async with running(tmp_path) as editor:
        result = await editor.initialize(options=options, encodings=[encoding])
        assert result.capabilities.position_encoding == encoding
        text = 'x = "🎉é漢" + greet()\ny = 1\n'
        buffer = editor.open("party.py", text)
        cursor = text.index("()") + 1
        (item,) = await editor.ghost(buffer, cursor)
        assert applied(editor, buffer.uri, item) == text.replace("()", '("🎉")')
        assert item.range is not None
        assert item.range.start.line == item.range.end.line == 0


async def cancelled(vscode: Editor, service: StandIn, buffer: Buffer) -> None:
    """Ask at the end of the buffer, and cancel that once the service is asked."""
    pending = vscode.client.protocol.send_request_async(
        types.TEXT_DOCUMENT_INLINE_COMPLETION,
        vscode.ghost_params(buffer, len(buffer.text)),
        "ghost-1",
    )
    waiting = asyncio.create_task(pending)
    await until(lambda: service.requests)
    vscode.client.cancel_request(types.CancelParams(id="ghost-1"))
    with pytest.raises(JsonRpcRequestCancelled):
        await waiting


async def test_a_cancelled_request_is_answered_so_and_the_server_goes_on(
    vscode: Editor, service: StandIn
) -> None:
    service.answer = lambda _: [Stall()]
    buffer = vscode.open("calc.py", CODE)
    await cancelled(vscode, service, buffer)
    service.answer = lambda _: speak("x = 1")
    other = vscode.open("other.py", "x = ")
    assert await vscode.ghost(other, 4)
    await until(lambda: service.requests[0].hung_up_at)


async def test_what_was_rejected_is_shown_when_asked_for(vscode: Editor, service: StandIn) -> None:
    service.answer = lambda _: speak("    return a + b")
    buffer = vscode.open("calc.py", CODE)
    for wrong in "12":
        await vscode.ghost(buffer, len(CODE))
        vscode.type(buffer, len(CODE), wrong)
        await vscode.ghost(buffer, len(buffer.text))
        vscode.type(buffer, len(CODE), "", 1)
    assert await vscode.ghost(buffer, len(CODE)) == []
    (item,) = await vscode.ghost(buffer, len(CODE), invoked=True)
    assert applied(vscode, buffer.uri, item) == CODE + "a + b"


async def test_a_model_reads_line_feeds(vscode: Editor, service: StandIn) -> None:
    service.answer = lambda _: speak("    return a + b")
    code = CODE.replace("\n", "\r\n")
    buffer = vscode.open("calc.py", f"{code}\r\nprint(1)\r\n")
    (item,) = await vscode.ghost(buffer, len(code))
    assert applied(vscode, buffer.uri, item) == f"{code}a + b\r\nprint(1)\r\n"
    assert "\r" not in service.allowed[-1].prompt


async def test_departing_from_the_stream_hangs_up(vscode: Editor, service: StandIn) -> None:
    service.answer = lambda _: [Endless("1 + ")]
    buffer = vscode.open("calc.py", CODE)
    first = asyncio.create_task(vscode.ghost(buffer, len(CODE)))
    await until(lambda: service.requests)
    service.answer = lambda _: speak("    return zero")
    vscode.type(buffer, len(buffer.text), "z")
    (item,) = await vscode.ghost(buffer, len(buffer.text))
    assert item.insert_text == "ero"
    assert await first == []
    await until(lambda: service.requests[0].hung_up_at)


@pytest.mark.parametrize(
    "pasted", ["zero(a, b)", "zero(a, b)\n\n\ndef sub(a, b):\n    return a - b\n"]
)
async def test_a_paste_hangs_up_though_nobody_asks_again(
    vscode: Editor, service: StandIn, pasted: str
) -> None:
    service.answer = lambda _: [Endless("1 + ")]
    buffer = vscode.open("calc.py", CODE)
    first = asyncio.create_task(vscode.ghost(buffer, len(CODE)))
    await until(lambda: service.requests)
    vscode.type(buffer, len(buffer.text), pasted)
    await until(lambda: service.requests[0].hung_up_at)
    assert await first == []
    assert len(service.requests) == 1


async def test_a_request_cancelled_by_a_key_leaves_its_stream_to_the_next_alone(
    vscode: Editor, service: StandIn
) -> None:
    service.answer = lambda _: speak("    return a", " + b", first=0.5)
    buffer = vscode.open("calc.py", CODE)
    await cancelled(vscode, service, buffer)
    vscode.type(buffer, len(buffer.text), "a")
    (item,) = await vscode.ghost(buffer, len(buffer.text))
    assert item.insert_text == " + b"
    assert len(service.requests) == 1
    vscode.close(buffer)
    await until(service.requests[0].ended.is_set)


async def test_a_model_that_never_stops_is_cut_and_hung_up_on(
    vscode: Editor, service: StandIn
) -> None:
    service.answer = lambda _: [Endless("1 + ", between=0.0)]
    buffer = vscode.open("calc.py", CODE)
    await vscode.ghost(buffer, len(CODE))
    await until(lambda: service.requests[0].hung_up_at)


@pytest.mark.parametrize(
    ("reply", "sentence"),
    [
        (Reply(401), "key"),
        (Reply(404, b'{"error":{"message":"no such model"}}'), "model"),
        (Reply(429), "busy"),
        (html(), "127.0.0.1"),
        (Reply(500), "127.0.0.1"),
    ],
    ids=["401", "404", "429", "html", "500"],
)
async def test_a_broken_service_is_told_once_and_costs_no_keystroke(
    vscode: Editor, service: StandIn, reply: Reply, sentence: str
) -> None:
    service.answer = lambda _: reply
    buffer = vscode.open("calc.py", CODE)
    for key in "abc":
        assert await vscode.ghost(buffer, len(buffer.text)) == []
        vscode.type(buffer, len(buffer.text), key)
    assert await vscode.ghost(buffer, len(buffer.text)) == []
    (message,) = vscode.messages
    assert sentence in message
    assert service.key not in message
    assert len(service.requests) <= 2


async def test_without_a_key_there_is_one_message_and_no_request(tmp_path: Path) -> None:
    async with running(tmp_path, GLOSSATOR_PROFILE="service") as editor:
        await editor.initialize()
        buffer = editor.open("calc.py", CODE)
        for _ in range(3):
            assert await editor.ghost(buffer, len(CODE)) == []
        (message,) = editor.messages
        assert "GLOSSATOR_API_KEY" in message


async def test_an_ignored_file_is_never_sent(vscode: Editor, service: StandIn) -> None:
    (vscode.root / ".gitignore").write_text("private/\n")
    (vscode.root / "private").mkdir()
    buffer = vscode.open("private/calc.py", CODE)
    assert await vscode.ghost(buffer, len(CODE)) == []
    secret = vscode.open(".env", "TOKEN=")
    assert await vscode.ghost(secret, 6) == []
    named = vscode.open_uri(buffer.uri.replace("file:///", "file://localhost/"), CODE)
    assert await vscode.ghost(named, len(CODE)) == []
    assert service.requests == []


async def test_off_for_a_language(
    tmp_path: Path, service: StandIn, options: dict[str, Any]
) -> None:
    async with running(tmp_path) as editor:
        await editor.initialize(options=options, section={"languages": {"python": False}})
        buffer = editor.open("calc.py", CODE)
        await editor.run("glossator.status", {"wait": True})
        service.requests.clear()  # those that found out what the service can do
        assert await editor.ghost(buffer, len(CODE)) == []
    assert service.requests == []


async def test_settings_of_the_client_are_asked_for(tmp_path: Path, service: StandIn) -> None:
    service.answer = lambda _: speak("    return a + b")
    async with running(tmp_path) as editor:
        await editor.initialize(section=service.options)
        status: dict[str, Any] = {}
        async with asyncio.timeout(LIVENESS):
            while status.get("service") != service.base_url.split("/")[2]:
                status = await editor.run("glossator.status", {"wait": True})
        buffer = editor.open("calc.py", CODE)
        assert await editor.ghost(buffer, len(CODE))


async def test_strange_positions_and_documents_get_clean_answers(
    vscode: Editor, service: StandIn
) -> None:
    service.answer = lambda _: speak("x = 1")
    buffer = vscode.open("calc.py", CODE)
    params = vscode.ghost_params(buffer, len(CODE))
    params.position = types.Position(99_999, 99_999)
    await vscode.client.text_document_inline_completion_async(params)
    params.text_document = types.TextDocumentIdentifier("file:///nowhere.py")
    with pytest.raises(Exception, match="nowhere.py is not open"):
        await vscode.client.text_document_inline_completion_async(params)
    empty = vscode.open("empty.py", "")
    await vscode.ghost(empty, 0)


async def test_what_a_file_imports_is_context(
    vscode: Editor, service: StandIn, tmp_path: Path
) -> None:
    service.answer = lambda _: speak("    return total")
    (tmp_path / "rates.py").write_text("def rate_of(country: str) -> float:\n    return 0.2\n")
    code = f"from rates import rate_of\n{CODE}"
    buffer = vscode.open("calc.py", code)
    await vscode.run("glossator.status", {"wait": True})
    await vscode.ghost(buffer, len(code))
    assert "def rate_of(country: str) -> float" in service.requests[-1].prompt
    assert "return 0.2" not in service.requests[-1].prompt


async def test_other_open_files_are_context_and_stay_in_their_order(
    vscode: Editor, service: StandIn
) -> None:
    service.answer = lambda _: speak("    return total")
    for name in ("price", "rate"):
        vscode.open(f"{name}.py", f"class {name.title()}:\n    amount = 1\n")
    buffer = vscode.open("calc.py", CODE)
    await vscode.run("glossator.status", {"wait": True})
    await vscode.ghost(buffer, len(CODE))
    first = service.requests[-1].prompt
    assert first.index("class Price\n") < first.index("def add(a, b):")
    assert first.index("class Rate\n") < first.index("def add(a, b):")
    status = await vscode.run("glossator.status", {"wait": True})
    assert {each["reason"] for each in status["context"][buffer.uri]} == {
        "declared in an open file"
    }
    vscode.type(buffer, len(buffer.text), "x + ")
    await vscode.ghost(buffer, len(buffer.text))
    second = service.requests[-1].prompt
    assert second != first
    head = first.index("def add(a, b):")
    assert second[:head] == first[:head]


SECRET = "ghp_wPq3T9xLm2Zr8VbNc5YdKj7FsHg4Ue1QaXo6"


async def test_a_secret_that_is_typed_does_not_leave(vscode: Editor, service: StandIn) -> None:
    service.answer = lambda _: speak("1")
    buffer = vscode.open("calc.py", CODE + "\nx = ")
    assert await vscode.ghost(buffer, len(buffer.text)) != []
    vscode.type(buffer, len(buffer.text), '"')
    for key in SECRET:
        vscode.type(buffer, len(buffer.text), key)
        assert await vscode.ghost(buffer, len(buffer.text)) == [] or key in "ghp_"
    assert all(SECRET[:5] not in request.prompt for request in service.requests)
