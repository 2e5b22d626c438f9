"""`glossator commit`: what is printed, and what a hook writes."""

from __future__ import annotations

import json

import pytest

from tests.actions.commit.repositories import repository, stage
from tests.cli.terminal import Terminal
from tests.standin.scripts import speak
from tests.standin.server import StandIn


async def test_the_message_is_printed(terminal: Terminal, service: StandIn) -> None:
    top = repository(terminal.folder / "r")
    assert "Nothing is staged" in await terminal.complaint("commit", cwd=top)
    stage(top, a__py="x = 1\n", __env="A=1\n")
    service.answer = lambda _: speak("Add x\n", "\nBecause of y.\n")
    result = await terminal.run("commit", cwd=top)
    assert result.out == "Add x\n\nBecause of y.\n"
    assert result.err == (
        "glossator: The message was written without 1 file that no model may see.\n"
    )
    (entry,) = json.loads((await terminal.run("usage", "--json")).out)["entries"]
    assert entry["requests"] == 1, "what a command spends is counted"


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ((), "\n# Comments.\n", "Add x\n\n# Comments.\n"),
        ((), "Mine.\n# Comments.\n", "Mine.\n# Comments.\n"),
        (("message",), "\n", "\n"),
        (("commit", "HEAD"), "\n", "\n"),
    ],
)
async def test_a_hook_writes_where_there_is_no_message(
    terminal: Terminal, service: StandIn, kind: tuple[str, ...], before: str, after: str
) -> None:
    service.answer = lambda _: speak("Add x\n")
    top = repository(terminal.folder / "r")
    stage(top, a__py="x = 1\n")
    (top / "MSG").write_text(before)
    assert (await terminal.run("commit", "MSG", *kind, cwd=top)).status == 0
    assert (top / "MSG").read_text() == after


async def test_a_hook_that_cannot_write_lets_the_commit_go_on(terminal: Terminal) -> None:
    top = repository(terminal.folder / "r")
    (top / "MSG").write_text("\n")
    result = await terminal.run("commit", "MSG", cwd=top)
    assert result.status == 0
    assert "Nothing is staged" in result.err
    assert (top / "MSG").read_text() == "\n"


async def test_a_template_in_another_encoding_stays_as_it_is(
    terminal: Terminal, service: StandIn
) -> None:
    service.answer = lambda _: speak("Add x\n\n;y\n")
    top = repository(terminal.folder / "r")
    stage(top, a__py="x = 1\n")
    comments = b"\n; Gr\xfc\xdfe\n;\n; On branch\n"
    (top / "MSG").write_bytes(comments)
    assert (await terminal.run("commit", "MSG", "template", cwd=top)).status == 0
    assert (top / "MSG").read_bytes() == b"Add x\n\n ;y\n" + comments
