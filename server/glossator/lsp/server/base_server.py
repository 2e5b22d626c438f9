"""A pygls server over `GlossatorProtocol`: it serves one client over two pipes, and then ends."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import TYPE_CHECKING

from pygls.lsp.server import LanguageServer

from glossator.lsp.server.messages import opened_text, read_message
from glossator.lsp.server.protocol import GlossatorProtocol
from glossator.lsp.server.watchdog import WATCHDOG

if TYPE_CHECKING:
    from pygls.exceptions import JsonRpcException
    from pygls.server import ServerErrors

    from glossator.lsp.documents.documents import Documents
    from glossator.lsp.server.messages import Json
    from glossator.lsp.server.stdio import Writer

logger = logging.getLogger(__name__)

LONG = 1_000_000
"""Bytes of a message that a thread reads: ten times as many take the loop half a second."""


class BaseServer(LanguageServer):
    """A pygls server over `GlossatorProtocol`, on stdin and stdout."""

    protocol: GlossatorProtocol
    workspace: Documents

    async def serve(self, bodies: AsyncIterator[bytes], writer: Writer) -> int:
        """Take in the bodies of messages until they end or the protocol does, then tidy up.

        Returns the exit code that LSP asks for.
        """
        self.protocol.set_writer(writer)
        reading = asyncio.create_task(self._receive_all(bodies))
        self.protocol.when_ended = reading.cancel
        loop = asyncio.get_running_loop()
        WATCHDOG.end_on_signals(lambda: loop.call_soon_threadsafe(self.protocol.end))
        with suppress(asyncio.CancelledError):
            await reading
        WATCHDOG.expect_end()
        self.protocol.end()
        await self.tidy_up()
        return self.protocol.exit_code

    async def tidy_up(self) -> None:
        """What is left to do when the client is gone, however it went."""

    async def _receive_all(self, bodies: AsyncIterator[bytes]) -> None:
        async for body in bodies:
            is_to_begin = True
            try:
                is_to_begin = self.protocol.receive(await self._message_in(body))
            except Exception:
                logger.exception("A message could not be handled.")
            if is_to_begin:  # handlers begin with the buffers as they are now
                await asyncio.sleep(0)

    async def _message_in(self, body: bytes) -> Json | JsonRpcException:
        """A message, which a thread reads where that would hold up the loop."""
        if len(body) > LONG:
            return await asyncio.to_thread(self._read_ahead, body)
        return read_message(body)

    def _read_ahead(self, body: bytes) -> Json | JsonRpcException:
        """A message, and of a document that it opens the lines; in a thread."""
        message = read_message(body)
        with suppress(RuntimeError):  # there is no workspace yet: nothing will be opened
            if (text := opened_text(message)) is not None:
                self.workspace.split_ahead(text)
        return message

    def report_server_error(self, error: Exception, source: ServerErrors) -> None:
        """Log what pygls would show to the user in a pop-up."""
        logger.error("%s", source.__name__, exc_info=error)
