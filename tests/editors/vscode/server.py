"""VS Code's own server with our extension installed, as a process that belongs to the tests."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.e2e.editor import environment
from tests.editors.vscode.install import BIN, NEWEST, OLDEST

START_TIMEOUT = 120.0
"""Seconds to start; only a server that hangs takes longer."""

ALWAYS = {
    "editor.fontFamily": "DejaVu Sans Mono",
    "editor.minimap.enabled": False,
    "files.autoSave": "off",
    "security.workspace.trust.startupPrompt": "never",
    "telemetry.telemetryLevel": "off",
    "workbench.startupEditor": "none",
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "workbench.tips.enabled": False,
    "chat.disableAIFeatures": True,
}
"""Settings of every test: no tours, no tips, no AI but ours."""


class VSCodeServer:
    """One data folder and the process that serves it."""

    def __init__(self, folder: Path, *, trusting: bool = True, testing: bool = False) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.home.mkdir(parents=True, exist_ok=True)
        self.url = ""
        self.env: dict[str, str] = {}
        """What its user has set in the environment."""
        self._trusting = trusting
        self._testing = testing
        self._process: subprocess.Popen[str] | None = None

    def install(self, vsix: Path) -> None:
        """Install an extension from its package, as a user does."""
        self._run("--install-extension", str(vsix))

    def set(self, settings: dict[str, Any]) -> None:
        """Write the user's settings of this machine."""
        for kind in ("User", "Machine"):
            file = self.folder / kind / "settings.json"
            file.parent.mkdir(exist_ok=True)
            file.write_text(json.dumps({**ALWAYS, **settings}, indent=2), "utf-8")

    @contextmanager
    def running(self, *, glossator_on_path: bool = True) -> Iterator[None]:
        """Serve on a free port of this machine."""
        trust = ["--disable-workspace-trust"] if self._trusting else []
        command = [*self.command(), *self._serving(), *trust]
        with (self.folder / "server.log").open("w") as log:
            process = self._process = subprocess.Popen(
                command, env=self._environment(glossator_on_path), stdout=log, stderr=log, text=True
            )
        try:
            self.url = self._wait_for_url()
            yield
        finally:
            below = descendants(process.pid)
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            for pid in below:  # an extension host may outlive its server
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)

    def use_extensions_of(self, other: VSCodeServer) -> None:
        """Share what another has installed."""
        (self.folder / "extensions").symlink_to(other.folder / "extensions")

    @property
    def extension(self) -> Path:
        """The folder of our extension, as it was installed."""
        (folder,) = (self.folder / "extensions").glob("glossator.glossator-*")
        return folder

    def glossators(self) -> list[int]:
        """The processes of our own server that this editor has started."""
        assert self._process is not None
        below = descendants(self._process.pid)
        return [pid for pid in below if "glossator\0serve" in _command_line(pid)]

    def programs(self) -> list[str]:
        """Their command lines."""
        return [_command_line(pid) for pid in self.glossators()]

    def children(self, pid: int) -> list[int]:
        """What one of them has started."""
        return descendants(pid)

    def kill(self) -> None:
        """End the editor without a word, its window's process too."""
        assert self._process is not None
        for pid in descendants(self._process.pid):
            if "server-main" in _command_line(pid) or "bootstrap-fork" in _command_line(pid):
                os.kill(pid, signal.SIGKILL)
        self._process.kill()

    @property
    def log(self) -> str:
        """What the server printed."""
        return (self.folder / "server.log").read_text("utf-8", "replace")

    def _wait_for_url(self) -> str:
        limit = time.monotonic() + START_TIMEOUT
        while time.monotonic() < limit:
            if found := re.search(r"(?:available at|listening on) (http://\S+)", self.log):
                return found[1]
            assert self._process is not None
            assert self._process.poll() is None, self.log
            time.sleep(0.1)
        raise AssertionError(f"VS Code did not start: {self.log}")

    def _run(self, *arguments: str) -> None:
        done = subprocess.run(
            [*self.command(), *arguments],
            env=self._environment(on_path=False),
            capture_output=True,
            text=True,
            timeout=START_TIMEOUT,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def command(self) -> list[str]:
        """The program of a terminal, `code`, with this editor's folders."""
        data = str(self.folder)
        folders = ["--server-data-dir", data, "--user-data-dir", data]
        options = ["--accept-server-license-terms", "--telemetry-level", "off", *folders]
        extensions = ["--extensions-dir", str(self.folder / "extensions")]
        program = NEWEST.vscode / "out" / "server-main.js"
        return [str(NEWEST.node), str(program), *options, *extensions]

    def _serving(self) -> list[str]:
        serve = ["--host", "127.0.0.1", "--port", "0", "--without-connection-token"]
        # Only so do windows run tests in their extension host; but they show no notifications then.
        test = ["--enable-smoke-test-driver"] if self._testing else []
        # The environment as it is given here, not that of a login shell; and what belongs to a
        # window that was closed is not kept for its return.
        return [*serve, *test, "--force-disable-user-env", "--reconnection-grace-time", "1"]

    def _environment(self, on_path: bool) -> dict[str, str]:
        """The user's, with a home of its own and the server's program on PATH or not."""
        path = [p for p in os.environ["PATH"].split(os.pathsep) if Path(p) != BIN]
        if on_path:
            path.insert(0, str(_program_folder(self.folder)))
        return environment(self.home, **{"PATH": os.pathsep.join(path), **self.env})


class OldestCodeServer(VSCodeServer):
    """The oldest VS Code that the manifest admits, in a code-server as its users start it."""

    def command(self) -> list[str]:
        folders = ["--user-data-dir", str(self.folder)]
        extensions = ["--extensions-dir", str(self.folder / "extensions")]
        quiet = ["--disable-telemetry", "--disable-update-check"]
        program = OLDEST.code_server / "out" / "node" / "entry.js"
        return [str(OLDEST.node), str(program), *quiet, *folders, *extensions]

    def _serving(self) -> list[str]:
        return ["--bind-addr", "127.0.0.1:0", "--auth", "none"]

    def _environment(self, on_path: bool) -> dict[str, str]:
        # As from a terminal: else it would take PATH from a login shell.
        return {**super()._environment(on_path), "VSCODE_CLI": "1"}


def _program_folder(folder: Path) -> Path:
    """A folder that holds `glossator` and nothing else."""
    place = folder / "bin"
    place.mkdir(exist_ok=True)
    program = place / "glossator"
    if not program.exists():
        found = shutil.which("glossator", path=str(BIN))
        assert found is not None, f"{sys.executable} has no glossator beside it"
        program.symlink_to(found)
    return place


def descendants(pid: int) -> list[int]:
    """All processes that come from this one."""
    lists = [each.read_text() for each in Path(f"/proc/{pid}/task").glob("*/children")]
    children = [int(child) for text in lists for child in text.split()]
    return [each for child in children for each in (child, *descendants(child))]


def _command_line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""
