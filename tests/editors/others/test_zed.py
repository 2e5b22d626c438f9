"""Zed's extension compiles: for WebAssembly where Rust has that target, else for this machine."""

from __future__ import annotations

import asyncio
import os
import shutil
from asyncio.subprocess import PIPE, STDOUT

import pytest

from tools.docs import EDITORS, ROOT

TARGET = "wasm32-wasip2"


async def printed(*command: str) -> tuple[int | None, str]:
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=EDITORS / "zed",
        env={**os.environ, "CARGO_TARGET_DIR": str(ROOT / ".editors" / "zed")},
        stdout=PIPE,
        stderr=STDOUT,
    )
    text, _ = await process.communicate()
    return process.returncode, text.decode()


async def test_the_extension_compiles() -> None:
    if shutil.which("cargo") is None:
        pytest.skip("cargo is not installed here")
    _, libraries = await printed("rustc", "--print", "target-libdir", "--target", TARGET)
    targets = ("--target", TARGET) if os.path.isdir(libraries.strip()) else ()  # noqa: PTH112
    code, answer = await printed("cargo", "check", "--locked", *targets)
    assert code == 0, answer
    assert "warning" not in answer
