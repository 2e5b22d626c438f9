"""Zed's extension as WebAssembly, compiled as Zed itself does, where there is a Rust for that."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUST = ROOT / ".editors" / "rust" / "bin"
"""What `python -m tests.release.rust` installs."""
TARGET = "wasm32-wasip2"
API = "zed_extension_api"


def compiled(source: Path, rust: Path) -> Path:
    """The folder of an extension as Zed installs it: its manifest, and `extension.wasm`.

    Compiled at one place beside the programs of `rust`, whatever the place of its source, and with
    no path of this machine in it, so that it comes out the same.
    """
    crate, built, target = (rust.parent / name for name in ("source", "extension", "target"))
    for former in (crate, built):
        shutil.rmtree(former, ignore_errors=True)
    shutil.copytree(source, crate)
    cargo_home = Path(os.environ.get("CARGO_HOME", Path.home() / ".cargo"))
    remap = {cargo_home: "/cargo", crate: "/glossator-zed", rust.parent: "/rust"}
    flags = [f"--remap-path-prefix={old}={new}" for old, new in remap.items()]
    subprocess.run(
        [rust / "cargo", "build", "--quiet", "--release", "--locked", "--target", TARGET],
        cwd=crate,
        env={
            **os.environ,
            "PATH": os.pathsep.join((str(rust), os.environ["PATH"])),
            "RUSTC": str(rust / "rustc"),
            "CARGO_TARGET_DIR": str(target),
            "CARGO_ENCODED_RUSTFLAGS": "\x1f".join(flags),
        },
        check=True,
    )
    built.mkdir()
    manifest = (crate / "extension.toml").read_text("utf-8")
    lines = f'\n[lib]\nkind = "Rust"\nversion = "{api_version(crate)}"\n'
    (built / "extension.toml").write_text(manifest + lines, "utf-8")
    (package,) = re.findall(r'^name = "(.*)"', (crate / "Cargo.toml").read_text("utf-8"), re.M)
    wasm = target / TARGET / "release" / f"{package.replace('-', '_')}.wasm"
    shutil.copy(wasm, built / "extension.wasm")
    return built


def api_version(crate: Path) -> str:
    """The version of Zed's interface that a crate is locked to; Zed reads it from the manifest."""
    locked = tomllib.loads((crate / "Cargo.lock").read_text("utf-8"))["package"]
    (version,) = (each["version"] for each in locked if each["name"] == API)
    return str(version)
