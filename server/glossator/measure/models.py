"""Measures one model after the other over the same holes, within limits of time and tokens."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from pathlib import Path

from glossator import __version__
from glossator.context.ignore import ignore_of
from glossator.context.outgoing import without_secrets
from glossator.errors import BudgetSpentError
from glossator.measure.docstrings import choose_docstrings
from glossator.measure.holes import Hole, choose
from glossator.measure.measured_gateway import MeasuredGateway, wires_of
from glossator.measure.record import Record
from glossator.measure.run import Answer, Measurement, Variant, limited
from glossator.measure.sources import sources_of
from glossator.models.endpoints import uses_local
from glossator.models.ledger import own_ledger
from glossator.models.local.source import local_source
from glossator.models.requests import Work
from glossator.settings import Loaded

DOCSTRINGS = 0.25
"""The share of the holes that are docstrings."""
LONGEST_ANSWER = 15.0
"""Seconds; a fourth of what an invoked request may take."""


@dataclass(frozen=True, slots=True)
class Limits:
    """`holes` at most, `seconds` and `tokens` at most in all; 0 stands for no limit."""

    holes: int
    seconds: float
    tokens: int


async def choose_holes(
    places: Sequence[Path], commits: int, limits: Limits, seed: int, loaded: Loaded
) -> list[Hole]:
    """The holes of a run, of all kinds in mixed order, so that an early end is fair to each.

    Raises:
        CommandError: when there is no file to measure on.
    """
    sources = await sources_of(places, commits, loaded, ignore_of(loaded))
    docstrings = int(DOCSTRINGS * limits.holes)
    holes = choose(sources.buffers, sources.may_take, limits.holes - docstrings, seed)
    holes += choose_docstrings(sources.buffers, sources.may_take, docstrings, seed)
    random.Random(seed).shuffle(holes)  # noqa: S311 - nothing secret
    return holes


def patient(loaded: Loaded) -> Loaded:
    """The settings with time for each answer to come: how late it is, is measured."""
    longest = max(loaded.settings.completion_deadline, LONGEST_ANSWER)
    return replace(loaded, settings=replace(loaded.settings, completion_deadline=longest))


def with_model(loaded: Loaded, model: str) -> Loaded:
    """The settings with another model for code: one of the service, or a local one."""
    settings = loaded.settings
    if uses_local(loaded):
        return replace(loaded, settings=replace(settings, local_model=model))
    return replace(loaded, settings=replace(settings, code_model=model))


async def measure_model(
    loaded: Loaded,
    holes: Sequence[Hole],
    run: Record,
    limits: Limits,
    note: Callable[[str, Answer | None], None],
) -> None:
    """Ask one model about the holes that `run` does not have yet, and put the scores there.

    `note` hears the model's name first, then each answer.

    Raises:
        ModelError: when the model cannot be had at all.
    """
    local = local_source(loaded.settings)
    gateway = MeasuredGateway(
        loaded, local, conceal=without_secrets, ledger=own_ledger(loaded.settings)
    )
    try:
        model = (await gateway.endpoint(Work.CODE)).model
        found = await gateway.capabilities(Work.CODE)
        note(model, None)
        # No file is open here: `openFiles` shows as much as `off`.
        contexts = (True, False) if loaded.settings.context == "workspace" else (False,)
        variants = [Variant(model, w, c) for w in wires_of(found) for c in contexts]
        run.about.update({"glossator": __version__})
        measurement = Measurement(loaded, gateway, ignore_of(loaded))
        wanted = [(hole, v) for hole in holes for v in variants_for(hole, variants, loaded)]
        missing = [(hole, v) for hole, v in wanted if not run.has(v.name, hole.name)]
        answers = limited(measurement.answers(missing), limits.seconds, limits.tokens)
        async with aclosing(answers):
            async for each in answers:
                run.add(each.variant.name, each.hole.name, each.score, each.error)
                note(model, each)
    except BudgetSpentError as error:
        run.errors[str(error)] = 1
    finally:
        await gateway.close()


def variants_for(hole: Hole, variants: Sequence[Variant], loaded: Loaded) -> Sequence[Variant]:
    """The variants that a hole may be asked with, by the settings of its file.

    A docstring knows neither wire nor context.
    """
    if hole.kind == "docstring":
        return variants[:1]
    settings = loaded.settings_for(hole.buffer.path)
    switched_on = settings.context_languages.get(hole.buffer.language, True)
    shows_files = settings.context == "workspace" and switched_on
    return [each for each in variants if shows_files or not each.context]
