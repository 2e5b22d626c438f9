"""Keys in the system's keyring, each kept for one origin (`https://host:port`).

The library is an extra, and asks the desktop: it is imported when it is needed, in a thread.
"""

from __future__ import annotations

from types import ModuleType

from glossator.errors import NotConfiguredError
from glossator.installation import EXTRAS, install_command

_SERVICE = "glossator"


def check() -> None:
    """Say whether a key can be kept, before one is asked for.

    Raises:
        NotConfiguredError: when the library is missing, or finds nothing that keeps keys.
    """
    keyring = _keyring()
    if keyring.get_keyring().priority <= 0:
        raise NotConfiguredError(
            "This system has no keyring that keeps keys: use GLOSSATOR_API_KEY or apiKeyCommand "
            "instead."
        )


def get(origin: str) -> str:
    """The key that is kept for `origin`, "" where there is none.

    Raises:
        NotConfiguredError: when the keyring is missing or refuses.
    """
    keyring = _keyring()
    try:
        return keyring.get_password(_SERVICE, origin) or ""
    except keyring.errors.KeyringError as error:
        raise _refused(error) from None


def put(origin: str, key: str) -> str:
    """Keep a key for `origin`; returns the keyring's name.

    Raises:
        NotConfiguredError: when the keyring is missing or refuses.
    """
    keyring = _keyring()
    try:
        keyring.set_password(_SERVICE, origin, key)
    except keyring.errors.KeyringError as error:
        raise _refused(error) from None
    return str(keyring.get_keyring().name)


def forget(origin: str) -> bool:
    """Forget the key for `origin`; returns whether there was one.

    Raises:
        NotConfiguredError: when the keyring is missing or refuses.
    """
    keyring = _keyring()
    try:
        keyring.delete_password(_SERVICE, origin)
    except keyring.errors.PasswordDeleteError:
        return False
    except keyring.errors.KeyringError as error:
        raise _refused(error) from None
    return True


def _keyring() -> ModuleType:
    try:
        import keyring
        import keyring.errors
    except ImportError:
        raise NotConfiguredError(
            "The keyring needs a library that is not installed: run "
            f"`{install_command(*EXTRAS['keyring'])}`, or use apiKeyCommand instead."
        ) from None
    return keyring


def _refused(error: Exception) -> NotConfiguredError:
    reason = str(error).strip().partition("\n")[0].rstrip(".") or type(error).__name__
    return NotConfiguredError(
        f"The keyring of this system cannot be used ({reason}): unlock it, or use apiKeyCommand "
        "instead."
    )
