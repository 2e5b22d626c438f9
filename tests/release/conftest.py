"""The files of `make release`, and an installation of the wheel that never saw the repository."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tools.release import DIST


@pytest.fixture(scope="session")
def wheel() -> Path:
    (found,) = DIST.glob("*.whl")
    return found


@pytest.fixture(scope="session")
def environment_of_wheel(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with the wheel and no extra."""
    folder = tmp_path_factory.mktemp("wheel") / "environment"
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    install = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel)
    subprocess.run([folder / "bin" / "python", *install], cwd=folder, check=True)
    return folder
