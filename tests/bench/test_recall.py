"""Which lines of a project are holes that its other files could fill."""

from __future__ import annotations

from pathlib import Path

from bench.recall.holes import holes
from glossator.context.ignore import Ignore
from glossator.context.index.listing import walk
from glossator.context.index.outlines import Outlines

USE = "void f() {\n  openDoor(1);\n  shutDoor(2);\n  std::lockDoor(3);\n}\n"


def test_in_cpp_only_what_is_included_can_be_meant(tmp_path: Path) -> None:
    (tmp_path / "near.h").write_text('#include "far.h"\nvoid lockDoor(int by);\n')
    (tmp_path / "far.h").write_text("void openDoor(int by);\n")
    (tmp_path / "other.h").write_text("void shutDoor(int by);\n")
    (tmp_path / "x.cpp").write_text(f'#include "near.h"\n{USE}')
    made = holes(Outlines(tmp_path, Ignore([])), walk(tmp_path), tmp_path, "cpp", 10)
    assert [(each.line, each.needed.name) for each in made] == [("openDoor(1);", "openDoor")]
