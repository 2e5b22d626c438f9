"""What the typist types: real Rust as a person typed it, or Python from the standard library.

The Rust comes from a recorded session (slips, deletions and jumps as they were), from its
stretches in which code was typed rather than rearranged: at least `TYPED_ON` of the changes were
made where the one before had ended, and at least `STAYING` of the text stayed. The Python is an
existing module of which some whole functions are missing and are typed in from the top, with
automatic indentation and a slip now and then. A recording has no cursor moves, so the cursor after
a change is taken from where the next change is. Both traces live beside the project, not in it.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

from tests.shared_data import SHARED_DATA

TRACES = SHARED_DATA / "traces"
PYTHON_MODULE = "argparse"
SLIPS = 0.02
"""Share of Python characters before which the typist hits a wrong key and deletes it again."""
AHEAD = 100
"""Changes after those that are typed which the finished text holds too, so that the last keys
are no nearer to its end than the first."""
STAYING = 0.75
"""Share of the keys of a Rust stretch whose text is not thrown away again within it."""
TYPED_ON = 0.9
"""Share of the changes of a Rust stretch that were made where the change before ended."""
_SMALL = 40
"""Characters; a larger change is not one key but a paste or a command."""
_LONGEST = 5
"""Characters for each key of a stretch, until the last scope is closed; more is another place."""
_NEIGHBOURS = {"a": "s", "e": "r", "i": "o", "n": "m", "o": "p", "r": "t", "s": "d", "t": "y"}

Patch = tuple[int, int, str]
"""Offset, number of characters deleted there, text inserted there."""


@dataclass(frozen=True, slots=True)
class Step:
    """One change of the buffer, and where the cursor stands after it (an offset)."""

    patches: tuple[Patch, ...]
    cursor: int

    @property
    def is_key(self) -> bool:
        """Whether one key did it; pastes and multi-cursor edits are played but not counted."""
        return len(self.patches) == 1 and _is_small(self.patches[0])


@dataclass(frozen=True, slots=True)
class Spot:
    """What the finished text says of one cursor.

    `start` is where in the finished text the cursor stands, -1 where the character before it will
    be deleted again. `right` are the offsets in the finished text of the characters right of the
    cursor (-1: will be deleted), to the first that stays beyond the line.
    """

    start: int
    right: tuple[int, ...]

    def end(self, skipped: int = 0) -> int:
        """Where the text missing here ends: at the first staying character after so many."""
        return next((offset for offset in self.right[skipped:] if offset >= 0), self.right[-1])


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of typing: the buffer at its start, each change, and the spot after each.

    `keys` of the steps are meant to be typed; those after them are part of the finished text that
    the service knows, and are typed too where accepting has spared others. `spots[0]` is the spot
    before the first step, `spots[n]` the one after `n`.
    """

    language: str
    filename: str
    start: str
    steps: tuple[Step, ...]
    keys: int
    finished: str
    spots: tuple[Spot, ...]

    def after(self, count: int) -> str:
        """The buffer after so many steps."""
        text = self.start
        for step in self.steps[:count]:
            text = apply(text, step.patches)
        return text


def apply(text: str, patches: Sequence[Patch]) -> str:
    """The text after the patches, one after the other."""
    for at, deleted, inserted in patches:
        text = text[:at] + inserted + text[at + deleted :]
    return text


def rust(keys: int, seed: int) -> Stretch:
    """A stretch of the recorded session with so many changes, nearly all of them single keys.

    Of all stretches only those are taken of which most text stays to the end, because nobody, and
    no model, can know a text that its writer is about to throw away; and only those that were
    written on rather than changed here and there.
    """
    changes = _recorded("rustcode")
    starts = list(range(1, len(changes) - keys - AHEAD, 25))
    Random(seed).shuffle(starts)
    for first in starts:
        window = changes[first : first + keys + AHEAD + 1]
        typed = window[:keys]
        if _is_typing(typed) and _is_typed_on(typed) and _staying(window, keys):
            text = ""
            for change in changes[:first]:
                text = apply(text, change)
            return stretch("rust", "list.rs", text, _steps(window), keys)
    raise ValueError(f"the recording has no stretch of {keys} keys; ask for fewer")


