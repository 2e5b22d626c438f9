"""A person at an editor: types a stretch key by key, with real gaps, and looks at the screen.

After each change goes `didChange`, `$/cancelRequest` for the request before if it has no answer
yet, and a new `textDocument/inlineCompletion`, as editors do. An answer to an older request is not
shown. In the accepting mode a suggestion that is wholly right and long enough is accepted a
reaction time after it appeared, and the typing goes on behind it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from bench.clock import now
from bench.corpus import Patch, Spot, Stretch, apply
from bench.places import Place
from bench.screen import Ghost, Screen, Suggestion, Verdict, judge

REACTION = 0.25
"""Seconds from a suggestion's appearance to the hand's Tab."""
WORTH_ACCEPTING = 5
"""Characters, blanks not counted; people do not reach for Tab for fewer."""
_TAIL = 300
"""Characters before the cursor that are told to the service and kept in the log."""


@dataclass(slots=True)
class Key:
    """One change of the buffer, by a key or by an accept, and the request made after it.

    `solid` counts the characters before the cursor that are not blank: a position that automatic
    indentation does not move. Moments are on the loop's clock: when the client had written the
    request, when the server had read it and written its answer, when the client had read that.
    """

    at: float
    spot: Spot
    tail: str
    solid: int = 0
    counted: bool = True
    accepted: int = 0
    number: int = 0
    written: float = 0.0
    taken: float | None = None
    sent: float | None = None
    answered: float | None = None
    empty: bool = True


@dataclass(frozen=True, slots=True)
class Seen:
    """What stood on the screen from a moment on, after the key with this index."""

    at: float
    key: int
    ghost: Ghost | None
    verdict: Verdict | None


@dataclass(slots=True)
class Log:
    """All that the typist saw; `skipped` counts the keys that accepting saved.

    `steps` of the stretch were done, and `end` is what the buffer then held.
    """

    keys: list[Key] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    skipped: int = 0
    misfits: int = 0
    steps: int = 0
    end: str = ""

    def note_moments(self, moments: Mapping[str, Sequence[float]]) -> None:
        """Note when the server had read each request and written its answer, by its id."""
        for key in self.keys:
            if (both := moments.get(str(key.number))) is not None:
                key.taken, key.sent = both


class Server(Protocol):
    """What the typist needs of a language server; `rpc.Connection` is one."""

    def notify(self, method: str, params: Any) -> None:
        """Send a notification."""

    def request(self, method: str, params: Any) -> tuple[int, float]:
        """Send a request; its id and the moment of writing. The answer goes to `Typist.take`."""


class Typist:
    """Types one stretch into one server; `run` may be called once."""

    def __init__(
        self, stretch: Stretch, register: Callable[[Place], None], *, accept: bool = False
    ) -> None:
        self.log = Log()
        self._stretch = stretch
        self._register = register
        self._accepts = accept
        self._buffer = stretch.start
        self._step = 0  # how many steps are done; also the index of the present spot
        self._cursor = stretch.steps[0].patches[0][0]
        self._screen = Screen()
        self._appeared: float | None = None
        self._pending: int | None = None
        self._command: Any = None
        self._version = 0
        self._uri = ""
        self._server: Server | None = None
        self._note_key(counted=False)
        self._count_solid()

    def open(self, server: Server, folder: Path) -> None:
        """Open the document in the server."""
        path = folder / self._stretch.filename
        path.write_text(self._stretch.start, "utf-8", newline="")
        self._server, self._uri = server, path.as_uri()
        document = {
            "uri": self._uri,
            "languageId": self._stretch.language,
            "version": 0,
            "text": self._stretch.start,
        }
        server.notify("textDocument/didOpen", {"textDocument": document})

    async def run(self, gaps: Sequence[float]) -> Log:
        """Press a key after each of these gaps (seconds), as far as the stretch goes."""
        for gap in gaps:
            if self._step < len(self._stretch.steps):
                await self._wait(gap)
            if self._step < len(self._stretch.steps):
                self._press()
        await asyncio.sleep(1)
        self._note_seen()
        self.log.steps, self.log.end = self._step, self._buffer
        return self.log

    def take(self, number: int, result: Any, moment: float) -> None:
        """An answer of the server to a request of ours."""
        if number != self._pending:
            return
        self._pending = None
        key = self.log.keys[-1]
        if key.answered is None:
            key.answered, key.number = moment, number
        items = result.get("items", []) if isinstance(result, dict) else result or []
        if not items:
            return
        suggestion = self._suggestion(items[0])
        if suggestion is None:
            self.log.misfits += 1
            return
        key.empty = False
        self._command = items[0].get("command")
        before = self._screen.ghost(self._buffer, self._cursor)
        self._screen.show(suggestion, self._buffer, self._cursor)
        if self._screen.shown is None:
            self.log.misfits += 1
        if before is None:
            self._appeared = moment
        self._note_seen(moment)

    def hear(self, method: str) -> None:
        """A notification of the server."""
        if method == "glossator/suggestionGrew" and self._server is not None:
            self._ask(self._server)

    async def _wait(self, gap: float) -> None:
        """Wait for the next key's moment; accept meanwhile what is worth it, and wait anew."""
        due = gap + (self.log.keys[-1].at if len(self.log.keys) > 1 else now())
        while (moment := now()) < due:
            until = due
            if self._accepts and self._appeared is not None and self._landing() is not None:
                until = self._appeared + REACTION
                if until <= moment:
                    self._accept()
                    due = moment + gap
            await asyncio.sleep(max(0.0, min(until, due, moment + 0.05) - moment))

    def _press(self) -> None:
        step = self._stretch.steps[self._step]
        self._step += 1
        self._change(step.patches, step.cursor, counted=step.is_key)

    def _landing(self) -> int | None:
        """The step after which the buffer would be as if the suggestion had been accepted."""
        ghost = self._screen.ghost(self._buffer, self._cursor)
        if ghost is None or len("".join(ghost.text.split())) < WORTH_ACCEPTING:
            return None
        spot = self._stretch.spots[self._step]
        if not judge(ghost, spot, self._stretch.finished).whole:
            return None
        wanted = apply(self._buffer, [(self._cursor, ghost.eats, ghost.text)])
        text = self._buffer
        for ahead in range(
            self._step, min(self._step + 2 * len(ghost.text) + 12, len(self._stretch.steps))
        ):
            step = self._stretch.steps[ahead]
            text = apply(text, step.patches)
            if text == wanted and step.cursor == self._cursor + len(ghost.text):
                return ahead + 1
        return None

    def _accept(self) -> None:
        landing, command = self._landing(), self._command
        ghost = self._screen.ghost(self._buffer, self._cursor)
        assert landing is not None and ghost is not None
        self._screen.shown = None
        self.log.skipped += landing - self._step - 1
        self._step = landing
        patch = (self._cursor, ghost.eats, ghost.text)
        self._change([patch], self._cursor + len(ghost.text), accepted=len(ghost.text))
        if command is not None and self._server is not None:
            arguments = command.get("arguments", [])
            params = {"command": command["command"], "arguments": arguments}
            self._server.request("workspace/executeCommand", params)

    def _change(
        self, patches: Sequence[Patch], cursor: int, *, counted: bool = True, accepted: int = 0
    ) -> None:
        """Change the buffer, tell the server, and ask it anew."""
        changes = []
        for patch in patches:
            changes.append(_content_change(self._buffer, patch))
            self._buffer = apply(self._buffer, [patch])
        self._cursor = cursor
        self._note_key(counted=counted, accepted=accepted)
        self._screen.edit(patches, self._buffer, cursor)
        if self._screen.shown is None:
            self._appeared = None
        if self._server is not None:
            self._tell(self._server, changes)
            self.log.keys[-1].written = self._ask(self._server)
        self._count_solid()
        self._note_seen(self.log.keys[-1].at)

    def _tell(self, server: Server, changes: list[dict[str, Any]]) -> None:
        self._version += 1
        document = {"uri": self._uri, "version": self._version}
        server.notify(
            "textDocument/didChange", {"textDocument": document, "contentChanges": changes}
        )

    def _ask(self, server: Server) -> float:
        """Ask for what comes at the cursor, instead of what was asked before; the moment."""
        if self._pending is not None:
            server.notify("$/cancelRequest", {"id": self._pending})
        params = {
            "textDocument": {"uri": self._uri},
            "position": _position(self._buffer, self._cursor),
            "context": {"triggerKind": 2},
        }
        self._pending, written = server.request("textDocument/inlineCompletion", params)
        return written

    def _note_key(self, *, counted: bool, accepted: int = 0) -> None:
        spot = self._stretch.spots[self._step]
        tail = self._buffer[max(0, self._cursor - _TAIL) : self._cursor]
        end = spot.end() if spot.start >= 0 else -1
        self._register(Place(len(self.log.keys), tail, spot.start, end))
        self.log.keys.append(Key(now(), spot, tail, counted=counted, accepted=accepted))

    def _count_solid(self) -> None:
        """Apart from `_note_key`, because it takes half a millisecond that a request can use."""
        before = self._buffer[: self._cursor]
        self.log.keys[-1].solid = len("".join(before.split()))

    def _note_seen(self, moment: float | None = None) -> None:
        ghost = self._screen.ghost(self._buffer, self._cursor)
        key = self.log.keys[-1]
        verdict = judge(ghost, key.spot, self._stretch.finished) if ghost else None
        at = now() if moment is None else moment
        self.log.seen.append(Seen(at, len(self.log.keys) - 1, ghost, verdict))

    def _suggestion(self, item: dict[str, Any]) -> Suggestion | None:
        """The item in offsets; None if its range is not one that editors allow."""
        text = item["insertText"]
        span = item.get("range")
        if not isinstance(text, str):
            return None
        if span is None:
            return Suggestion(text, self._cursor, self._cursor, self._cursor)
        start, end = (_offset(self._buffer, span[side]) for side in ("start", "end"))
        one_line = span["start"]["line"] == span["end"]["line"]
        if not (one_line and start <= self._cursor <= end):
            return None
        return Suggestion(text, start, end, self._cursor)


def _content_change(buffer: str, patch: Patch) -> dict[str, Any]:
    at, deleted, inserted = patch
    span = {"start": _position(buffer, at), "end": _position(buffer, at + deleted)}
    return {"range": span, "text": inserted}


def _position(buffer: str, offset: int) -> dict[str, int]:
    """LSP's position, in UTF-16 code units."""
    line_start = buffer.rfind("\n", 0, offset) + 1
    units = len(buffer[line_start:offset].encode("utf-16-le")) // 2
    return {"line": buffer.count("\n", 0, offset), "character": units}


def _offset(buffer: str, position: dict[str, int]) -> int:
    start = 0
    for _ in range(position["line"]):
        start = buffer.find("\n", start) + 1
    line = buffer[start : buffer.find("\n", start)] if "\n" in buffer[start:] else buffer[start:]
    units = line.encode("utf-16-le")[: 2 * position["character"]]
    return start + len(units.decode("utf-16-le", "ignore"))
