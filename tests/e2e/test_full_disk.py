"""A disk on which nothing can be written costs what would be remembered, and nothing else."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.e2e.editor import environment
from tests.lsp.raw_client import running
from tests.standin.scripts import speak
from tests.standin.server import StandIn

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits of files are POSIX")

CODE = "def total(prices):\n    return "


async def test_ghost_text_comes_and_a_page_that_cannot_be_a_file_is_told(
    tmp_path: Path, service: StandIn
) -> None:
    service.answer = lambda _: speak("sum(prices)")
    uri = (tmp_path / "a.py").as_uri()
    async with running("tests.lsp.full_disk_server", env=environment(tmp_path)) as client:
        options = {**service.options, "budgetTokens": 1_000_000}
        await client.initialize(options=options, textDocument={"inlineCompletion": {}})
        document = {"uri": uri, "languageId": "python", "version": 1, "text": CODE}
        client.notify("textDocument/didOpen", {"textDocument": document})
        place = {"line": 1, "character": 11}
        params = {"textDocument": {"uri": uri}, "position": place, "context": {"triggerKind": 1}}
        (item,) = (await client.ask("textDocument/inlineCompletion", params))["result"]["items"]
        assert item["insertText"] == "sum(prices)"
        argument = {"uri": uri, "range": {"start": {"line": 0, "character": 0}, "end": place}}
        command = {"command": "glossator.explain", "arguments": [argument]}
        answer = await client.ask("workspace/executeCommand", command)
        assert "cannot be written to a file" in answer["error"]["message"]
        assert (await client.ask("shutdown"))["result"] is None
        client.notify("exit")
        assert await client.exit_code() == 0
    written = [each for each in tmp_path.rglob("*") if each.is_file() and each.stat().st_size]
    assert not written
