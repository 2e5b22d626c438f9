"""Writes what the tests have seen into docs/servers.md and docs/team.md:
`python -m tests.servers.table`."""

from __future__ import annotations

import json
from pathlib import Path

from tests.servers.results import SERVERS, TEAM

DOCS = Path(__file__).parents[2] / "docs"
BEGIN, END = "<!-- begin: make servers -->", "<!-- end: make servers -->"


def main() -> None:
    """Put each table between the marks of its page."""
    for results, page in ((SERVERS, DOCS / "servers.md"), (TEAM, DOCS / "team.md")):
        if results.exists():
            text = page.read_text("utf-8")
            head, _, rest = text.partition(BEGIN)
            _, _, tail = rest.partition(END)
            table = _table(json.loads(results.read_text("utf-8")))
            page.write_text(f"{head}{BEGIN}\n\n{table}\n\n{END}{tail}", "utf-8")


def _table(seen: dict[str, dict[str, str]]) -> str:
    """A column for each server that was run here, a row for each test."""
    rows = list(dict.fromkeys(row for column in seen.values() for row in column))
    lines = [f"| | {' | '.join(seen)} |", f"| --- |{' --- |' * len(seen)}"]
    for row in rows:
        cells = " | ".join(column.get(row, "") for column in seen.values())
        lines.append(f"| {row} | {cells} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
