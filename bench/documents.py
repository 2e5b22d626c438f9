"""How long a keystroke keeps the server busy in large files, and pygls's own document.

Every key is typed at a new place, the worst case for what is kept of the last one, and now and then
it is a line end.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Callable, Iterator
from typing import Any

from lsprotocol import types
from pygls.workspace import TextDocument

from glossator.lsp.server.messages import read_message
from glossator.lsp.server.registration import create_server

URI = "file:///large.py"
BUFFERS = {
    "1.1 MB in 25,000 lines": ("    value = compute(value, 1)  # 0123456789\n" * 25_000, 0.3),
    "180,000 lines": ("abcde\n" * 180_000, 0.3),
    "2 MB in a single line": ("x" * 2_000_000, 10.0),
    "2 MB in a line, not ASCII": ("x😀é€" * 200_000, 10.0),
}
"""Texts, and the milliseconds that a key may take."""
KEYS, KEYS_OF_PYGLS = 2000, 20
LINE_ENDS = 0.03


class _Silent:
    """A writer that nobody reads."""

    def write(self, data: bytes) -> None:
        """Drop it."""

    def close(self) -> None:
        """Nothing to close."""


def keystrokes(text: str) -> list[float]:
    """Seconds for each key, from the message's bytes to the changed buffer and all that follows."""
    return asyncio.run(_keystrokes(text))


async def _keystrokes(text: str) -> list[float]:
    server = create_server()
    server.protocol.set_writer(_Silent())

    def receive(body: bytes) -> None:
        server.protocol.receive(read_message(body))

    receive(_body("initialize", {"processId": None, "capabilities": {}}, id=1))
    document = {"uri": URI, "languageId": "python", "version": 0, "text": text}
    receive(_body("textDocument/didOpen", {"textDocument": document}))
    bodies = [
        _body(
            "textDocument/didChange",
            {"textDocument": {"uri": URI, "version": version}, "contentChanges": [change]},
        )
        for version, change in enumerate(_keys(text, KEYS), 1)
    ]
    return [_seconds(receive, body) for body in bodies]


def keystrokes_of_pygls(text: str) -> list[float]:
    """The same for a pygls document alone, without the message."""
    document = TextDocument(URI, text)
    return [
        _seconds(
            document.apply_change,
            types.TextDocumentContentChangePartial(_range(change["range"]), change["text"]),
        )
        for change in _keys(text, KEYS_OF_PYGLS)
    ]


def _keys(text: str, number: int) -> Iterator[dict[str, Any]]:
    chance, lines = random.Random(1), text.split("\n")
    widths = [len(line.encode("utf-16-le")) // 2 for line in lines]
    for _ in range(number):
        row = chance.randrange(len(lines))
        place = {"line": row, "character": chance.randrange(widths[row] + 1)}
        is_end = chance.random() < LINE_ENDS and len(lines) > 1
        yield {"range": {"start": place, "end": place}, "text": "\n" if is_end else "x"}


def _range(value: dict[str, Any]) -> types.Range:
    start, end = (types.Position(**value[name]) for name in ("start", "end"))
    return types.Range(start, end)


def _body(method: str, params: dict[str, Any], **more: Any) -> bytes:
    return json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode()


def _seconds(call: Callable[[Any], object], argument: object) -> float:
    began = time.thread_time()  # the processor's: what else runs here does not count
    call(argument)
    return time.thread_time() - began
