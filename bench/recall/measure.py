"""Whether the context at a hole shows what its line needs."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from bench.recall.holes import Hole, without_space
from glossator.context.buffer import Buffer
from glossator.context.ignore import Ignore
from glossator.context.steady import Known, PromptWindow, Steady
from glossator.context.workspace import Workspace

SIZES = (4_000, 8_000)
"""Code points that the context may have."""


@dataclass(frozen=True, slots=True)
class Found:
    """What became of one hole: whether it was shown in each size, and why it was a candidate.

    Where all the room is for declarations, it is `declared` in these sizes.
    """

    hole: Hole
    shown: dict[int, bool]
    declared: dict[int, bool]
    reason: str
    rank: int
    reading: float
    choosing: float

    def __str__(self) -> str:
        hole, needed = self.hole, self.hole.needed
        line = hole.before.count("\n") + 1
        return (
            f"{self.reason or 'unknown'} {self.rank} | {hole.file.as_posix()[-60:]}:{line} | "
            f"{hole.line[:90]} | {hole.declared_in.as_posix()[-50:]} | {needed.owner} | "
            f"{needed.signature[:90]}"
        )


def look(
    made: list[Hole],
    root: Path,
    language: str,
    index: Path | None = None,
) -> list[Found]:
    """Ask for the context at each hole of a project, as if its file alone were open.

    With a folder for an `index` the project has been read into it before.
    """
    workspace = Workspace(Ignore([]), index)
    folder = workspace._folder(root)
    folder.listing(root / "x")
    folder.look(root / "x")
    while folder.indexing is not None and folder.indexing.left:
        folder.indexing.read_some()
    found: list[Found] = []
    for hole in made:
        begun = time.process_time()
        known = beside(workspace, hole, root, language)
        found.append(_looked(known, hole, time.process_time() - begun))
    workspace.close()
    return found


def beside(workspace: Workspace, hole: Hole, root: Path, language: str) -> Known:
    """What stands beside a hole's file, read here.

    The server's own thread has a low priority, and waits on a busy machine.
    """
    buffer = Buffer("", hole.before + hole.after, language, 1, hole.file, root)
    workspace.forget(buffer.uri)
    read = workspace._beside_of(buffer)
    workspace._read(read, buffer, (), (hole.before, hole.after), reads_files=True)
    assert read.known is not None
    return read.known


def _looked(known: Known, hole: Hole, reading: float) -> Found:
    order = known.ranking.order(hole.before, hole.after)
    begun = time.process_time()
    Steady().show(known, SIZES[0], PromptWindow(hole.before, hole.after))
    choosing = time.process_time() - begun
    alone = Known(known.ranking, known.headers)
    at = next(
        (
            number
            for number, each in enumerate(order)
            if each.declaration.name == hole.needed.name
            and each.declaration.signature == hole.needed.signature
        ),
        -1,
    )
    shown, declared = ({s: _shows(e, hole, s) for s in SIZES} for e in (known, alone))
    return Found(hole, shown, declared, order[at].reason if at >= 0 else "", at, reading, choosing)


def _shows(known: Known, hole: Hole, size: int) -> bool:
    excerpts = Steady().show(known, size, PromptWindow(hole.before, hole.after))
    shown = without_space("\n".join(text for _, text in excerpts))
    return without_space(hole.needed.signature) in shown
