"""What is read of packages, in which order, and how much."""

from __future__ import annotations

from math import inf
from pathlib import Path

import pytest  # noqa: TC002 - evaluated

from glossator.context.ignore import Ignore
from glossator.context.index import outlines
from glossator.context.index.installed import reading
from tests.context.index.installed.projects import candidates, distribution, known, write


def test_of_a_large_package_what_the_file_names_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_OF_ONE", 3)
    code = "".join(f"class C{at}:\n    def m{at}(self): ...\n" for at in range(20))
    distribution(tmp_path, "a-1", {"a.py": code})
    found = candidates(tmp_path, "x.py", "import a\nmade = a.C17()\n")
    assert [each.declaration.name for each in found] == ["C17", "m17", "C0"]


def test_so_many_in_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST", 5)
    code = "".join(f"def f{at}(): ...\n" for at in range(4))
    distribution(tmp_path, "a-1", {"a.py": code, "b.py": code, "c.py": code})
    assert len(candidates(tmp_path, "x.py", "import a, b, c\n")) == 5


def test_what_is_kept_of_packages_is_bounded_by_the_length_of_signatures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outlines, "MOST_TEXT", 100)
    names = [f"m{number}" for number in range(9)]
    distribution(tmp_path, "a-1", {f"{each}.py": f"def of_{each}(by): ...\n" for each in names})
    site = tmp_path / ".venv/lib/python3.12/site-packages"
    kept = reading._PackageOutlines(site, Ignore())
    kept.ends = inf
    assert all(kept.of_file(site / f"{each}.py") is not None for each in names)
    signatures = [each.declarations[0].signature for each in kept._kept.values() if each]
    assert 0 < sum(map(len, signatures)) <= 100


def test_what_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    distribution(
        tmp_path, "a-1", {"a.py": "x = 1;" * 2_000, "b.py": "def f(): ...\n", "c.py": "\0\ufffd"}
    )
    (tmp_path / ".venv/lib/python3.12/site-packages/d.py").mkdir()
    assert known(tmp_path, "x.py", "import a, b, c, d\n") == {"f"}


def test_a_file_outside_of_the_project_has_none(tmp_path: Path) -> None:
    distribution(tmp_path / "project", "a-1", {"a.py": "def f(): ...\n"})
    assert known(tmp_path / "project", str(tmp_path / "x.py"), "import a\n") == set()


def test_settings_that_are_damaged_say_nothing(tmp_path: Path) -> None:
    for name, code in {
        "package.json": 'import x from "a";\n',
        "Cargo.toml": "use a::b;\n",
        "go.mod": 'package p\n\nimport "a.org/b"\n',
    }.items():
        write(tmp_path, {name: "[{" * 2_000, "Cargo.lock": "[[package]]\n"})
        ending = {"package.json": "ts", "Cargo.toml": "rs", "go.mod": "go"}[name]
        assert known(tmp_path, f"x.{ending}", code) == set()
