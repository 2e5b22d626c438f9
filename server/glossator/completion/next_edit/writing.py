"""What a model is asked to write, and the answer that is on its way, whose place is followed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from glossator.completion.next_edit.block import MOST_LINES
from glossator.completion.next_edit.demands import Demand, spans_of
from glossator.completion.next_edit.keys import KeyRename, uses_new_key
from glossator.completion.next_edit.likeness import Likeness
from glossator.completion.next_edit.pending import PendingEdit
from glossator.completion.next_edit.places import lines_elsewhere, lines_left, outside, ranked
from glossator.completion.next_edit.rewriter import Wanted
from glossator.languages import facts_of
from glossator.text.lines import line_end, line_start, line_starts
from glossator.text.names import WORD

if TYPE_CHECKING:
    from glossator.completion.next_edit.burst import Burst, Rewritten
    from glossator.completion.next_edit.changes import Change
    from glossator.completion.next_edit.rules import Rule
    from glossator.context.buffer import Buffer
    from glossator.text.spans import Span

MOST_EXAMPLES = 3
LONGEST_EXAMPLE = 500
"""Code points of lines that are shown as an example."""

log = logging.getLogger(__name__)

Work = Coroutine[Any, Any, Sequence[PendingEdit]]


def wanted_of(
    burst: Burst,
    rule: Rule | None,
    buffers: Sequence[Buffer],
    recent: Sequence[Span] = (),
    problems: Mapping[int, str] = MappingProxyType({}),
) -> Wanted | None:
    """What a model is asked for after a burst; None where nothing tells of more to do.

    The `buffers` are those in which it may be, in the order in which they are looked at; `recent`
    is where the bursts before were, `problems` is what is reported of lines since this burst.
    """
    if isinstance(rule, Demand):
        for buffer in buffers:
            if spans := _after(rule, burst, buffer):
                more = [span for span in spans[1:] if span[0] > spans[0][1]]
                return Wanted(burst, buffer, spans[0], more=more)
    own = next((each for each in buffers if each.uri == burst.uri), None)
    if own is None or own.text != burst.after:
        return None
    if facts_of(own.language).prose:
        return None
    is_open = rule is None or isinstance(rule, Likeness)
    lines = [*outside(burst, problems), *(lines_left(burst) if is_open else [])]
    if not lines:
        others = [each for each in buffers if each.uri != burst.uri]
        if isinstance(rule, KeyRename):  # what uses it as the text tells is exact
            others = [each for each in others if not uses_new_key(rule, each)]
        return _elsewhere(burst, others) if is_open or isinstance(rule, KeyRename) else None
    places = ranked(burst, own.language, recent, problems=[*problems])
    likely = (line for place in places for line in lines if place.first <= line < place.end)
    line = next(likely, lines[0])
    near = [line, *sorted(each for each in lines if line < each < line + MOST_LINES)]
    told = dict.fromkeys(problems[each] for each in near if each in problems)
    return replace(_lines_wanted(burst, own, near), problem="\n".join(told))


def _elsewhere(burst: Burst, buffers: Sequence[Buffer]) -> Wanted | None:
    """The lines of another document that hold a word for which the burst has put in another."""
    for buffer in buffers:
        if not facts_of(buffer.language).prose and (lines := lines_elsewhere(burst, buffer.text)):
            return _lines_wanted(burst, buffer, lines)
    return None


def _lines_wanted(burst: Burst, buffer: Buffer, lines: Sequence[int]) -> Wanted:
    starts = line_starts(buffer.text)
    spans = [(starts[each], line_end(buffer.text, starts[each])) for each in lines]
    return Wanted(burst, buffer, spans[0], more=spans[1:])


def examples(rewritten: Sequence[Rewritten], wanted: Wanted) -> list[Rewritten]:
    """What of that which was done of late shows how to go on: it and the burst and what is to be
    rewritten have a name in common."""
    burst = wanted.burst
    text, (start, end) = wanted.buffer.text, wanted.span
    demanded = text[line_start(text, start) : line_end(text, end)]
    names = set(WORD.findall(burst.old + burst.new)) & set(WORD.findall(demanded))
    own = burst.old, burst.new
    return [
        pair
        for pair in dict.fromkeys(rewritten)
        if pair != own and max(map(len, pair)) <= LONGEST_EXAMPLE and _names(pair) & names
    ][-MOST_EXAMPLES:]


def _names(pair: Rewritten) -> set[str]:
    return {name for text in pair for name in WORD.findall(text)}


def _after(rule: Demand, burst: Burst, buffer: Buffer) -> list[tuple[int, int]]:
    """The spans of a buffer, those after the burst first."""
    spans = spans_of(rule, buffer)
    if buffer.uri != burst.uri:
        return spans
    return sorted(spans, key=lambda span: span[0] < burst.start)


class Writing:
    """At most one answer at a time; `may_begin` says whether one was asked for since the burst."""

    def __init__(self) -> None:
        self.may_begin = False
        self._place: PendingEdit | None = None
        self._written: list[PendingEdit] = []
        """What the last answer has brought and nobody has been offered."""
        self._task: asyncio.Task[None] | None = None

    @property
    def uri(self) -> str | None:
        """The document that is written in."""
        return self._place.uri if self._place is not None else None

    def begin(self, wanted: Wanted, work: Work, on_written: Callable[[], None]) -> None:
        """Run `work`, and say when edits have come of it; they move with what is changed."""
        self.stop()
        self.may_begin = False
        self._place = wanted.place
        self._task = asyncio.create_task(self._run(self._place.start, work, on_written))

    def follow(self, uri: str, change: Change, text: str) -> None:
        """Move with a change that made a document `text`; stop if it is in the place."""
        moved = (each.after(change, text) if each.uri == uri else each for each in self._written)
        self._written = [each for each in moved if each is not None]
        if self._place is not None and self._place.uri == uri:
            self._place = self._place.after(change, text)
            if self._place is None:
                self.stop()

    def stop(self) -> None:
        """Give up what is on its way, and what has come."""
        if self._task is not None:
            self._task.cancel()
        self._task = self._place = None
        self._written = []

    def take(self) -> PendingEdit | None:
        """The first edit that has come and was not taken from here."""
        return self._written.pop(0) if self._written else None

    async def _run(self, begin: int, work: Work, on_written: Callable[[], None]) -> None:
        """Do the work, which knows the place as beginning at `begin`."""
        try:
            edits = await work
        except Exception:
            log.exception("The next edit could not be written.")
            edits = []
        place, self._place, self._task = self._place, None, None
        if edits and place is not None:
            moved = place.start - begin
            self._written = [replace(edit, start=edit.start + moved) for edit in edits]
            on_written()
