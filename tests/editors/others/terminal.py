"""A program in a terminal of its own, with typed keys and a screen of text."""

from __future__ import annotations

import asyncio
import fcntl
import os
import pty
import struct
import termios
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pyte

COLUMNS, ROWS = 100, 30
SCREEN_TIMEOUT = 60.0


class Terminal:
    """What the program has painted, and a keyboard."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self._painted = asyncio.Event()

    @property
    def text(self) -> str:
        """The whole screen, without the blanks at the ends of lines."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def type(self, keys: str) -> None:
        """Type characters as they are."""
        os.write(self._descriptor, keys.encode())

    async def shows(self, text: str | Callable[[str], object]) -> None:
        """Wait until the screen holds a text, or is as a question wants."""
        asked = text if callable(text) else lambda screen: text in screen
        try:
            async with asyncio.timeout(SCREEN_TIMEOUT):
                while not asked(self.text):
                    self._painted.clear()
                    await self._painted.wait()
        except TimeoutError:
            raise AssertionError(f"{text!r} did not come:\n{self.text}") from None

    def read(self) -> None:
        """Take what has been painted."""
        try:
            self._stream.feed(os.read(self._descriptor, 1 << 16))
        except OSError:
            asyncio.get_running_loop().remove_reader(self._descriptor)
        self._painted.set()


def _take_terminal() -> None:
    """In the child: its terminal becomes the one that /dev/tty names, which Emacs opens."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


@asynccontextmanager
async def terminal(*command: str, folder: Path, env: Mapping[str, str]) -> AsyncIterator[Terminal]:
    """Run a program in a terminal; it is killed at the end."""
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=folder,
        env={**env, "TERM": "xterm-256color"},
        stdin=its,
        stdout=its,
        stderr=its,
        start_new_session=True,
        preexec_fn=_take_terminal,
    )
    os.close(its)
    shown, loop = Terminal(ours), asyncio.get_running_loop()
    loop.add_reader(ours, shown.read)
    try:
        yield shown
    finally:
        loop.remove_reader(ours)
        if process.returncode is None:
            process.kill()
        await process.wait()
        os.close(ours)
