"""`glossator setup` in a terminal: from nothing to a ghost text, and what it says on the way."""

from __future__ import annotations

import tomllib
from pathlib import Path

from tests.cli.terminal import Terminal
from tests.standin.scripts import speak
from tests.standin.server import StandIn


def written(terminal: Terminal) -> dict[str, object]:
    file = terminal.folder / ".home" / "config" / "glossator" / "glossator.toml"
    return tomllib.loads(file.read_text("utf-8")) if file.exists() else {}


async def test_the_service_of_the_settings_is_taken_checked_and_shown(
    terminal: Terminal, service: StandIn, tmp_path: Path
) -> None:
    (tmp_path / "calc.py").write_text("def add(a, b):\n")
    service.answer = lambda _: speak("    return a + b")
    result = await terminal.run("setup", "--yes", str(tmp_path / "calc.py"))
    assert result.status == 0, result
    assert "What leaves:  the code around the cursor goes to" in result.out
    assert "answers after" in result.out
    assert "calc.py:\n  def add(a, b):\n\n    return a + b\n" in result.out
    assert written(terminal) == {"profile": "service"}
    assert service.key not in result.out + result.err


async def test_without_a_terminal_and_without_yes_nothing_is_written(terminal: Terminal) -> None:
    result = await terminal.run("setup")
    assert result.status == 1
    assert result.err == "Error: Nobody can be asked here; choose with --way, or say --yes.\n"
    assert written(terminal) == {}


async def test_a_service_without_a_key_says_how_to_set_it(terminal: Terminal) -> None:
    nothing = {"BASE_URL": "", "API_KEY": ""}
    result = await terminal.run("setup", "--way", "service", settings=nothing)
    assert result.status == 1
    assert "run `glossator key set`, then this again." in result.err
    assert written(terminal) == {}


async def test_a_service_that_does_not_answer_ends_with_its_sentence(terminal: Terminal) -> None:
    gone = {"BASE_URL": "http://127.0.0.1:9/v1"}
    result = await terminal.run("setup", "--yes", settings=gone)
    assert result.status == 1
    assert result.err.count("No connection to 127.0.0.1:9") == 1, "said once for both models"
    assert "Traceback" not in result.err


async def test_settings_that_cannot_be_kept_are_told_with_the_other_way(
    terminal: Terminal,
) -> None:
    (terminal.folder / ".home" / "config").mkdir(parents=True, exist_ok=True)
    (terminal.folder / ".home" / "config" / "glossator").write_text("no folder")
    result = await terminal.run("setup", "--yes")
    assert result.status == 1
    assert (
        "glossator.toml cannot be written: File exists. Make its folder writable, or set "
        in result.err
    )
    assert "set GLOSSATOR_PROFILE in the environment instead." in result.err
