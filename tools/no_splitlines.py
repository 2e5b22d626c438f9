"""Forbids `str.splitlines` in the server: it ends lines where no editor does, at form feeds too.

    python -m tools.no_splitlines

What a line of a buffer is stands in `text/lines.py`. A text that is no buffer may be split so by a
line of code that says why: `# not a buffer: …`.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

SERVER = Path(__file__).parents[1] / "server" / "glossator"
ALLOWED = "# not a buffer: "


def found_in(source: str) -> Iterator[int]:
    """The numbers of the lines that split a text where they may not."""
    lines = source.split("\n")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr == "splitlines":
            assert node.end_lineno is not None
            if ALLOWED not in lines[node.end_lineno - 1]:
                yield node.end_lineno


def main() -> int:
    """Print each place; 1 if there is one."""
    places = [
        f"{path}:{line}: use glossator.text.lines"
        for path in sorted(SERVER.rglob("*.py"))
        for line in found_in(path.read_text("utf-8"))
    ]
    print("\n".join(places) or "No buffer is split by str.splitlines.")
    return 1 if places else 0


if __name__ == "__main__":
    sys.exit(main())
