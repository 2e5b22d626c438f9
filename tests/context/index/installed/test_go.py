"""Which modules of Go are read, and what of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.context.index.installed.projects import candidates, known, write

MOD = "module me/x\n\nrequire github.com/Me/log v1.2.0\n"
CODE = 'package x\n\nimport "github.com/Me/log"\n'
LOG = {
    "log.go": "package log\n\ntype Logger struct {\n\tOut int\n\tlevel int\n}\n\n"
    "func New(name string) *Logger { return nil }\nfunc hidden() {}\n"
    "func (l *Logger) Print(text string) {}\n",
    "log_test.go": "package log\n\nfunc TestAll() {}\n",
    "sub/sub.go": "package sub\n\nfunc Deep() {}\n",
}
NAMES = {"Logger", "Logger.Out", "New", "Logger.Print"}


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("GOPATH", "GOPRIVATE", "GONOPROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GOMODCACHE", str(tmp_path / "cache"))
    write(tmp_path / "cache/github.com/!me/log@v1.2.0", LOG)
    return tmp_path / "cache"


@pytest.fixture
def project(tmp_path: Path, cache: Path) -> Path:
    write(tmp_path / "project", {"go.mod": MOD})
    return tmp_path / "project"


def test_the_version_in_go_mod_of_the_module_cache(project: Path) -> None:
    assert known(project, "x.go", CODE) == NAMES
    found = candidates(project, "x.go", CODE)[0]
    assert found.file == "github.com/!me/log@v1.2.0/log.go"
    assert found.why == "installed: github.com/Me/log v1.2.0"


def test_a_package_below_a_module(project: Path) -> None:
    assert known(project, "x.go", 'package x\n\nimport "github.com/Me/log/sub"\n') == {"Deep"}


def test_the_folder_of_what_go_has_vendored(
    project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GOMODCACHE", str(tmp_path / "none"))
    monkeypatch.setenv("HOME", str(tmp_path / "none"))
    write(project / "vendor/github.com/Me/log", LOG)
    assert known(project, "x.go", CODE) == set()
    write(project, {"vendor/modules.txt": "# github.com/Me/log v1.2.0\n"})
    assert known(project, "x.go", CODE) == NAMES


def test_a_module_replaced_by_another(project: Path, cache: Path) -> None:
    write(project, {"go.mod": f"{MOD}\nreplace github.com/Me/log => b.org/log v0.1.0\n"})
    write(cache / "b.org/log@v0.1.0", {"a.go": "package log\n\nfunc Other() {}\n"})
    assert known(project, "x.go", CODE) == {"Other"}


# What is not read


def test_a_module_replaced_by_a_folder(project: Path) -> None:
    write(project, {"go.mod": f"{MOD}\nreplace github.com/Me/log => ../log\n"})
    assert known(project, "x.go", CODE) == set()


def test_a_module_that_is_not_required(project: Path) -> None:
    write(project, {"go.mod": "module me/x\n"})
    assert known(project, "x.go", CODE) == set()


@pytest.mark.parametrize("pattern", ["github.com/Me", "a.org,github.com/*/log"])
def test_a_private_module(project: Path, monkeypatch: pytest.MonkeyPatch, pattern: str) -> None:
    monkeypatch.setenv("GOPRIVATE", pattern)
    assert known(project, "x.go", CODE) == set()


@pytest.mark.parametrize("pattern", ["log.go", "github.com/", "log@*/"])
def test_what_the_user_ignores(project: Path, pattern: str) -> None:
    assert known(project, "x.go", CODE, pattern) == set()


def test_what_a_link_leads_to(project: Path, cache: Path, tmp_path: Path) -> None:
    place = cache / "github.com/!me/log@v1.2.0"
    place.rename(tmp_path / "moved")
    place.symlink_to(tmp_path / "moved")
    assert known(project, "x.go", CODE) == set()
