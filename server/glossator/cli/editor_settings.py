"""The option `--settings`: an editor gives its settings to a command as a JSON object."""

from __future__ import annotations

import json
from typing import TextIO

import click

from glossator.json_value import Json

editor_settings = click.option(
    "--settings",
    metavar="FILE",
    type=click.File(encoding="utf-8"),
    help="An editor's settings as a JSON object; - is stdin.",
)


def section_of(file: TextIO) -> Json:
    """What the file holds.

    Raises:
        click.BadParameter: when that is no JSON object.
    """
    try:
        section = json.load(file)
    except ValueError:
        section = None
    if not isinstance(section, dict):
        raise click.BadParameter("it holds no JSON object.", param_hint="--settings")
    return section
