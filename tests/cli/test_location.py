"""Places on the command line, and what each wrong one and each trouble gets: one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from tests.standin.scripts import html, speak
from tests.standin.server import StandIn

COMMANDS = ("complete", "explain", "document")


@pytest.mark.parametrize("command", COMMANDS)
async def test_each_command_tells_of_a_missing_file(terminal: Terminal, command: str) -> None:
    sentence = await terminal.complaint(command, "missing.py:1")
    assert sentence.startswith("missing.py cannot be read: No such file")


@pytest.mark.parametrize(
    ("place", "complaint"),
    [
        ("bytes.py:1", "bytes.py cannot be read: it is not UTF-8 text"),
        ("calc.py:4", "calc.py has no line 4: it ends at 3"),
        ("private.py:1", "No model may see private.py: `.gitignore` line 1"),
        ("package:1", "package cannot be read"),
        (".env:1", "No model may see .env: it holds secrets by its name"),
    ],
)
async def test_a_file_or_line_that_cannot_be_used(
    terminal: Terminal, place: str, complaint: str
) -> None:
    (terminal.folder / "package").mkdir()
    (terminal.folder / "bytes.py").write_bytes(b"\x00\xff\xfe")
    (terminal.folder / ".gitignore").write_text("private.py\n")
    for name in ("private.py", ".env"):
        (terminal.folder / name).write_text("x = 1\n")
    assert complaint in await terminal.complaint("explain", place)
    assert terminal.service.requests == []


async def test_an_ignored_file_stays_home_wherever_the_command_is_run(
    terminal: Terminal, tmp_path: Path
) -> None:
    project, elsewhere = tmp_path / "project", tmp_path / "elsewhere"
    for folder in (project / ".git", project / "package", elsewhere):
        folder.mkdir(parents=True)
    (project / ".gitignore").write_text("private.py\n")
    (project / "package" / "private.py").write_text("x = 1\n")
    place = f"{project / 'package' / 'private.py'}:1"
    assert "`.gitignore` line 1" in await terminal.complaint("explain", place, cwd=elsewhere)


async def test_a_link_is_judged_by_its_own_name_too(terminal: Terminal) -> None:
    link = terminal.folder / ".env"
    try:
        link.symlink_to(terminal.folder / "calc.py")
    except OSError:
        pytest.skip("links cannot be made here")
    assert "No model may see .env" in await terminal.complaint("explain", ".env:1")


@pytest.mark.parametrize(
    "arguments",
    [
        ("explain", "calc.py"),
        ("explain", "calc.py:0"),
        ("explain", "calc.py:1:2"),
        ("complete", "calc.py:1:0"),
        ("complete", "calc.py:0:1"),
        ("document",),
    ],
)
async def test_a_place_of_another_form_shows_the_form(
    terminal: Terminal, arguments: tuple[str, ...]
) -> None:
    result = await terminal.run(*arguments)
    assert result.status == 2
    assert "FILE:" in result.err
    assert "Traceback" not in result.err


@pytest.mark.parametrize("command", COMMANDS)
async def test_each_command_tells_of_a_wrong_key(terminal: Terminal, command: str) -> None:
    wrong = {"API_KEY": "a-key-that-is-wrong"}
    sentence = await terminal.complaint(command, "calc.py:2", settings=wrong)
    assert "refuses the key (401)" in sentence


@pytest.mark.parametrize(
    ("settings", "complaint"),
    [
        ({"BASE_URL": "http://127.0.0.1:9/v1"}, "No connection to 127.0.0.1:9"),
        ({"PROSE_MODEL": "none/such"}, "none/such"),
        ({"BASE_URL": "", "API_KEY": "", "PROFILE": "service"}, "set one as GLOSSATOR_API_KEY"),
    ],
)
async def test_a_service_that_cannot_be_used(
    terminal: Terminal, settings: dict[str, str], complaint: str
) -> None:
    assert complaint in await terminal.complaint("explain", "calc.py:2", settings=settings)


async def test_a_service_that_is_none_is_told(terminal: Terminal, service: StandIn) -> None:
    service.answer = lambda _: html()
    assert "127.0.0.1" in await terminal.complaint("explain", "calc.py:1")


async def test_a_setting_that_is_wrong_is_told_and_left_out(
    terminal: Terminal, service: StandIn
) -> None:
    service.answer = lambda _: speak("It adds.")
    result = await terminal.run("explain", "calc.py:1", settings={"STALL_TIMEOUT": "soon"})
    assert (result.status, result.out) == (0, "It adds.\n")
    assert result.err == (
        "glossator: stallTimeout in environment must be a number; it was left out.\n"
    )
