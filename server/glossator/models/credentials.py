"""The key of a service: given in the settings, printed by a command, or from the keyring."""

from __future__ import annotations

import asyncio
from functools import partial

from glossator.errors import NotConfiguredError
from glossator.models import keyring_store
from glossator.models.daemon import in_daemon_thread
from glossator.models.key_command import KeyCommand

KEYRING_TIMEOUT = 60.0
"""Seconds; long enough to type the password that unlocks a keyring."""


class Keys:
    """Fetches keys; each command runs once, whether it works or fails.

    A failure is remembered too, because a command may open a window and requests come with every
    keystroke. Whoever waits for a user waits in a thread that does not hold up the process's end.
    """

    def __init__(self) -> None:
        self._printed: dict[str, asyncio.Task[str]] = {}
        self._kept: dict[str, asyncio.Task[str]] = {}
        self._commands: list[KeyCommand] = []

    async def key(self, key: str, command: str) -> str:
        """The key, the first line that `command` prints where there is no key, or ""."""
        if not key and command:
            if command not in self._printed:
                self._commands.append(KeyCommand(command))
                running = in_daemon_thread(self._commands[-1].run)
                self._printed[command] = asyncio.create_task(running)
            # One cancelled request must not take the command from the others.
            key = await asyncio.shield(self._printed[command])
        return _checked(key)

    async def kept(self, origin: str) -> str:
        """The key that the keyring keeps for `https://host:port`, or ""; asked once."""
        if origin not in self._kept:
            self._kept[origin] = asyncio.create_task(_from_keyring(origin))
        return _checked(await asyncio.shield(self._kept[origin]))

    def close(self) -> None:
        """End the commands that run still, with all that they started."""
        for command in self._commands:
            command.end()


async def _from_keyring(origin: str) -> str:
    try:
        async with asyncio.timeout(KEYRING_TIMEOUT):
            return await in_daemon_thread(partial(keyring_store.get, origin))
    except TimeoutError:
        raise NotConfiguredError(
            f"The keyring gave no key within {KEYRING_TIMEOUT:.0f} seconds; unlock it, then start "
            "the server again."
        ) from None


def _checked(key: str) -> str:
    if not key.isascii() or not key.isprintable() or " " in key:
        raise NotConfiguredError(
            "The key holds a space or a character that no key has; copy it again, without "
            "quotes and line ends."
        )
    return key
