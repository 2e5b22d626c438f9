"""`glossator.own`: the custom actions of the settings, each in its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pygls.exceptions import JsonRpcException

from tests.e2e.editor import NEOVIM, VSCODE, running
from tests.standin.contract import CODE_MODEL, PROSE_MODEL
from tests.standin.scripts import fenced, speak
from tests.standin.server import StandIn

ACTIONS = [
    {"title": "Shorten", "prompt": "Shorten this {language}:\n{selection}"},
    {"title": "Log it", "prompt": "A line that logs {file}", "place": "above"},
    {"title": "Call it", "prompt": "A call of {selection}", "place": "below"},
    {"title": "In Rust", "prompt": "Write in Rust: {selection}", "place": "file"},
    {"title": "Review", "prompt": "Review {selection}", "place": "margin", "model": "prose"},
    {"title": "Ask", "prompt": "{input}: {selection}", "place": "margin"},
    {"title": "Ruby only", "prompt": "…", "languages": ["ruby"]},
]
START = {"line": 0, "character": 0}


@pytest.mark.parametrize("kind", [VSCODE, NEOVIM])
async def test_each_custom_action_has_its_place(
    tmp_path: Path, service: StandIn, options: dict[str, Any], kind: str
) -> None:
    async with running(tmp_path) as editor:
        client = {"groupsUndo": True, "input": kind == VSCODE}
        options = {**options, "actions": ACTIONS, "client": client}
        await editor.initialize(kind, options=options)
        await editor.run("glossator.status", {"wait": True})
        code, new = "x = 1\ny = 2\n", "z = 3"
        service.answer = lambda _: fenced(new)
        for title, wanted in (
            ("Shorten", "z = 3\ny = 2\n"),
            ("Log it", "z = 3\nx = 1\ny = 2\n"),
            ("Call it", "x = 1\nz = 3\ny = 2\n"),
        ):
            buffer = editor.open("calc.py", code)
            await editor.choose(buffer, title, 0, 5)
            assert buffer.text == wanted
            editor.close(buffer)
        assert any("Shorten this python:\nx = 1" in each.prompt for each in service.allowed)
        buffer = editor.open("calc.py", code)
        answer = await editor.choose(buffer, "In Rust", 0, 5)
        assert editor.page(answer["uri"]) == "z = 3\n"
        assert service.allowed[-1].model == CODE_MODEL
        service.answer = lambda _: speak("Good.")
        answer = await editor.choose(buffer, "Review", 0, 5)
        assert editor.page(answer["uri"]).endswith("Good.")
        assert service.allowed[-1].model == PROSE_MODEL
        titles = {action.title for action in await editor.actions(buffer, 0, 5)}
        assert ("Ask" in titles) == (kind == VSCODE)
        assert "Ruby only" not in titles
        with pytest.raises(JsonRpcException, match="no action “Nothing”"):
            await editor.run(
                "glossator.own", {"uri": buffer.uri, "position": START, "name": "Nothing"}
            )
