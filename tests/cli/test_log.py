from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import PIPE
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from glossator.cli import log
from glossator.cli.app import glossator
from glossator.log import PROMPTS
from tests.liveness import LIVENESS

if TYPE_CHECKING:
    from click.testing import Result

AT = "2026-11-30 01:00:00,000 INFO"
BODY = {"model": "m", "messages": [{"role": "user", "content": "def f():\n    │\x1b[31m"}]}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(log, "log_folder", lambda: tmp_path)
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Callable[..., Result]:
    return lambda *options: CliRunner().invoke(glossator, ["log", *options])


def test_the_last_lines_are_printed_plainly(folder: Path, run: Callable[..., Result]) -> None:
    (folder / "server-1.log").write_text("first\nsecond \x1b[31mred\nthird\n")
    assert run("--once", "--lines", "2").stdout == "second red\nthird\n"


def test_without_a_log_it_says_where_one_will_stand(
    folder: Path, run: Callable[..., Result]
) -> None:
    ran = run("--once")
    assert ran.stdout == ""
    assert ran.stderr == f"No server has run yet; its log will stand in {folder}.\n"


def test_the_last_prompt_is_printed_as_it_reads(folder: Path, run: Callable[..., Result]) -> None:
    asked = f"{AT} {PROMPTS}: asked /chat/completions: {json.dumps(BODY)}"
    other = f'{AT} {PROMPTS}: asked /completions: {{"prompt": "a"}}'
    (folder / "server-1.log").write_text(f"{other}\n{asked}\n{AT} {PROMPTS}: said: x\n")
    shown = run("--prompt").stdout
    assert shown == '/chat/completions {"model": "m"}\n\n--- user\ndef f():\n    │\n'


def test_where_no_prompt_is_logged_it_says_what_to_do(
    folder: Path, run: Callable[..., Result]
) -> None:
    (folder / "server-1.log").write_text(f"{AT} glossator: ready\n")
    ran = run("--prompt")
    assert ran.exit_code == 1
    assert "set logPrompts" in ran.stderr


async def test_it_follows_the_servers_that_are_there_and_that_come(tmp_path: Path) -> None:
    folder = tmp_path / "glossator" / "log"
    folder.mkdir(parents=True)
    (folder / "server-1.log").write_text("old\n")
    command = (sys.executable, "-u", "-m", "glossator", "log")
    process = await asyncio.create_subprocess_exec(
        *command, stdout=PIPE, env={"XDG_STATE_HOME": str(tmp_path), "HOME": str(tmp_path)}
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(LIVENESS):
            assert await process.stdout.readline() == b"old\n"
            for number in (1, 2, 1):
                with (folder / f"server-{number}.log").open("a") as file:
                    file.write(f"from {number}\n")
                assert await process.stdout.readline() == f"from {number}\n".encode()
    finally:
        process.kill()
        await process.wait()
