"""How long a keystroke keeps the server busy in large files: `python -m tests.bench.documents`.

Each case is a file and a place to type in. "edit" is the buffer alone, and beside it the same with
pygls's own document; "message" is the whole way from the bytes of the `didChange` to the changed
buffer, with the offset of the cursor asked for once after it. Times are in milliseconds.
"""

from __future__ import annotations

import json
import random
import statistics
import time
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TypeVar

from lsprotocol import types
from pygls.workspace import TextDocument

from glossator.lsp.documents import Document
from glossator.lsp.protocol import GlossatorProtocol, HardenedServer

KEYSTROKES = 2000
PYGLS_KEYSTROKES = 5
URI = "file:///a.py"

Place = tuple[int, int]
T = TypeVar("T")


def at_random(lines: int, width: int, chance: random.Random) -> Iterator[Place]:
    """A new place at every keystroke: the worst case for what is kept of the last one."""
    while True:
        yield chance.randrange(lines), chance.randrange(width)


def onwards(lines: int, width: int, chance: random.Random) -> Iterator[Place]:
    """One key after the other, from the middle of the file on."""
    while True:
        yield from ((lines // 2, column) for column in range(width // 2, width))


CASES = {
    "1.1 MB, 25,000 lines": ("    value = compute(value, 1)  # 0123456789\n" * 25_000, 25_000, 40),
    "1.1 MB, 180,000 lines": ("abcde\n" * 180_000, 180_000, 5),
    "2 MB, one line": ("x" * 2_000_000, 1, 2_000_000),
    "2 MB, one line, not ASCII": ("x😀é€" * 200_000, 1, 1_000_000),
}


def main() -> None:
    print(f"{'file':27}{'place':11}{'edit p50':>9}{'p99':>9}{'message p50':>13}{'p99':>9}", end="")
    print(f"{'pygls edit p50':>16}{'ratio':>9}")
    for name, (text, lines, width) in CASES.items():
        for where in (onwards, at_random):
            chance = random.Random(1)
            places = islice(where(lines, width, chance), KEYSTROKES)
            edits = [change(place, chance) for place in places]
            ours = Document(URI, text)
            theirs = TextDocument(URI, text)
            alone = timed(ours.apply_change, edits)
            message = timed(*messages(text, edits))
            pygls = timed(theirs.apply_change, edits[:PYGLS_KEYSTROKES])
            ratio = statistics.median(pygls) / statistics.median(alone)
            print(f"{name:27}{where.__name__:11}{show(alone)}    {show(message)}", end="")
            print(f"{statistics.median(pygls):16.3f}{ratio:9.0f}")


def change(place: Place, chance: random.Random) -> types.TextDocumentContentChangePartial:
    """A letter, or now and then a new line, typed at `place`."""
    position = types.Position(*place)
    typed = "\n" if chance.random() < 0.03 and place[1] < 1000 else "x"
    return types.TextDocumentContentChangePartial(types.Range(position, position), typed)


def messages(
    text: str, edits: list[types.TextDocumentContentChangePartial]
) -> tuple[Callable[[bytes], None], list[bytes]]:
    """The bodies of the `didChange` of each edit, and what takes them in."""
    protocol = HardenedServer("bench", "1", protocol_cls=GlossatorProtocol).protocol
    sent: list[bytes] = []

    def body(method: str, params: object, **more: object) -> bytes:
        message = {"jsonrpc": "2.0", "method": method, "params": params, **more}
        return json.dumps(message, default=protocol._serialize_message).encode()

    protocol.receive(body("initialize", {"processId": None, "capabilities": {}}, id=1))
    opened = types.TextDocumentItem(URI, "python", 1, text)
    protocol.receive(body("textDocument/didOpen", types.DidOpenTextDocumentParams(opened)))
    for version, edit in enumerate(edits, 2):
        identifier = types.VersionedTextDocumentIdentifier(version, URI)
        params = types.DidChangeTextDocumentParams(identifier, [edit])
        sent.append(body("textDocument/didChange", params))
    document = protocol.workspace.get_text_document(URI)
    assert isinstance(document, Document)
    cursors = iter(edit.range.end for edit in edits)

    def take(message: bytes) -> None:
        protocol.receive(message)
        document.offset_at(next(cursors))

    return take, sent


def timed(work: Callable[[T], object], items: list[T]) -> list[float]:
    """Milliseconds of each call."""
    times = []
    for item in items:
        begun = time.perf_counter()
        work(item)
        times.append((time.perf_counter() - begun) * 1000)
    return times


def show(times: list[float]) -> str:
    """The median and the 99th percentile."""
    return f"{statistics.median(times):9.3f}{statistics.quantiles(times, n=100)[98]:9.3f}"


if __name__ == "__main__":
    main()
