"""The answer to `initialize`, made without pygls and lsprotocol.

To load those takes most of a second, and every editor waits for this answer before it does anything
else. It follows from little: `extensions.py`, five of the client's capabilities, one setting.
`tests/lsp/server/test_early_initialize.py` compares it with what pygls would answer.
"""

from __future__ import annotations

import json
import os
from typing import Any

from glossator import __version__, config
from glossator.lsp.extensions import PAGES_SCHEME, ActionKind, Command
from glossator.lsp.features.menu import MENU_TRIGGERS, wants_menu

Json = dict[str, Any]

NAME = "glossator"
ENCODINGS = ("utf-8", "utf-16", "utf-32")


def early_initialize(body: bytes) -> Json | None:
    """The response to a first message; None where that is anything but a sound `initialize`.

    The protocol answers those itself, for it can say what is wrong with them.
    """
    try:
        message = json.loads(body)
    except (ValueError, RecursionError):
        return None
    match message:
        case {
            "jsonrpc": "2.0",
            "id": int() | str() as msg_id,
            "method": "initialize",
            "params": {"capabilities": dict() as client} as params,
        } if not isinstance(msg_id, bool):
            offered = _capabilities(client, _table(params, "initializationOptions"))
            server = {"name": NAME, "version": __version__}
            result = {"capabilities": offered, "serverInfo": server}
            return {"jsonrpc": "2.0", "id": msg_id, "result": result}
    return None


def _capabilities(client: Json, options: Json) -> Json:
    text, workspace = _table(client, "textDocument"), _table(client, "workspace")
    offered: Json = {
        "positionEncoding": _encoding(_table(client, "general").get("positionEncodings")),
        "textDocumentSync": {"openClose": True, "change": 2, "save": True},
        "inlineCompletionProvider": {},
        "codeActionProvider": {"codeActionKinds": list(ActionKind)},
        "executeCommandProvider": {"commands": list(Command)},
        "workspace": {
            "workspaceFolders": {"supported": True, "changeNotifications": True},
            "fileOperations": {},
        },
    }
    # A workspace's own file has no say in these settings, so its folder need not be known.
    settings = config.load(environ=os.environ, editor=options).settings
    if wants_menu(settings, has_ghost_text=text.get("inlineCompletion") is not None):
        offered["completionProvider"] = {"triggerCharacters": MENU_TRIGGERS}
    if text.get("diagnostic") is not None:
        offered["diagnosticProvider"] = {
            "identifier": NAME,
            "interFileDependencies": False,
            "workspaceDiagnostics": False,
        }
    if client.get("notebookDocument") is not None:
        offered["notebookDocumentSync"] = {"notebookSelector": [{"notebook": "*"}]}
    if workspace.get("textDocumentContent") is not None:
        offered["workspace"]["textDocumentContent"] = {"schemes": [PAGES_SCHEME]}
    return offered


def _encoding(preferred: object) -> str:
    """The client's favourite among those that the server knows."""
    named = preferred if isinstance(preferred, list) else []
    return next((each for each in named if each in ENCODINGS), "utf-16")


def _table(parent: Json, name: str) -> Json:
    value = parent.get(name)
    return value if isinstance(value, dict) else {}
