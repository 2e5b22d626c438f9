"""Sends calls over one shared HTTP client: OpenAI's routes through the SDK, the others directly.

Imports the SDK, which takes more than a second: import this module in a thread.
"""

from __future__ import annotations

import ssl
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing, asynccontextmanager
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import httpx2
import openai

# The SDK loads its resources on first use; loaded here, that does not hold up the event loop.
import openai.resources.chat.completions
import openai.resources.completions

from glossator import __version__
from glossator.address import is_loopback
from glossator.errors import ModelError, NotConfiguredError, dropped
from glossator.json_value import Json
from glossator.models import error_mapping
from glossator.models.body import guard
from glossator.models.certificates import trusted
from glossator.models.endpoints import Endpoint
from glossator.models.session_id import SessionId
from glossator.models.wire.sse import deltas
from glossator.models.wire.wire import Call, Delta

_KEEP_ALIVE = 60.0
"""Seconds that an idle connection is kept, so that a pause in typing costs no new handshake."""

_LIMITS = httpx2.Limits(
    max_connections=20,
    # httpcore2 (2.16) closes what has expired one by one in the task that asks next: where that is
    # cancelled between two, the rest stays open until it is garbage.
    max_keepalive_connections=1,
    keepalive_expiry=_KEEP_ALIVE,
)

_USER_AGENT = f"glossator/{__version__}"

_SENT_HEADERS = frozenset(
    (
        *("host", "connection", "accept", "accept-encoding", "user-agent"),
        *("authorization", "content-type", "content-length", "transfer-encoding"),
        "x-stainless-raw-response",  # the SDK reads it back from the request that was sent
    )
)

_LLAMA_CPP = "llama.cpp"
_SERVER_HEADERS = ("server", "llm_provider-server")
"""The second is the first of the server behind LiteLLM."""

TidyHeaders = Callable[[httpx2.Request], Awaitable[None]]


