"""Remembers for a day on disk by which route a model fills in the middle, by address and model.

A hint for the probe, which still asks: nothing breaks where it is wrong, or where the file is lost.
"""

from __future__ import annotations

import json
import time
from contextlib import suppress
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


def memory_file() -> Path:
    """Where it is kept; may be deleted at any time."""
    return platformdirs.user_cache_path("glossator", appauthor=False) / "fim-routes.json"


class FimMemory:
    """The file at `path`; without one it remembers nothing. Failures to read or write are none."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def recall(self, endpoint: Endpoint) -> FimRoute | bool | None:
        """The route, False for a model that has none, None where nothing is known."""
        entry = table(self._read().get(_name(endpoint)))
        at, route = entry.get("at"), text(entry.get("route"))
        if not isinstance(at, int | float) or not 0 <= time.time() - at < DAY:
            return None
        if route == NONE:
            return False
        return cast("FimRoute", route) if route in get_args(FimRoute) else None

    def remember(self, endpoint: Endpoint, route: FimRoute | None) -> None:
        """Write the route of a model down, None where it has none; what is old goes."""
        if self._path is None or endpoint.local:
            return
        now = time.time()
        kept = {name: entry for name, entry in self._read().items() if _is_fresh(entry, now)}
        kept[_name(endpoint)] = {"route": route or NONE, "at": now}
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._path.with_suffix(".new")
            fresh.write_text(json.dumps(kept), encoding="utf-8")
            fresh.replace(self._path)

    def _read(self) -> Json:
        try:
            read: object = json.loads(self._path.read_text("utf-8")) if self._path else None
        except (OSError, ValueError):
            read = None
        return table(read)


def _name(endpoint: Endpoint) -> str:
    return f"{endpoint.base_url} {endpoint.model}"


def _is_fresh(entry: object, now: float) -> bool:
    at = table(entry).get("at")
    return isinstance(at, int | float) and now - at < DAY
