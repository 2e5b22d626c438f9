"""The command `glossator`. Serving is the default and loads nothing that it does not need."""

from __future__ import annotations

import sys

from glossator.log import mask_crashes


def main() -> None:
    """Run the command line of this process."""
    mask_crashes()
    if sys.argv[1:] in ([], ["serve"], ["serve", "--stdio"], ["--stdio"]):
        from glossator.lsp.server.start import serve_stdio

        serve_stdio()
    else:
        from glossator.cli.app import glossator

        glossator(prog_name="glossator")
