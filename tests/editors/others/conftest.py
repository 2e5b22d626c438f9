"""The service and the environment of an editor."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.editors.others.project import good, project
from tests.standin.server import StandIn


@pytest.fixture
async def service() -> AsyncIterator[StandIn]:
    async with StandIn() as service:
        service.answer = good
        yield service


@pytest.fixture
def env(tmp_path: Path, service: StandIn) -> dict[str, str]:
    return project(tmp_path, service)
