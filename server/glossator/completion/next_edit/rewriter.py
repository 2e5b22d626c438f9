"""Asks the code model to rewrite a block, and hangs up as soon as the answer can be told."""

from __future__ import annotations

import asyncio
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from glossator.completion.circuit_breaker import CircuitBreaker
from glossator.completion.next_edit.block import Block, request, updated
from glossator.completion.next_edit.burst import Burst, Rewritten
from glossator.completion.next_edit.pending import PendingEdit
from glossator.completion.next_edit.refusals import refused, touches
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
    has to do with it. `more` are spans after `span` of which the same is demanded; the block holds
    those that fit in.
    """

    burst: Burst
    buffer: Buffer
    span: Span
    problem: str = ""
    examples: Sequence[Rewritten] = ()
    more: Sequence[Span] = ()

    @property
    def block(self) -> Block:
        """The block in the buffer's own text."""
        return Block.around(self.buffer.text, *self.span, self.more)

    @property
    def place(self) -> PendingEdit:
        """The whole lines of the block in the buffer's own text, not yet changed."""
        block = self.block
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

    async def rewrite(self, wanted: Wanted, former_lines: Container[str] = ()) -> list[PendingEdit]:
        """The edits of a buffer that a model makes of a block, those that may be offered."""
        burst, buffer = wanted.burst, wanted.buffer
        if max(len(burst.old), len(burst.new)) > LONGEST_CHANGE:
            return []
        try:
            answer = await self._ask(wanted)
        except (FileWithheldError, NoUsableAnswerError, BudgetSpentError):
            return []
        if answer is None:
            return []
        edit = replace(wanted.place, new=answer.replace("\n", buffer.newline))
        return may_be_offered(edit, wanted, former_lines)

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
        more = [(first - begins, last - begins) for first, last in wanted.more]
        block = Block.around(shown, start - begins, end - begins, more)
        if len(block.text) > LONGEST_BLOCK or len(block.lines) != len(wanted.block.lines):
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


def may_be_offered(
    edit: PendingEdit, wanted: Wanted, former_lines: Container[str] = ()
) -> list[PendingEdit]:
    """What of an edit of the whole block may be offered, one by one where several are demanded.

    Nothing, where something is changed of which nothing was demanded.
    """
    text, language = wanted.buffer.text, wanted.buffer.language

    spans = [wanted.span, *wanted.more]

    def refusal(part: PendingEdit, span: Span) -> str | None:
        places = sum(part.start <= each[0] <= part.end for each in spans)
        burst = wanted.burst
        return refused(part, text, language, burst, span, former_lines, max(1, places))

    parts = edit.parts if wanted.more else [edit]
    of = [next((span for span in spans if touches(part, text, span)), None) for part in parts]
    kept = [
        part
        for part, span in zip(parts, of, strict=True)
        if span is not None and refusal(part, span) is None
    ]
    if None in of or len(kept) == len(parts):
        return [] if None in of else kept
    return [edit] if refusal(edit, wanted.span) is None else kept
