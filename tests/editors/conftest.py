"""What the tests of all editors share."""

from __future__ import annotations

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Real editors start slowly; each has one worker, as two windows at once would be slower."""
    for item in items:
        item.add_marker(pytest.mark.timeout(300))
        item.add_marker(pytest.mark.xdist_group(item.path.parent.name))
