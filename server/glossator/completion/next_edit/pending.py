"""An edit that waits to be taken: it moves with the buffer, shrinks, or is gone. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from glossator.completion.next_edit.changes import Change
from glossator.text.diff import changed_part
from glossator.text.lines import line_end, line_start, line_starts, split_lines
from glossator.text.names import is_within_word, is_word


@dataclass(frozen=True, slots=True)
class PendingEdit:
    """Whole lines of a buffer, `old`, that are to become `new`.

    `start` is the offset of the first line; neither text holds the end of the last line. `kind`
    is the rule by which the edit was found, `identity` the number by which the client knows it.
    """

    uri: str
    start: int
    old: str
    new: str
    kind: str
    identity: int = 0

    @classmethod
    def at(cls, uri: str, text: str, start: int, end: int, new: str, kind: str) -> PendingEdit:
        """The edit that puts `new` in the place of `text[start:end]`, as whole lines."""
        first, last = line_start(text, start), line_end(text, end)
        lines = text[first:start] + new + text[end:last]
        return cls(uri, first, text[first:last], lines, kind)

    @property
    def end(self) -> int:
        """The offset of the end of the old lines."""
        return self.start + len(self.old)

    @property
    def change(self) -> Change:
        """The smallest change that makes the edit and cuts no word in two."""
        old, new = self.old, self.new
        offset, removed, inserted = changed_part(old, new)
        end, new_end = offset + removed, offset + len(inserted)
        while is_within_word(old, offset) or is_within_word(new, offset):
            offset -= 1
        while is_within_word(old, end) or is_within_word(new, new_end):
            end, new_end = end + 1, new_end + 1
        return Change(self.start + offset, old[offset:end], new[offset:new_end])

    @property
    def parts(self) -> list[PendingEdit]:
        """The edit as several, between which there are lines that stay the same."""
        rows = split_lines(self.old), split_lines(self.new)
        parts = list[PendingEdit]()
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, *rows, autojunk=False).get_opcodes():
            # a part is of whole lines: what was put in or removed takes in the one above
            above = tag != "replace" and i1 > 0 and j1 > 0
            below = tag != "replace" and not above
            if tag != "equal":
                start, old = _lines(self.old, i1 - above, i2 + below)
                _, new = _lines(self.new, j1 - above, j2 + below)
                parts.append(replace(self, start=self.start + start, old=old, new=new))
        return parts

    def stands_in(self, text: str) -> bool:
        """Whether the old lines stand at their place in a text."""
        ends = line_start(text, self.start) == self.start and line_end(text, self.end) == self.end
        return ends and text[self.start : self.end] == self.old

    def after(self, change: Change, text: str) -> PendingEdit | None:
        """The edit after a change that made its buffer `text`; None where it has lost its place."""
        if change.removed_end <= self.start:
            moved = replace(self, start=self.start + change.growth)
            if line_start(text, moved.start) == moved.start:
                return moved
        if change.start >= self.end and line_end(text, self.end) == self.end:
            return self
        if change.start < self.start or change.removed_end > self.end:
            return None
        here = replace(change, start=change.start - self.start).applied_to(self.old)
        return replace(self, old=here) if is_between(self.old, here, self.new) else None

    def is_approached_by(self, change: Change) -> bool:
        """Whether a change of its buffer makes a part of the edit."""
        if change.start < self.start or change.removed_end > self.end:
            return False
        here = replace(change, start=change.start - self.start).applied_to(self.old)
        return here != self.old and is_between(self.old, here, self.new)

    def is_made_by(self, change: Change) -> bool:
        """Whether a change of its buffer leaves the new lines in the place of the old."""
        if change.start < self.start or change.removed_end > self.end:
            return False
        return replace(change, start=change.start - self.start).applied_to(self.old) == self.new


def _lines(text: str, first: int, end: int) -> tuple[int, str]:
    """Where the lines of a text from `first` up to `end` begin, and they without the last end."""
    starts = line_starts(text)
    return starts[first], text[starts[first] : line_end(text, starts[end - 1])]


def is_between(old: str, now: str, new: str) -> bool:
    """Whether `now` lies on the way from `old` to `new`, and is not yet `new`.

    On the way is what begins with a part of the new text and goes on with what is left of the old
    one: so typing what the edit says and deleting what it deletes shrink it. The user may delete
    whole words where a part of one would do.
    """
    if now == new:
        return False
    head, removed, _ = changed_part(old, new)
    tail = len(old) - head - removed
    if _is_on_way(old, now, new, head, tail):
        return True
    while head and is_word(old[head - 1]):
        head -= 1
    while tail and is_word(old[-tail]):
        tail -= 1
    return _is_on_way(old, now, new, head, tail)


def _is_on_way(old: str, now: str, new: str, head: int, tail: int) -> bool:
    """As `is_between`, where all texts share so much at their begin and end."""
    ends = old[len(old) - tail :]
    if not (now.startswith(old[:head]) and now.endswith(ends)) or len(now) < head + tail:
        return False
    middle, inserted = now[head : len(now) - tail], new[head : len(new) - tail]
    gone = old[head : len(old) - tail]
    typed = 0
    while typed < min(len(middle), len(inserted)) and middle[typed] == inserted[typed]:
        typed += 1
    rests = (middle[count:] for count in range(typed, -1, -1))
    return any(gone.startswith(rest) or gone.endswith(rest) for rest in rests)
