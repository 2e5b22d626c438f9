"""What the tests have seen, for the tables of the documents; `table.py` writes them."""

from __future__ import annotations

import json
from pathlib import Path

from tests.servers.install import FOLDER

SERVERS = FOLDER / "results.json"
TEAM = FOLDER / "team.json"


def note(results: Path, column: str, row: str, seen: str) -> None:
    """Put what was seen into a cell, in place of what it held."""
    found = json.loads(results.read_text("utf-8")) if results.exists() else {}
    found.setdefault(column, {})[row] = seen
    results.write_text(json.dumps(found, indent=1, ensure_ascii=False), "utf-8")
