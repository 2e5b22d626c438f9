"""Which packages of `node_modules` are read, and what of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.context.index.installed.projects import candidates, known, write

TYPES = "export declare function parse(text: string): Tree;\ndeclare class Hidden {}\nexport {};\n"


def project(root: Path, wanted: dict[str, str], **packages: dict[str, str]) -> None:
    """A project that wants packages; these are files by name, `_` for `-`."""
    write(root, {".gitignore": "node_modules\n"})
    write(root, {"package.json": json.dumps({"dependencies": wanted})})
    for name, files in packages.items():
        write(root / "node_modules" / name, files)


def settings(**values: object) -> str:
    return json.dumps({"version": "1.2.3", **values})


@pytest.mark.parametrize(
    "files",
    [
        {"package.json": settings(types="t.d.ts"), "t.d.ts": TYPES},
        {"package.json": settings(typings="./out/t"), "out/t.d.ts": TYPES},
        {"package.json": settings(main="out/t.js"), "out/t.d.ts": TYPES},
        {"package.json": settings(), "index.d.ts": TYPES},
        {
            "package.json": settings(
                exports={".": {"import": {"types": "./t.d.mts", "default": "./t.mjs"}}}
            ),
            "t.d.mts": TYPES,
        },
        {"package.json": settings(types="i.d.ts"), "i.d.ts": "export * from './t.js';\n",
         "t.d.ts": TYPES},
    ],
)  # fmt: skip
def test_where_the_types_of_a_package_are(tmp_path: Path, files: dict[str, str]) -> None:
    project(tmp_path, {"tree": "^1.2.0"}, tree=files)
    found = candidates(tmp_path, "src/x.ts", 'import { parse } from "tree";\n')
    assert [(e.declaration.name, e.package) for e in found] == [("parse", "tree 1.2.3")]
    assert found[0].file.startswith("tree/")


def test_a_path_below_a_package(tmp_path: Path) -> None:
    exports = {"./sub/*": {"types": "./types/*.d.ts"}}
    files = {"package.json": settings(exports=exports), "types/t.d.ts": TYPES}
    project(tmp_path, {"tree": "1"}, tree=files)
    assert known(tmp_path, "x.ts", 'import * as t from "tree/sub/t";\n') == {"parse"}


def test_types_of_their_own_package(tmp_path: Path) -> None:
    text = (
        "declare function e(): e.App;\ndeclare namespace e {\n"
        "  interface App {\n    listen(port: number): void;\n  }\n}\nexport = e;\n"
    )
    project(tmp_path, {"e": "4", "@types/e": "4"}, e={"package.json": settings()})
    write(tmp_path / "node_modules/@types/e", {"package.json": settings(), "index.d.ts": text})
    found = candidates(tmp_path, "x.ts", 'import e from "e";\n')
    assert {each.declaration.name for each in found} == {"e", "App", "listen"}
    assert {each.file for each in found} == {"@types/e/index.d.ts"}


def test_a_name_under_which_a_package_exports_another(tmp_path: Path) -> None:
    text = "declare const objectType: () => Shape;\nexport { objectType as object };\n"
    project(tmp_path, {"z": "3"}, z={"package.json": settings(), "index.d.ts": text})
    (found,) = candidates(tmp_path, "x.ts", 'import * as z from "z";\n')
    assert found.declaration.signature == "const object: () => Shape;"


def test_a_name_for_all_that_another_file_exports(tmp_path: Path) -> None:
    text = 'import * as z from "./all";\nexport { z };\n'
    files = {"package.json": settings(), "index.d.ts": text, "all.d.ts": TYPES}
    project(tmp_path, {"z": "3"}, z=files)
    assert "parse" in known(tmp_path, "x.ts", 'import { z } from "z";\n')


def test_a_link_into_the_store_of_a_package_manager(tmp_path: Path) -> None:
    project(tmp_path, {"tree": "1"})
    store = tmp_path / "node_modules/.pnpm/tree@1.2.3/node_modules/tree"
    write(store, {"package.json": settings(), "index.d.ts": TYPES})
    (tmp_path / "node_modules/tree").symlink_to(store)
    (found,) = candidates(tmp_path, "x.ts", 'import { parse } from "tree";\n')
    assert found.file == "tree/index.d.ts"


# What is not read

CODE = 'import { parse } from "tree";\n'
TREE = {"package.json": settings(), "index.d.ts": TYPES}


@pytest.mark.parametrize(
    "wanted",
    ["file:../tree", "link:../tree", "workspace:*", "git+ssh://host/tree.git", "https://host/t.tgz",
     "github:me/tree", "me/tree", "../tree", "portal:../tree"],
)  # fmt: skip
def test_what_is_wanted_from_elsewhere(tmp_path: Path, wanted: str) -> None:
    project(tmp_path, {"tree": wanted}, tree=TREE)
    assert known(tmp_path, "x.ts", CODE) == set()


def test_what_is_wanted_by_nobody_here(tmp_path: Path) -> None:
    project(tmp_path, {"other": "1"}, tree=TREE)
    assert known(tmp_path, "x.ts", CODE) == set()


def test_a_private_package(tmp_path: Path) -> None:
    files = {**TREE, "package.json": settings(private=True)}
    project(tmp_path, {"tree": "1"}, tree=files)
    assert known(tmp_path, "x.ts", CODE) == set()


def test_a_package_of_the_workspace(tmp_path: Path) -> None:
    project(tmp_path, {"tree": "1"})
    write(tmp_path / "packages/tree", TREE)
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules/tree").symlink_to(tmp_path / "packages/tree")
    assert known(tmp_path, "x.ts", CODE) == set()


def test_a_link_out_of_the_workspace(tmp_path: Path) -> None:
    root = tmp_path / "project"
    project(root, {"tree": "1"})
    write(tmp_path / "node_modules/tree", TREE)
    (root / "node_modules").mkdir()
    (root / "node_modules/tree").symlink_to(tmp_path / "node_modules/tree")
    assert known(root, "x.ts", CODE) == set()


def test_code_that_is_no_declaration_of_types(tmp_path: Path) -> None:
    files = {"package.json": settings(types="index.ts"), "index.ts": TYPES, "index.js": TYPES}
    project(tmp_path, {"tree": "1"}, tree=files)
    assert known(tmp_path, "x.ts", CODE) == set()


def test_a_place_outside_of_the_package(tmp_path: Path) -> None:
    files = {"package.json": settings(types="../../t.d.ts")}
    project(tmp_path, {"tree": "1"}, tree=files)
    write(tmp_path, {"t.d.ts": TYPES})
    assert known(tmp_path, "x.ts", CODE) == set()


@pytest.mark.parametrize("pattern", ["node_modules/", "tree/", "*.d.ts"])
def test_what_the_user_ignores(tmp_path: Path, pattern: str) -> None:
    project(tmp_path, {"tree": "1"}, tree=TREE)
    assert known(tmp_path, "x.ts", CODE, pattern) == set()


def test_what_a_package_imports_in_turn(tmp_path: Path) -> None:
    files = {"package.json": settings(), "index.d.ts": 'export * from "other";\n' + TYPES}
    other = {"package.json": settings(), "index.d.ts": "export declare const far: number;\n"}
    project(tmp_path, {"tree": "1", "other": "1"}, tree=files, other=other)
    assert known(tmp_path, "x.ts", CODE) == {"parse"}
