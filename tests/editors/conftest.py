"""What the tests of all editors share."""

from __future__ import annotations

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Real editors start slowly, on a busy machine most of all."""
    for item in items:
        item.add_marker(pytest.mark.timeout(300))
