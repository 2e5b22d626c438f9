"""One request and its answer on the wire, every failure as a ModelError.

Imports the SDK: import this module in a thread.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing

from glossator.errors import ModelError, dropped
from glossator.models import error_mapping
from glossator.models.endpoints import Endpoint
from glossator.models.transport import Transport
from glossator.models.wire.sse import deltas
from glossator.models.wire.wire import Call, Delta


async def exchange(transport: Transport, endpoint: Endpoint, call: Call) -> AsyncGenerator[Delta]:
    """Send the call and read what comes; closing the generator closes the connection."""
    begun = False
    error: ModelError
    try:
        async with (
            transport.post(endpoint, call) as response,
            aclosing(deltas(response, call, endpoint)) as answer,
        ):
            async for delta in answer:
                begun = begun or bool(delta.text)
                yield delta
        return
    except ModelError as known:
        error = known
    except error_mapping.FAILURES as failure:
        error = error_mapping.explain(failure, endpoint, begun=begun)
    except RuntimeError:
        if not transport.closed:
            raise
    # Out here the failure is not the error's context: it may hold a key that the service repeated.
    raise dropped(endpoint.service) if transport.closed else error
