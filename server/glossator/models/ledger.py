"""The ledger of what was spent: numbers by day, model, server and kind of work, on this machine.

An SQLite file that holds no text of prompts or answers. Several editors may write it at once; what
was added is written a few seconds later, in a thread, and at the end.
"""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import astuple, dataclass, fields
from datetime import date, timedelta
from pathlib import Path

import platformdirs

from glossator.settings import Settings

WRITE_AFTER = 5.0
"""Seconds."""
_BUSY = 3.0
"""Seconds to wait for another editor that writes."""
_KEY = ("day", "model", "server", "work")


@dataclass(frozen=True, slots=True)
class Spending:
    """What was spent in a day; tokens are estimated where a service does not count them.

    `useless` are decoded tokens of answers that nobody waited for any more. `shown` counts the
    suggestions shown, `kept` the code points of those accepted, `seconds` the waiting for answers.
    """

    day: str
    model: str
    server: str
    work: str
    requests: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    decoded_tokens: int = 0
    useless_tokens: int = 0
    shown: int = 0
    kept: int = 0
    seconds: float = 0.0


_COLUMNS = tuple(field.name for field in fields(Spending))
_SUMS = _COLUMNS[len(_KEY) :]
_CREATE = (
    f"CREATE TABLE IF NOT EXISTS spending ({', '.join(f'{name} NOT NULL' for name in _COLUMNS)}, "
    f"PRIMARY KEY ({', '.join(_KEY)}))"
)
_ADD = (
    f"INSERT INTO spending VALUES ({', '.join('?' for _ in _COLUMNS)}) "  # noqa: S608  # no values
    f"ON CONFLICT ({', '.join(_KEY)}) DO UPDATE SET "
    f"{', '.join(f'{name} = {name} + excluded.{name}' for name in _SUMS)}"
)


@dataclass(frozen=True, slots=True)
class Budget:
    """What a day may cost; 0 stands for no limit. Prices are for a million tokens."""

    tokens: int = 0
    money: float = 0.0
    prompt_price: float = 0.0
    decoded_price: float = 0.0

    def cost(self, each: Spending) -> float:
        """The money that was spent, by the prices."""
        prompt, decoded = each.prompt_tokens, each.decoded_tokens
        return (prompt * self.prompt_price + decoded * self.decoded_price) / 1_000_000

    def share(self, spent: Iterable[Spending]) -> float:
        """How much of the tighter limit is spent: 1 is all of it."""
        entries = list(spent)
        tokens = sum(each.prompt_tokens + each.decoded_tokens for each in entries)
        by_tokens = tokens / self.tokens if self.tokens else 0.0
        return max(by_tokens, sum(map(self.cost, entries)) / self.money if self.money else 0.0)


def ledger_file() -> Path:
    """Where the ledger is kept."""
    return platformdirs.user_state_path("glossator", appauthor=False) / "usage.sqlite"


def today() -> str:
    """The local date, as in the ledger."""
    return date.today().isoformat()


class Ledger:
    """The ledger at `path`; a file that cannot be read or written is as none."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._new: list[Spending] = []
        self._before: dict[str, list[Spending]] = {}
        self._timer: asyncio.TimerHandle | None = None

    def add(self, spending: Spending) -> None:
        """Add to the sums of its day; written a little later."""
        with self._lock:
            self._new.append(spending)
        if self._timer is None:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(WRITE_AFTER, self._write_in_thread)

    def spent_today(self) -> list[Spending]:
        """What was spent today by all editors, as far as they have written it, and by this one."""
        day = today()
        if day not in self._before:
            self._before = {day: self.read(days=1)}
        return [*self._before[day], *(each for each in self._new if each.day == day)]

    def read(self, days: int) -> list[Spending]:
        """The sums of the last days, today included, the newest first."""
        if not self._path.exists():
            return []
        since = (date.today() - timedelta(days=days - 1)).isoformat()
        query = "SELECT * FROM spending WHERE day >= ? ORDER BY day DESC, work"
        try:
            with closing(self._open()) as file:
                return [Spending(*row) for row in file.execute(query, (since,))]
        except sqlite3.Error:
            return []

    def write(self) -> None:
        """Write what was added since; if that cannot be, it is lost."""
        with self._lock:
            new, self._new = self._new, []
        if not new:
            return
        with suppress(sqlite3.Error, OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._open()) as file, file:
                file.execute(_CREATE)
                file.executemany(_ADD, map(astuple, new))
        self._before = {}

    def delete(self) -> None:
        """Delete the file."""
        for name in (self._path.name, f"{self._path.name}-journal"):
            self._path.with_name(name).unlink(missing_ok=True)

    def close(self) -> None:
        """Write the rest."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self.write()

    def _write_in_thread(self) -> None:
        self._timer = None
        threading.Thread(target=self.write, daemon=True).start()

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=_BUSY)


def own_ledger(settings: Settings) -> Ledger | None:
    """The user's ledger; None where they keep no count."""
    return Ledger(ledger_file()) if settings.usage else None
