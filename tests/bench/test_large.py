"""The large workspace is Python whose imports lead from file to file."""

from __future__ import annotations

import ast
import re
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


def test_every_other_folder_may_be_of_another_language(tmp_path: Path) -> None:
    files = make(tmp_path, 100, two_languages=True)
    for file, other in (("py", "ts"), ("ts", "py")):
        of_kind = [each for each in files if each.suffix == f".{file}"]
        assert len({each.parent for each in of_kind}) == 2
        named = {int(n) for each in of_kind for n in re.findall(r"module(\d+)", each.read_text())}
        assert named and all(files[n].suffix != f".{other}" for n in named)
