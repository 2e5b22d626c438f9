"""Messages beyond LSP from a client: sound ones are answered, others refused by the field."""

from __future__ import annotations

from typing import Any

import pytest

from tests.e2e.editor import environment
from tests.lsp.raw_client import running

INVALID_PARAMS = -32602


@pytest.mark.parametrize(
    ("params", "field"),
    [
        (None, ""),
        ([], ""),
        ({}, "textDocument"),
        ({"textDocument": {"uri": "file:///a.py"}, "position": {"line": -1}}, "position"),
    ],
)
async def test_what_is_malformed_is_refused(params: Any, field: str, tmp_path: Any) -> None:
    async with running("glossator", env=environment(tmp_path)) as client:
        await client.initialize()
        answer = await client.ask("glossator/nextEdit", params)
        assert answer["error"]["code"] == INVALID_PARAMS
        assert field in answer["error"]["message"]
        client.notify("glossator/nextEditShown", {"id": "x" if field else None})
        sound = {"textDocument": {"uri": "file:///a.py"}, "position": {"line": 0, "character": 0}}
        answer = await client.ask("glossator/nextEdit", sound)
        assert answer["result"] == {"edits": []}
