"""A file's name that wants to be a link or a terminal's command, in everything the server says."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pygls.exceptions import JsonRpcException

from glossator.lsp.extensions import Command
from tests.e2e.editor import Editor
from tests.standin.scripts import speak
from tests.standin.server import StandIn

NAME = "[Update](command:x)\x1b]0;x\x07.py"
CODE = "def add(a, b):\n    return a + b\n"


@pytest.mark.parametrize("text", ["", "It adds.", "```python\ndef add(a, b):\n    return 1\n```"])
async def test_no_sentence_that_names_a_file_holds_a_link(
    vscode: Editor, service: StandIn, text: str
) -> None:
    service.answer = lambda _: speak(*text)
    buffer = vscode.open(NAME, CODE)
    closed = vscode.root / f"closed {NAME}"
    sentences = []
    for command in Command:
        for uri in (buffer.uri, closed.as_uri()):
            argument: dict[str, Any] = {"uri": uri, "range": _range(), "instruction": "Shorter."}
            argument |= {"action": "x", "page": uri, "question": "Why?", "diagnostic": None}
            try:
                await vscode.run(command, argument)
            except JsonRpcException as error:
                sentences.append(error.message)
    assert sentences
    sentences += vscode.messages
    sentences += [json.dumps(each, default=vars) for each in vscode.progress]
    assert not [each for each in sentences if "](" in each or "\x1b" in each or "\\u001b" in each]


def _range() -> dict[str, Any]:
    return {"start": {"line": 0, "character": 0}, "end": {"line": 2, "character": 0}}
