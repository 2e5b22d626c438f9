"""What all tests share: the stand-in of the API, editors connected to it, Ctrl-C.

What depends on a real editor gets another try.
"""

from __future__ import annotations

import signal
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from tests.e2e.editor import NEOVIM, VSCODE, Editor, running
from tests.standin.server import StandIn

# Reaches the programs that tests start also where pytest runs in the background.
signal.signal(signal.SIGINT, signal.default_int_handler)

# A busy machine fails no test: examples have no time limit.
hypothesis.settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("any machine")

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


@pytest.fixture
async def service() -> AsyncIterator[StandIn]:
    async with StandIn() as service:
        yield service


@pytest.fixture
def options(service: StandIn) -> dict[str, Any]:
    """`initializationOptions` that lead to the stand-in.

    The deadline is for what a test asks of a server that has just begun, on a busy machine.
    """
    return {**service.options, "completionDeadline": 30}


@pytest.fixture(params=[VSCODE, NEOVIM])
async def editor(
    request: pytest.FixtureRequest, tmp_path: Path, service: StandIn, options: dict[str, Any]
) -> AsyncIterator[Editor]:
    async with running(tmp_path) as editor:
        groups = {"client": {"groupsUndo": True}} if request.param == VSCODE else {}
        await editor.initialize(request.param, options={**options, **groups})
        await _forget_probe(editor, service)
        yield editor


@pytest.fixture
async def vscode(
    tmp_path: Path, service: StandIn, options: dict[str, Any]
) -> AsyncIterator[Editor]:
    """One kind of client, where the kind makes no difference."""
    async with running(tmp_path) as editor:
        await editor.initialize(options={**options, "client": {"groupsUndo": True}})
        await _forget_probe(editor, service)
        yield editor


@pytest.fixture
async def asking(
    tmp_path: Path, service: StandIn, options: dict[str, Any]
) -> AsyncIterator[Editor]:
    """A client that asks its user where the server wants a line of text."""
    able = {"groupsUndo": True, "input": True}
    async with running(tmp_path) as editor:
        await editor.initialize(options={**options, "client": able})
        await _forget_probe(editor, service)
        yield editor


async def _forget_probe(editor: Editor, service: StandIn) -> None:
    """Wait until the server knows what the service can do; tests count what comes after."""
    status = await editor.run("glossator.status", {"wait": True})
    assert status["ghostText"] == "chat"
    service.requests.clear()
