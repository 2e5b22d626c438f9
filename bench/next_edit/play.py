"""A user who makes a change, waits, and takes what is right of what is offered; simulated time."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import cast

from bench.next_edit.changes import URI, Made
from bench.next_edit.model import Model
from glossator.completion.circuit_breaker import CircuitBreaker
from glossator.completion.next_edit.changes import Change
from glossator.completion.next_edit.next_edits import PAUSE, NextEdits
from glossator.completion.next_edit.pending import PendingEdit
from glossator.completion.next_edit.rewriter import KIND, Rewriter
from glossator.context.buffer import Buffer
from glossator.context.ignore import ignore_of
from glossator.context.index.folder import WorkspaceFolder
from glossator.context.index.using import Using
from glossator.models.gateway import Gateway
from glossator.settings import Loaded
from glossator.text.lines import split_lines

WAIT = PAUSE + 0.5
"""Seconds that the user waits for an offer."""
MOST = 60
"""Offers after one change; more would be a loop."""


@dataclass
class Tally:
    """What was offered: `due` are the lines that are to be changed after the user's change."""

    changes: int = 0
    due: int = 0
    right: int = 0
    wrong: int = 0
    late: int = 0
    """Offers after the last right one was made."""
    written: int = 0
    """Offers that the model wrote."""

    def add(self, other: Tally) -> None:
        """Count in what another one has counted."""
        for name in ("changes", "due", "right", "wrong", "late", "written"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


class Desk:
    """Documents, with next edits written by a model; the first alone is open in a `folder`."""

    def __init__(
        self, model: Model, texts: Sequence[tuple[str, str, str]], folder: Path | None = None
    ) -> None:
        self.texts = {uri: text for uri, _, text in texts}
        self._languages = {uri: language for uri, language, _ in texts}
        self._version = 0
        self._folder = folder
        self._paths = {path.as_uri(): path for path in folder.iterdir()} if folder else {}
        self._open = [*self.texts][: 1 if folder else None]
        rewriter = Rewriter(cast("Gateway", model), ignore_of(Loaded()), CircuitBreaker())
        search = self._search if folder else None
        self.edits = NextEdits(self._buffers, lambda *_: None, rewriter, search=search)

    def open(self, uri: str) -> None:
        """Open a document; without effect where it is open."""
        if uri not in self._open:
            self._open.append(uri)
            self.edits.note_opened(self._paths[uri])

    def change(self, uri: str, change: Change) -> None:
        """Change a document as one version."""
        self._version += 1
        self.texts[uri] = change.applied_to(self.texts[uri])
        self.edits.note_change(uri, change, self.texts[uri], self._version)

    def type(self, uri: str, start: int, end: int, new: str) -> None:
        """Delete a span, and type a text key by key."""
        gone = self.texts[uri][start:end]
        if gone:
            self.change(uri, Change(start, gone, ""))
        for at, key in enumerate(new):
            self.change(uri, Change(start + at, "", key))

    async def offered(self) -> PendingEdit | None:
        """What is offered a while later."""
        await asyncio.sleep(WAIT)
        return self.edits.pending

    def _buffers(self) -> list[Buffer]:
        return [self._buffer(uri) for uri in self._open]

    def _buffer(self, uri: str) -> Buffer:
        path = self._paths.get(uri)
        return Buffer(uri, self.texts[uri], self._languages[uri], 1, path, self._folder)

    async def _search(self, uri: str, name: str) -> Using:
        folder = WorkspaceFolder(self._folder, ignore_of(Loaded()), None)
        return folder.using(name, self._buffer(uri), {self._paths[each] for each in self._open})


def saved(made: Made, folder: Path) -> Made:
    """A change of documents that lie in a folder."""
    paths = [folder / uri.removeprefix(URI) for uri, *_ in made.texts]
    for path, (_, _, before, _) in zip(paths, made.texts, strict=True):
        path.write_text(before, "utf-8")
    texts = ((path.as_uri(), *text[1:]) for path, text in zip(paths, made.texts, strict=True))
    return replace(made, texts=tuple(texts))


async def played(made: Made, model: Model, folder: Path | None = None) -> Tally:
    """Make a change, and take each right edit that is offered; only its own file is open where a
    `folder` is given for the files."""
    made = saved(made, folder) if folder else made
    model.truth = made.truth
    texts = [(uri, language, before) for uri, language, before, _ in made.texts]
    desk = Desk(model, texts, folder)
    finished = {uri: text for uri, _, _, text in made.texts}
    uri = made.texts[0][0]
    desk.type(uri, made.start, made.end, made.new)
    tally = Tally(1, due=_due(desk.texts, finished))
    for _ in range(MOST):
        edit = await desk.offered()
        if edit is None:
            break
        tally.written += edit.kind == KIND
        before = _due(desk.texts, finished)
        after = {**desk.texts, edit.uri: edit.change.applied_to(desk.texts[edit.uri])}
        made_right = before - _due(after, finished)
        if made_right > 0:
            tally.right += made_right
            desk.open(edit.uri)
            desk.change(edit.uri, edit.change)
        else:
            tally.wrong += before > 0
            tally.late += before == 0
            desk.edits.note_rejected(edit.identity)
    desk.edits.close()
    return tally


def _due(texts: dict[str, str], finished: dict[str, str]) -> int:
    """The lines in which documents differ from what they are to become."""
    count = 0
    for uri, text in finished.items():
        now, then = split_lines(texts[uri]), split_lines(text)
        if len(now) == len(then):
            count += sum(a != b for a, b in zip(now, then, strict=True))
        else:
            count += abs(len(now) - len(then))
            common = set(then)
            count += sum(line not in common for line in now)
    return count


def seeded(seed: int) -> Model:
    """A model that errs in a third of its answers."""
    return Model(Random(seed))
