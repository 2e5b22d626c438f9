"""The large workspace is Python whose imports lead from file to file."""

from __future__ import annotations

import ast
from pathlib import Path

from bench.large import IMPORTS, make


def test_modules_import_what_others_declare(tmp_path: Path) -> None:
    files = make(tmp_path, 60)
    assert len(files) == len(set(files)) == 60
    for node in ast.walk(ast.parse(files[0].read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            imported = tmp_path.joinpath(*node.module.split(".")).with_suffix(".py")
            assert f"class {node.names[0].name}:" in imported.read_text()
    assert files[0].read_text().count("import") == IMPORTS
