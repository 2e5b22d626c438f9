"""The log on stderr: this program's own words, without keys; and what a crash prints."""

from __future__ import annotations

import logging
import sys
import threading
from types import TracebackType

from glossator.masks import masked


class MaskedFormatter(logging.Formatter):
    """Formats a record, its traceback too, without the keys that this process knows."""

    def format(self, record: logging.LogRecord) -> str:
        """One record as text."""
        return masked(super().format(record))


def write_log(level: str) -> None:
    """Write what this program logs from `level` on to stderr, and others' warnings.

    Libraries log whole messages and requests, and so the user's code, below that.
    """
    known = level in logging.getLevelNamesMapping()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        MaskedFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"),
    )
    handler.addFilter(_is_own_or_warning)
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    logging.getLogger("glossator").setLevel(level if known else logging.WARNING)


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
