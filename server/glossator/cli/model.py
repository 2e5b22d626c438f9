"""`glossator model`: which local models there are, which one is used, and fetching them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import click

from glossator import config
from glossator.cli.console import Console
from glossator.cli.user_file import set_in_user_file
from glossator.errors import ModelError
from glossator.models.endpoints import uses_local
from glossator.models.local import catalogue
from glossator.models.local.worth_running import for_machine, worth_running
from glossator.settings import Loaded


@click.group()
def model() -> None:
    """List, choose and fetch local models."""


@model.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print those to choose from, as JSON.")
@click.option("--memory", type=click.IntRange(0), help="Of what is worth running: what fits in GB.")
def list_models(as_json: bool, memory: int | None) -> None:
    """Show the models that are known by name or installed, which one is used, and what is worth
    running for ghost text, prose and next edits, here or at a service."""
    if as_json:
        click.echo(json.dumps(_to_choose_from(), indent=2))
        return
    loaded = config.load(environ=os.environ)
    chosen = _chosen(loaded)
    table = []
    for name, gigabytes, path, about in _rows(chosen):
        used = path is not None and path == chosen and uses_local(loaded)
        here = "yes" if path else "", "yes" if used else ""
        table.append((name, f"{gigabytes:.1f} GB", *here, about))
    Console().table(("Name", "Size", "Installed", "In use", "About"), table)
    click.echo()
    for line in _advice(memory):
        click.echo(line)
    _tell_of_a_service(loaded)


def _advice(memory: int | None) -> Iterator[str]:
    """What is worth running in so much memory, or in any, line by line."""
    yield "Worth running today, here or at a service, by the memory that a model may take:"
    for each in worth_running() if memory is None else for_machine(memory):
        yield f"  {each.work:<10}  from {each.memory:>2} GB  {each.model}: {each.why}"
        yield f"  {'':<10}  {each.source}, read {each.read.isoformat()}"


@model.command()
@click.argument("chosen", metavar="FILE|NAME")
def use(chosen: str) -> None:
    """Use a GGUF file, or an installed model by its name, from now on."""
    try:
        path = catalogue.resolve(chosen)
        setting = str(path) if catalogue.is_path(chosen) else chosen.lower()
        if path is None or not catalogue.is_gguf_file(path):
            raise click.ClickException(f"{path} is not a GGUF file.")
    except OSError as error:
        raise click.ClickException(f"{error.filename}: {error.strerror}.") from None
    file = set_in_user_file("localModel", setting)
    click.echo(f"{setting} is set as localModel in {file}.")
    if os.environ.get("GLOSSATOR_LOCAL_MODEL"):
        click.echo("GLOSSATOR_LOCAL_MODEL is set as well and wins over it.", err=True)
    _tell_of_a_service(config.load(environ=os.environ))


@model.command()
@click.argument("name")
def pull(name: str) -> None:
    """Fetch a model from Hugging Face; an interrupted pull is continued."""
    from glossator.models.local.pull import pull as fetch

    path = fetch(name, config.load(environ=os.environ).settings.ca_file)
    click.echo(f"{name.lower()} is installed as {path}.")


def _tell_of_a_service(loaded: Loaded) -> None:
    if not uses_local(loaded):
        click.echo(
            "Your settings name a service, which is used instead of a local model; to use the "
            "local model, set profile to local.",
            err=True,
        )


def _to_choose_from() -> list[dict[str, object]]:
    """The models that are installed or can be pulled."""
    pullable = {each.name for each in catalogue.KNOWN if each.repository}
    return [
        {"name": name, "gigabytes": gigabytes, "about": about, "installed": path is not None}
        for name, gigabytes, path, about in _rows(None)
        if path or name in pullable
    ]


def _chosen(loaded: Loaded) -> Path | None:
    try:
        return catalogue.resolve(loaded.settings.local_model)
    except ModelError as error:
        click.echo(str(error), err=True)
        return None


def _rows(chosen: Path | None) -> list[tuple[str, float, Path | None, str]]:
    """Name, gigabytes, file if installed, and remark of every model to show."""
    installed = {each.name: each for each in catalogue.installed()}
    rows: list[tuple[str, float, Path | None, str]] = []
    for each in catalogue.KNOWN:
        found = installed.pop(each.name, None)
        rows.append((each.name, each.gigabytes, found.path if found else None, each.about))
    others = [(each.name, each.path, "in the models folder") for each in installed.values()]
    shown = {path for _, _, path, _ in rows} | {path for _, path, _ in others}
    if chosen is not None and chosen not in shown:
        others.append((str(chosen), chosen, "your own file"))
    for name, path, about in others:
        size = path.stat().st_size / 1e9 if path.exists() else 0.0
        rows.append((name, size, path if path.exists() else None, about))
    return rows
