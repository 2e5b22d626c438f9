"""The projects that holes are made in: pinned packages, fetched by the ordinary clients."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.recall.pinned import KEPT_BACK, TUNING

Packages = Sequence[str]


def projects(cache: Path, language: str, *, kept_back: bool = False) -> list[Path]:
    """The roots of a language's projects, fetched where they are not there yet."""
    folder = cache / "kept-back" / language if kept_back else cache / language
    if not (folder / "fetched").is_file():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        packages = (KEPT_BACK if kept_back else TUNING)[language]
        roots = [str(each.relative_to(folder)) for each in _FETCH[language](folder, packages)]
        (folder / "fetched").write_text(json.dumps(roots))
    return [folder / each for each in json.loads((folder / "fetched").read_text())]


def _run(*command: str, folder: Path, **variables: str) -> str:
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | variables,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout


def _python(folder: Path, packages: Packages) -> Iterator[Path]:
    pip = (sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary", ":all:")
    _run(*pip, *packages, folder=folder)
    for wheel in sorted(folder.glob("*.whl")):
        root = folder / wheel.name.partition("-")[0]
        zipfile.ZipFile(wheel).extractall(root)
        wheel.unlink()
        yield root


def _npm(folder: Path, package: str) -> Path:
    archive = folder / _run("npm", "pack", "--silent", package, folder=folder).strip()
    root = folder / package.rpartition("@")[0].replace("/", "-")
    with tarfile.open(archive) as packed:
        packed.extractall(root, filter="data")
    archive.unlink()
    inside = root / "package"
    return inside if inside.is_dir() else next(root.iterdir())


def _typescript(folder: Path, packages: Packages) -> Iterator[Path]:
    for package in packages:
        yield _npm(folder, package)


def _cpp(folder: Path, packages: Packages) -> Iterator[Path]:
    for each in packages:
        package, *places = each.split()
        root = _npm(folder, package)
        yield from (root / place for place in places)


def _go(folder: Path, packages: Packages) -> Iterator[Path]:
    result = _run(
        "go", "mod", "download", "-json", *packages, folder=folder,
        GOMODCACHE=str(folder / "cache"), GOFLAGS="-modcacherw",
    )  # fmt: skip
    decoder, at = json.JSONDecoder(), 0
    while at < len(result.rstrip()):
        found, at = decoder.raw_decode(result, at)
        at += len(result[at:]) - len(result[at:].lstrip())
        yield Path(found["Dir"])


def _rust(folder: Path, packages: Packages) -> Iterator[Path]:
    crates = dict(each.split("=") for each in packages)
    lines = "".join(f'{name} = "={version}"\n' for name, version in crates.items())
    package = '[package]\nname = "holes"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\n'
    (folder / "src").mkdir()
    (folder / "src/lib.rs").touch()
    (folder / "Cargo.toml").write_text(package + lines)
    _run("cargo", "vendor", "-q", "crates", folder=folder)
    yield from (folder / "crates" / name for name in crates)


def _java(folder: Path, packages: Packages) -> Iterator[Path]:
    local = folder / "repository"
    for artifact in packages:
        _run(
            "mvn", "-q", "-B", f"-Dmaven.repo.local={local}", "dependency:get",
            "-Dtransitive=false", f"-Dartifact={artifact}:jar:sources", folder=folder,
        )  # fmt: skip
        name = artifact.split(":")[1]
        for jar in local.rglob(f"{name}-*-sources.jar"):
            zipfile.ZipFile(jar).extractall(folder / name)
            yield folder / name


def _php(folder: Path, packages: Packages) -> Iterator[Path]:
    for package in packages:
        _run("apt-get", "-q", "download", package, folder=folder)
        for archive in folder.glob(f"{package}_*.deb"):
            _run("dpkg-deb", "-x", str(archive), package, folder=folder)
            archive.unlink()
            yield folder / package


_FETCH = {
    "python": _python,
    "typescript": _typescript,
    "go": _go,
    "rust": _rust,
    "java": _java,
    "cpp": _cpp,
    "php": _php,
}
LANGUAGES = tuple(_FETCH)
