"""Remembers for a day on disk what was found out about a model at a service, by address and model.

Hints, which cost requests to find out: nothing breaks where one is wrong, or the file is lost.
"""

from __future__ import annotations

import json
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

import platformdirs

from glossator.json_value import Json, table, text
from glossator.models.endpoints import Endpoint
from glossator.models.wire.wire import FimRoute

DAY = 24 * 3600.0
"""Seconds."""
NONE = "none"
"""Remembered of a model that fills in the middle on no route."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a model at a service; None where nothing is.

    `route` is how it fills in the middle, False for one that does not. `context` is its length in
    tokens, as answers have shown it. `frees_slot` says whether the service stops reading a prompt
    that was given up, `parallel` whether it answers several requests at once.
    """

    route: FimRoute | bool | None = None
    context: int | None = None
    frees_slot: bool | None = None
    parallel: bool | None = None


def memory_file() -> Path:
    """Where it is kept; may be deleted at any time."""
    return platformdirs.user_cache_path("glossator", appauthor=False) / "services.json"


class ServiceMemory:
    """The file at `path`; without one it remembers as long as it lives.

    Failures to read or write are none. Of the local model nothing is remembered, since its file may
    be another one the next time.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._entries = self._read()

    def get(self, endpoint: Endpoint) -> Known:
        """What is known and not older than a day."""
        entry = table(self._entries.get(_name(endpoint)))
        if not _is_fresh(entry, time.time()):
            return Known()
        route, context = text(entry.get("route")), entry.get("context")
        return Known(
            False if route == NONE else _route(route),
            context if isinstance(context, int) and context > 0 else None,
            _flag(entry.get("frees_slot")),
            _flag(entry.get("parallel")),
        )

    def put_route(self, endpoint: Endpoint, route: FimRoute | None) -> None:
        """Note how a model fills in the middle, None for one that does not."""
        self._change(endpoint, {"route": route or NONE})

    def put_context(self, endpoint: Endpoint, tokens: int) -> None:
        """Note the length of a model's context, in tokens."""
        self._change(endpoint, {"context": tokens})

    def put_queue(
        self, endpoint: Endpoint, *, frees_slot: bool | None, parallel: bool | None
    ) -> None:
        """Note how a service treats what was given up, and what comes at once."""
        self._change(endpoint, {"frees_slot": frees_slot, "parallel": parallel})

    def _change(self, endpoint: Endpoint, facts: Json) -> None:
        """Write down what is new of a service; what is old of any goes."""
        if endpoint.local:
            return
        now, name = time.time(), _name(endpoint)
        # Another editor may have written meanwhile.
        entries = {**self._entries, **self._read()}
        kept = {each: entry for each, entry in entries.items() if _is_fresh(entry, now)}
        kept[name] = {"at": now, **table(kept.get(name)), **facts}
        self._entries = kept
        if self._path is None:
            return
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._path.with_suffix(".new")
            fresh.write_text(json.dumps(kept), encoding="utf-8")
            fresh.replace(self._path)

    def _read(self) -> Json:
        if self._path is None:
            return {}
        try:
            read: object = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            read = None
        return table(read)


def _name(endpoint: Endpoint) -> str:
    return f"{endpoint.base_url} {endpoint.model}"


def _route(name: str) -> FimRoute | None:
    return cast("FimRoute", name) if name in get_args(FimRoute) else None


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _is_fresh(entry: object, now: float) -> bool:
    at = table(entry).get("at")
    return isinstance(at, int | float) and 0 <= now - at < DAY
