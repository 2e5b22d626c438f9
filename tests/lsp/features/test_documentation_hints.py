"""Hints about documentation, pulled by one client and pushed to another; no model is asked."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from glossator.lsp.features.documentation_hints import SERVER_CANCELLED
from tests.e2e.editor import environment
from tests.lsp.raw_client import Message, RawClient, running

URI = "file:///work/calc.py"
STALE = 'def f(a, b):\n    """Adds.\n\n    Args:\n        a: x\n    """\n    return a\n'
RIGHT = STALE.replace("(a, b)", "(a)")
PUSHED = "textDocument/publishDiagnostics"
PULLS: Message = {"textDocument": {"diagnostic": {}}}


@asynccontextmanager
async def opened(
    home: Path, capabilities: Message, text: str = STALE, **settings: Any
) -> AsyncIterator[RawClient]:
    async with running("glossator", "serve", env=environment(home)) as client:
        params = {"processId": None, "capabilities": capabilities}
        await client.ask("initialize", params | {"initializationOptions": settings})
        client.notify("initialized", {})
        document = {"uri": URI, "languageId": "python", "version": 1, "text": text}
        client.notify("textDocument/didOpen", {"textDocument": document})
        yield client


def change(client: RawClient, text: str, version: int) -> None:
    document = {"uri": URI, "version": version}
    params = {"textDocument": document, "contentChanges": [{"text": text}]}
    client.notify("textDocument/didChange", params)


async def pushed(client: RawClient, number: int) -> Message:
    """What the notification of that number shows; they are counted from 0."""

    def wanted(message: Message) -> bool:
        all_pushed = [x for x in client.received if x.get("method") == PUSHED]
        return message in all_pushed[number : number + 1]

    params: Message = (await client.message(wanted))["params"]
    return params


async def pulled(client: RawClient, **more: Any) -> Message:
    params = {"textDocument": {"uri": URI}, **more}
    answer = await client.ask("textDocument/diagnostic", params)
    report: Message = answer.get("result") or answer["error"]
    return report


async def test_a_client_pulls_hints(tmp_path: Path) -> None:
    async with opened(tmp_path, PULLS) as client:
        report = await pulled(client)
        (hint,) = report["items"]
        assert hint["message"].endswith("signature: `b` is missing.")
        assert (hint["severity"], hint["source"]) == (4, "Glossator")
        assert hint["range"]["start"] == {"line": 0, "character": 0}
        again = await pulled(client, previousResultId=report["resultId"])
        assert again["kind"] == "unchanged"
        change(client, RIGHT, 2)
        assert (await pulled(client))["items"] == []


async def test_an_answer_about_an_older_version_does_not_go_out(tmp_path: Path) -> None:
    takes_long = STALE * 1500
    async with opened(tmp_path, PULLS, takes_long) as client:
        asked = client.request("textDocument/diagnostic", {"textDocument": {"uri": URI}})
        change(client, RIGHT, 2)
        error = (await client.answer(asked))["error"]
        assert error["code"] == SERVER_CANCELLED
        assert error["data"] == {"retriggerRequest": True}
        assert (await pulled(client))["items"] == []


async def test_hints_are_pushed_to_a_client_that_does_not_pull(tmp_path: Path) -> None:
    async with opened(tmp_path, {}) as client:
        shown = await pushed(client, 0)
        assert [each["code"] for each in shown["diagnostics"]] == ["stale-documentation"]
        change(client, RIGHT, 2)
        shown = await pushed(client, 1)
        assert (shown["version"], shown["diagnostics"]) == (2, [])


async def test_a_closed_document_shows_none(tmp_path: Path) -> None:
    async with opened(tmp_path, {}) as client:
        await pushed(client, 0)
        client.notify("textDocument/didClose", {"textDocument": {"uri": URI}})
        shown = await pushed(client, 1)
        assert shown["diagnostics"] == []


async def test_the_setting_switches_them_off(tmp_path: Path) -> None:
    async with opened(tmp_path, PULLS, documentationHints=False) as client:
        assert (await pulled(client))["items"] == []


async def test_a_hint_has_a_quick_fix_and_is_no_problem_of_the_code(tmp_path: Path) -> None:
    async with opened(tmp_path, PULLS) as client:
        (hint,) = (await pulled(client))["items"]
        params = {"textDocument": {"uri": URI}, "range": hint["range"]}
        context = {"diagnostics": [hint], "triggerKind": 2}
        answer = await client.ask("textDocument/codeAction", params | {"context": context})
        fixes = [each for each in answer["result"] if each["kind"].startswith("quickfix")]
        assert [each["title"] for each in fixes] == ["Update the documentation"]
        (fix,) = fixes
        assert fix["command"]["command"] == "glossator.document"
        assert fix["diagnostics"] == [hint]
        assert not [each for each in answer["result"] if "error" in each["title"]]
