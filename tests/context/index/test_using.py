"""Which files on the disk may use a name of another file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from glossator.context.buffer import Buffer
from glossator.context.ignore import Folder, Ignore
from glossator.context.index.folder import WorkspaceFolder
from glossator.context.index.using import MOST, ClosedFile, Using
from glossator.languages import facts_of_file

CALC = "def area():\n    return 1\n"
USE = "from calc import area\n\nprint(area())\n"


def files_using(
    root: Path, files: dict[str, str], *, ignored: tuple[str, ...] = (), opened: str = ""
) -> Using:
    """The files that may use the name `area` of the first of `files`, which are written."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(text.encode())
    (declared, text), *_ = files.items()
    folder = WorkspaceFolder(root, Ignore([Folder(root, ignored)]), None)
    language = facts_of_file(declared).id
    own = Buffer((root / declared).as_uri(), text, language, 1, root / declared, root)
    return folder.using("area", own, {root / opened} if opened else set())


def closed(root: Path, files: dict[str, str]) -> Sequence[ClosedFile]:
    return files_using(root, files).files


def using(
    root: Path, files: dict[str, str], *, ignored: tuple[str, ...] = (), opened: str = ""
) -> list[str]:
    found = files_using(root, files, ignored=ignored, opened=opened)
    return [each.path.relative_to(root).as_posix() for each in found.files]


@pytest.mark.parametrize(
    ("declared", "uses", "others"),
    [
        ("calc.py", {"use.py": USE}, {"no.py": "area = 1\n", "b.py": "import calc\n"}),
        ("pkg/calc.py", {"pkg/use.py": "from .calc import area\n"}, {"use.py": "area = 1\n"}),
        (
            "src/calc.ts",
            {"src/use.ts": 'import { area } from "./calc";\narea();\n'},
            {"src/other.ts": 'import { area } from "./rooms";\n', "src/rooms.ts": ""},
        ),
        (
            "calc/calc.go",
            {"calc/use.go": "package calc\n\nvar a = area()\n"},
            {"other/use.go": "package other\n\nvar a = area()\n"},
        ),
        (
            "src/calc.rs",
            {"src/use.rs": "use crate::calc::area;\n"},
            {"src/lib.rs": "mod calc;\nmod use;\n", "src/no.rs": "fn area() {}\n"},
        ),
        (
            "shop/Calc.java",
            {"desk/Use.java": "import shop.Calc;\nclass Use { int a = Calc.area(); }\n"},
            {"desk/No.java": "class No { int area; }\n"},
        ),
        ("calc.h", {"use.c": '#include "calc.h"\nint a = area();\n'}, {"no.c": "int area;\n"}),
        ("calc.rb", {"lib/use.rb": "require_relative '../calc'\narea\n"}, {"lib/no.rb": "area\n"}),
    ],
)
def test_it_holds_the_name_and_imports_the_file_or_is_of_its_package(
    declared: str, uses: dict[str, str], others: dict[str, str], tmp_path: Path
) -> None:
    assert using(tmp_path, {declared: "", **others, **uses}) == [*uses]


