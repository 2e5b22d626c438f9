"""The report for a bug that `glossator doctor --bundle` writes, for a person to read and send."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from glossator.cli.console import Console
from glossator.cli.doctor_report import Report
from glossator.cli.doctor_table import show
from glossator.log import PROMPTS, log_files
from glossator.masks import masked
from glossator.text.sanitize import plain

FILE = "glossator-report.md"
LOG_LINES = 200
"""Lines of the log at most, the last ones."""
_RECORD = re.compile(r"^\d{4}-\d\d-\d\d \S+ [A-Z]+ (\S+): ")
_FENCE = "~~~~"


def bundle(report: Report, logs: Path) -> str:
    """The report as Markdown: what the doctor says, versions, and the log without code and names.

    The user's home folder is written `~`.
    """
    table = io.StringIO()
    show(report, Console(table, width=120))
    parts = {
        "What the doctor says": table.getvalue(),
        "Packages": "\n".join(_packages()),
        "Log": "\n".join(_log(logs)),
    }
    sections = (
        f"## {title}\n\n{_FENCE}\n{text.rstrip() or 'nothing'}\n{_FENCE}\n"
        for title, text in parts.items()
    )
    head = (
        "# A report of Glossator\n\n"
        "What happened, and what you expected, in your own words:\n\n\n"
        "Read the rest before you send it, and delete what nobody else should know: it holds "
        "addresses of services, names of models and of files, and no keys, no code and no prompts."
    )
    text = masked(plain("\n\n".join((head, *sections))))
    return text.replace(str(Path.home()), "~")


def _packages() -> Iterator[str]:
    """This program's packages that are installed, by name."""
    needed = metadata.requires("glossator") or []
    names = {re.split(r"[^\w.-]", each, maxsplit=1)[0] for each in needed}
    for name in sorted(names, key=str.lower):
        try:
            yield f"{name} {metadata.version(name)}"
        except metadata.PackageNotFoundError:
            continue


def _log(folder: Path) -> list[str]:
    """The last lines of the newest log that are this program's own records, without prompts.

    What follows a record without a head of its own, such as a traceback, belongs to it.
    """
    kept: list[str] = []
    wanted = False
    for file in log_files(folder)[:1]:
        for line in file.read_text("utf-8", "replace").split("\n"):
            if record := _RECORD.match(line):
                wanted = record[1] != PROMPTS
            if wanted and line:
                kept.append(line)
    return kept[-LOG_LINES:]
