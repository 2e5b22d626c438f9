"""Runs the command that prints a key: bounded in time and bytes, ended with all that it started."""

from __future__ import annotations

import os
import re
import subprocess
import threading
from contextlib import suppress
from pathlib import Path, PurePath
from typing import IO

from glossator.errors import NotConfiguredError
from glossator.masks import MASK
from glossator.platforms import arguments_of, end_group

COMMAND_TIMEOUT = 30.0
"""Seconds; long enough to type the password of a password manager."""
_PIPE_GRACE = 1.0
"""Seconds in which what was printed has come, once the command is done."""
_MOST_BYTES = 64_000
"""Bytes that are read of what a command prints; no key is as long."""
_KEY_LIKE = re.compile(r"(?<![\w/.+~-])(?=\S*[\dA-Z])[\w+=-][\w+/=-]{15,}")
"""A long word with a digit or a capital in it that is no absolute path."""


class KeyCommand:
    """One command line, run without a shell.

    It runs at home: many tools read files of the folder they run in, and that is a repository.
    """

    def __init__(self, command: str) -> None:
        self._command = command
        self._program = PurePath(command.split(maxsplit=1)[0].strip("'\"")).name
        self._process: subprocess.Popen[bytes] | None = None
        self._ended = False

    def run(self) -> str:
        """The key: the first line that the command prints.

        Raises:
            NotConfiguredError: when it prints no key.
        """
        process = self._started()
        printed, complaint = _Beginning(process.stdout), _Beginning(process.stderr)
        try:
            process.wait(COMMAND_TIMEOUT)
        except subprocess.TimeoutExpired:
            self.end()
            process.wait()
            raise NotConfiguredError(
                f"The apiKeyCommand {self._program} printed no key within {COMMAND_TIMEOUT:.0f} "
                "seconds; try it in a terminal."
            ) from None
        for output in (printed, complaint):
            output.join(_PIPE_GRACE)
            if output.is_alive():  # something that it started holds the pipe
                self.end()
        self._process = None
        return self._key(process.returncode, printed.read, complaint.read)

    def _key(self, status: int, printed: bytes, complaint: bytes) -> str:
        if len(printed) > _MOST_BYTES:
            raise NotConfiguredError(
                f"The apiKeyCommand {self._program} prints far more than a key; try it in a "
                "terminal."
            )
        if status != 0:
            shown = _without_keys(_first_line(complaint), _first_line(printed))[:200]
            raise NotConfiguredError(
                f"The apiKeyCommand {self._program} failed with status {status}: "
                f"{shown or 'it said nothing'}"
            )
        key = _first_line(printed)
        if not key:
            raise NotConfiguredError(
                f"The apiKeyCommand {self._program} printed no key; try it in a terminal."
            )
        return key

    def end(self) -> None:
        """End the command, if it runs, and whatever it started; from any thread."""
        self._ended = True
        process = self._process
        if process is None:
            return
        with suppress(OSError):
            end_group(process)

    def _started(self) -> subprocess.Popen[bytes]:
        try:
            arguments = arguments_of(self._command)
        except ValueError:
            raise NotConfiguredError("The apiKeyCommand has a quote that is not closed.") from None
        try:
            self._process = subprocess.Popen(  # noqa: S603 - the user's own settings name it
                arguments,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=_home(),
                start_new_session=True,  # a group of its own, which can be ended as a whole
            )
        except OSError as error:
            raise NotConfiguredError(
                f"The apiKeyCommand {self._program} cannot be run: "
                f"{error.strerror or 'it was not found'}."
            ) from None
        if self._ended:
            self.end()
        return self._process


class _Beginning(threading.Thread):
    """Reads a pipe to its end or to the bound, whichever comes first, and closes it."""

    def __init__(self, pipe: IO[bytes] | None) -> None:
        super().__init__(daemon=True)
        self.read = b""
        self._pipe = pipe
        self.start()

    def run(self) -> None:
        assert self._pipe is not None
        with self._pipe as pipe:
            while len(self.read) <= _MOST_BYTES and (chunk := os.read(pipe.fileno(), _MOST_BYTES)):
                self.read += chunk


def _without_keys(complaint: str, printed: str) -> str:
    """What a command complains of, without what may be a key in it: a sentence has no such word."""
    if printed:
        complaint = complaint.replace(printed, MASK)
    return _KEY_LIKE.sub(MASK, complaint)


def _first_line(printed: bytes) -> str:
    return printed.decode("utf-8", errors="replace").strip().partition("\n")[0].strip()


def _home() -> str | None:
    home = os.path.expanduser("~")  # noqa: PTH111 - Path's raises where there is none
    return home if Path(home).is_dir() else None