class Transport:
    """HTTP clients, one for each service with a pool of its own; `connect_timeout` is in seconds.

    All other time limits are the caller's. Redirects are not followed, since they could carry the
    key to another host. Proxies and certificates come from the environment, as usual; `ca_file`
    adds to the certificates. This machine is never asked through a proxy, which could not reach it
    and would see the key. `session_header` is the name under which `session` goes out.
    `on_llama_cpp` is called where an answer comes from llama.cpp, through a router too.

    Raises:
        NotConfiguredError: when certificates cannot be used.
    """

    def __init__(
        self,
        connect_timeout: float,
        ca_file: str = "",
        session_header: str = "",
        session: SessionId | None = None,
        on_llama_cpp: Callable[[Endpoint], None] = lambda _: None,
    ) -> None:
        self.closed = False
        self._session = session or SessionId()
        self._on_llama_cpp = on_llama_cpp
        tidy = partial(_tidy_headers, session_header, self._session)
        self._client = partial(_client, connect_timeout, trusted(ca_file), tidy)
        self._clients: dict[str, httpx2.AsyncClient] = {}
        self._sdks: dict[Endpoint, openai.AsyncOpenAI] = {}

    async def ask(self, endpoint: Endpoint, call: Call) -> AsyncGenerator[Delta]:
        """Send a call and read its answer; closing the generator closes the connection.

        Raises:
            ModelError: when the service cannot be reached, refuses the call or breaks off.
        """
        begun = False
        error: ModelError
        try:
            async with (
                self.post(endpoint, call) as response,
                aclosing(deltas(response, call, endpoint)) as answer,
            ):
                if _LLAMA_CPP in map(response.headers.get, _SERVER_HEADERS):
                    self._on_llama_cpp(endpoint)
                async for delta in answer:
                    begun = begun or bool(delta.text or delta.thought)
                    yield delta
            return
        except ModelError as known:
            error = known
        except error_mapping.FAILURES as failure:
            error = error_mapping.explain(failure, endpoint, begun=begun)
        except RuntimeError:
            if not self.closed:
                raise
        # Out here the failure is not the error's context: it may hold a key that the service sent.
        if self.closed:
            raise dropped(endpoint.service)
        self._session.note_failure(error)
        raise error

    @asynccontextmanager
    async def post(self, endpoint: Endpoint, call: Call) -> AsyncIterator[httpx2.Response]:
        """The answer with its body unread; leaving closes its connection unless all was read.

        Raises:
            error_mapping.FAILURES: when it fails, or its status is not 200.
        """
        needed: dict[str, Any] = dict(call.needed)  # the SDK has types of its own for it
        body = {**call.optional, "stream": True}
        if call.route in ("infill", "fim/completions"):
            async with self._post_directly(endpoint, call.route, {**needed, **body}) as response:
                yield response
            return
        sdk = self._sdk(endpoint)
        # Raw: typed chunks cost ten times as much. `extra_body` carries what is sent as it is.
        if call.route == "completions":
            async with sdk.completions.with_streaming_response.create(
                **needed, extra_body=body
            ) as raw:
                yield raw.http_response
        else:
            async with sdk.chat.completions.with_streaming_response.create(
                **needed, extra_body=body
            ) as turn:
                yield turn.http_response

    async def get(self, endpoint: Endpoint, route: str) -> httpx2.Response:
        """The whole answer to a GET below the base URL.

        Raises:
            error_mapping.FAILURES: when it fails, or its status is no success.
        """
        headers = {"Authorization": _bearer(endpoint)}
        url = f"{endpoint.base_url}/{route}"
        response = await self._http(endpoint).get(url, headers=headers)
        return response.raise_for_status()

    async def close(self) -> None:
        """Close every connection; nothing more can be asked."""
        self.closed = True
        for client in self._clients.values():
            await client.aclose()

    def _http(self, endpoint: Endpoint) -> httpx2.AsyncClient:
        """The client of the endpoint's service.

        Raises:
            NotConfiguredError: when the environment's proxy cannot be used.
        """
        address = urlsplit(endpoint.base_url)
        if address.netloc not in self._clients:
            near = is_loopback(address.hostname or "")
            self._clients[address.netloc] = self._client(proxies=not near)
        return self._clients[address.netloc]

    def _sdk(self, endpoint: Endpoint) -> openai.AsyncOpenAI:
        if endpoint not in self._sdks:
            self._sdks[endpoint] = openai.AsyncOpenAI(
                # Never empty: the SDK would take the user's OPENAI_API_KEY to a foreign service.
                api_key=endpoint.api_key or "none",
                default_headers={"Authorization": _bearer(endpoint), "User-Agent": _USER_AGENT},
                base_url=endpoint.base_url,
                max_retries=0,
                http_client=self._http(endpoint),
            )
        return self._sdks[endpoint]

    @asynccontextmanager
    async def _post_directly(
        self, endpoint: Endpoint, route: str, body: Json
    ) -> AsyncIterator[httpx2.Response]:
        # llama.cpp has its route beside /v1, not below it.
        base = endpoint.base_url.removesuffix("/v1") if route == "infill" else endpoint.base_url
        url = f"{base}/{route}"
        headers = {"Authorization": _bearer(endpoint)}
        http = self._http(endpoint)
        async with http.stream("POST", url, json=body, headers=headers) as response:
            if not response.is_success:
                await response.aread()
                response.raise_for_status()
            yield response


def _client(
    connect_timeout: float, certificates: ssl.SSLContext, tidy: TidyHeaders, *, proxies: bool
) -> httpx2.AsyncClient:
    try:
        return httpx2.AsyncClient(
            # A compressing proxy would hold pieces back until it has enough of them.
            headers={"User-Agent": _USER_AGENT, "Accept-Encoding": "identity"},
            timeout=httpx2.Timeout(None, connect=connect_timeout),
            limits=_LIMITS,
            follow_redirects=False,
            verify=certificates,
            trust_env=proxies,
            event_hooks={"request": [tidy], "response": [guard]},
        )
    except (ImportError, ValueError, httpx2.InvalidURL):
        # The reason is left out: it repeats the address, which may hold a password.
        raise NotConfiguredError(
            "The proxy in HTTPS_PROXY, HTTP_PROXY or ALL_PROXY cannot be used: it must be an "
            "http:// or https:// address."
        ) from None


def _bearer(endpoint: Endpoint) -> str:
    return f"Bearer {endpoint.api_key or 'none'}"


async def _tidy_headers(session_header: str, session: SessionId, request: httpx2.Request) -> None:
    """The SDK adds headers about this machine, and some from the user's OPENAI_ variables."""
    for name in list(request.headers):
        if name.lower() not in _SENT_HEADERS:
            del request.headers[name]
    if session_header:
        request.headers[session_header] = session.value
