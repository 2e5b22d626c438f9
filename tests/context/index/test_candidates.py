"""What a file could need of others, and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossator.context.buffer import Buffer
from glossator.context.ignore import Ignore
from glossator.context.index.candidates import (
    IMPORTED,
    MEMBER,
    MODULE,
    NAMED,
    OPEN,
    PACKAGE,
    candidates_of,
)
from glossator.context.index.listing import walk
from glossator.context.index.outlines import Outlines
from glossator.languages import facts_of_file


def found(root: Path, name: str, code: str, others: dict[str, str], *open_: str) -> dict[str, str]:
    """The reasons of the candidates, by their names."""
    for other, text in {**others, name: code}.items():
        (root / other).parent.mkdir(parents=True, exist_ok=True)
        (root / other).write_text(text)
    buffers = [buffer(root, each, others[each]) for each in open_]
    outlines = Outlines(root, Ignore())
    candidates = candidates_of(buffer(root, name, code), buffers, outlines, walk(root))
    return {each.declaration.name: each.reason for each in candidates}


def buffer(root: Path, name: str, text: str) -> Buffer:
    path = root / name
    return Buffer(path.as_uri(), text, facts_of_file(name).id, 1, path, root)


SHAPE = "class Shape(Base):\n    def area(self) -> Unit: ...\ndef other(): ...\n"


def test_an_imported_name_and_its_members(tmp_path: Path) -> None:
    assert found(tmp_path, "x.py", "from shape import Shape\n", {"shape.py": SHAPE}) == {
        "Shape": IMPORTED,
        "area": MEMBER,
    }


def test_a_whole_module(tmp_path: Path) -> None:
    shape = SHAPE + '__all__ = ["Shape", "other"]\n'
    shown = found(tmp_path, "x.py", "import shape\n", {"shape.py": shape})
    assert shown["other"] == MODULE
    assert "__all__" not in shown


@pytest.mark.parametrize(
    ("front", "code"),
    [
        (
            {"p/__init__.py": "from .shape import Shape\n", "p/shape.py": SHAPE},
            "from p import Shape",
        ),
        ({"p/__init__.py": "from .shape import *\n", "p/shape.py": SHAPE}, "from p import Shape"),
    ],
)
def test_a_name_that_a_front_file_passes_on(
    tmp_path: Path, front: dict[str, str], code: str
) -> None:
    assert found(tmp_path, "x.py", f"{code}\n", front)["Shape"] == IMPORTED


def test_a_name_that_a_front_file_gives_another_one(tmp_path: Path) -> None:
    front = {
        "p/index.ts": 'export { default as Canvas } from "./canvas";\n',
        "p/canvas.ts": "export default class Canvas {\n  draw(by: number): void {}\n}\n",
    }
    shown = found(tmp_path, "x.ts", 'import { Canvas } from "./p";\n', front)
    assert shown == {"Canvas": IMPORTED, "draw": MEMBER}


def test_the_members_of_a_base_class_that_is_imported_there(tmp_path: Path) -> None:
    others = {"shape.py": f"from base import Base\n{SHAPE}",
              "base.py": "class Base:\n    def move(self): ...\n"}  # fmt: skip
    assert found(tmp_path, "x.py", "from shape import Shape\n", others)["move"] == NAMED


def test_a_type_that_is_imported_by_the_name_of_its_file(tmp_path: Path) -> None:
    others = {
        "p/Shape.java": "class Shape extends Base { int area() {} class Part { int at; } }",
        "p/Base.java": "class Base { int move() {} }",
    }
    reasons = found(tmp_path, "o/X.java", "import p.Shape;\n", others)
    assert reasons == {
        "Shape": IMPORTED, "area": MEMBER, "Part": MEMBER, "at": MODULE,
        "Base": NAMED, "move": NAMED,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("front", "file"),
    [
        ("pub mod m {\n    mod inner;\n    pub use inner::{Shape};\n}\n", "src/m/inner.rs"),
        ('pub use m_::Shape;\n#[path = "m.rs"]\nmod m_;\n', "src/m.rs"),
    ],
)
def test_a_module_of_rust_that_has_its_body_or_its_name_in_the_front_file(
    tmp_path: Path, front: str, file: str
) -> None:
    others = {"Cargo.toml": "", "src/lib.rs": front, file: "pub struct Shape { side: u32 }\n"}
    code = "use crate::m::Shape;\nuse crate::m_::Shape;\n"
    assert found(tmp_path, "src/x.rs", code, others)["Shape"] == IMPORTED


def test_what_included_headers_include_the_nearest_first(tmp_path: Path) -> None:
    others = {f"{name}.h": f'#include "{name + 1}.h"\nint f{name}();\n' for name in range(9)}
    reasons = found(tmp_path, "src/x.cc", '#include "0.h"\n#include "5.h"\n', others)
    assert list(reasons) == ["f0", "f5", "f1", "f6", "f2", "f7", "f3", "f8", "f4"]


def test_the_name_of_a_namespace_says_nothing_in_cpp(tmp_path: Path) -> None:
    others = {"a.h": "namespace n {\nclass A { int m(); };\n}\n"}
    assert found(tmp_path, "x.cc", '#include "a.h"\n', others) == {"A": MODULE, "m": MODULE}


def test_the_files_of_a_go_package(tmp_path: Path) -> None:
    others = {"a/y.go": "package a\nfunc Help() {}\n", "b/z.go": "package b\nfunc Far() {}\n"}
    assert found(tmp_path, "a/x.go", "package a\n", others) == {"Help": PACKAGE}


def test_an_open_file(tmp_path: Path) -> None:
    assert found(tmp_path, "x.py", "", {"shape.py": SHAPE}, "shape.py")["other"] == OPEN


def test_a_file_does_not_show_itself(tmp_path: Path) -> None:
    code = "from x import f\ndef f(): ...\n"
    assert found(tmp_path, "x.py", code, {"y.py": "from x import f\n"}) == {}


def test_files_that_import_each_other(tmp_path: Path) -> None:
    others = {"a.py": "from b import *\n", "b.py": "from a import *\n"}
    assert found(tmp_path, "x.py", "from a import missing\n", others) == {}


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("lib/Imap/Url.php", "class A { function f() { new Imap_Url(); } }"),
        ("lib/Url.php", "class A { /** @var Imap_Url */ private $url; }"),
        ("inc/class-imap-url.php", "class A extends Imap_Url {}"),
    ],
)
def test_php_finds_a_class_by_its_name(tmp_path: Path, file: str, code: str) -> None:
    url = "<?php class Imap_Url extends Imap_Base { function port() {} }\n"
    base = "<?php class Imap_Base { function host() {} }\n"
    others = {file: url, "far/Imap/Base.php": base, "far/Url.php": "<?php class Other {}\n"}
    shown = found(tmp_path, "src/a.php", f"<?php\n{code}\n", others)
    assert shown == {"Imap_Url": IMPORTED, "port": MEMBER, "Imap_Base": NAMED, "host": NAMED}
