"""`python -m tools.size [FOLDER …]`: how large the Python modules of each folder are.

Lines, modules, the median and the largest module, and the functions of more than 40 lines.
"""

from __future__ import annotations

import argparse
import ast
from dataclasses import dataclass
from pathlib import Path
from statistics import median

LONG = 40
"""Lines of a function, its docstring and decorators aside, above which it is listed."""


@dataclass(frozen=True)
class Size:
    """The lines of each module, and those of each long function, the longest first."""

    modules: dict[str, int]
    long_functions: dict[str, int]

    def __str__(self) -> str:
        """A line of figures, then one for each long function."""
        largest = max(self.modules, key=lambda name: self.modules[name])
        figures = (
            f"{sum(self.modules.values()):,} lines in {len(self.modules)} modules; "
            f"median {median(self.modules.values()):.0f}, "
            f"largest {self.modules[largest]} ({largest}); "
            f"{len(self.long_functions)} functions over {LONG} lines"
        )
        long = (f"  {lines:4} {name}" for name, lines in self.long_functions.items())
        return "\n".join((figures, *long))


def size_of(folder: Path) -> Size:
    """Measure all modules below a folder; packages' empty `__init__` count too."""
    modules, functions = {}, {}
    for path in sorted(folder.rglob("*.py")):
        name, text = path.relative_to(folder).as_posix(), path.read_text("utf-8")
        modules[name] = text.count("\n")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = _lines(node)
                if lines > LONG:
                    functions[f"{name}:{node.lineno} {node.name}"] = lines
    longest_first = sorted(functions.items(), key=lambda item: -item[1])
    return Size(modules, dict(longest_first))


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    if ast.get_docstring(node) is not None:
        docstring = node.body[0]
        lines -= (docstring.end_lineno or docstring.lineno) - docstring.lineno + 1
    return lines


def main() -> None:
    """Print the size of each folder given, or of the server."""
    parser = argparse.ArgumentParser(description=__doc__)
    default = [Path(__file__).parents[1] / "server" / "glossator"]
    parser.add_argument("folders", nargs="*", type=Path, default=default)
    for folder in parser.parse_args().folders:
        print(f"{folder}: {size_of(folder)}")


if __name__ == "__main__":
    main()
