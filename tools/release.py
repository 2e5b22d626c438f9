"""Builds a release into `dist/`: `python -m tools.release`, as `make release` does.

The same commit gives the same bytes: only what is committed goes in, every time stamp is the
commit's, and what builds is pinned in `constraints.txt`.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import venv
import zipfile
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from glossator import __version__
from tools import release_editors
from tools.zed import RUST

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "dist"
VSIX = ROOT / "editors" / "vscode" / "glossator.vsix"
_SECTION = re.compile(r"^## \[(?P<name>[^]]+)\].*?\n(?P<text>.*?)(?=^## |\Z)", re.M | re.S)


def main() -> int:
    """Build everything, or say why not; returns the exit code."""
    if changed := _git("status", "--porcelain"):
        sys.stderr.write(
            f"A release is built from what is committed; commit or stash:\n{changed}\n"
        )
        return 1
    if not VSIX.exists():
        sys.stderr.write("The extension is not built; run `make vscode` first.\n")
        return 1
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir()
    epoch = int(_git("log", "-1", "--format=%ct"))
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source"
        _export("HEAD", source)
        _python_packages(source, epoch)
        _bill_of_materials(Path(folder))
        _neovim_plugin(source, epoch)
        tar = partial(same_tar, epoch=epoch)
        rust = RUST if RUST.exists() else None
        for name, data in release_editors.parts(source, tar, rust):
            (DIST / name).write_bytes(data)
        notes = notes_of((source / "CHANGELOG.md").read_text("utf-8"), __version__)
        (DIST / "NOTES.md").write_text(notes, "utf-8")
    (DIST / f"glossator-{__version__}.vsix").write_bytes(same_zip(VSIX.read_bytes(), epoch))
    (DIST / "SHA256SUMS").write_text(checksums(DIST), "utf-8")
    for file in sorted(DIST.iterdir()):
        print(f"{file.stat().st_size:>10,}  {file.relative_to(ROOT)}")
    return 0


def notes_of(changelog: str, version: str) -> str:
    """The section of a version, or of what is not released yet where there is none.

    Raises:
        KeyError: when there is neither.
    """
    sections = {each["name"]: each["text"].strip() for each in _SECTION.finditer(changelog)}
    return (sections.get(version) or sections["Unreleased"]) + "\n"


def same_zip(archive: bytes, epoch: int) -> bytes:
    """The same files in the order of their names, each with the time `epoch` (seconds)."""
    moment = datetime.fromtimestamp(epoch, UTC).timetuple()[:6]
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new,
    ):
        for name in sorted(old.namelist()):
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            new.writestr(entry, old.read(name))
    return out.getvalue()


def same_tar(folder: Path, name: str, epoch: int) -> bytes:
    """The files of a folder below `name`, in their order, of nobody, with the time `epoch`."""
    out = io.BytesIO()
    with (
        gzip.GzipFile(fileobj=out, mode="wb", mtime=epoch) as compressed,
        tarfile.open(fileobj=compressed, mode="w") as archive,
    ):
        for path in sorted(each for each in folder.rglob("*") if each.is_file()):
            entry = tarfile.TarInfo(f"{name}/{path.relative_to(folder).as_posix()}")
            entry.size, entry.mtime = path.stat().st_size, epoch
            archive.addfile(entry, io.BytesIO(path.read_bytes()))
    return out.getvalue()


def checksums(folder: Path) -> str:
    """A line a file, as `sha256sum --check` reads them."""
    files = [each for each in sorted(folder.iterdir()) if each.name != "SHA256SUMS"]
    return "".join(f"{hashlib.sha256(f.read_bytes()).hexdigest()}  {f.name}\n" for f in files)


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def _export(tree: str, folder: Path) -> None:
    """What is committed, and nothing else, in a folder."""
    done = subprocess.run(["git", "archive", tree], cwd=ROOT, capture_output=True, check=True)
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")


def _python_packages(source: Path, epoch: int) -> None:
    """The wheel and the sdist."""
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", DIST, source],
        env={**os.environ, "SOURCE_DATE_EPOCH": str(epoch)},
        stdout=subprocess.DEVNULL,
        check=True,
    )


def _bill_of_materials(folder: Path) -> None:
    """What an installation of the wheel brings along, in CycloneDX; proves that it installs."""
    environment = folder / "environment"
    venv.create(environment, with_pip=True)
    python = next(environment.glob("[bS]*/python*"))
    (wheel,) = DIST.glob("*.whl")
    quiet = ("--quiet", "--disable-pip-version-check", "-c", ROOT / "constraints.txt")
    subprocess.run([python, "-m", "pip", "install", *quiet, wheel], check=True)
    subprocess.run([python, "-m", "glossator", "--version"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([python, "-m", "pip", "uninstall", "-y", "-q", "pip", "setuptools"], check=True)
    out = DIST / "sbom.cdx.json"
    listing = (sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible")
    subprocess.run([*listing, "-o", out, python], check=True, stderr=subprocess.DEVNULL)
    # The wheel was installed from a folder of this build alone.
    out.write_text(out.read_text("utf-8").replace(wheel.as_uri(), wheel.name), "utf-8")


def _neovim_plugin(source: Path, epoch: int) -> None:
    """The plugin as a folder in a tar, and as a source rock."""
    name = f"glossator.nvim-{__version__}"
    folder = DIST / f"{name}.tar.gz"
    folder.write_bytes(same_tar(source / "editors" / "neovim", name, epoch))
    rockspec = _ROCKSPEC.format(version=__version__, folder=folder.name, name=name)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as rock:
        rock.writestr(f"{name}-1.rockspec", rockspec)
        rock.writestr(folder.name, folder.read_bytes())
    (DIST / f"{name}-1.src.rock").write_bytes(same_zip(out.getvalue(), epoch))


_ROCKSPEC = """rockspec_format = "3.0"
package = "glossator.nvim"
version = "{version}-1"
source = {{ url = "{folder}", dir = "{name}" }}
description = {{
  summary = "Ghost text, explanations and docstrings from open models, for Neovim.",
  license = "MIT",
}}
dependencies = {{ "lua >= 5.1" }}
build = {{
  type = "builtin",
  modules = {{}},
  copy_directories = {{ "doc", "lsp", "lua", "plugin" }},
}}
"""

if __name__ == "__main__":
    sys.exit(main())
