"""Which lines of a project are holes that its other files could fill."""

from __future__ import annotations

from pathlib import Path

from bench.recall.holes import at_receiver, holes, of_projects
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


def test_a_word_that_other_projects_know_too_is_no_hole(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.py").write_text(
            f"from y import read_all, only_{name}\nread_all(1)\nonly_{name}(2)\n"
        )
        (tmp_path / name / "y.py").write_text(
            f"def read_all(by): ...\n\n\ndef only_{name}(by): ...\n"
        )
    roots = [tmp_path / name for name in ("a", "b", "c")]
    found = [each.needed.name for _, made in of_projects(roots, "python", 30) for each in made]
    assert found == ["only_a", "only_b", "only_c"]


def test_a_hole_behind_a_receiver(tmp_path: Path) -> None:
    (tmp_path / "y.py").write_text("class Shape:\n    def grow_by(self, by): ...\n")
    (tmp_path / "x.py").write_text("def f(shape):\n    return shape.grow_by(2)\n")
    (made,) = holes(Outlines(tmp_path, Ignore([])), walk(tmp_path), tmp_path, "python", 10)
    moved = at_receiver(made)
    assert moved is not None
    assert moved.before.endswith("    return shape.")
    assert moved.line == "grow_by(2)"