@pytest.mark.parametrize(
    ("declared", "uses", "others"),
    [
        (
            "pkg/calc.py",
            {"pkg/__init__.py": "from .calc import area\n", "use.py": "from pkg import area\n"},
            {"no.py": "from other import area\n", "other.py": "area = 1\n"},
        ),
        (
            "pkg/calc.py",
            {"use.py": "from pkg import area\n"},
            {"pkg/__init__.py": "from .calc import *\n"},
        ),
        (
            "pkg/in/calc.py",
            {"api.py": "from far import area\n", "use.py": "from api import area\n"},
            {"far.py": "from pkg.in.calc import *\n"},
        ),
        (
            "src/impl/calc.ts",
            {"src/use.ts": 'import { area } from "./api";\n'},
            {
                "src/api.ts": 'export * from "./impl/calc";\n',
                "src/no.ts": 'import { area } from "./far";\n',
                "src/far.ts": 'import * as calc from "./impl/calc";\nexport const area = 1;\n',
            },
        ),
        (
            "src/impl/calc.ts",
            {
                "src/use.ts": 'import { area } from "./api";\n',
                "src/api.ts": 'import { area } from "./impl/calc";\nexport { area };\n',
            },
            {},
        ),
        (
            "src/rooms/calc.rs",
            {
                "src/use.rs": "use crate::rooms::area;\n",
                "src/rooms/mod.rs": "mod calc;\npub use calc::area;\n",
            },
            {"src/lib.rs": "mod rooms;\nmod use;\n"},
        ),
        ("in/calc.h", {"use.c": '#include "all.h"\narea\n'}, {"all.h": '#include "in/calc.h"\n'}),
        ("in/calc.rb", {"use.rb": "require 'all'\narea\n"}, {"all.rb": "require 'in/calc'\n"}),
    ],
)
def test_a_file_that_hands_the_name_on_leads_to_others(
    declared: str, uses: dict[str, str], others: dict[str, str], tmp_path: Path
) -> None:
    found = files_using(tmp_path, {declared: "", **others, **uses})
    paths = {each.path.relative_to(tmp_path).as_posix() for each in found.files}
    importing = {path.relative_to(tmp_path).as_posix() for path in found.importing}
    assert paths >= {*uses}
    assert paths.isdisjoint(each for each in others if each.startswith("no."))
    if not declared.endswith((".h", ".rb")):
        assert {*uses} <= importing <= {*uses, *others}
        assert not any("no." in each for each in importing)


def test_an_open_file_hands_it_on_too(tmp_path: Path) -> None:
    files = {"pkg/calc.py": CALC, "pkg/__init__.py": "from .calc import area\n"}
    files["use.py"] = "from pkg import area\n"
    assert using(tmp_path, files, opened="pkg/__init__.py") == ["use.py"]
    found = files_using(tmp_path, files, opened="use.py")
    assert tmp_path / "use.py" in found.importing


def test_the_nearest_come_first_and_no_more_than_a_few(tmp_path: Path) -> None:
    near = {f"a/b/use{at:02}.py": "from a.b.calc import area\n" for at in range(MOST)}
    files = {"a/b/calc.py": CALC, "far.py": "from a.b.calc import area\n", **near}
    assert using(tmp_path, files) == [*near]
    del files["a/b/use00.py"]
    (tmp_path / "a/b/use00.py").unlink()
    assert using(tmp_path, files)[-1] == "far.py"


def test_what_is_ignored_or_open_is_left_out(tmp_path: Path) -> None:
    files = {"calc.py": CALC, "hidden.py": USE, "opened.py": USE, "use.py": USE}
    assert using(tmp_path, files, ignored=("hidden.py",), opened="opened.py") == ["use.py"]


def test_a_link_a_large_file_and_one_of_another_encoding_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "link.py").symlink_to(tmp_path / "use.py")
    (tmp_path / "latin.py").write_bytes(USE.encode() + b"# \xe9\n")
    large, marked = USE + "# long\n" * 60_000, "\ufeff" + USE
    files = {"calc.py": CALC, "large.py": large, "marked.py": marked, "use.py": USE}
    assert using(tmp_path, files) == ["use.py"]


def test_secrets_are_hidden(tmp_path: Path) -> None:
    key = "AKIA" + "QYLPMN5HHHFPZAM2"
    (found,) = closed(tmp_path, {"calc.py": CALC, "use.py": f'{USE}aws_key = "{key}"\n'})
    assert "aws_key" in found.buffer.text
    assert key not in found.buffer.text


def test_it_is_current_until_it_changes(tmp_path: Path) -> None:
    (found,) = closed(tmp_path, {"calc.py": CALC, "use.py": USE})
    verdicts = [found.is_current]
    found.path.write_text(USE + "area()\n")
    verdicts.append(found.is_current)
    found.path.unlink()
    verdicts.append(found.is_current)
    assert verdicts == [True, False, False]
