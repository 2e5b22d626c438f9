"""The parts of a release for editors beside VS Code: packages, extensions, lines of settings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from glossator import __version__
from tools import docs
from tools.zed import compiled


def parts(
    source: Path, tar: Callable[[Path, str], bytes], rust: Path | None
) -> Iterator[tuple[str, bytes]]:
    """Each file's name and bytes, out of the source of the release.

    Zed's extension goes out as its source, which Zed's registry compiles, and as Zed installs it
    where `rust` is a folder with a Rust that compiles it.
    """
    yield f"glossator-{__version__}.el", (source / "editors/emacs/glossator.el").read_bytes()
    yield "helix-languages.toml", docs.block("helix").encode()
    specs = source / "editors" / "specs"
    yield "mason-package.yaml", (specs / "mason" / "package.yaml").read_bytes()
    yield "nvim-lspconfig-glossator.lua", (specs / "nvim-lspconfig/glossator.lua").read_bytes()
    zed = f"glossator-zed-{__version__}"
    yield f"{zed}.tar.gz", tar(source / "editors" / "zed", zed)
    if rust is not None:
        yield f"{zed}-wasm.tar.gz", tar(compiled(source / "editors" / "zed", rust), "glossator")
