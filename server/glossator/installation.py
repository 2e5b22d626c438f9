"""How this program was installed, and so how one of its extras comes into the same place."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

EXTRAS = {
    "local": ("filelock", "huggingface_hub", "xllamacpp"),
    "keyring": ("keyring",),
}
"""The packages of the extras without which some commands do nothing."""


def install_command(*packages: str, prefix: Path | None = None) -> str:
    """The command that brings packages into the environment at `prefix`, or into this program's.

    An environment of uv has no pip, and one of pipx is changed by pipx.
    """
    prefix = prefix or Path(sys.prefix)
    if (prefix / "pipx_metadata.json").exists():
        return shlex.join(("pipx", "inject", prefix.name, *packages))
    if (prefix / "uv-receipt.toml").exists():
        return shlex.join(("uv", "pip", "install", "--python", sys.executable, *packages))
    return shlex.join((sys.executable, "-m", "pip", "install", *packages))
