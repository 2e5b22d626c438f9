"""Messages that are nearly what a client says: plausible ones, then broken somewhere."""

from __future__ import annotations

import copy
import random
from typing import Any

from glossator.lsp.extensions import Command

Message = dict[str, Any]

URIS = ("file:///text.py", "file:///other.py", "glossator:/1/page.md", "")
TEXT = "def total(prices):\n    return sum(prices)\n\n\nprint(total([1]))\n"


def plausible(chance: random.Random, msg_id: str) -> Message:
    """A request or a notification as a client might send it."""
    place = {"line": chance.randrange(5), "character": chance.randrange(9)}
    span = {"start": place, "end": {"line": 4, "character": 3}}
    uri = chance.choice(URIS)
    identifier: Message = {"uri": uri, "version": chance.randrange(9)}
    here: Message = {"textDocument": identifier, "position": place}
    opened = {"uri": uri, "languageId": "python", "version": 1, "text": TEXT}
    edits = [{"text": "\r\n😀\ud800", "range": span}, {"text": TEXT}]
    argument = {"uri": uri, "range": span, "instruction": "shorter", "page": URIS[2], "name": "x"}
    command = chance.choice([*Command, "add", "nonsense"])
    method, params = chance.choice(
        [
            ("textDocument/hover", here),
            ("textDocument/definition", here),
            ("textDocument/inlineCompletion", here | {"context": {"triggerKind": 1}}),
            ("textDocument/inlineCompletion", here | {"context": {"triggerKind": 2}}),
            ("textDocument/completion", here),
            ("textDocument/codeAction", here | {"range": span, "context": {"diagnostics": []}}),
            ("textDocument/didOpen", {"textDocument": opened}),
            ("textDocument/didOpen", {"textDocument": opened}),
            ("textDocument/didClose", {"textDocument": identifier}),
            ("textDocument/didChange", {"textDocument": identifier, "contentChanges": edits}),
            ("workspace/executeCommand", {"command": command, "arguments": [argument]}),
            ("workspace/executeCommand", {"command": "add", "arguments": [1, 2]}),
            ("workspace/didChangeConfiguration", {"settings": {"languages": {"python": True}}}),
            ("workspace/textDocumentContent", {"uri": URIS[2]}),
            ("$/cancelRequest", {"id": msg_id}),
            ("$/setTrace", {"value": "off"}),
            ("window/workDoneProgress/cancel", {"token": 1}),
            ("initialize", {"processId": None, "capabilities": {}}),
            ("glossator/nonsense", {"type_name": "x", "class": 1}),
        ]
    )
    message = {"jsonrpc": "2.0", "method": method, "params": params}
    found = method.startswith(("$/", "workspace/did", "window/")) or "/did" in method
    # A request for what is only ever told is one of the faults.
    return message if found and chance.random() < 0.9 else {**message, "id": msg_id}


SCALARS: list[Any] = [None, True, -1, 2**31, 1.5, 1e400, "", "\ud800", "x" * 300, [], {}, [[]]]


def mutated(message: Message, chance: random.Random) -> Message:
    """The message with random parts left out, replaced, or put somewhere else."""
    for _ in range(chance.randrange(4)):
        part: Any = message
        while True:
            keys = list(part) if isinstance(part, dict) else list(range(len(part)))
            key = chance.choice([k for k in keys if k != "id"] or keys)
            if part is message and "params" in message and chance.random() < 0.8:
                key = "params"  # else hardly any would be a message at all
            if isinstance(part[key], dict | list) and part[key] and chance.random() < 0.85:
                part = part[key]
                continue
            break
        if chance.random() < 0.3:
            del part[key]
        else:
            part[key] = copy.deepcopy(chance.choice([*SCALARS, message]))
        if not message:
            break
    return message
