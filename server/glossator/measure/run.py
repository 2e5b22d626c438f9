"""Asks a model about every hole, through the engine and the docstring action as they are.

What may not leave by the settings is not asked about. What was asked is kept by hole and variant,
so that a run can be gone on with.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace

from glossator.actions.docstring.plan import write
from glossator.completion.cursor import Cursor
from glossator.completion.engine import Engine
from glossator.completion.prompt.size import Size
from glossator.completion.request import SuggestionRequest
from glossator.context.ignore import Ignore
from glossator.context.layout import Excerpt
from glossator.context.outgoing import is_typing_secret, outgoing_of, outgoing_window
from glossator.context.steady import PromptWindow
from glossator.context.workspace import Workspace
from glossator.errors import BudgetSpentError, ModelError, UserFacingError
from glossator.measure.docstrings import plan_of
from glossator.measure.holes import Hole
from glossator.measure.measured_gateway import MeasuredGateway
from glossator.measure.scores import Score, score_of
from glossator.models.probe import GhostWire
from glossator.settings import Loaded


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to ask: a model, a wire for ghost text, and with or without other files."""

    model: str
    wire: GhostWire
    context: bool

    @property
    def name(self) -> str:
        """As it stands in a report."""
        return f"{self.model}, {self.wire}, {'with' if self.context else 'without'} context"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came for a hole; `error` is a sentence where the model failed."""

    hole: Hole
    variant: Variant
    score: Score
    error: str = ""


class Measurement:
    """One model, asked about holes; `gateway` is its own."""

    def __init__(self, loaded: Loaded, gateway: MeasuredGateway, ignore: Ignore) -> None:
        self._loaded = loaded
        self._gateway = gateway
        self._ignore = ignore
        self._workspace = Workspace(ignore)

    async def answers(self, wanted: Sequence[tuple[Hole, Variant]]) -> AsyncGenerator[Answer]:
        """The answers, in the order in which they are wanted.

        Raises:
            BudgetSpentError: when the day's budget is spent.
        """
        try:
            for hole, variant in wanted:
                yield await self._answer(hole, variant)
        finally:
            self._workspace.close()

    async def _answer(self, hole: Hole, variant: Variant) -> Answer:
        self._gateway.wire, self._gateway.last = variant.wire, None
        begun = time.perf_counter()
        try:
            score = await (
                self._documented(hole)
                if hole.kind == "docstring"
                else self._completed(hole, variant.context)
            )
        except BudgetSpentError:
            raise
        except (ModelError, UserFacingError) as error:
            return Answer(hole, variant, score_of("", hole.truth), str(error))
        took = time.perf_counter() - begun if score.shown else None
        first, read, written = self._gateway.spent()
        timed = replace(
            score,
            to_first_token=first,
            to_line=took,
            prompt_tokens=read,
            decoded_tokens=written,
        )
        return Answer(hole, variant, timed)

    async def _completed(self, hole: Hole, with_context: bool) -> Score:
        buffer = replace(hole.buffer, text=hole.text)
        if with_context:
            self._workspace.forget(buffer.uri)
            self._workspace.read(buffer, ())
            await self._workspace.settled()
        engine = Engine(
            self._gateway,
            self._loaded.settings,
            related_files=self._excerpts if with_context else lambda *_: (),
        )
        outgoing = outgoing_window(buffer, self._ignore, hole.start)
        if is_typing_secret(buffer, hole.start):
            return score_of("", hole.truth)
        at = hole.start - outgoing.begins
        request = SuggestionRequest.at(outgoing.buffer, at, self._loaded.settings, invoked=True)
        try:
            found = await engine.suggest(request)
        finally:
            await engine.close()
        return score_of(outgoing.restore(found[0].text) if found else "", hole.truth)

    async def _documented(self, hole: Hole) -> Score:
        planned = plan_of(hole, self._loaded.settings.docstring_style)
        if planned is None:
            return score_of("", hole.truth)
        buffer, plan = planned
        outgoing = outgoing_of(buffer, self._ignore)
        written = ""
        pieces = write(outgoing.buffer, plan, self._gateway, self._loaded.settings)
        async with aclosing(pieces) as texts:
            async for text in texts:
                written += text
        given, wanted = _words(plan.opening + written + plan.closing), _words(hole.truth)
        return replace(score_of(given, wanted), wrong=False)  # prose may be other words

    def _excerpts(self, cursor: Cursor, size: Size, begins: int) -> tuple[Excerpt, ...]:
        window = PromptWindow(cursor.prefix, cursor.suffix, begins, size.uncached)
        return self._workspace.excerpts(cursor.uri, window, size.related)


def _words(text: str) -> str:
    """What documentation says, without the marks at the begin of its lines."""
    lines = (re.sub(r"^[\W_]+|\s*(?:\*/|\"\"\")\s*$", "", line) for line in text.split("\n"))
    return " ".join(" ".join(lines).split())


async def limited(
    answers: AsyncGenerator[Answer], seconds: float, tokens: int
) -> AsyncGenerator[Answer]:
    """The answers until so many seconds have passed or so many tokens were spent; 0: no limit."""
    loop = asyncio.get_running_loop()
    ends = loop.time() + seconds
    spent = 0
    async with aclosing(answers):
        async for each in answers:
            yield each
            spent += each.score.prompt_tokens + each.score.decoded_tokens
            if (tokens and spent >= tokens) or (seconds and loop.time() >= ends):
                return
