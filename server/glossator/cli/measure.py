"""`glossator measure`: which model, over which wire, with which context, on the user's own code."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from glossator.measure.models import Limits
    from glossator.measure.record import Record
    from glossator.measure.run import Answer

OUT = Path("glossator-measure.json")
SAVED_EVERY = 20
"""Answers; a run that is killed loses no more."""


@click.command(short_help="Measure models and settings on your own code.")
@click.argument("places", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--model", "models", multiple=True, help="A model to ask; several are compared.")
@click.option("--commits", type=click.IntRange(1), default=50, show_default=True)
@click.option("--holes", type=click.IntRange(4), default=120, show_default=True)
@click.option("--minutes", type=click.FloatRange(0), default=20.0, show_default=True)
@click.option("--tokens", type=click.IntRange(0), default=0, help="At most so many; 0: no limit.")
@click.option("--seed", type=int, default=1, show_default=True, help="Chooses the holes.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=OUT)
@click.option("--resume", is_flag=True, help="Go on with the run in --out.")
@click.option("--against", type=click.Path(dir_okay=False, path_type=Path), help="Another run.")
@click.option("--report", is_flag=True, help="Ask nothing; show the run in --out again.")
def measure(
    places: tuple[Path, ...],
    models: tuple[str, ...],
    commits: int,
    holes: int,
    minutes: float,
    tokens: int,
    seed: int,
    out: Path,
    resume: bool,
    against: Path | None,
    report: bool,
) -> None:
    """Measure ghost text and docstrings on your own code, through the server's own pipeline.

    Lines, blocks, names from other files and docstrings are taken out of what the last --commits
    changed, or of the files and folders in PLACES, and the models that are set are asked for them.
    What may not leave by your settings is not asked about. The run is written to --out, with
    numbers and no code, and a report in Markdown beside it. Ctrl-C ends it early.
    """
    from glossator.measure.models import Limits
    from glossator.measure.record import Record, read_record
    from glossator.measure.report import markdown

    other = read_record(against) if against is not None else None
    run = read_record(out) if resume or report else Record()
    if not report:
        limits = Limits(holes, 60 * minutes, tokens)
        about = {"holes from": " ".join(map(str, places)) or f"the last {commits} commits"}
        run.errors.clear()  # what failed is asked for again
        run.about.update({**about, "seed": seed})
        try:
            asyncio.run(_measure(places, commits, seed, models, limits, run, out))
        except KeyboardInterrupt:
            click.echo("Ended early; --resume goes on.", err=True)
        finally:
            if run.scores:
                run.save(out)
    text = markdown(run, other)
    if run.scores:
        out.with_suffix(".md").write_text(text, encoding="utf-8")
    click.echo(text, nl=False)


async def _measure(
    places: Sequence[Path],
    commits: int,
    seed: int,
    models: Sequence[str],
    limits: Limits,
    run: Record,
    out: Path,
) -> None:
    from glossator.cli.run import load_here
    from glossator.measure.models import choose_holes, measure_model, patient, with_model

    loaded = load_here()
    holes = await choose_holes(places, commits, limits, seed, loaded)
    each = [with_model(patient(loaded), model) for model in models] or [patient(loaded)]
    tokens = -(-limits.tokens // len(each))  # rounded up: 0 would be no limit
    share = replace(limits, seconds=limits.seconds / len(each), tokens=tokens)
    click.echo(f"{len(holes)} holes in {len({h.buffer.name for h in holes})} files.", err=True)
    for one in each:
        progress = _Progress(len(holes), lambda: run.save(out))
        await measure_model(one, holes, run, share, progress.note)
        progress.end()


class _Progress:
    """Says on stderr how far a model is, and has the run saved now and then."""

    def __init__(self, holes: int, save: Callable[[], None]) -> None:
        self._holes = holes
        self._save = save
        self._seen: set[str] = set()
        self._exact = 0
        self._count = 0
        self._is_screen = sys.stderr.isatty()

    def note(self, model: str, answer: Answer | None) -> None:
        """Take note of an answer, or, without one, of the model that begins."""
        if answer is None:
            click.echo(f"{model} …", err=True)
            return
        self._seen.add(answer.hole.name)
        self._count += 1
        if self._count % SAVED_EVERY == 0:
            self._save()
        self._exact += answer.score.exact
        if self._is_screen:
            share = f"{len(self._seen)} of {self._holes} holes"
            line = f"\r{share}, {self._count} answers, {self._exact} exact lines"
            click.echo(line, nl=False, err=True)

    def end(self) -> None:
        """End the line."""
        if self._is_screen:
            click.echo("", err=True)
