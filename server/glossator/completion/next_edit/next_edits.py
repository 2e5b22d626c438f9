"""The next edit of one client: follows bursts, finds what they ask for, and keeps it up to date."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Literal

from glossator.completion.next_edit.burst import Burst, BurstRecorder, lines_lost
from glossator.completion.next_edit.elsewhere import Elsewhere
from glossator.completion.next_edit.pending import PendingEdit
from glossator.completion.next_edit.problems import Problems
from glossator.completion.next_edit.rename import Rename, stands_in
from glossator.completion.next_edit.rewriter import KIND
from glossator.completion.next_edit.rules import Rule, exact_edits, followed, rule_of
from glossator.completion.next_edit.usefulness import SHOWN_FROM, Usefulness
from glossator.completion.next_edit.writing import Writing, examples, wanted_of

if TYPE_CHECKING:
    from pathlib import Path

    from glossator.completion.next_edit.changes import Change
    from glossator.completion.next_edit.elsewhere import Search
    from glossator.completion.next_edit.rewriter import Rewriter
    from glossator.context.buffer import Buffer

PAUSE = 1.0
"""Seconds without a change after which a burst is over."""
MOST_IGNORED = 3
"""Bursts for which an edit may be ignored before it is given up."""
REJECTIONS = 200
"""Edits that are not offered again after they were rejected."""


class NextEdits:
    """One edit at a time: a user has one pair of eyes.

    `buffers` gives the open documents in which edits may be offered, the one changed last at the
    end. `on_changed(uri, available)` is called when there is an edit for a document now, when it
    has shrunk, and when it is gone. Without a `rewriter` no model is asked.
    `usefulness` is what was learnt before; `search` finds files that are not open.
    """

    def __init__(
        self,
        buffers: Callable[[], Sequence[Buffer]],
        on_changed: Callable[[str, bool], None],
        rewriter: Rewriter | None = None,
        usefulness: Usefulness | None = None,
        search: Search | None = None,
    ) -> None:
        self._buffers = buffers
        self._on_changed = on_changed
        self._recorders: dict[str, BurstRecorder] = {}
        self._pending: PendingEdit | None = None
        self._rule: Rule | None = None
        self._burst: Burst | None = None
        """The burst that has begun the rule, or that places are ranked for."""
        self._ignored = 0
        """Bursts since the last edit was taken or first offered."""
        self._rewriter = rewriter
        self._writing = Writing()
        self._elsewhere = Elsewhere(search)
        self._changed: str | None = None
        """The document with a burst that nobody has looked at."""
        self._timer: asyncio.TimerHandle | None = None
        self._identity = 0
        self._rejected: dict[tuple[str, str, str], None] = {}
        self.problems = Problems()
        """What other tools report of the documents."""
        self.usefulness = usefulness or Usefulness()
        self._shown: tuple[int, str, str] | None = None
        """The edit that the user sees: its identity, its language and its kind."""

    @property
    def pending(self) -> PendingEdit | None:
        """The edit that is offered now."""
        return self._pending

    def note_change(self, uri: str, change: Change, text: str, version: int | None) -> None:
        """Follow a change that made a document `text`."""
        now = asyncio.get_running_loop().time()
        recorder = self._recorders.setdefault(uri, BurstRecorder(uri))
        if self._rule is not None:
            self._rule = followed(self._rule, uri, change)
        self._elsewhere.follow(uri, change)
        pending = self._pending
        if pending is not None and pending.uri == uri and pending.is_made_by(change):
            recorder.taken(change, text)
            self._writing.follow(uri, change, text)
            if self._burst is not None and self._burst.uri == uri:
                self._burst = self._burst.followed(change)
            self._ignored = 0
            self._note_end("taken")
            self._writing.may_begin = True
            self._set_pending(None)
            self._start_timer(0.0)
            return
        self._writing.follow(uri, change, text)
        by_hand = pending is not None and pending.uri == uri and pending.is_approached_by(change)
        asks = self._burst is not None and recorder.has_begun_with(self._burst.before)
        if asks and recorder.goes_on_with(change, text) and not by_hand:
            self._writing.stop()
            self._set_pending(None)  # what asked for it is being typed
        elif pending is not None and pending.uri == uri:
            self._follow(pending, change, text)
        former = recorder.before
        recorder.note(change, text, version, now)
        if recorder.before is not former:
            self.problems.note_burst(uri)
        self._stop_timer()
        self._changed = None if by_hand else uri
        if not by_hand:  # who makes the edit asks for nothing new
            self._start_timer(PAUSE)

    def note_saved(self, uri: str) -> None:
        """The user has saved a document: what was typed in it is a burst."""
        if uri == self._changed:
            self.end_burst()

    def note_opened(self, path: Path | None) -> None:
        """A document was opened: an edit of its file holds in its text, or is looked for anew."""
        buffers, pending = self._buffers(), self._pending
        own = next((each for each in buffers if each.path == path), None)
        uri = self._elsewhere.take_out(path, own.uri if own is not None else None)
        if uri is None or pending is None or pending.uri != uri:
            return
        if own is not None and pending.stands_in(own.text):
            self._set_pending(replace(pending, uri=own.uri))
        else:
            self._set_pending(self._found(self._rule, buffers))

    def closed(self, uri: str) -> Buffer | None:
        """A file that is not open and in which an edit may be offered, as it was read."""
        return self._elsewhere.buffer(uri)

    def drop_changed(self) -> None:
        """Drop an edit of a file that is not open and that has changed on the disk."""
        if self._pending is not None and self._elsewhere.has_changed(self._pending.uri):
            self._set_pending(self._found(self._rule, self._buffers()))

    def end_burst(self) -> None:
        """The user has stopped typing: find what the last burst asks for."""
        self._stop_timer()
        self.drop_changed()
        uri, self._changed = self._changed, None
        buffers = {each.uri: each for each in self._buffers()}
        if uri is not None:
            recorder, buffer = self._recorders.get(uri), buffers.get(uri)
            burst = recorder.so_far(buffer.text) if recorder and buffer else None
            found = self._take_up(burst, buffer.language if buffer else "", list(buffers.values()))
        elif self._pending is not None:
            return
        else:
            found = self._found(self._rule, list(buffers.values()))
        if found is None:
            found = self._next_written([*buffers.values()])
        if found is None or self._pending is None or _sense(found) != _sense(self._pending):
            self._set_pending(found)
        if found is None and self._writing.may_begin:
            self._begin_writing(buffers)

    def _take_up(
        self, burst: Burst | None, language: str, buffers: Sequence[Buffer]
    ) -> PendingEdit | None:
        """Take up what a burst has begun; None stands for one that says that nothing is wanted.

        The first exact edit of what is taken up, or of what was before where it has begun nothing.
        """
        self._writing.stop()
        if burst is None:
            self._elsewhere.stop()
            self._rule = self._burst = None
            return None
        self._writing.may_begin = True
        begun = rule_of(burst, language)
        if isinstance(begun, Rename):
            self._elsewhere.begin(begun, partial(self._take_elsewhere, burst))
        found = self._found(begun, buffers)
        order = _by_nearness(burst.uri, buffers)
        if found is not None or (begun is not None and wanted_of(burst, begun, order) is not None):
            self._rule, self._burst, self._ignored = begun, burst, 0
            return found
        self._ignored += 1
        if self._rule is None:
            self._burst = burst
        if self._ignored >= MOST_IGNORED:
            self._rule = None
        return self._found(self._rule, buffers)

    def note_shown(self, identity: int) -> None:
        """The user sees an edit."""
        pending = self._pending
        if pending is not None and pending.identity == identity:
            known = [*self._buffers(), self.closed(pending.uri)]
            language = next((b.language for b in known if b and b.uri == pending.uri), "")
            self._shown = identity, language, pending.kind

    def note_accepted(self, identity: object) -> None:
        """The user took an edit, whose change may have come before or is still to come."""
        if self._shown is not None and self._shown[0] == identity:
            self._note_end("taken")

    def note_rejected(self, identity: int) -> None:
        """The user does not want the edit: no more of its kind until the next burst."""
        pending = self._pending
        if pending is not None and pending.identity == identity:
            self._note_end("rejected")
            self._rejected[_sense(pending)] = None
            while len(self._rejected) > REJECTIONS:
                del self._rejected[next(iter(self._rejected))]
            self._elsewhere.stop()
            self._writing.stop()
            self._rule = self._burst = None
            self._set_pending(None)

    def forget(self, uri: str) -> None:
        """Drop what is kept of a document; it was closed.

        An edit that was offered before it was opened is so again, as clients may close what only
        they have opened.
        """
        self._recorders.pop(uri, None)
        self.problems.forget(uri)
        if self._changed == uri:
            self._changed = None
        closed = self._elsewhere.forget(uri)
        if self._burst is not None and self._burst.uri == uri:
            self._rule = self._burst = None
        if self._writing.uri == uri:
            self._writing.stop()
        if self._pending is not None and self._pending.uri == uri:
            moved = replace(self._pending, uri=closed.uri) if closed is not None else None
            is_there = closed is not None and self._pending.stands_in(closed.text)
            self._set_pending(moved if is_there else None)

    def give_up(self) -> None:
        """Drop the edit that is offered now; the client removes it."""
        self._set_pending(None)

    def close(self) -> None:
        """Stop waiting for the end of a burst, and for a model."""
        self._stop_timer()
        self._writing.stop()
        self._elsewhere.stop()

    def _follow(self, pending: PendingEdit, change: Change, text: str) -> None:
        moved = pending.after(change, text)
        if moved is None or moved.old != pending.old:
            self._set_pending(moved)
        else:
            self._pending = moved

    def _found(self, rule: Rule | None, buffers: Sequence[Buffer]) -> PendingEdit | None:
        """The first edit that a rule needs no model for, and that may be offered."""
        if rule is None:
            return None
        edits = self._exact_edits(rule, buffers)
        return next((edit for edit, buffer in edits if self._may_offer(edit, buffer)), None)

    def _exact_edits(
        self, rule: Rule, buffers: Sequence[Buffer]
    ) -> Iterator[tuple[PendingEdit, Buffer]]:
        """All edits that need no model, those in open documents first."""
        if isinstance(rule, Rename):
            rule = self._elsewhere.informed(rule)
        for buffer in _by_nearness(rule.uri, [*reversed(buffers)]):
            yield from ((edit, buffer) for edit in exact_edits(rule, buffer))
        if isinstance(rule, Rename):
            yield from self._elsewhere.edits(rule)

    def _take_elsewhere(self, burst: Burst, rename: Rename) -> None:
        """Take up what a burst has begun, now that files are known that are not open."""
        buffers = self._buffers()
        own = next((each for each in buffers if each.uri == rename.uri), None)
        if self._pending is not None or own is None or not stands_in(rename, own.text):
            return
        if (found := self._found(rename, buffers)) is not None:
            self._rule, self._burst, self._ignored = rename, burst, 0
            self._set_pending(found)

    def _may_offer(self, edit: PendingEdit, buffer: Buffer) -> bool:
        """Whether an edit is likely to be taken, was not rejected, and restores no earlier text."""
        recorder = self._recorders.get(buffer.uri)
        if recorder is not None and recorder.is_earlier(edit.change.applied_to(buffer.text)):
            return False
        likelihood = self.usefulness.likelihood(buffer.language, edit.kind)
        return likelihood >= SHOWN_FROM and _sense(edit) not in self._rejected

    def _begin_writing(self, buffers: Mapping[str, Buffer]) -> None:
        """Have a model write what the burst asks for, where there is something to ask it for."""
        burst, rewriter = self._burst, self._rewriter
        if burst is None or rewriter is None:
            return
        order = _by_nearness(burst.uri, [*buffers.values()])
        own = self._recorders.get(burst.uri)
        recent = own.recent if own is not None else ()
        problems = self.problems.arisen(burst.uri, burst.after)
        wanted = wanted_of(burst, self._rule, order, recent, problems)
        if wanted is None or self.usefulness.likelihood(wanted.buffer.language, KIND) < SHOWN_FROM:
            return
        recorder = self._recorders.get(wanted.buffer.uri)
        former = set(recorder.former_lines) if recorder is not None else set[str]()
        uris = dict.fromkeys((burst.uri, wanted.buffer.uri))
        followed = ((self._recorders.get(uri), buffers[uri].text) for uri in uris if uri in buffers)
        rewritten = [pair for each, text in followed if each for pair in each.rewritten(text)]
        wanted = replace(wanted, examples=examples(rewritten, wanted))
        work = rewriter.rewrite(wanted, former | lines_lost(burst))
        self._writing.begin(wanted, work, self._take_written)

    def _take_written(self) -> None:
        """Offer what a model has written; its place was followed meanwhile."""
        if self._pending is None and (found := self._next_written(self._buffers())) is not None:
            self._set_pending(found)

    def _next_written(self, buffers: Sequence[Buffer]) -> PendingEdit | None:
        """The first that may be offered of the edits that a model has written in one answer."""
        while (edit := self._writing.take()) is not None:
            buffer = next((each for each in buffers if each.uri == edit.uri), None)
            if buffer is None or not edit.stands_in(buffer.text):
                continue  # it was closed, and opened again perhaps
            if self._may_offer(edit, buffer):
                return edit
        return None

    def _note_end(self, end: Literal["taken", "ignored", "rejected"]) -> None:
        """Learn what became of the edit that the user sees."""
        if self._shown is not None:
            _, language, kind = self._shown
            self.usefulness.note(language, kind, end)
            self._shown = None

    def _set_pending(self, pending: PendingEdit | None) -> None:
        former = self._pending
        if pending is not None and (former is None or pending.identity != former.identity):
            self._identity += 1
            pending = replace(pending, identity=self._identity)
        self._pending = pending
        if self._shown is not None and (pending is None or pending.identity != self._shown[0]):
            self._note_end("ignored")
        if former is not None and (pending is None or pending.uri != former.uri):
            self._on_changed(former.uri, False)
        if pending is not None:
            self._on_changed(pending.uri, True)

    def _start_timer(self, seconds: float) -> None:
        self._stop_timer()
        self._timer = asyncio.get_running_loop().call_later(seconds, self.end_burst)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def _by_nearness(uri: str, buffers: Sequence[Buffer]) -> list[Buffer]:
    """The buffer of a document, then the others of its workspace folder.

    In another folder the same name is another thing.
    """
    roots = {buffer.root for buffer in buffers if buffer.uri == uri}
    found = [buffer for buffer in buffers if buffer.root in roots]
    return sorted(found, key=lambda buffer: buffer.uri != uri)


def _sense(edit: PendingEdit) -> tuple[str, str, str]:
    """By what a rejected edit is known again."""
    return edit.uri, edit.old, edit.new
