"""`create_server()`: the language server, ready to be started on a transport."""

from __future__ import annotations

from glossator import __version__
from glossator.lsp.documents import notebooks
from glossator.lsp.features import registration
from glossator.lsp.server.base_server import BaseServer
from glossator.lsp.server.protocol import GlossatorProtocol
from glossator.lsp.session import Session


class GlossatorServer(BaseServer):
    """The pygls server and the session of its one client, there from `initialize` on."""

    session: Session

    async def tidy_up(self) -> None:
        """End the session, with the local model and the files of the margin."""
        if hasattr(self, "session"):
            await self.session.end()


def create_server() -> GlossatorServer:
    """A new server with every feature registered."""
    server = GlossatorServer(
        "glossator",
        __version__,
        protocol_cls=GlossatorProtocol,
        notebook_document_sync=notebooks.SYNC,
    )
    registration.register(server)
    return server
