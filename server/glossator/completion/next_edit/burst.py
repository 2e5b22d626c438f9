"""Bursts: what the user changes at one place before a pause, or before changing another place.

Pure; times are in seconds, of one clock.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace

from glossator.completion.next_edit.changes import Change
from glossator.text.diff import changed_part
from glossator.text.lines import after_line, line_end, line_start, split_lines
from glossator.text.spans import Span

LONGEST_GAP = 10.0
"""Seconds after which a change at the same place begins a new burst."""
BULK_LINES, BULK_TEXT = 8, 400
"""Line ends and code points in one change from which on nobody has typed it."""
RECENT = 6
"""Bursts of which it is known where they were, and what they changed."""
EARLIER_STATES = 200
"""Texts of a document that are known again when the user comes back to them."""

Rewritten = tuple[str, str]
"""Lines as they were, and as they became."""


@dataclass(frozen=True, slots=True)
class Burst:
    """A document before and after a burst, and where the two differ, as whole lines of each."""

    uri: str
    before: str
    after: str
    start: int
    before_end: int
    after_end: int

    @classmethod
    def between(cls, uri: str, before: str, after: str) -> Burst:
        """The burst that made `after` of `before`."""
        at, removed, inserted = changed_part(before, after)
        start = line_start(before, at)
        tail = len(before) - line_end(before, at + removed)
        tail = min(tail, len(after) - line_end(after, at + len(inserted)))
        return cls(uri, before, after, start, len(before) - tail, len(after) - tail)

    def followed(self, change: Change) -> Burst:
        """The burst after a change of its document elsewhere, as if that had come before it."""
        growth = len(self.after) - len(self.before)
        if change.removed_end < self.start:
            start = change.start
        elif change.start > self.after_end:
            start = change.start - growth
        else:
            return self
        before = replace(change, start=start).applied_to(self.before)
        return Burst.between(self.uri, before, change.applied_to(self.after))

    @property
    def old(self) -> str:
        """The lines that were changed, as they were."""
        return self.before[self.start : self.before_end]

    @property
    def new(self) -> str:
        """The lines that were changed, as they are now."""
        return self.after[self.start : self.after_end]


class BurstRecorder:
    """Follows the changes of one document; there is a burst from its first change to its end."""

    def __init__(self, uri: str) -> None:
        self._uri = uri
        self._before: str | None = None
        self._place = (0, 0)
        self._last = 0.0
        self._version: int | None = None
        self._bulk_version: int | None = None
        self._states: deque[int] = deque(maxlen=EARLIER_STATES)
        self.former_lines: deque[str] = deque(maxlen=EARLIER_STATES)
        """Lines as they were before the user changed them, the last at the end."""
        self.recent: list[Span] = []
        """Where the last bursts have put something in, the last one first."""
        self._rewritten: deque[Rewritten] = deque(maxlen=RECENT)

    def note(self, change: Change, text: str, version: int | None, now: float) -> Burst | None:
        """Follow a change that made the document `text`; the burst that it ends, if it does.

        The changes of one `version` that lie apart are made by no hand.
        """
        ended = self._note(change, text, version, now)
        self.recent = [(change.moved(start), change.moved(end)) for start, end in self.recent]
        return ended

    def _note(self, change: Change, text: str, version: int | None, now: float) -> Burst | None:
        if version is not None and version == self._bulk_version:
            return None
        near = self.goes_on_with(change, text) and now - self._last <= LONGEST_GAP
        at_once = self._before is not None and version is not None and version == self._version
        if _is_bulk(change) or (at_once and not near):
            ended = None if at_once else self.ended(change.undone_in(text))
            self._drop(change.undone_in(text))
            self._bulk_version = version
            return ended
        ended = None
        if not near:
            ended = self.ended(change.undone_in(text))
            self._before = change.undone_in(text)
            self._place = (change.start, change.inserted_end)
        start, end = self._place
        self._place = min(start, change.start), max(change.inserted_end, change.moved(end))
        self._last, self._version = now, version
        return ended

    def so_far(self, text: str) -> Burst | None:
        """What has been changed up to `text`; None where that is nothing, or nothing to go by.

        A state in which the document was before is nothing to go by: the user has undone something.
        """
        if self._before is None or text == self._before:
            return None
        return None if self.is_earlier(text) else Burst.between(self._uri, self._before, text)

    def is_earlier(self, text: str) -> bool:
        """Whether the document was `text` before one of the last bursts."""
        return text == self._before or hash(text) in self._states

    def ended(self, text: str) -> Burst | None:
        """End the burst with `text`; what `so_far` says of it."""
        found = self.so_far(text)
        if found is not None:
            self.former_lines += lines_lost(found)
            self.recent = [(found.start, found.after_end), *self.recent][:RECENT]
            self._rewritten.append((found.old, found.new))
        if self._before is not None:
            self._drop(self._before)
        return found

    def taken(self, change: Change, text: str) -> None:
        """A change that made the document `text` was suggested: it belongs to no burst."""
        self.ended(change.undone_in(text))
        self._states += (hash(change.undone_in(text)), hash(text))
        made = Burst.between(self._uri, change.undone_in(text), text)
        self._rewritten.append((made.old, made.new))

    def rewritten(self, text: str) -> list[Rewritten]:
        """What the last bursts have made, by hand or as suggested, with that which made `text`."""
        burst = self.so_far(text)
        return [*self._rewritten, *([(burst.old, burst.new)] if burst is not None else [])]

    @property
    def before(self) -> str | None:
        """The document before the burst that there is."""
        return self._before

    def has_begun_with(self, text: str) -> bool:
        """Whether there is a burst, and the document was `text` before it."""
        return self._before == text

    def goes_on_with(self, change: Change, text: str) -> bool:
        """Whether a change that made the document `text` is near the burst that there is."""
        return self._before is not None and self._is_near(change, text)

    def _drop(self, text: str) -> None:
        """End the burst without a word; the document was `text`."""
        self._states.append(hash(text))
        self._before = None

    def _is_near(self, change: Change, text: str) -> bool:
        """Whether a change touches the lines of the burst, or those next to them."""
        start, end = self._place
        if change.start > end:
            return change.start <= line_end(text, after_line(text, end))
        if change.removed_end < start:
            above = line_start(text, start + change.growth) - 1
            return change.inserted_end >= line_start(text, max(0, above))
        return True


def lines_lost(burst: Burst) -> set[str]:
    """The lines that a burst has changed or removed, as they were."""
    return set(split_lines(burst.old)) - set(split_lines(burst.new))


def _is_bulk(change: Change) -> bool:
    return any(
        text.count("\n") >= BULK_LINES or len(text) > BULK_TEXT
        for text in (change.removed, change.inserted)
    )
