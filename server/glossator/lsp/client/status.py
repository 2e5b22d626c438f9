"""The status that a client may show: ready, thinking, loading, off, or trouble and its remedy."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from glossator.lsp.extensions import State, StatusParams

THINKING_DELAY = 0.15
"""Seconds that a model must have been at work before it shows: quick work should not flicker."""

_READY = StatusParams(state="ready", message="", off={})


class Status:
    """One state out of what the parts of a session report; a client is told when it changes."""

    def __init__(self) -> None:
        self._send: Callable[[StatusParams], None] | None = None
        self._sent: StatusParams | None = _READY
        self._was_sent = False
        self._answers = 0
        self._thinking: asyncio.TimerHandle | None = None
        self._loading: str | None = None
        self._trouble: str | None = None
        self._unready: str | None = None
        self._on = True
        self._off: dict[str, str] = {}

    def follow(self, send: Callable[[StatusParams], None]) -> None:
        """Call `send` with the state whenever it changes."""
        self._send = send

    def params(self) -> StatusParams:
        """The status as a client is told it."""
        state, message = self._state()
        return StatusParams(state=state, message=message, off=self._off)

    def _state(self) -> tuple[State, str]:
        """The state and its message; the one that the user can do most about comes first."""
        if trouble := self._trouble or self._unready:
            return "trouble", trouble
        if self._loading is not None:
            return "loading", self._loading
        if not self._on:
            return "off", "Ghost text is switched off."
        if self._answers and self._thinking is None:
            return "thinking", ""
        return "ready", ""

    def answering(self, begins: bool) -> None:
        """Note that a model begins or ends an answer."""
        self._answers += 1 if begins else -1
        if self._answers == 0 and self._thinking is not None:
            self._thinking.cancel()
            self._thinking = None
        elif self._answers == 1 and begins:
            self._thinking = asyncio.get_running_loop().call_later(
                THINKING_DELAY, self._still_thinking
            )
        self._changed()

    def loading(self, fraction: float | None) -> None:
        """Note how far the local model is loaded: None when it begins, 1.0 when it is over."""
        percent = f" ({fraction:.0%})" if fraction else ""
        self._loading = None if fraction == 1.0 else f"Loading the local model{percent}"
        self._changed()

    def trouble(self, sentence: str) -> None:
        """Note that something does not work and needs the user."""
        self._trouble = sentence
        self._changed()

    def works(self) -> None:
        """Note that nothing is known to be wrong any more."""
        self._trouble = self._unready = None
        self._changed()

    def unready(self, sentence: str | None) -> None:
        """Note why the models do not answer at the start; None when they do."""
        self._unready = sentence
        self._changed()

    def switched(self, on: bool) -> None:
        """Note that the settings have ghost text on or off."""
        self._on = on
        self._changed()

    def documents(self, off: dict[str, str]) -> None:
        """Note why open documents get no ghost text, by URI."""
        self._off = off
        self._changed()

    def document(self, uri: str, why_off: str | None) -> None:
        """Note why a document gets no ghost text; None when it does, or is closed."""
        if self._off.get(uri) != why_off:
            others = {each: why for each, why in self._off.items() if each != uri}
            self.documents({**others, uri: why_off} if why_off else others)

    def settled(self) -> None:
        """What there was to find out at the start is known: send the state, if none was sent."""
        if not self._was_sent:
            self._sent = None
        self._changed()

    def _changed(self) -> None:
        now = self.params()
        if self._send is not None and now != self._sent:
            self._sent, self._was_sent = now, True
            self._send(now)

    def _still_thinking(self) -> None:
        self._thinking = None
        self._changed()
