"""The language server of one client, with its session."""

from __future__ import annotations

from glossator.lsp.server.base_server import BaseServer
from glossator.lsp.session import Session


class GlossatorServer(BaseServer):
    """The pygls server and the session of its one client, there from `initialize` on."""

    session: Session

    async def tidy_up(self) -> None:
        """End the session, with the local model and the files of the pages."""
        if hasattr(self, "session"):
            await self.session.end()
