"""The log on stderr and in a file: this program's own words, without keys; what a crash prints."""

from __future__ import annotations

import logging
import os
import sys
import threading
from contextlib import suppress
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType

from glossator.masks import masked

PROMPTS = "glossator.models.prompt_log"
"""The logger of prompts and answers, which hold code."""
READINGS = "glossator.completion.readings"
"""The logger of how answers are read, which says code, too, and only where prompts are logged."""
MOST_BYTES = 1_000_000
"""Of a log file, before what it holds gives way to what comes."""
MOST_FILES = 8
"""Log files that are kept, the newest: a server has one, and one of what came before."""
_FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class MaskedFormatter(logging.Formatter):
    """Formats a record, its traceback too, without the keys that this process knows."""

    def format(self, record: logging.LogRecord) -> str:
        """One record as text."""
        return masked(super().format(record))


class LogFile(logging.FileHandler):
    """The file of one process, which only the user may read; made with its first record."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        super().__init__(folder / f"server-{os.getpid()}.log", encoding="utf-8", delay=True)

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record; a folder that takes none is no reason to fail, or to say so each time."""
        with suppress(OSError, ValueError):
            if self.stream is not None and self.stream.tell() > MOST_BYTES:
                self.close()
                os.replace(self.baseFilename, f"{self.baseFilename}.old")  # noqa: PTH105
            super().emit(record)

    def _open(self) -> TextIOWrapper:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for old in log_files(self._folder)[MOST_FILES - 1 :]:
            old.unlink(missing_ok=True)
        private = partial(os.open, mode=0o600)
        return open(self.baseFilename, "a", encoding="utf-8", opener=private)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Say nothing: stderr has the record."""


def log_folder() -> Path:
    """Where the servers of this user write their logs."""
    import platformdirs

    return platformdirs.user_log_path("glossator", appauthor=False)


def log_files(folder: Path) -> list[Path]:
    """The log files in a folder, the newest first."""
    dated = []
    for path in folder.glob("server-*.log*"):
        with suppress(OSError):  # another server has removed it
            dated.append((path.stat().st_mtime_ns, path))
    return [path for _, path in sorted(dated, reverse=True)]


def write_log(level: str, folder: Path | None = None) -> None:
    """Write what this program logs from `level` on to stderr, and others' warnings.

    Libraries log whole messages and requests, and so the user's code, below that. A file in
    `folder` gets the same, and what this program logs from INFO on.
    """
    shown = logging.getLevelNamesMapping().get(level, logging.WARNING)
    handlers: list[logging.Handler] = [logging.StreamHandler(sys.stderr)]
    handlers[0].addFilter(
        lambda record: record.levelno >= shown or record.name in (PROMPTS, READINGS)
    )
    if folder is not None:
        handlers.append(LogFile(folder))
    for handler in handlers:
        handler.setFormatter(MaskedFormatter(_FORM))
        handler.addFilter(_is_own_or_warning)
    logging.basicConfig(level=logging.WARNING, handlers=handlers)
    lowest = shown if folder is None else min(shown, logging.INFO)
    logging.getLogger("glossator").setLevel(lowest)


def log_readings(*, wanted: bool) -> None:
    """Whether it is logged, from now on, how answers are read."""
    logging.getLogger(READINGS).setLevel(logging.INFO if wanted else logging.WARNING)


log_readings(wanted=False)  # at no level of the log: it holds code


def mask_crashes() -> None:
    """See to it that an error that nobody caught is printed without keys."""
    sys.excepthook = _print
    threading.excepthook = lambda thread: _print(
        thread.exc_type, thread.exc_value, thread.exc_traceback
    )


def _is_own_or_warning(record: logging.LogRecord) -> bool:
    own = record.name == "glossator" or record.name.startswith("glossator.")
    return own or record.levelno >= logging.WARNING


def _print(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> None:
    import traceback

    sys.stderr.write(masked("".join(traceback.format_exception(kind, error, trace))))
