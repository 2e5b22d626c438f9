"""The modules beside the one that is typed."""

from __future__ import annotations

import ast
from pathlib import Path

from bench.from_the_top import IMPORTED, module_text, put_beside


def test_what_lies_beside_the_module_is_what_it_imports(tmp_path: Path) -> None:
    put_beside(tmp_path)
    nodes = list(ast.walk(ast.parse(module_text())))
    imported = {each.name for node in nodes if isinstance(node, ast.Import) for each in node.names}
    imported |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    assert {file.stem for file in tmp_path.iterdir()} == set(IMPORTED) <= imported
