"""Sessions of a client that says the right things in the wrong order, or never answers or reads."""

from __future__ import annotations

import random
from typing import Any

from tests.lsp.fuzz import TEXT, URIS, Message

CAPABILITIES: Message = {
    "workspace": {
        "applyEdit": True,
        "configuration": True,
        "workspaceEdit": {"documentChanges": True},
        "textDocumentContent": {},
    },
    "textDocument": {"inlineCompletion": {}},
    "window": {"workDoneProgress": True, "showDocument": {"support": True}},
}
_URI = URIS[0]
_PLACE = {"line": 1, "character": 11}
_SPAN = {"start": {"line": 0, "character": 0}, "end": {"line": 2, "character": 0}}
_DOCUMENT = {"uri": _URI}
_INITIALIZE = ("initialize", {"processId": None, "rootUri": None, "capabilities": CAPABILITIES})
_OPEN = (
    "textDocument/didOpen",
    {"textDocument": {**_DOCUMENT, "languageId": "python", "version": 1, "text": TEXT}},
)
_CLOSE = ("textDocument/didClose", {"textDocument": _DOCUMENT})
_CHANGE = (
    "textDocument/didChange",
    {
        "textDocument": {**_DOCUMENT, "version": 2},
        "contentChanges": [{"range": {"start": _PLACE, "end": _PLACE}, "text": "x"}],
    },
)
_GHOST = (
    "textDocument/inlineCompletion",
    {"textDocument": _DOCUMENT, "position": _PLACE, "context": {"triggerKind": 1}},
)
_MENU = (
    "textDocument/codeAction",
    {"textDocument": _DOCUMENT, "range": _SPAN, "context": {"diagnostics": []}},
)
STEPS: tuple[tuple[str, Any], ...] = (
    *(_INITIALIZE, ("initialized", {}), _OPEN, _OPEN, _CLOSE, _CHANGE, _GHOST, _GHOST, _MENU),
    *(
        ("workspace/executeCommand", {"command": f"glossator.{name}", "arguments": [argument]})
        for argument in [{"uri": _URI, "range": _SPAN, "instruction": "Shorter."}]
        for name in ("explain", "document", "documentAll", "edit", "test", "status")
    ),
    ("workspace/didChangeConfiguration", {"settings": {"glossator": {"enabled": True}}}),
    ("window/workDoneProgress/cancel", {"token": 1}),
    ("shutdown", None),
)
_NOTIFICATIONS = ("initialized", "/did", "$/", "window/workDoneProgress/")


def session(chance: random.Random, options: Message) -> list[Message]:
    """The messages of one session up to its `exit`, if it has one, each request with an id."""
    chosen = chance.choices(STEPS, k=chance.randrange(3, 25))
    if chance.random() < 0.8:  # mostly it begins well, and goes wrong later
        chosen = [_INITIALIZE, ("initialized", {}), *chosen]
    messages: list[Message] = []
    for number, (method, params) in enumerate(chosen):
        message: Message = {"jsonrpc": "2.0", "method": method}
        if method == "initialize":
            message["params"] = {**params, "initializationOptions": options}
        elif params is not None:
            message["params"] = params
        if not any(part in method for part in _NOTIFICATIONS):
            message["id"] = number
        messages.append(message)
        if "id" in message and chance.random() < 0.2:
            cancel = {"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": number}}
            messages.append(cancel)
    if chance.random() < 0.5:
        messages.append({"jsonrpc": "2.0", "method": "exit"})
    return messages
