"""`glossator serve`: LSP over stdin and stdout, the log on stderr."""

from __future__ import annotations

import logging
import os
import sys


def serve() -> None:
    """Serve one client until it says `exit`, closes stdin, or is gone."""
    if sys.stdin.isatty():
        sys.stderr.write(
            "glossator speaks LSP on stdin, so an editor should start it; "
            "`glossator --help` lists the commands for a terminal.\n"
        )
    level = os.environ.get("GLOSSATOR_LOG", "WARNING").upper()
    known = level in logging.getLevelNamesMapping()
    logging.basicConfig(
        level=level if known else "WARNING",
        stream=sys.stderr,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    # pygls logs whole messages, and so the user's code, from INFO down
    logging.getLogger("pygls").setLevel(logging.WARNING)
    from glossator.lsp.start import serve_stdio

    sys.exit(serve_stdio())
