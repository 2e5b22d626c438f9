from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.lsp.client import notifications as module
from glossator.lsp.client.notifications import Notifications
from glossator.lsp.client.status import Status

if TYPE_CHECKING:
    import pytest


def test_what_was_shown_longest_ago_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """A service may put something new into each of its errors, for months."""
    monkeypatch.setattr(module, "MOST_REMEMBERED", 3)
    shown: list[str] = []
    notifications = Notifications(shown.append, Status())
    for sentence in "abcc":
        notifications.show(sentence)
    assert shown == ["a", "b", "c"]
    notifications.show("d")
    notifications.show("c")
    notifications.show("a")
    assert shown == ["a", "b", "c", "d", "a"]