def python(keys: int, seed: int) -> Stretch:
    """Some functions of a standard module, typed from the first line of the first one on."""
    module = module_text()
    starts = [match.end() for match in re.finditer(r"^ *(?=def )", module, re.M)]
    Random(seed).shuffle(starts)
    for at in starts:
        end = _end_of_functions(module, at, keys + AHEAD)
        if end is not None and end - at < _LONGEST * (keys + AHEAD):
            steps = _typing(module, at, end, Random(seed))
            return stretch("python", "module.py", module[:at] + module[end:], steps, keys)
    raise ValueError(f"the module has no stretch of {keys} keys; ask for fewer")


def _end_of_functions(module: str, at: int, least: int) -> int | None:
    """Where the first definition begins that leaves no scope open in which something was written,
    after so many characters at least; None if there is none."""
    outermost = at - module.rfind("\n", 0, at) - 1
    for line in re.compile(r"\n+( *)(.+)").finditer(module, at):
        is_definition = line[2].startswith(("@", "def ", "class "))
        if least <= 0 and is_definition and len(line[1]) <= outermost:
            return line.start()
        outermost = min(outermost, len(line[1]))
        least -= len(line[2])
    return None


def module_text() -> str:
    """The source of the Python module that is typed, of the running Python's library."""
    spec = find_spec(PYTHON_MODULE)
    assert spec is not None and spec.origin is not None
    return Path(spec.origin).read_text("utf-8")


def gaps(count: int, seed: int, cap: float) -> list[float]:
    """Seconds between keys, a run of a real person's; pauses are cut to `cap` seconds."""
    times = [
        datetime.fromisoformat(change["time"].replace("Z", "+00:00")).timestamp()
        for change in _load("json-crdt-patch")["txns"]
    ]
    first = Random(seed).randrange(len(times) - count - 1)
    run = times[first : first + count + 1]
    return [min(cap, after - before) for before, after in pairwise(run)]


def stretch(language: str, filename: str, start: str, steps: list[Step], keys: int) -> Stretch:
    """The stretch that these steps make of a text, of which so many are typed."""
    finished = start
    for step in steps:
        finished = apply(finished, step.patches)
    spots = _spots(start, steps)
    return Stretch(language, filename, start, tuple(steps), keys, finished, spots)


def _spots(start: str, steps: list[Step]) -> tuple[Spot, ...]:
    """Follows every character to the finished text; most of them stay, slips do not."""
    states = list(_identities(start, steps))
    _, last = states[-1]
    places = {identity: offset for offset, identity in enumerate(last)}
    texts, found = [start], []
    for step in steps:
        texts.append(apply(texts[-1], step.patches))
    for (cursor, identities), text in zip(_identities(start, steps), texts, strict=True):
        before = places.get(identities[cursor - 1], -2) + 1 if cursor else 0
        line_end = text.find("\n", cursor)
        right = []
        for at in range(cursor, len(identities)):
            right.append(places.get(identities[at], -1))
            if right[-1] >= 0 and at > line_end:
                break
        found.append(
            Spot(before, (*right, len(last)) if line_end < 0 or not right else tuple(right))
        )
    return tuple(found)


def _identities(start: str, steps: list[Step]) -> Iterator[tuple[int, list[int]]]:
    """For each state the cursor and a number for every character, its own for ever."""
    identities = list(range(len(start)))
    following = len(start)
    yield steps[0].patches[0][0], identities
    for step in steps:
        for at, deleted, inserted in step.patches:
            identities[at : at + deleted] = range(following, following + len(inserted))
            following += len(inserted)
        yield step.cursor, identities


