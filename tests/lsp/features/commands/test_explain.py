"""Explanations: streamed into a page, never into the buffer."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcRequestCancelled

from tests.e2e.editor import NEOVIM, Editor, file_of, running, until
from tests.standin.contract import PROSE_MODEL
from tests.standin.scripts import Reply, Say, Stall, speak
from tests.standin.server import StandIn

CODE = "def add(a, b):\n    return a + b\n"


async def test_the_explanation_streams_into_a_document(editor: Editor, service: StandIn) -> None:
    service.answer = lambda _: speak("It adds ", "two ", "numbers.", between=0.1)
    buffer = editor.open("calc.py", CODE)
    answer = await editor.choose(buffer, "Explain selection", 0, len(CODE))
    (request,) = service.allowed
    assert request.model == PROSE_MODEL
    assert editor.shown == [answer["uri"]]
    if answer["uri"].startswith("glossator:"):
        assert len(editor.pages) > 1, "it grows"
    else:
        assert not file_of(answer["uri"]).is_relative_to(editor.root)
    text = editor.page(answer["uri"])
    assert "`add`" in text.splitlines()[0]
    assert "It adds two numbers." in text
    assert buffer.text == CODE
    assert editor.edits == []


async def test_the_page_says_who_wrote_it_and_what_it_was_told_about(
    editor: Editor, service: StandIn
) -> None:
    service.answer = lambda _: speak("It adds.\n```\nadd(1, 2)\n```\n")
    buffer = editor.open("calc.py", f"LIMIT = 3\n\n\n{CODE}print(add(1, LIMIT))\n")
    start = buffer.text.index("print")
    answer = await editor.choose(buffer, "Explain selection", start, len(buffer.text))
    page = editor.page(answer["uri"])
    found = "line 6; from the same file `LIMIT = 3`, `def add(a, b):`"
    assert f"*By {PROSE_MODEL}, which was told about: {found}.*" in page
    assert "```python\nadd(1, 2)\n```" in page


async def test_what_other_files_declare_of_the_code_is_told_and_said(
    editor: Editor, service: StandIn
) -> None:
    service.answer = lambda _: speak("It adds.")
    (editor.root / "limits.py").write_text("def bounded(x: int) -> int:\n    return min(x, 3)\n")
    buffer = editor.open("calc.py", "from limits import bounded\n\nprint(bounded(1))\n")
    await editor.run("glossator.status", {"wait": True})
    start = buffer.text.index("print")
    answer = await editor.choose(buffer, "Explain selection", start, len(buffer.text))
    assert "from other files `def bounded(x: int) -> int`" in editor.page(answer["uri"])
    (request,) = service.allowed
    assert "limits.py:\ndef bounded(x: int) -> int\n" in request.prompt


async def test_a_question_is_answered_on_the_same_page(editor: Editor, service: StandIn) -> None:
    service.answer = lambda _: speak("It adds.")
    buffer = editor.open("calc.py", CODE)
    page = (await editor.run("glossator.explain", _argument(buffer.uri)))["uri"]
    replies: list[str] = []
    service.answer = lambda _: speak(replies[-1])
    for question, reply in (("Why two?", "Because."), ("And three?", "No.")):
        replies.append(reply)
        answer = await editor.run("glossator.ask", {"page": page, "question": question})
        assert answer == {"uri": page}
    request = service.allowed[-1]
    assert [message["role"] for message in request.body["messages"]] == ["system", "user"]
    for known in ("return a + b", "It adds.", "Why two?", "Because.", "And three?"):
        assert known in request.prompt
    text = editor.page(page)
    assert text.endswith("It adds.\n\n## Why two?\n\nBecause.\n\n## And three?\n\nNo.")


async def test_the_question_is_asked_for_where_the_client_can(
    asking: Editor, service: StandIn
) -> None:
    buffer = asking.open("calc.py", CODE)
    page = (await asking.run("glossator.explain", _argument(buffer.uri)))["uri"]
    asking.typed = "Why two?"
    await asking.run("glossator.ask", {"page": page})
    assert "## Why two?" in asking.page(page)
    asking.typed = None
    assert await asking.run("glossator.ask", {"page": page}) is None


@pytest.mark.parametrize(
    ("argument", "sentence"),
    [
        ({"page": "glossator:/99/x.md", "question": "Why?"}, "no longer kept"),
        ({"question": "Why?"}, "one argument"),
        ({"page": None}, "no question"),
    ],
    ids=["unknown page", "no page", "no question"],
)
async def test_a_question_about_nothing_gets_an_error(
    vscode: Editor, argument: dict[str, Any], sentence: str
) -> None:
    buffer = vscode.open("calc.py", CODE)
    page = (await vscode.run("glossator.explain", _argument(buffer.uri)))["uri"]
    if "page" in argument and argument["page"] is None:
        argument = {"page": page}
    with pytest.raises(JsonRpcException, match=sentence):
        await vscode.run("glossator.ask", argument)


async def test_closing_the_page_hangs_up(vscode: Editor, service: StandIn) -> None:
    service.answer = lambda _: [Say("It"), Stall()]
    buffer = vscode.open("calc.py", CODE)
    pending = asyncio.create_task(vscode.run("glossator.explain", _argument(buffer.uri)))
    await until(lambda: vscode.shown and vscode.pages and vscode.pages[-1].endswith("It"))
    vscode.client.text_document_did_close(
        types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(vscode.shown[0]))
    )
    assert await pending is None
    await until(lambda: service.requests[0].hung_up_at)
    assert vscode.messages == []


async def test_a_problem_is_explained(editor: Editor, service: StandIn) -> None:
    buffer = editor.open("calc.py", "def add(a, b):\n    return a + c\n")
    at = buffer.text.index("c\n")
    problem = types.Diagnostic(buffer.range(at, at + 1), '"c" is not defined', source="pyright")
    answer = await editor.choose(buffer, "Explain this error", at, at, problem)
    assert 'pyright: "c" is not defined' in service.allowed[0].prompt
    assert "Explanation of a problem in calc.py, line 2" in editor.page(answer["uri"])


async def test_the_readers_language(
    tmp_path: Path, service: StandIn, options: dict[str, Any]
) -> None:
    async with running(tmp_path) as editor:
        await editor.initialize(options={**options, "language": "German"})
        buffer = editor.open("calc.py", CODE)
        await editor.run("glossator.explain", _argument(buffer.uri))
        assert any("Write in German." in request.prompt for request in service.allowed)


async def test_cancelling_the_request_hangs_up(vscode: Editor, service: StandIn) -> None:
    service.answer = lambda _: [Say("It"), Stall()]
    buffer = vscode.open("calc.py", CODE)
    pending = asyncio.create_task(
        vscode.client.protocol.send_request_async(
            types.WORKSPACE_EXECUTE_COMMAND,
            types.ExecuteCommandParams("glossator.explain", [_argument(buffer.uri)]),
            "explain-1",
        )
    )
    await until(lambda: vscode.pages)
    vscode.client.cancel_request(types.CancelParams(id="explain-1"))
    with pytest.raises(JsonRpcRequestCancelled):
        await pending
    await until(lambda: service.requests[0].hung_up_at)


async def test_cancelling_the_progress_hangs_up_and_answers_null(
    editor: Editor, service: StandIn
) -> None:
    service.answer = lambda _: [Say("It"), Stall()]
    editor.cancel_progress(when=lambda: service.requests)
    buffer = editor.open("calc.py", CODE)
    assert await editor.run("glossator.explain", _argument(buffer.uri)) is None
    await until(lambda: service.requests[0].hung_up_at)
    await until(lambda: [_kind(v) for v in editor.progress][-1] == "end")
    assert editor.messages == []


async def test_progress_begins_and_ends(editor: Editor, service: StandIn) -> None:
    service.answer = lambda _: speak("It adds.", first=0.6)
    buffer = editor.open("calc.py", CODE)
    await editor.run("glossator.explain", _argument(buffer.uri))
    kinds = [_kind(value) for value in editor.progress]
    assert kinds[0] == "begin"
    assert kinds[-1] == "end"
    assert kinds.count("begin") == kinds.count("end") == 1


async def test_quick_work_shows_no_progress(vscode: Editor, service: StandIn) -> None:
    buffer = vscode.open("calc.py", CODE)
    await vscode.run("glossator.explain", _argument(buffer.uri))  # the first one loads the SDK
    vscode.progress.clear()
    await vscode.run("glossator.explain", _argument(buffer.uri))
    assert vscode.progress == []


@pytest.mark.parametrize(
    ("reply", "sentence"),
    [(Reply(401), "key"), (Reply(413), "long"), (Reply(429), "busy")],
    ids=["401", "413", "429"],
)
async def test_a_failure_is_the_answer_and_nothing_pops_up_besides(
    vscode: Editor, service: StandIn, reply: Reply, sentence: str
) -> None:
    service.answer = lambda _: reply
    buffer = vscode.open("calc.py", CODE)
    with pytest.raises(JsonRpcException, match=sentence):
        await vscode.run("glossator.explain", _argument(buffer.uri))
    assert vscode.messages == []
    service.answer = lambda _: speak("It adds.")
    assert await vscode.run("glossator.explain", _argument(buffer.uri))


@pytest.mark.parametrize(
    "arguments",
    [(), (None,), ("calc.py",), ({"uri": 7},), ({"uri": "file:///x.py"},), ({}, {})],
    ids=["none", "null", "text", "no text", "no range", "two"],
)
async def test_malformed_arguments_get_an_error(vscode: Editor, arguments: tuple[Any, ...]) -> None:
    for command in ("glossator.explain", "glossator.document"):
        with pytest.raises(JsonRpcException, match=r"argument|not open"):
            await vscode.run(command, *arguments)


async def test_unknown_commands_and_pages_get_clean_answers(vscode: Editor) -> None:
    with pytest.raises(JsonRpcException, match=r"glossator\.nonsense"):
        await vscode.run("glossator.nonsense")
    page = await vscode.client.workspace_text_document_content_async(
        types.TextDocumentContentParams(uri="glossator:/99/nothing.md")
    )
    assert "no longer" in page.text


async def test_actions_are_tagged_where_the_client_takes_it(editor: Editor) -> None:
    buffer = editor.open("calc.py", CODE)
    actions = await editor.actions(buffer, 0, len(CODE))
    titles = [action.title for action in actions]
    assert titles[:2] == ["Explain selection", "Generate docstring"]
    assert "Document everything undocumented in this file" in titles
    for action in actions:
        assert list(action.tags or []) == [types.CodeActionTag.LlmGenerated]


async def test_capabilities(editor: Editor) -> None:
    offered = editor.offered
    assert offered.inline_completion_provider is not None
    assert offered.code_action_provider is not None
    assert offered.workspace is not None
    has_content = offered.workspace.text_document_content is not None
    client = editor.client.capabilities
    assert client is not None
    assert client.workspace is not None
    assert has_content == (client.workspace.text_document_content is not None)


def _argument(uri: str) -> dict[str, Any]:
    start, end = {"line": 0, "character": 0}, {"line": 2, "character": 0}
    return {"uri": uri, "range": {"start": start, "end": end}}


def _kind(value: Any) -> str:
    return str(value["kind"] if isinstance(value, dict) else value.kind)


@pytest.mark.parametrize("way", ["exit", "stdin", "SIGTERM", "SIGHUP"])
async def test_the_fallbacks_files_are_gone_with_the_server(
    tmp_path: Path, service: StandIn, options: dict[str, Any], way: str
) -> None:
    async with running(tmp_path) as editor:
        await editor.initialize(NEOVIM, options=options)
        buffer = editor.open("calc.py", CODE)
        answer = await editor.run("glossator.explain", _argument(buffer.uri))
        path = file_of(answer["uri"])
        assert path.exists()
        assert path.parent.parent.stat().st_mode & 0o077 == 0
        process = editor.client._server
        assert process is not None
        if way == "stdin":
            assert process.stdin is not None
            process.stdin.close()
        elif way.startswith("SIG"):
            process.send_signal(getattr(signal, way))
        else:
            await editor.client.shutdown_async(None)
            editor.client.exit(None)
        await until(lambda: not path.parent.parent.exists())
        editor.client.capabilities = None  # the server is gone already


async def test_what_a_model_writes_cannot_load_lead_or_run(
    editor: Editor, service: StandIn
) -> None:
    output = "Adds.\n![](https://evil.example/?x) [docs](command:x) <img src=x> \x1b[31m`a[0](1)`."
    service.answer = lambda _: speak(*output)
    buffer = editor.open("calc.py", CODE)
    answer = await editor.choose(buffer, "Explain selection", 0, len(CODE))
    text = editor.page(answer["uri"])
    shown = "!\\[](https:/\\/evil.example/?x) \\[docs](command:x) \\<img src=x> \\`a\\[0](1)\\`."
    assert text.endswith(f"Adds.\n{shown}")


async def test_a_blank_file_offers_nothing(vscode: Editor) -> None:
    for text in ("", "\n\n  \n"):
        buffer = vscode.open("calc.py", text)
        assert await vscode.actions(buffer, 0, 0) == []
        vscode.close(buffer)


async def test_the_menu_offers_nothing_for_what_no_model_may_see(vscode: Editor) -> None:
    place = (vscode.root / ".env").as_uri().removeprefix("file:")
    for uri in (f"file:{place}", f"git:{place}?%7B%22ref%22%3A%22HEAD%22%7D"):
        buffer = vscode.open_uri(uri, CODE)
        assert await vscode.actions(buffer, 0, len(CODE)) == []
