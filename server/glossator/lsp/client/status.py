"""What a status line shows: ready, thinking, loading, off, or trouble and what to do about it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from glossator import config
from glossator.context.outgoing import why_withheld
from glossator.errors import ModelError
from glossator.lsp.extensions import StatusParams, StatusResult
from glossator.models.requests import Work

if TYPE_CHECKING:
    from glossator.lsp.documents.documents import Document
    from glossator.lsp.session import Session

PATIENCE = 0.15
"""Seconds that a model must have been at work before it shows: quick work should not flicker."""


_READY = StatusParams(state="ready", message="")


class Status:
    """Puts what the session's parts report into one state, and tells it when it changes."""

    def __init__(self) -> None:
        self._tell: Callable[[StatusParams], None] | None = None
        self._told: StatusParams | None = _READY
        self._has_told = False
        self._answers = 0
        self._thinking: asyncio.TimerHandle | None = None
        self._loading: str | None = None
        self._trouble: str | None = None
        self._unready: str | None = None
        self._on = True

    def follow(self, tell: Callable[[StatusParams], None]) -> None:
        """Call `tell` with the state whenever it changes."""
        self._tell = tell

    def state(self) -> StatusParams:
        """The state and its message; the one that the user can do most about comes first."""
        if trouble := self._trouble or self._unready:
            return {"state": "trouble", "message": trouble}
        if self._loading is not None:
            return {"state": "loading", "message": self._loading}
        if not self._on:
            return {"state": "off", "message": "Ghost text is switched off."}
        if self._answers and self._thinking is None:
            return {"state": "thinking", "message": ""}
        return _READY

    def answering(self, begins: bool) -> None:
        """A model begins or ends an answer."""
        self._answers += 1 if begins else -1
        if self._answers == 0 and self._thinking is not None:
            self._thinking.cancel()
            self._thinking = None
        elif self._answers == 1 and begins:
            self._thinking = asyncio.get_running_loop().call_later(PATIENCE, self._still_thinking)
        self._changed()

    def loading(self, fraction: float | None) -> None:
        """The local model loads: None when it begins, 1.0 when it is over."""
        percent = f" ({fraction:.0%})" if fraction else ""
        self._loading = None if fraction == 1.0 else f"Loading the local model{percent}"
        self._changed()

    def trouble(self, sentence: str) -> None:
        """Something does not work and needs the user."""
        self._trouble = sentence
        self._changed()

    def works(self) -> None:
        """Nothing is known to be wrong any more."""
        self._trouble = self._unready = None
        self._changed()

    def unready(self, sentence: str | None) -> None:
        """Why the models cannot be asked what they can do; None when they can."""
        self._unready = sentence
        self._changed()

    def switched(self, on: bool) -> None:
        """The settings have ghost text on or off."""
        self._on = on
        self._changed()

    def settled(self) -> None:
        """All that is found out at the start is known: tell the state, if none was told yet."""
        if not self._has_told:
            self._told = None
        self._changed()

    def _changed(self) -> None:
        now = self.state()
        if self._tell is not None and now != self._told:
            self._told, self._has_told = now, True
            self._tell(now)

    def _still_thinking(self) -> None:
        self._thinking = None
        self._changed()


async def status(session: Session, arguments: Sequence[Any]) -> StatusResult:
    """`glossator.status`: what answers and what is wrong; `off` says why a document gets nothing.

    Waits until the models have been asked what they can do.
    """
    document = _document(session, arguments)
    gateway = session.gateway
    try:
        code = await gateway.endpoint(Work.CODE)
        prose = await gateway.endpoint(Work.PROSE)
        able = await gateway.capabilities(Work.CODE)
    except ModelError as error:
        if gateway is not session.gateway:  # the settings have changed meanwhile
            return await status(session, arguments)
        session.status.unready(str(error))
        return _known(session, document)
    session.status.unready(None)
    known = _known(session, document)
    known["codeModel"], known["proseModel"] = code.model, prose.model
    known["service"], known["ghostText"] = code.service, able.ghost_wire
    return known


def _known(session: Session, document: Document | None) -> StatusResult:
    """What is known without asking a model."""
    state = session.status.state()
    known = StatusResult(
        state=state["state"],
        message=state["message"],
        services=config.hosts(session.settings),
        winningKeys=config.winning_keys(session.loaded),
    )
    if document is not None:
        known["off"] = why_off(session, document)
    return known


def why_off(session: Session, document: Document) -> str | None:
    """Why there is no ghost text in a document, as a sentence; None where there is."""
    language = document.language_id or ""
    if not session.settings.enabled:
        return "Ghost text is switched off."
    if not session.settings.languages.get(language, True):
        return f"Ghost text is switched off for {language}."
    return why_withheld(session.buffer(document), session.ignore)


def _document(session: Session, arguments: Sequence[Any]) -> Document | None:
    given = arguments[0] if arguments and isinstance(arguments[0], dict) else {}
    return session.server.documents.document(str(given.get("uri", "")))
