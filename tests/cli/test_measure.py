from __future__ import annotations

import json

from tests.cli.terminal import Terminal
from tests.standin.scripts import speak
from tests.standin.server import StandIn

CODE = """\
from shop import price


def total(items):
    first = price(items[0])
    return first + price(items[1])


def label(name):
    \"\"\"Label a name for a shelf.\"\"\"
    text = name.strip()
    return text.title()
"""


async def test_measures_on_the_users_files_and_writes_numbers_without_code(
    terminal: Terminal, service: StandIn
) -> None:
    (terminal.folder / "prices.py").write_text(CODE)
    service.answer = lambda _: speak("    return 1")
    result = await terminal.run("measure", "prices.py", "--holes", "8", "--minutes", "2")
    assert result.status == 0, result.err
    assert "## The rest of a line" in result.out
    assert "## What to use" in result.out
    record = (terminal.folder / "glossator-measure.json").read_text()
    assert "name.strip" not in record
    assert len(json.loads(record)["scores"]) == 2  # with context and without
    assert (terminal.folder / "glossator-measure.md").read_text() == result.out

    asked = len(service.requests)
    again = await terminal.run("measure", "prices.py", "--holes", "8", "--resume")
    assert again.status == 0, again.err
    assert again.out == result.out
    assert not [each for each in service.requests[asked:] if b"price" in each.raw_body]

    shown = await terminal.run("measure", "--report", "--against", "glossator-measure.json")
    assert "## Against the other run" in shown.out
    assert "+0.0 points" in shown.out


async def test_a_folder_without_sources_is_told(terminal: Terminal) -> None:
    (terminal.folder / "empty").mkdir()
    found = await terminal.complaint("measure", "empty")
    assert "There is no source file to measure on" in found
