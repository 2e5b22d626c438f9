"""A VS Code with our extension, a folder with a file, and a stand-in of the service."""

from __future__ import annotations

from collections.abc import AsyncIterator, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.editors.vscode.install import VSIX, chromium
from tests.editors.vscode.server import VSCodeServer
from tests.editors.vscode.workbench import Workbench, window
from tests.standin.server import StandIn
from tools.docs import ROOT

PICTURES = ROOT / ".editors" / "failures"

FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let the fixtures know, so that a picture of what went wrong stays."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture(scope="session")
def vscode(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VSCodeServer]:
    """One server for all tests, with the extension from its package."""
    assert VSIX.exists(), "run `make vscode`"
    assert chromium() is not None, "run `make editors`"
    server = VSCodeServer(tmp_path_factory.mktemp("vscode"))
    server.install(VSIX)
    server.set({})
    with server.running():
        yield server


@pytest.fixture
async def service() -> AsyncIterator[StandIn]:
    """The stand-in, listening."""
    async with StandIn() as service:
        yield service


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The folder that is opened."""
    folder = tmp_path / "project"
    folder.mkdir()
    return folder


@pytest.fixture
def settings(service: StandIn) -> dict[str, Any]:
    """The user's settings: those that lead to the stand-in."""
    return {
        "glossator.baseUrl": service.base_url,
        "glossator.apiKeyCommand": f"echo {service.key}",
    }


@pytest.fixture
async def workbench(
    vscode: VSCodeServer,
    project: Path,
    settings: dict[str, Any],
    service: StandIn,
    request: pytest.FixtureRequest,
) -> AsyncIterator[Workbench]:
    """A window whose Glossator is ready."""
    vscode.set(settings)
    async with window(vscode, project) as workbench:
        await workbench.wait_for_status("ready")
        service.requests.clear()
        yield workbench
        if request.node.stash.get(FAILED, False):
            await workbench.picture(PICTURES / f"{request.node.name}.png")
