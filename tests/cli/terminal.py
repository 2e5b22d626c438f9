"""A terminal for tests: the command as a process of its own, in a folder and a home of its own."""

from __future__ import annotations

import asyncio
import re
import sys
from asyncio.subprocess import PIPE
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.editor import environment
from tests.liveness import LIVENESS
from tests.standin.server import StandIn


@dataclass(frozen=True, slots=True)
class Result:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Terminal:
    """Runs `glossator` in `folder`, with a service configured."""

    folder: Path
    service: StandIn

    async def run(
        self,
        *arguments: str,
        cwd: Path | None = None,
        settings: dict[str, str] | None = None,
        environ: dict[str, str] | None = None,
        stdout: int = PIPE,
    ) -> Result:
        """Run it to its end; `settings` are environment names without their prefix."""
        given = {"BASE_URL": self.service.base_url, "API_KEY": self.service.key}
        if settings is not None:
            given |= settings
        home = self.folder / ".home"
        home.mkdir(exist_ok=True)
        chosen = {f"GLOSSATOR_{name}": value for name, value in given.items() if value}
        env = environment(home, COLUMNS="100", **chosen, **(environ or {}))
        return await run(*arguments, cwd=cwd or self.folder, env=env, stdout=stdout)

    async def complaint(
        self, *arguments: str, cwd: Path | None = None, settings: dict[str, str] | None = None
    ) -> str:
        """Run what must fail, and the one sentence that it fails with."""
        result = await self.run(*arguments, cwd=cwd, settings=settings)
        assert result.status == 1, result
        assert result.out == ""
        sentence, *more, end = result.err.split("\n")
        assert end == ""
        assert all(re.fullmatch(r"More: glossator trouble [a-z-]+", line) for line in more), result
        assert sentence.startswith("Error: ")
        assert sentence.endswith((".", "?")), sentence
        for key in filter(None, (self.service.key, (settings or {}).get("API_KEY"))):
            assert key not in result.err
        return sentence.removeprefix("Error: ")


async def run(
    *arguments: str,
    cwd: Path,
    env: dict[str, str],
    stdout: int = PIPE,
    program: Sequence[str] = (sys.executable, "-m", "glossator"),
) -> Result:
    """Run `glossator` with stdin at its end."""
    process = await asyncio.create_subprocess_exec(
        *program,
        *arguments,
        cwd=cwd,
        env=env,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=stdout,
        stderr=PIPE,
    )
    try:
        async with asyncio.timeout(LIVENESS):
            out, err = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert process.returncode is not None
    return Result(process.returncode, (out or b"").decode(), err.decode())
