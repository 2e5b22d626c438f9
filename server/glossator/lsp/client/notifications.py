"""Tells the user what is wrong, once: a broken service must not pop up at every keystroke."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from pygls.lsp.server import LanguageServer

    from glossator.lsp.client.status import Status


class Notifications:
    """Remembers what the user has been told of since the settings last changed."""

    def __init__(self, server: LanguageServer, status: Status) -> None:
        self._server = server
        self._status = status
        self._told: set[str] = set()

    def tell(self, sentence: str, *, about: str = "") -> None:
        """Pop `sentence` up, unless it, or another `about` the same, has been told already."""
        self._status.trouble(sentence)
        if (about or sentence) not in self._told:
            self._told.add(about or sentence)
            self._server.window_show_message(
                types.ShowMessageParams(types.MessageType.Warning, f"Glossator: {sentence}")
            )

    def over(self) -> None:
        """The service works again; what was told once stays told."""
        self._status.works()
