"""Asks the code model to rewrite a block, and hangs up as soon as the answer can be told."""

from __future__ import annotations

import asyncio
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from glossator.completion.circuit_breaker import CircuitBreaker
from glossator.completion.next_edit.block import Block, request, updated
from glossator.completion.next_edit.burst import Burst, Rewritten
from glossator.completion.next_edit.pending import PendingEdit
from glossator.completion.next_edit.refusals import refused
from glossator.context.buffer import Buffer
from glossator.context.ignore import Ignore
from glossator.context.outgoing import Outgoing, is_typing_secret, outgoing_window
from glossator.errors import BudgetSpentError, FileWithheldError, ModelError, NoUsableAnswerError
from glossator.models.accounts import NEXT_EDIT
from glossator.models.gateway import Gateway
from glossator.models.requests import Work
from glossator.text.lines import with_line_feeds
from glossator.text.spans import Span

KIND = "model"
DEADLINE = 8.0
"""Seconds after which nobody waits for the answer: the user is elsewhere."""
LONGEST_CHANGE = 1_500
"""Code points of a burst that a model is shown."""
LONGEST_BLOCK = 3_000
"""Code points of a block; longer lines are written by no hand."""
LONGEST_PROBLEM = 300
"""Code points of what another tool reports."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A block of a buffer to rewrite, and the burst that demands it.

    `problem` is what another tool reports of it; `examples` are what else was done of late that
    has to do with it.
    """

    burst: Burst
    buffer: Buffer
    span: Span
    problem: str = ""
    examples: Sequence[Rewritten] = ()

    @property
    def place(self) -> PendingEdit:
        """The whole lines of the block in the buffer's own text, not yet changed."""
        block = Block.around(self.buffer.text, *self.span)
        old = self.buffer.text[block.start : block.end]
        return PendingEdit(self.buffer.uri, block.start, old, old, KIND)


class Rewriter:
    """Writes next edits with the code model, as long as its service is well.

    The `circuit_breaker` is that of ghost text: nothing is asked while it rests.
    """

    def __init__(self, gateway: Gateway, ignore: Ignore, circuit_breaker: CircuitBreaker) -> None:
        self._gateway = gateway
        self._ignore = ignore
        self._circuit_breaker = circuit_breaker

    async def rewrite(
        self, wanted: Wanted, former_lines: Container[str] = ()
    ) -> PendingEdit | None:
        """The edit of a buffer that a model makes of a block; None where there is none to offer."""
        burst, buffer = wanted.burst, wanted.buffer
        if max(len(burst.old), len(burst.new)) > LONGEST_CHANGE:
            return None
        try:
            answer = await self._ask(wanted)
        except (FileWithheldError, NoUsableAnswerError, BudgetSpentError):
            return None
        if answer is None:
            return None
        edit = replace(wanted.place, new=answer.replace("\n", buffer.newline))
        why = refused(edit, buffer.text, buffer.language, burst, wanted.span, former_lines)
        return edit if why is None else None

    async def _ask(self, wanted: Wanted) -> str | None:
        """What a model makes of the block."""
        now = asyncio.get_running_loop().time()
        if self._circuit_breaker.is_resting(now):
            return None
        start, end = wanted.span
        outgoing = outgoing_window(wanted.buffer, self._ignore, start)
        shown, begins = outgoing.buffer.text, outgoing.begins
        if end - begins > len(shown) or is_typing_secret(wanted.buffer, start):
            return None
        block = Block.around(shown, start - begins, end - begins)
        if len(block.text) > LONGEST_BLOCK:
            return None
        try:
            if (await self._gateway.capabilities(Work.CODE)).ghost_wire == "plain":
                return None
            new = await self._rewritten(wanted, outgoing, block)
        except BudgetSpentError:
            raise
        except ModelError as error:
            self._circuit_breaker.note_failure(error, asyncio.get_running_loop().time())
            return None
        self._circuit_breaker.note_success()
        return None if new is None else outgoing.restore(new)

    async def _rewritten(self, wanted: Wanted, outgoing: Outgoing, block: Block) -> str | None:
        """The block with what a model changes of it; None where that cannot be told."""
        changes = [
            (with_line_feeds(outgoing.hide(old)), with_line_feeds(outgoing.hide(new)))
            for old, new in (*wanted.examples, (wanted.burst.old, wanted.burst.new))
        ]
        problem = outgoing.hide(wanted.problem)[:LONGEST_PROBLEM]
        stream = self._gateway.stream(
            Work.CODE,
            *request(outgoing.buffer.name, changes, block, problem),
            deadline=DEADLINE,
            for_ghost_text=True,
            kind=NEXT_EDIT,
        )
        text = ""
        async with stream as answer:
            async for piece in answer:
                text += piece.text
                if (new := updated(block, text, is_whole=False)) is not None:
                    return new
        return updated(block, text, is_whole=True)
