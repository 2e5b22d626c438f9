"""Writes what the tests have seen into docs/servers.md: `python -m tests.servers.table`."""

from __future__ import annotations

import json
from pathlib import Path

from tests.servers.conftest import RESULTS

PAGE = Path(__file__).parents[2] / "docs" / "servers.md"
BEGIN, END = "<!-- begin: make servers -->", "<!-- end: make servers -->"


def main() -> None:
    """A column for each server that was run here, a row for each test."""
    seen: dict[str, dict[str, str]] = json.loads(RESULTS.read_text("utf-8"))
    rows = list(dict.fromkeys(row for column in seen.values() for row in column))
    lines = [f"| | {' | '.join(seen)} |", f"| --- |{' --- |' * len(seen)}"]
    for row in rows:
        cells = " | ".join(column.get(row, "") for column in seen.values())
        lines.append(f"| {row} | {cells} |")
    text = PAGE.read_text("utf-8")
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    table = "\n".join(lines)
    PAGE.write_text(f"{head}{BEGIN}\n\n{table}\n\n{END}{tail}", "utf-8")


if __name__ == "__main__":
    main()
