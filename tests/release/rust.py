"""Installs Rust for WebAssembly, out of Debian's packages: `python -m tests.release.rust`.

`.editors/rust/bin` then holds `cargo`, `rustc` and the linkers that Zed's extension needs;
`make release` does this, and a second run takes no time.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.editors.debian import CannotInstallError, own_libraries, unpacked
from tools.zed import RUST

PACKAGES = ("rustc", "cargo", "lld", "libstd-rust-dev-wasm32")
LINKER = "wasm-component-ld@0.5.31"
"""Makes a component of what `wasm-ld` links; the only part that Debian does not have."""


def install(folder: Path) -> None:
    """Fetch and unpack Rust, and compile its linker.

    Raises:
        CannotInstallError: on a machine that is not like Debian, or has no C compiler.
    """
    shutil.rmtree(folder, ignore_errors=True)  # what an installation that failed has left
    folder.mkdir(parents=True)
    root = unpacked(folder, *PACKAGES)
    (wasm_ld,) = root.glob("usr/lib/llvm-*/bin/wasm-ld")
    programs = [root / "usr" / "bin" / name for name in ("cargo", "rustc")]
    libraries = [*root.glob("usr/lib/*/librustc_driver-*.so"), *root.glob("usr/lib/*/libLLVM.so.*")]
    own_libraries(root, *programs, wasm_ld.resolve(), *libraries)
    path = folder / "path"
    path.mkdir()
    for program in (*programs, wasm_ld):
        (path / program.name).symlink_to(program)
    done = subprocess.run(
        ["cargo", "install", "--quiet", "--locked", "--root", folder, LINKER],
        env={**os.environ, "PATH": os.pathsep.join((str(path), os.environ["PATH"]))},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise CannotInstallError(f"cargo said: {done.stderr.strip()[-300:]}")
    for program in (*programs, wasm_ld):
        (folder / "bin" / program.name).symlink_to(program)


def main() -> None:
    """Install unless it is there, or say in one line why that cannot be."""
    if RUST.exists():
        return
    try:
        install(RUST.parent)
    except CannotInstallError as why:
        sys.stderr.write(f"Zed's extension goes out as its source, not compiled: {why}.\n")


if __name__ == "__main__":
    main()
