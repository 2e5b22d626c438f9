"""`glossator trouble`: what a message means, and what can be done."""

from __future__ import annotations

import re
from pathlib import Path

import click

PAGE = "troubles.md"
_SECTION = re.compile(r"^## ([^\n]*)\n\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


@click.command(short_help="Say what a message means and what to do.")
@click.argument("name", required=False)
def trouble(name: str | None) -> None:
    """Print what is known of the trouble NAME, or the names of all.

    The message of an error names its section.
    """
    sections = {_anchor(title): (title, text) for title, text in _SECTION.findall(page())}
    if name is None:
        click.echo("\n".join(sections))
        return
    if name not in sections:
        raise click.BadParameter(f"there is no {name!r}; `glossator trouble` prints the names.")
    title, text = sections[name]
    click.echo(f"{title}\n\n{text.rstrip()}")


def page() -> str:
    """The page of all troubles, which the wheel brings; in a clone it lies in `docs`."""
    installed = Path(__file__).parents[1] / PAGE
    cloned = Path(__file__).parents[3] / "docs" / PAGE
    return (installed if installed.exists() else cloned).read_text("utf-8")


def _anchor(title: str) -> str:
    return title.lower().replace(" ", "-")
