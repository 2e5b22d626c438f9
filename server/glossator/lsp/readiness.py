"""Whether the models answer: asked in the background, so that nobody waits to be told."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass

from glossator.errors import ModelError
from glossator.lsp.client.status import Status
from glossator.models.endpoints import Endpoint
from glossator.models.gateway import Gateway
from glossator.models.limits import limits
from glossator.models.probe import Capabilities
from glossator.models.requests import Work
from glossator.tasks import end

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Models:
    """The models that answer, and what the code model can do."""

    code: Endpoint
    prose: Endpoint
    able: Capabilities


class Readiness:
    """What is known of the models of one gateway; the status is told what is wrong with them."""

    def __init__(self, gateway: Gateway, status: Status) -> None:
        self._gateway = gateway
        self._status = status
        self._asking: asyncio.Task[None] | None = None
        self.models: Models | None = None

    @property
    def asks(self) -> bool:
        """Whether the models are being asked."""
        return self._asking is not None and not self._asking.done()

    def ask(self) -> None:
        """Begin to ask the models what they can do, unless they are being asked."""
        if not self.asks:
            self._asking = asyncio.create_task(self._ask())

    async def asked(self) -> None:
        """Ask the models, and wait until it is known what they can do, or that they cannot."""
        self.ask()
        if self._asking is not None:  # shared: who is cancelled does not stop it for the others
            await asyncio.wait([self._asking])

    def limits(self) -> str:
        """What the code model's service lacks, as far as it is known by now; empty for nothing."""
        if self.models is None:
            return ""
        code = self.models.code
        able = self._gateway.with_seen(code, self.models.able)
        return " ".join(limits(f"{code.model} at {code.service}", able))

    async def close(self) -> None:
        """Stop asking."""
        if self._asking is not None:
            await end(self._asking)

    async def _ask(self) -> None:
        gateway = self._gateway
        try:
            await gateway.transport()
            code = await gateway.endpoint(Work.CODE)
            prose = await gateway.endpoint(Work.PROSE)
            able = await gateway.capabilities(Work.CODE)
        except ModelError as error:  # shown when the user asks for something, not at start
            log.info("the models are not ready: %s", error)
            self.models = None
            self._status.unready(str(error))
        else:
            self.models = Models(code, prose, able)
            self._status.unready(None)
        self._status.settled()
