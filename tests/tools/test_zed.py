"""How Zed's extension is compiled and put together; that it runs, tests/release shows."""

from __future__ import annotations

import tomllib
from pathlib import Path

from tools import zed
from tools.docs import EDITORS

CARGO = """#!/bin/sh
out="$CARGO_TARGET_DIR/wasm32-wasip2/release"
mkdir -p "$out"
{ echo "$@"; pwd; echo "$CARGO_ENCODED_RUSTFLAGS" | tr '\\037' '\\n'; } > "$out/glossator_zed.wasm"
"""


def test_the_manifest_and_the_component_are_put_as_zed_installs_them(tmp_path: Path) -> None:
    rust = tmp_path / "rust" / "bin"
    rust.mkdir(parents=True)
    (rust / "cargo").write_text(CARGO)
    (rust / "cargo").chmod(0o755)
    folder = zed.compiled(EDITORS / "zed", rust)
    assert {each.name for each in folder.iterdir()} == {"extension.toml", "extension.wasm"}
    manifest = tomllib.loads((folder / "extension.toml").read_text("utf-8"))
    api = zed.api_version(EDITORS / "zed")
    assert manifest["lib"] == {"kind": "Rust", "version": api}
    arguments, place, *flags = (folder / "extension.wasm").read_text().split("\n")
    assert arguments == "build --quiet --release --locked --target wasm32-wasip2"
    assert f"--remap-path-prefix={place}=/glossator-zed" in flags, "no path of this machine in it"
