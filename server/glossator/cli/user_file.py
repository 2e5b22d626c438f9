"""Writes single settings into the user's `glossator.toml`."""

from __future__ import annotations

from pathlib import Path

import click

from glossator import config
from glossator.settings import environment_name


def set_in_user_file(key: str, value: str | bool) -> Path:
    """Set `key` and leave all else, comments too, as it is; returns the file.

    Raises:
        click.ClickException: when the file as it is cannot be read, or not be written.
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
    draft = file.with_name(f"{file.name}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(tomlkit.dumps(settings), "utf-8")
        draft.replace(file)
    except OSError as error:
        raise click.ClickException(
            f"{file} cannot be written: {error.strerror}. Make its folder writable, "
            f"or set {environment_name(key)} in the environment instead."
        ) from None
    return file
