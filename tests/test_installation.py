"""The command for an extra, by what installed the program; and that it names the right packages."""

from __future__ import annotations

import re
import shlex
import sys
import tomllib
from pathlib import Path

import pytest

from glossator.installation import EXTRAS, install_command
from tools.docs import ROOT


@pytest.mark.parametrize(
    ("mark", "command"),
    [
        ("pipx_metadata.json", "pipx inject place a b"),
        (
            "uv-receipt.toml",
            shlex.join(("uv", "pip", "install", "--python", sys.executable, "a", "b")),
        ),
        ("pyvenv.cfg", shlex.join((sys.executable, "-m", "pip", "install", "a", "b"))),
    ],
)
def test_what_installed_it_brings_more(mark: str, command: str, tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    (place / mark).touch()
    assert install_command("a", "b", prefix=place) == command


@pytest.mark.parametrize("extra", EXTRAS)
def test_the_packages_of_an_extra_are_those_of_the_project(extra: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = project["optional-dependencies"][extra]
    assert tuple(re.split(r"[<>=]", each)[0] for each in needed) == EXTRAS[extra]
