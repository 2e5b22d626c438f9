"""`glossator doctor`: what is set, what answers, how fast, and what to do."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click

from glossator import config
from glossator.cli.editor_settings import editor_settings, section_of
from glossator.log import log_folder
from glossator.models.ledger import own_ledger
from glossator.models.local.source import local_source


@click.command(short_help="Say what is set, what answers, and what to do.")
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")
@click.option(
    "--bundle", "as_bundle", is_flag=True, help="Write a report for a bug, to read first."
)
@editor_settings
def doctor(
    files: tuple[Path, ...], as_json: bool, as_bundle: bool, settings: TextIO | None
) -> None:
    """Say what is set, whether the models answer, what they take, and what to do.

    Of each FILE it says whether a model may see it, and why not. Keys are never shown. Ends with
    status 1 unless both models answer.
    """
    from glossator.cli.doctor_checks import ask
    from glossator.cli.doctor_report import Report, facts

    editor = section_of(settings) if settings else None
    loaded = config.load(environ=os.environ, editor=editor, workspaces=[Path.cwd()])
    try:
        with _progress():
            answers = asyncio.run(
                ask(loaded, local_source(loaded.settings), own_ledger(loaded.settings))
            )
    except KeyboardInterrupt:
        raise click.Abort from None
    report = Report(facts(loaded, Path.cwd(), files), answers)
    if as_json:
        click.echo(json.dumps(report.as_json(), indent=2))
    elif as_bundle:
        from glossator.cli.doctor_bundle import FILE, bundle

        Path(FILE).write_text(bundle(report, log_folder()), "utf-8")
        click.echo(f"The report is in {FILE}; read it before you send it.")
    else:
        from glossator.cli.doctor_table import show

        show(report)
    sys.exit(0 if answers.ok else 1)


@contextmanager
def _progress() -> Iterator[None]:
    """A sign of life for a person at a terminal; goes away again."""
    if not sys.stderr.isatty():
        yield
        return
    sentence = "Asking the models …"
    click.echo(sentence, nl=False, err=True)
    try:
        yield
    finally:
        click.echo(f"\r{' ' * len(sentence)}\r", nl=False, err=True)
