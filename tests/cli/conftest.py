"""A terminal in a folder with a file, configured for the stand-in of the API."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from tests.standin.server import StandIn

CALC = "def add(a, b):\n    return a + b\n"


@pytest.fixture
def terminal(tmp_path: Path, service: StandIn) -> Terminal:
    (tmp_path / "calc.py").write_text(CALC)
    return Terminal(tmp_path, service)
