"""What all tests share: Ctrl-C, and another try for what depends on a real editor."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

# Reaches the programs that tests start also where pytest runs in the background.
signal.signal(signal.SIGINT, signal.default_int_handler)

EDITORS = Path(__file__).with_name("editors")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--editor-reruns",
        type=int,
        default=0,
        help="how often a test marked as `real_editor` is tried again",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what runs in a real editor, and try only that again."""
    reruns = config.getoption("--editor-reruns")
    for item in items:
        if EDITORS in item.path.parents:
            item.add_marker("real_editor")
        if reruns and item.get_closest_marker("real_editor"):
            item.add_marker(pytest.mark.flaky(reruns=reruns, reruns_delay=2))
