"""`glossator log`: what the servers of the editors say, as they say it."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import click

from glossator.json_value import Json
from glossator.log import PROMPTS, log_files, log_folder
from glossator.text.sanitize import plain

PAUSE = 0.3
"""Seconds between two looks at the files."""
_ASKED = re.compile(rf"^\S+ \S+ INFO {re.escape(PROMPTS)}: asked (\S+): (\{{.*\}})$")


@click.command(short_help="Follow the log of the servers that run.")
@click.option("--lines", default=20, show_default=True, help="How many lines of before to print.")
@click.option("--once", is_flag=True, help="Print what there is, and do not follow.")
@click.option("--prompt", is_flag=True, help="Print what a model was asked last, and nothing else.")
def log(lines: int, once: bool, prompt: bool) -> None:
    """Print the log of the server that spoke last, and go on with what any server says.

    The log holds no code, and prompts only where the setting logPrompts is on.
    """
    if prompt:
        click.echo(_readable(*_last_prompt()))
        return
    files = log_files(log_folder())
    if not files:
        click.echo(f"No server has run yet; its log will stand in {log_folder()}.", err=True)
    read = {file: file.read_bytes() for file in files}
    for line in _lines(read[files[0]])[-lines:] if files and lines > 0 else ():
        click.echo(plain(line))
    if not once:
        try:
            for line in _news({file: len(before) for file, before in read.items()}):
                click.echo(plain(line))
        except KeyboardInterrupt:
            return


def _lines(log: bytes) -> list[str]:
    return log.decode("utf-8", "replace").rstrip("\n").split("\n")


def _news(read: dict[Path, int]) -> Iterator[str]:
    """The lines that any server writes from now on; `read` holds what was read of each file."""
    while True:
        for file in reversed(log_files(log_folder())):
            if file.suffix == ".old":
                continue
            begin = read.get(file, 0)
            with file.open("rb") as opened:
                if opened.seek(0, 2) < begin:  # begun anew
                    begin = 0
                opened.seek(begin)
                news, _, _ = opened.read().rpartition(b"\n")
            if news:
                read[file] = begin + len(news) + 1
                yield from news.decode("utf-8", "replace").split("\n")
        time.sleep(PAUSE)


def _last_prompt() -> tuple[str, Json]:
    """The route and the body of the last request.

    Raises:
        ClickException: when no log holds one.
    """
    for file in log_files(log_folder()):
        for line in reversed(_lines(file.read_bytes())):
            if found := _ASKED.match(line):
                return found[1], json.loads(found[2])
    raise click.ClickException(
        "No log holds a prompt; set logPrompts, restart the editor's server, and ask for something."
    )


def _readable(route: str, body: Json) -> str:
    """A request as a person reads it: its texts as they are, and the rest in one line."""
    texts, rest = [], {}
    for name, value in body.items():
        if name == "messages" and isinstance(value, list):
            texts += [
                (each.get("role"), each.get("content")) for each in value if isinstance(each, dict)
            ]
        elif isinstance(value, str) and "\n" in value:
            texts.append((name, value))
        else:
            rest[name] = value
    head = f"{route} {json.dumps(rest, ensure_ascii=False)}"
    return plain("\n\n".join((head, *(f"--- {name}\n{text}" for name, text in texts))))
