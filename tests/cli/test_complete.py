"""`glossator complete` as a process."""

from __future__ import annotations

import pytest

from tests.cli.terminal import Terminal
from tests.standin.contract import CODE_MODEL
from tests.standin.scripts import speak
from tests.standin.server import StandIn


@pytest.mark.parametrize(
    ("place", "before_the_cursor"),
    [
        ("calc.py:2:12", "    return "),
        ("calc.py:2", "    return "),
        ("calc.py:2:99", "    return "),
        ("calc.py:1:1", ""),
    ],
)
async def test_prints_what_ghost_text_would_insert(
    terminal: Terminal, service: StandIn, place: str, before_the_cursor: str
) -> None:
    (terminal.folder / "calc.py").write_text("def add(a, b):\n    return \n")
    service.answer = lambda _: speak(before_the_cursor, "a", " + b")
    result = await terminal.run("complete", place)
    assert result.status == 0, result.err
    assert result.out == "a + b\n"
    (request,) = [each for each in service.allowed if "def add" in each.prompt]
    assert request.model == CODE_MODEL


async def test_nothing_to_insert_is_said_beside_the_output(
    terminal: Terminal, service: StandIn
) -> None:
    service.answer = lambda _: speak("")
    result = await terminal.run("complete", "calc.py:2")
    assert (result.status, result.out) == (0, "")
    assert result.err == "The model has nothing to suggest here.\n"


async def test_a_slow_answer_is_waited_for(terminal: Terminal, service: StandIn) -> None:
    (terminal.folder / "calc.py").write_text("def add(a, b):\n    return \n")
    service.answer = lambda _: speak("    return a + b", first=0.6)
    result = await terminal.run("complete", "calc.py:2", settings={"COMPLETION_DEADLINE": "0.1"})
    assert result.out == "a + b\n", result.err
