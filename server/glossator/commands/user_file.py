"""Writes single settings into the user's `glossator.toml`."""

from __future__ import annotations

from pathlib import Path

import click

from glossator import config


def set_in_user_file(key: str, value: str | bool) -> Path:
    """Set `key` and leave all else, comments too, as it is; returns the file.

    Raises:
        click.ClickException: when the file as it is cannot be read.
        OSError: when it cannot be written.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    file = config.default_user_file()
    try:
        before = file.read_text("utf-8") if file.exists() else ""
        settings = tomlkit.parse(before)
    except (TOMLKitError, UnicodeDecodeError) as error:
        raise click.ClickException(f"{file} cannot be read: {error}. Mend it first.") from None
    settings[key] = value
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.new")
    draft.write_text(tomlkit.dumps(settings), "utf-8")
    draft.replace(file)
    return file
