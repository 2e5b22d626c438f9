"""Every command has a function that runs it."""

from __future__ import annotations

import inspect

import pytest

from glossator.lsp.extensions import Command
from glossator.lsp.features.commands import load


@pytest.mark.parametrize("command", Command)
def test_each_is_run_by_the_module_of_its_name(command: Command) -> None:
    run = load(command)
    assert inspect.iscoroutinefunction(run)
    assert list(inspect.signature(run).parameters) == ["session", "arguments"]
