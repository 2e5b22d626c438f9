from __future__ import annotations

import sys
from collections.abc import Iterator

import keyring
import keyring.backends.fail
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError, PasswordDeleteError

from glossator.errors import NotConfiguredError
from glossator.models import keyring_store

ORIGIN = "https://api.example:443"


class Kept(KeyringBackend):
    """A keyring in memory; `locked` is what it says where it cannot be used."""

    priority = 1
    name = "the test's keyring"

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = ""

    def _open(self) -> dict[tuple[str, str], str]:
        if self.locked:
            raise KeyringError(self.locked)
        return self.kept

    def get_password(self, service: str, username: str) -> str | None:
        return self._open().get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._open()[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self._open().pop((service, username), None) is None:
            raise PasswordDeleteError("not there")


@pytest.fixture
def kept() -> Iterator[Kept]:
    before, ours = keyring.get_keyring(), Kept()
    keyring.set_keyring(ours)
    yield ours
    keyring.set_keyring(before)


def test_a_key_is_kept_for_one_origin(kept: Kept) -> None:
    assert keyring_store.get(ORIGIN) == ""
    assert keyring_store.put(ORIGIN, "secret") == "the test's keyring"
    assert keyring_store.get(ORIGIN) == "secret"
    assert keyring_store.get("https://other.example:443") == ""
    assert keyring_store.forget(ORIGIN)
    assert not keyring_store.forget(ORIGIN)
    assert keyring_store.get(ORIGIN) == ""


def test_whether_a_key_can_be_kept_is_known_before_one_is_asked_for(kept: Kept) -> None:
    keyring_store.check()
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]
    with pytest.raises(NotConfiguredError, match="no keyring that keeps keys"):
        keyring_store.check()


@pytest.mark.parametrize("locked", ["It is locked.\nTraceback", ""])
def test_a_keyring_that_cannot_be_used_is_told_with_what_to_do(kept: Kept, locked: str) -> None:
    kept.locked = locked or "\n"
    reason = "(It is locked)" if locked else "(KeyringError)"
    for use in (
        lambda: keyring_store.get(ORIGIN),
        lambda: keyring_store.put(ORIGIN, "secret"),
        lambda: keyring_store.forget(ORIGIN),
    ):
        with pytest.raises(NotConfiguredError) as caught:
            use()
        assert reason in str(caught.value)
        assert "apiKeyCommand" in str(caught.value)
        assert "Traceback" not in str(caught.value)


def test_without_the_library_the_cure_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(NotConfiguredError, match="pip install keyring"):
        keyring_store.get(ORIGIN)
