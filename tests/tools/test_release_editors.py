"""What a release holds for other editors: one version, and files that say what is wanted there."""

from __future__ import annotations

import io
import re
import tarfile
import tomllib
from functools import partial

import yaml

from glossator import __version__
from tools import release_editors
from tools.docs import EDITORS, ROOT
from tools.release import same_tar

ZED = EDITORS / "zed"


def test_the_specification_for_mason_installs_this_version() -> None:
    text = (EDITORS / "specs" / "mason" / "package.yaml").read_text("utf-8")
    package = yaml.safe_load(text)
    needed = {"name", "description", "homepage", "licenses", "languages", "categories", "source"}
    assert needed <= package.keys()
    assert package["source"]["id"] == f"pkg:pypi/glossator@{__version__}"
    assert package["bin"] == {"glossator": "pypi:glossator"}
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    assert package["bin"].keys() == scripts.keys()


def test_the_emacs_package_has_this_version() -> None:
    lines = (EDITORS / "emacs" / "glossator.el").read_text("utf-8")
    assert re.findall(r"^;; Version: (.*)$", lines, re.MULTILINE) == [__version__]


def test_the_clients_tell_this_version() -> None:
    for client in ("emacs/glossator.el", "neovim/lsp/glossator.lua"):
        text = (EDITORS / client).read_text("utf-8")
        assert re.findall(r'version(?: =)? ["\']([\d.]+)', text) == [__version__], client


def test_the_zed_extension_has_this_version_and_what_zed_asks_for() -> None:
    extension = tomllib.loads((ZED / "extension.toml").read_text("utf-8"))
    crate = tomllib.loads((ZED / "Cargo.toml").read_text("utf-8"))
    assert extension["version"] == crate["package"]["version"] == __version__
    assert extension["schema_version"] == 1
    assert {"id", "name", "authors", "description"} <= extension.keys()
    assert extension["language_servers"]["glossator"]["languages"]
    assert crate["lib"]["crate-type"] == ["cdylib"]
    locked = tomllib.loads((ZED / "Cargo.lock").read_text("utf-8"))["package"]
    assert "zed_extension_api" in {each["name"] for each in locked}


def test_the_parts_are_those_files_and_come_out_the_same() -> None:
    tar = partial(same_tar, epoch=1)
    parts = dict(release_editors.parts(ROOT, tar, rust=None))
    assert parts.keys() == {
        f"glossator-{__version__}.el",
        "helix-languages.toml",
        "mason-package.yaml",
        "nvim-lspconfig-glossator.lua",
        f"glossator-zed-{__version__}.tar.gz",
    }
    assert parts == dict(release_editors.parts(ROOT, tar, rust=None))
    with tarfile.open(fileobj=io.BytesIO(parts[f"glossator-zed-{__version__}.tar.gz"])) as zed:
        below = f"glossator-zed-{__version__}"
        files = {f"{below}/{name}" for name in ("Cargo.lock", "extension.toml", "src/lib.rs")}
        assert files <= set(zed.getnames())
