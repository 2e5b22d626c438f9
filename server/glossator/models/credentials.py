"""The key of a service: given in the settings, printed by a command, or from the keyring."""

from __future__ import annotations

import asyncio
import os
import shlex
import subprocess
import sys
from pathlib import Path, PurePath

from glossator.errors import NotConfiguredError
from glossator.models import keyring_store

COMMAND_TIMEOUT = 30.0
"""Seconds; long enough to type the password of a password manager."""


class Keys:
    """Fetches keys; each command runs once, whether it works or fails.

    A failure is remembered too, because a command may open a window and requests come with every
    keystroke.
    """

    def __init__(self) -> None:
        self._printed: dict[str, asyncio.Task[str]] = {}
        self._kept: dict[str, asyncio.Task[str]] = {}

    async def key(self, key: str, command: str) -> str:
        """The key, the first line that `command` prints where there is no key, or ""."""
        if not key and command:
            if command not in self._printed:
                self._printed[command] = asyncio.create_task(asyncio.to_thread(_run, command))
            # One cancelled request must not take the command from the others.
            key = await asyncio.shield(self._printed[command])
        return _checked(key)

    async def kept(self, origin: str) -> str:
        """The key that the keyring keeps for `https://host:port`, or ""; asked once."""
        if origin not in self._kept:
            self._kept[origin] = asyncio.create_task(asyncio.to_thread(keyring_store.get, origin))
        return _checked(await asyncio.shield(self._kept[origin]))


def _checked(key: str) -> str:
    if not key.isascii() or not key.isprintable() or " " in key:
        raise NotConfiguredError(
            "The key holds a space or a character that no key has; copy it again, without "
            "quotes and line ends."
        )
    return key


def _run(command: str) -> str:
    """The key that a command prints, run without a shell.

    It runs at home: many tools read files of the folder they run in, and that is a repository.

    Raises:
        NotConfiguredError: when it prints no key.
    """
    # Windows programs take their command line apart themselves.
    arguments = command if sys.platform == "win32" else _split(command)
    program = PurePath(command.split(maxsplit=1)[0].strip("'\"")).name
    try:
        done = subprocess.run(  # noqa: S603 - the user's own settings name the command
            arguments,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=COMMAND_TIMEOUT,
            check=False,
            cwd=_home(),
        )
    except subprocess.TimeoutExpired:
        raise NotConfiguredError(
            f"The apiKeyCommand {program} printed no key within {COMMAND_TIMEOUT:.0f} seconds; try "
            "it in a terminal."
        ) from None
    except OSError as error:
        raise NotConfiguredError(
            f"The apiKeyCommand {program} cannot be run: {error.strerror or 'it was not found'}."
        ) from None
    if done.returncode != 0:
        complaint = done.stderr.strip().partition("\n")[0] or "it said nothing"
        raise NotConfiguredError(
            f"The apiKeyCommand {program} failed with status {done.returncode}: {complaint[:200]}"
        )
    key = done.stdout.strip().partition("\n")[0].strip()
    if not key:
        raise NotConfiguredError(
            f"The apiKeyCommand {program} printed no key; try it in a terminal."
        )
    return key


def _home() -> str | None:
    home = os.path.expanduser("~")  # noqa: PTH111 - Path's raises where there is none
    return home if Path(home).is_dir() else None


def _split(command: str) -> list[str]:
    try:
        return shlex.split(command)
    except ValueError:
        raise NotConfiguredError("The apiKeyCommand has a quote that is not closed.") from None
