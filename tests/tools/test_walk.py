"""The walk finds the modules that a request is known to go through, and goes around leaves."""

from __future__ import annotations

import pytest

from tools.walk import PATHS, Code


@pytest.fixture(scope="module")
def paths() -> dict[str, set[str]]:
    code = Code()
    return {path.title: {*code.path(path.handlers)} for path in PATHS}


@pytest.mark.parametrize(
    ("title", "module"),
    [
        ("One keystroke", "lsp.documents.documents"),
        ("One keystroke", "completion.engine"),
        ("One keystroke", "completion.stream"),  # by create_task
        ("One keystroke", "models.stream"),  # by `async with` and `async for`
        ("Generate docstring", "lsp.edits.live_edit"),
        ("Explain selection", "models.stream"),  # by a protocol
        ("One request to a service", "models.transport"),
        ("One request to a service", "models.local.process"),  # by a protocol
    ],
)
def test_what_a_request_goes_through_is_on_its_path(
    paths: dict[str, set[str]], title: str, module: str
) -> None:
    assert f"glossator.{module}" in paths[title]


@pytest.mark.parametrize(
    "module", ["errors", "settings", "completion.stop", "completion.cache", "lsp.headless_client"]
)
def test_leaves_and_what_is_not_called_are_on_no_path(
    paths: dict[str, set[str]], module: str
) -> None:
    assert all(f"glossator.{module}" not in path for path in paths.values())
