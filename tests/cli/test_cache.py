"""`glossator cache clear`: the indexes of workspaces are deleted."""

from __future__ import annotations

from pathlib import Path

from glossator.context.index.store import Store
from tests.cli.terminal import Terminal


async def test_indexes_are_deleted(terminal: Terminal) -> None:
    kept = terminal.folder / ".home/cache/glossator/index"
    Store(kept, Path("/work")).close()
    done = await terminal.run("cache", "clear")
    assert (done.status, kept.exists()) == (0, False)
    assert str(kept) in done.out.replace("\n", "")
    assert (await terminal.run("cache", "clear")).out == "Nothing is kept.\n"


async def test_what_cannot_be_deleted_is_told(terminal: Terminal) -> None:
    place = terminal.folder / ".home/cache/glossator"
    place.mkdir(parents=True)
    (place / "index").write_text("no folder")
    assert "could not be deleted" in await terminal.complaint("cache", "clear")
