"""`glossator serve`: LSP over stdin and stdout, the log on stderr."""

from __future__ import annotations

import os
import sys

from glossator.log import write_log


def serve() -> None:
    """Serve one client until it says `exit`, closes stdin, or is gone."""
    if sys.stdin.isatty():
        sys.stderr.write(
            "glossator speaks LSP on stdin, so an editor should start it; "
            "`glossator --help` lists the commands for a terminal.\n"
        )
    write_log(os.environ.get("GLOSSATOR_LOG", "WARNING").upper())
    from glossator.lsp.server.start import serve_stdio

    sys.exit(serve_stdio())
