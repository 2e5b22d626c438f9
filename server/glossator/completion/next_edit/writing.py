"""What a model is asked to write, and the answer that is on its way, whose place is followed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from glossator.completion.next_edit.demands import Demand, spans_of
from glossator.completion.next_edit.likeness import Likeness
from glossator.completion.next_edit.pending import PendingEdit
from glossator.completion.next_edit.places import lines_left, outside, ranked
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

Work = Coroutine[Any, Any, PendingEdit | None]


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
        spans = ((buffer, span) for buffer in buffers for span in _after(rule, burst, buffer))
        if (found := next(spans, None)) is not None:
            return Wanted(burst, *found)
    own = next((each for each in buffers if each.uri == burst.uri), None)
    if own is None or own.text != burst.after:
        return None
    if facts_of(own.language).prose:
        return None
    is_open = rule is None or isinstance(rule, Likeness)
    lines = [*outside(burst, problems), *(lines_left(burst) if is_open else [])]
    if not lines:
        return None
    places = ranked(burst, own.language, recent, problems=[*problems])
    likely = (line for place in places for line in lines if place.first <= line < place.end)
    line = next(likely, lines[0])
    start = line_starts(own.text)[line]
    return Wanted(burst, own, (start, line_end(own.text, start)), problems.get(line, ""))


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
        self._task: asyncio.Task[None] | None = None

    @property
    def uri(self) -> str | None:
        """The document that is written in."""
        return self._place.uri if self._place is not None else None

    def begin(self, wanted: Wanted, work: Work, on_written: Callable[[PendingEdit], None]) -> None:
        """Run `work`, and hand over the edit that comes of it, in its place by then."""
        self.stop()
        self.may_begin = False
        self._place = wanted.place
        self._task = asyncio.create_task(self._run(work, on_written))

    def follow(self, uri: str, change: Change, text: str) -> None:
        """Move with a change that made a document `text`; stop if it is in the place."""
        if self._place is not None and self._place.uri == uri:
            self._place = self._place.after(change, text)
            if self._place is None:
                self.stop()

    def stop(self) -> None:
        """Give up what is on its way."""
        if self._task is not None:
            self._task.cancel()
        self._task = self._place = None

    async def _run(self, work: Work, on_written: Callable[[PendingEdit], None]) -> None:
        try:
            edit = await work
        except Exception:
            log.exception("The next edit could not be written.")
            edit = None
        place, self._place, self._task = self._place, None, None
        if edit is not None and place is not None:
            on_written(replace(edit, start=place.start))
