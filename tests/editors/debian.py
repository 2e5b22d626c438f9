"""Neovim 0.12, Helix and Emacs, out of the packages of a newer Debian than most machines have.

They are unpacked with everything they need, libc included; nothing is installed in the system.
`.editors/debian/bin` then holds `nvim`, `hx` and `emacs`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tools.docs import ROOT

FOLDER = ROOT / ".editors" / "debian"
SUITE = "forky"
PACKAGES = ("neovim", "hx", "emacs-nox")
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
CONFIGURATION = """\
Dir "{apt}";
Dir::State::status "{apt}/var/lib/dpkg/status";
Dir::Etc::trusted "/etc/apt/trusted.gpg";
Dir::Etc::trustedparts "/etc/apt/trusted.gpg.d";
Acquire::Languages "none";
APT::Sandbox::User "root";
Debug::NoLocking "true";
"""


class CannotInstallError(Exception):
    """This machine has no way to these packages; the text says why."""


def unpacked(folder: Path, *packages: str) -> Path:
    """Fetch packages with all that they need, and unpack them: the root below the folder.

    Raises:
        CannotInstallError: on a machine that is not like Debian.
    """
    apt, root = folder / "apt", folder / "root"
    configuration = _prepare(apt, _mirror())
    _run("apt-get", "-qq", "-c", configuration, "update")
    wanted = ("--download-only", "--no-install-recommends", *packages)
    _run("apt-get", "-qq", "-y", "-c", configuration, "install", *wanted)
    root.mkdir(exist_ok=True)
    for package in sorted((apt / "var/cache/apt/archives").glob("*.deb")):
        _run("dpkg", "-x", package, root)
    shutil.rmtree(apt)
    return root


def own_libraries(root: Path, *files: Path) -> None:
    """Have programs and libraries find what came with them, and their loader.

    By path: a variable would reach what they start.
    """
    (loader,) = root.glob("usr/lib/*/ld-linux-*.so.*")
    for file in files:
        if ".so" not in file.name:
            _run("patchelf", "--set-interpreter", loader, file)
        _run("patchelf", "--force-rpath", "--set-rpath", loader.parent, file)


def _mirror() -> str:
    """The mirror that this machine already uses."""
    for tool in ("apt-get", "dpkg"):
        if shutil.which(tool) is None:
            raise CannotInstallError(f"there is no {tool}")
    if not KEYRING.exists():
        raise CannotInstallError(f"there is no {KEYRING}")
    shown = _run(
        "apt-get", "indextargets", "--format", "$(REPO_URI) $(ORIGIN)", "Created-By: Packages"
    )
    mirrors = [line.split()[0] for line in shown.splitlines() if line.endswith(" Debian")]
    main = [mirror for mirror in mirrors if "security" not in mirror]
    if not main:
        raise CannotInstallError("apt-get has no mirror of Debian")
    return main[0]


def _prepare(apt: Path, mirror: str) -> Path:
    """An apt of our own, for an empty system, so that it fetches all that is needed."""
    for name in (
        "etc/apt/preferences.d", "etc/apt/apt.conf.d", "etc/apt/sources.list.d",
        "var/lib/apt/lists/partial", "var/cache/apt/archives/partial", "var/lib/dpkg",
    ):  # fmt: skip
        (apt / name).mkdir(parents=True, exist_ok=True)
    (apt / "var/lib/dpkg/status").touch()
    (apt / "etc/apt/sources.list.d/debian.sources").write_text(
        f"Types: deb\nURIs: {mirror}\nSuites: {SUITE}\nComponents: main\nSigned-By: {KEYRING}\n"
    )
    configuration = apt / "apt.conf"
    configuration.write_text(CONFIGURATION.format(apt=apt))
    return configuration


def _make_programs(root: Path, into: Path) -> None:
    """Programs that find the libraries, and the data, that came with them."""
    emacs = next(root.glob("usr/share/emacs/[0-9]*"))
    helpers = next(root.glob(f"usr/libexec/emacs/{emacs.name}/*"))
    programs: Mapping[str, tuple[Path, Mapping[str, Path], tuple[str, ...]]] = {
        "nvim": (root / "usr/bin/nvim", {"VIMRUNTIME": root / "usr/share/nvim/runtime"}, ()),
        "hx": (root / "usr/lib/hx/hx", {"HELIX_RUNTIME": root / "usr/lib/hx/runtime"}, ()),
        "emacs": (
            root / "usr/bin/emacs-nox",
            {"EMACSLOADPATH": emacs / "lisp", "EMACSDATA": emacs / "etc", "EMACSPATH": helpers},
            (f"--dump-file={next(helpers.glob('*.pdmp'))}",),
        ),
    }
    into.mkdir()
    for name, (binary, variables, options) in programs.items():
        own_libraries(root, binary)
        exports = "".join(f"export {variable}='{path}'\n" for variable, path in variables.items())
        script = into / name
        script.write_text(f"#!/bin/sh\n{exports}exec '{binary}' {' '.join(options)} \"$@\"\n")
        script.chmod(0o755)


def _run(*command: str | Path) -> str:
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    done = subprocess.run(
        [*map(str, command)],
        check=False,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        raise CannotInstallError(
            f"{command[0]} said: {(done.stderr or done.stdout).strip()[-300:]}"
        )
    return done.stdout


def main() -> None:
    """Install unless they are there, or say in one line why that cannot be."""
    if (FOLDER / "bin").exists():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    try:
        _make_programs(unpacked(FOLDER, *PACKAGES), FOLDER / "bin")
    except CannotInstallError as why:
        print(f"Neovim 0.12, Helix and Emacs are left out of the tests: {why}.")
