"""A pygls server over `GlossatorProtocol`: it serves one client over two pipes, and then ends."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import redirect_stdout, suppress
from typing import TYPE_CHECKING, BinaryIO

from pygls.lsp.server import LanguageServer

from glossator.lsp import stdio
from glossator.lsp.documents import Documents
from glossator.lsp.protocol import GlossatorProtocol

if TYPE_CHECKING:
    from pygls.server import ServerErrors

logger = logging.getLogger(__name__)


class HardenedServer(LanguageServer):
    """A pygls server over `GlossatorProtocol`, on stdin and stdout."""

    protocol: GlossatorProtocol

    @property
    def documents(self) -> Documents:
        """The open buffers; there from the answer to `initialize` on."""
        assert isinstance(self.workspace, Documents)
        return self.workspace

    def start_io(self, stdin: BinaryIO | None = None, stdout: BinaryIO | None = None) -> None:
        """Serve until the client says `exit`, closes a pipe, or is gone.

        Both files are unbuffered. What is printed meanwhile goes to stderr.

        Raises:
            SystemExit: always, with the exit code that LSP asks for.
        """
        given, taken = stdio.files()
        with redirect_stdout(sys.stderr), suppress(KeyboardInterrupt):
            asyncio.run(self.serve(stdio.bodies(stdin or given), stdio.Writer(stdout or taken)))
        sys.exit(self.protocol.exit_code)

    async def serve(self, bodies: AsyncIterator[bytes], writer: stdio.Writer) -> None:
        """Take in the bodies of messages until they end or the protocol does, then tidy up."""
        self.protocol.set_writer(writer)
        reading = asyncio.create_task(self._receive_all(bodies))
        self.protocol.when_ended = reading.cancel
        with suppress(NotImplementedError):  # Windows has no such signal handlers
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, self.protocol.end)
        with suppress(asyncio.CancelledError):
            await reading
        self.protocol.end()
        await self.tidy_up()

    async def tidy_up(self) -> None:
        """What is left to do when the client is gone, however it went."""

    async def _receive_all(self, bodies: AsyncIterator[bytes]) -> None:
        async for body in bodies:
            try:
                self.protocol.receive(body)
            except Exception:
                logger.exception("A message could not be handled.")
            # Handlers begin with the buffers as they are now, before the next message.
            await asyncio.sleep(0)

    def report_server_error(self, error: Exception, source: ServerErrors) -> None:
        """Log what pygls would show to the user in a pop-up."""
        logger.error("%s", source.__name__, exc_info=error)
