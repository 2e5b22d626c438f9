"""A real Neovim with typed keys and a screen of text, in the running loop.

It speaks Neovim's own RPC (`--embed`), as graphical front ends do, so what a test sees is what is
painted. https://neovim.io/doc/user/ui.html#ui-linegrid
"""

from __future__ import annotations

import asyncio
import itertools
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgpack

COLUMNS, ROWS = 100, 30
SCREEN_TIMEOUT = 60.0
"""Seconds for something that must come; only a test that fails waits so long."""


Cell = tuple[str, int]
"""A character and the number of its highlight."""
BLANK: Cell = (" ", 0)


class Screen:
    """The grid of characters that Neovim paints."""

    def __init__(self) -> None:
        self.rows = [[BLANK] * COLUMNS for _ in range(ROWS)]
        self.cursor = (0, 0)
        self.mode = "normal"
        self.colours = (0, 0)
        """Of the text and behind it, as numbers of 24 bits."""
        self.highlights: dict[int, Mapping[str, Any]] = {}
        self.painted_at = 0.0
        self.on_flush: Callable[[], None] = lambda: None
        self.history: list[str] = []
        """What was on the screen at each flush, while `recording`."""
        self.recording = False

    @property
    def text(self) -> str:
        """The whole screen, without the blanks at the ends of lines."""
        return "\n".join("".join(text for text, _ in row).rstrip() for row in self.rows)

    def take(self, events: Sequence[Sequence[Any]]) -> None:
        """Follow one batch of redraw events."""
        for name, *calls in events:
            for arguments in calls:
                self._take(name, arguments)

    def _take(self, name: str, arguments: Sequence[Any]) -> None:
        if name == "grid_line":
            _, row, column, cells, *_ = arguments
            self._put(row, column, cells)
        elif name == "grid_clear":
            for line in self.rows:
                line[:] = [BLANK] * COLUMNS
        elif name == "grid_scroll":
            self._scroll(*arguments[1:6])
        elif name == "grid_cursor_goto":
            self.cursor = arguments[1], arguments[2]
        elif name == "mode_change":
            self.mode = arguments[0]
        elif name == "default_colors_set":
            self.colours = arguments[0], arguments[1]
        elif name == "hl_attr_define":
            self.highlights[arguments[0]] = arguments[1]
        elif name == "flush":
            self.painted_at = time.perf_counter()
            if self.recording:
                self.history.append(self.text)
            self.on_flush()

    def _put(self, row: int, column: int, cells: Sequence[Sequence[Any]]) -> None:
        highlight = 0
        for text, *more in cells:
            highlight = more[0] if more else highlight
            for _ in range(more[1] if len(more) > 1 else 1):
                self.rows[row][column] = (text, highlight)
                column += 1

    def _scroll(self, top: int, bottom: int, left: int, right: int, by: int) -> None:
        places = range(top, bottom) if by > 0 else reversed(range(top, bottom))
        for row in places:
            if top <= row + by < bottom:
                self.rows[row][left:right] = self.rows[row + by][left:right]


class Neovim:
    """One Neovim; `start` attaches the screen."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.screen = Screen()
        self._numbers = itertools.count()
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._painted = asyncio.Event()
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def start(
        cls, program: str, *arguments: str, folder: Path, env: Mapping[str, str]
    ) -> Neovim:
        """Start one in a folder."""
        process = await asyncio.create_subprocess_exec(
            program, "--embed", "-i", "NONE", "-n", *arguments,
            cwd=folder, env=dict(env), stdin=PIPE, stdout=PIPE,
        )  # fmt: skip
        neovim = cls(process)
        await neovim.call("nvim_ui_attach", COLUMNS, ROWS, {"rgb": True, "ext_linegrid": True})
        return neovim

    async def stop(self) -> None:
        """Kill it if it still runs, and wait."""
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()
        await self._reading

    async def call(self, method: str, *arguments: Any) -> Any:
        """Call a function of Neovim's API."""
        number = next(self._numbers)
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        self._send([0, number, method, arguments])
        async with asyncio.timeout(SCREEN_TIMEOUT):
            return await answer

    async def lua(self, code: str, *arguments: Any) -> Any:
        """What a piece of Lua returns."""
        return await self.call("nvim_exec_lua", code, list(arguments))

    async def type(self, keys: str) -> None:
        """Type, with `<Esc>` and the like for special keys."""
        await self.call("nvim_input", keys)

    async def lines(self, name: str = "") -> list[str]:
        """The lines of the current buffer, or of the one whose name holds this."""
        code = """
            local buf = ... ~= '' and vim.fn.bufnr(...) or 0
            return vim.api.nvim_buf_get_lines(buf, 0, -1, false)
        """
        found: list[str] = await self.lua(code, name)
        return found

    async def shows(self, text: str | Callable[[str], object]) -> float:
        """Wait until the screen holds a text, or is as a question wants; when it was painted."""
        asked = text if callable(text) else lambda screen: text in screen
        return await self._until(lambda: asked(self.screen.text), text)

    async def shows_no(self, text: str) -> float:
        """Wait until the screen holds a text no more."""
        return await self._until(lambda: text not in self.screen.text, f"no {text}")

    async def until(self, question: str, *arguments: Any) -> Any:
        """Wait until a Lua expression is true; its value."""
        async with asyncio.timeout(SCREEN_TIMEOUT):
            while not (found := await self.lua(f"return {question}", *arguments)):
                await asyncio.sleep(0.02)
        return found

    async def _until(self, condition: Callable[[], object], what: object) -> float:
        try:
            async with asyncio.timeout(SCREEN_TIMEOUT):
                while not condition():
                    self._painted.clear()
                    await self._painted.wait()
        except TimeoutError:
            raise AssertionError(f"{what!r} did not come:\n{self.screen.text}") from None
        return self.screen.painted_at

    def _send(self, message: Sequence[Any]) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(msgpack.packb(message))

    async def _read(self) -> None:
        assert self.process.stdout is not None
        unpacker = msgpack.Unpacker(
            raw=False, unicode_errors="surrogateescape", ext_hook=lambda _, data: data
        )
        while data := await self.process.stdout.read(1 << 16):
            unpacker.feed(data)
            for message in unpacker:
                self._take(message)
        for answer in self._answers.values():
            if not answer.done():
                answer.set_exception(ConnectionError("Neovim is gone"))

    def _take(self, message: Sequence[Any]) -> None:
        if message[0] == 1:
            _, number, error, result = message
            answer = self._answers.pop(number)
            if answer.done():
                return
            if error:
                answer.set_exception(RuntimeError(f"{error[1]}\n{self.screen.text}"))
            else:
                answer.set_result(result)
        elif message[0] == 2 and message[1] == "redraw":
            self.screen.take(message[2])
            self._painted.set()