def _typing(module: str, at: int, end: int, random: Random) -> list[Step]:
    """Types this part of the module."""
    steps: list[Step] = []
    position, blanks = at, 0  # blanks: the automatic indentation of a line that stays blank
    while at < end:
        character = module[at]
        at += 1
        if character != "\n":
            if character in _NEIGHBOURS and random.random() < SLIPS:
                steps.append(_insert(position, _NEIGHBOURS[character]))
                steps.append(Step(((position, 1, ""),), position))
            steps.append(_insert(position, character))
            position += 1
            continue
        automatic, wanted = _automatic(module, at), _indentation(module, at)
        enter = "\n" + " " * automatic
        position += len(enter) - blanks
        steps.append(Step(((position - len(enter), blanks, enter),), position))
        at += wanted
        blanks = automatic if module[at : at + 1] == "\n" else 0
        if not blanks:
            steps += _reindent(position, automatic, wanted)
            position += wanted - automatic
    return steps


def _reindent(position: int, width: int, wanted: int) -> Iterator[Step]:
    """Tab and Backspace keys from one indentation to another, four columns at a time."""
    while width < wanted:
        more = min(4, wanted - width)
        yield _insert(position, " " * more)
        position, width = position + more, width + more
    while width > wanted:
        less = min(4, width - wanted)
        position, width = position - less, width - less
        yield Step(((position, less, ""),), position)


def _automatic(module: str, at: int) -> int:
    """The indentation that an editor gives to the line after the one that ends here."""
    before = module[:at].rstrip().rsplit("\n", 1)[-1]
    return len(before) - len(before.lstrip()) + 4 * before.endswith(":")


def _indentation(module: str, at: int) -> int:
    return len(module[at:]) - len(module[at:].lstrip(" "))


def _insert(at: int, text: str) -> Step:
    return Step(((at, 0, text),), at + len(text))


def _steps(changes: Sequence[tuple[Patch, ...]]) -> list[Step]:
    """The steps of all changes but the last, which shows where the cursor was before it."""
    return [Step(change, _cursor(change, following)) for change, following in pairwise(changes)]


def _is_typing(window: Sequence[tuple[Patch, ...]]) -> bool:
    """Whether these are single keys but for a few, in one place."""
    single = [change[0] for change in window if len(change) == 1 and _is_small(change[0])]
    letters = sum(len(inserted) == 1 and not deleted for _, deleted, inserted in single)
    jumps = sum(abs(b[0] - a[0]) > 200 for a, b in pairwise(single))
    count = len(window)
    return len(single) >= 0.98 * count and letters >= 0.75 * count and jumps <= count // 25


def _is_typed_on(window: Sequence[tuple[Patch, ...]]) -> bool:
    """Whether nearly all of these were made where the one before ended."""
    on = 0
    for change, following in pairwise(window):
        end = change[-1][0] + len(change[-1][2])
        at, deleted, _ = following[0]
        on += end in (at, at + deleted)
    return on >= TYPED_ON * len(window)


def _staying(window: Sequence[tuple[Patch, ...]], keys: int) -> bool:
    """Whether most of the first cursors are behind a character that is there at the end."""
    size = max(at + deleted for change in window for at, deleted, _ in change) + 1000
    behind, last = [], [0]
    for cursor, last in _identities(" " * size, _steps(window)):
        behind.append(last[min(cursor, len(last)) - 1])
    kept = set(last)
    return sum(identity in kept for identity in behind[:keys]) >= STAYING * keys


def _is_small(patch: Patch) -> bool:
    return patch[1] <= _SMALL and len(patch[2]) <= _SMALL


def _cursor(change: tuple[Patch, ...], following: tuple[Patch, ...]) -> int:
    """Behind the change, or inside what it inserted if the typing goes on there."""
    at, _, inserted = change[-1]
    then = following[0][0] + following[0][1] * (not following[0][2])
    return then if at < then <= at + len(inserted) else at + len(inserted)


@lru_cache
def _recorded(name: str) -> list[tuple[Patch, ...]]:
    return [
        tuple((at, deleted, inserted) for at, deleted, inserted in change["patches"])
        for change in _load(name)["txns"]
    ]


@lru_cache
def _load(name: str) -> Any:
    return json.loads(gzip.decompress((TRACES / f"{name}.json.gz").read_bytes()))
