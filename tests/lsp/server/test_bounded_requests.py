from __future__ import annotations

import asyncio
from typing import Any

import pytest
from lsprotocol import types
from pygls.protocol import JsonRPCProtocol

from glossator.lsp.client import owed
from glossator.lsp.client.owed import UnansweredError
from glossator.lsp.extensions import InputParams, Method
from glossator.lsp.server.registration import create_server

EDIT = types.WorkspaceEdit()
TO_CONFIRM = types.WorkspaceEdit(
    change_annotations={"a": types.ChangeAnnotation("It", needs_confirmation=True)}
)


@pytest.mark.parametrize(
    ("method", "params", "waits"),
    [
        (types.WORKSPACE_APPLY_EDIT, types.ApplyWorkspaceEditParams(EDIT), False),
        (types.WINDOW_SHOW_DOCUMENT, types.ShowDocumentParams("glossator:/1/a.md"), False),
        (types.WORKSPACE_CONFIGURATION, types.ConfigurationParams([]), False),
        (types.WORKSPACE_APPLY_EDIT, types.ApplyWorkspaceEditParams(TO_CONFIRM), True),
        (Method.INPUT, InputParams(title="What?"), True),
    ],
)
async def test_only_what_the_user_answers_is_waited_for_longer(
    monkeypatch: pytest.MonkeyPatch, method: str, params: Any, waits: bool
) -> None:
    monkeypatch.setattr(owed, "ANSWER_TIMEOUT", 0.01)
    reply = asyncio.get_running_loop().create_future()
    monkeypatch.setattr(JsonRPCProtocol, "send_request_async", lambda *_: reply)
    waiting = create_server().protocol.send_request_async(method, params)
    if waits:
        assert waiting is reply
    else:
        with pytest.raises(UnansweredError, match=method):
            await waiting
