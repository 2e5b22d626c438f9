"""The projects that holes are made in: pinned packages, fetched by the ordinary clients."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

WHEELS = (
    "attrs==24.2.0 click==8.1.7 flask==3.0.3 httpx==0.27.2 jinja2==3.1.4 rich==13.9.4 "
    "starlette==0.41.2 trio==0.27.0 werkzeug==3.1.3 poetry-core==1.9.1 aiohttp==3.11.2 "
    "sqlalchemy==2.0.36 black==24.10.0 sphinx==8.1.3 requests==2.32.3"
).split()
SCRIPTS = (
    "rxjs@7.8.1 mobx@6.13.5 zod@3.25.76 effect@3.12.1 immer@10.1.1 xstate@5.19.0 rxdb@16.21.1 "
    "prosemirror-view@1.37.1 ethers@6.13.4 livekit-client@2.8.0 viem@2.21.45 "
    "@tanstack/query-core@5.60.5 msw@2.6.5 @reduxjs/toolkit@2.3.0"
).split()
GO_MODULES = (
    "github.com/gin-gonic/gin@v1.10.0 github.com/spf13/cobra@v1.8.1 go.etcd.io/bbolt@v1.3.11 "
    "github.com/go-chi/chi/v5@v5.1.0 github.com/labstack/echo/v4@v4.12.0 gorm.io/gorm@v1.25.12 "
    "github.com/redis/go-redis/v9@v9.7.0 github.com/charmbracelet/bubbletea@v1.2.4 "
    "github.com/hashicorp/raft@v1.7.1 github.com/nats-io/nats.go@v1.37.0 "
    "github.com/jackc/pgx/v5@v5.7.1 github.com/gohugoio/hugo@v0.139.0"
).split()
CRATES = {
    "tokio": "1.41.1",
    "clap_builder": "4.5.20",
    "hyper": "1.5.0",
    "regex-automata": "0.4.9",
    "image": "0.25.5",
    "axum": "0.7.9",
    "h2": "0.4.6",
    "reqwest": "0.12.9",
    "ignore": "0.4.23",
    "rustls": "0.23.17",
    "tower-http": "0.6.2",
    "naga": "23.0.0",
}
JARS = (
    "com.google.code.gson:gson:2.11.0 com.squareup.retrofit2:retrofit:2.11.0 "
    "com.zaxxer:HikariCP:6.0.0 org.apache.commons:commons-lang3:3.17.0 org.jsoup:jsoup:1.18.1 "
    "org.apache.httpcomponents.core5:httpcore5:5.3.1"
).split()
NATIVE = {
    "re2@1.21.4": ("vendor/re2", "vendor/abseil-cpp"),
    "react-native@0.76.5": ("ReactCommon",),
    "grpc@1.24.11": ("deps/grpc",),
}
"""npm packages that ship C++, and the projects in them."""
DEBIAN = (
    "php-symfony-console php-symfony-http-foundation php-symfony-dependency-injection "
    "php-guzzlehttp-guzzle php-twig php-doctrine-dbal phpunit"
).split()
"""Whatever version the machine's release has: PHP's own packages are not in a registry of files."""


def projects(cache: Path, language: str) -> list[Path]:
    """The roots of a language's projects, fetched where they are not there yet."""
    folder = cache / language
    if not (folder / "fetched").is_file():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        roots = [str(each.relative_to(folder)) for each in _FETCH[language](folder)]
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


def _python(folder: Path) -> Iterator[Path]:
    pip = (sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary", ":all:")
    _run(*pip, *WHEELS, folder=folder)
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


def _typescript(folder: Path) -> Iterator[Path]:
    for package in SCRIPTS:
        yield _npm(folder, package)


def _cpp(folder: Path) -> Iterator[Path]:
    for package, places in NATIVE.items():
        root = _npm(folder, package)
        yield from (root / place for place in places)


def _go(folder: Path) -> Iterator[Path]:
    result = _run(
        "go", "mod", "download", "-json", *GO_MODULES, folder=folder,
        GOMODCACHE=str(folder / "cache"), GOFLAGS="-modcacherw",
    )  # fmt: skip
    decoder, at = json.JSONDecoder(), 0
    while at < len(result.rstrip()):
        found, at = decoder.raw_decode(result, at)
        at += len(result[at:]) - len(result[at:].lstrip())
        yield Path(found["Dir"])


def _rust(folder: Path) -> Iterator[Path]:
    lines = "".join(f'{name} = "={version}"\n' for name, version in CRATES.items())
    package = '[package]\nname = "holes"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\n'
    (folder / "src").mkdir()
    (folder / "src/lib.rs").touch()
    (folder / "Cargo.toml").write_text(package + lines)
    _run("cargo", "vendor", "-q", "crates", folder=folder)
    yield from (folder / "crates" / name for name in CRATES)


def _java(folder: Path) -> Iterator[Path]:
    local = folder / "repository"
    for artifact in JARS:
        _run(
            "mvn", "-q", "-B", f"-Dmaven.repo.local={local}", "dependency:get",
            "-Dtransitive=false", f"-Dartifact={artifact}:jar:sources", folder=folder,
        )  # fmt: skip
        name = artifact.split(":")[1]
        for jar in local.rglob(f"{name}-*-sources.jar"):
            zipfile.ZipFile(jar).extractall(folder / name)
            yield folder / name


def _php(folder: Path) -> Iterator[Path]:
    for package in DEBIAN:
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
