"""Which crates are read, and what of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.context.index.installed.projects import candidates, known, write

LIB = (
    "mod value;\npub use value::Value;\nuse std::fmt;\n"
    "pub fn from_str(text: &str) -> Value { todo!() }\nfn hidden() {}\npub(crate) fn inner() {}\n"
)
VALUE = (
    "pub struct Value { pub kind: u8, raw: u8 }\n"
    "impl Value {\n    pub fn get(&self) -> u8 { 0 }\n    fn own(&self) {}\n}\n"
)
NAMES = {"Value", "Value.kind", "Value.get", "from_str"}
"""What the crate makes known; the file in front of a name that it hands on has all shown."""
CODE = "use my_json::Value;\n"


def locked(source: str = 'source = "registry+https://host/index"\n') -> str:
    return f'version = 4\n\n[[package]]\nname = "my-json"\nversion = "1.0.9"\n{source}'


def manifest(spec: str = '"1"') -> str:
    return f'[package]\nname = "x"\n\n[dependencies]\nmy-json = {spec}\n'


@pytest.fixture
def crate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CARGO_HOME", str(tmp_path / "cargo"))
    folder = tmp_path / "cargo/registry/src/host-1a2b/my-json-1.0.9"
    write(folder, {"Cargo.toml": "", "src/lib.rs": LIB, "src/value.rs": VALUE})
    return folder


@pytest.fixture
def project(tmp_path: Path, crate: Path) -> Path:
    write(tmp_path / "project", {"Cargo.toml": manifest(), "Cargo.lock": locked()})
    return tmp_path / "project"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (CODE, NAMES),
        ("use my_json::*;\n", NAMES),
        ("fn f() { my_json::from_str(x) }\n", NAMES),
        ("use my_json::value::Value;\n", NAMES - {"from_str"}),
        ("use other::Value;\n", set()),
    ],
)
def test_what_is_used(project: Path, code: str, expected: set[str]) -> None:
    assert known(project, "src/x.rs", code) == expected


def test_it_is_named_with_its_version(project: Path) -> None:
    found = candidates(project, "src/x.rs", CODE)[0]
    assert found.file == "my-json-1.0.9/src/value.rs"
    assert found.why == "installed: my-json 1.0.9"


def test_a_crate_under_another_name(project: Path) -> None:
    write(project, {"Cargo.toml": '[dependencies]\nj = {package = "my-json", version = "1"}\n'})
    assert known(project, "src/x.rs", "use j::Value;\n") == NAMES


def test_a_version_that_the_workspace_gives(project: Path) -> None:
    write(project, {"Cargo.toml": '[workspace.dependencies]\nmy-json = "1"\n'})
    write(project / "part", {"Cargo.toml": manifest("{workspace = true}")})
    assert known(project, "part/src/x.rs", CODE) == NAMES


# What is not read


@pytest.mark.parametrize("spec", ['{path = "../j"}', '{git = "https://host/j"}'])
def test_a_crate_of_a_folder_or_a_repository(project: Path, spec: str) -> None:
    write(project, {"Cargo.toml": manifest(spec)})
    assert known(project, "src/x.rs", CODE) == set()


@pytest.mark.parametrize("source", ["", 'source = "git+https://host/j#1a"\n'])
def test_a_crate_that_is_locked_from_elsewhere(project: Path, source: str) -> None:
    write(project, {"Cargo.lock": locked(source)})
    assert known(project, "src/x.rs", CODE) == set()


def test_a_crate_that_only_others_depend_on(project: Path) -> None:
    write(project, {"Cargo.toml": '[dependencies]\nother = "1"\n'})
    assert known(project, "src/x.rs", CODE) == set()


@pytest.mark.parametrize("pattern", ["value.rs", "my-json-*/", "my-json-1.0.9/src/", "src/"])
def test_what_the_user_ignores(project: Path, pattern: str) -> None:
    assert "Value" not in known(project, "x.rs", CODE, pattern)


def test_what_a_link_leads_to(project: Path, crate: Path, tmp_path: Path) -> None:
    crate.rename(tmp_path / "moved")
    crate.symlink_to(tmp_path / "moved")
    assert known(project, "src/x.rs", CODE) == set()
