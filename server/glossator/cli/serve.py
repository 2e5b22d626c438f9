"""`glossator serve`."""

from __future__ import annotations

import click


@click.command()
@click.option("--stdio", is_flag=True, help="Accepted for editors that say so; it is the only way.")
def serve(stdio: bool) -> None:  # noqa: ARG001
    """Speak LSP on stdin and stdout, for an editor."""
    from glossator.lsp.server.start import serve_stdio

    serve_stdio()
