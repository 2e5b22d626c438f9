"""Where a key goes: redirects, plain HTTP, certificates of one's own, proxies. All of it for real.

Names under `.test` are nobody's (RFC 6761): only a proxy leads anywhere for them.
"""

from __future__ import annotations

import asyncio
import gc
import ssl
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import trustme

from glossator.errors import ModelError, NotConfiguredError, RejectedError, UnreachableError
from glossator.models.requests import Continuation, Fim, Prompt, Work
from glossator.models.transport import Transport
from glossator.models.wire.wire import FimRoute
from tests.models.conftest import CHAT, Connect
from tests.standin.proxy import Proxy
from tests.standin.scripts import Reply
from tests.standin.server import StandIn

ENVIRONMENT = "HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY SSL_CERT_FILE SSL_CERT_DIR".split()


@pytest.fixture(autouse=True)
def _no_network_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@dataclass(frozen=True)
class Authority:
    """A certificate authority of one's own, and what a server of its uses."""

    file: Path
    server: ssl.SSLContext


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    made = trustme.CA()
    file = tmp_path_factory.mktemp("authority") / "ca.pem"
    made.cert_pem.write_to_path(file)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.issue_cert("127.0.0.1", "service.test").configure_cert(context)
    yield Authority(file, context)


@pytest.fixture
async def secure(authority: Authority) -> AsyncIterator[StandIn]:
    async with StandIn(tls=authority.server) as service:
        yield service


def port_of(service: StandIn) -> int:
    return int(service.base_url.split(":")[2].partition("/")[0])


# Redirects

ROUTES: list[tuple[Prompt, FimRoute]] = [
    (CHAT, "completions"),
    (Continuation("a"), "completions"),
    (Fim("a", "b"), "completions"),
    (Fim("a", "b"), "infill"),
]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(("prompt", "fim"), ROUTES)
async def test_no_redirect_is_followed_and_no_key_with_it(
    connect: Connect, service: StandIn, status: int, prompt: Prompt, fim: FimRoute
) -> None:
    async with StandIn(completions=True, infill=True) as other:
        place = {"Location": f"{other.base_url}/chat/completions"}
        service.answer = lambda _: Reply(status, headers=place)
        with pytest.raises(RejectedError, match="where the key must not follow") as caught:
            await connect().text(prompt, fim=fim)
        assert "127.0.0.1" in str(caught.value)
        assert other.requests == []
        assert len(service.requests) == 1


async def test_a_redirect_of_the_list_of_models_is_not_followed(service: StandIn) -> None:
    from glossator.models.discover import listed_models
    from glossator.models.endpoints import Endpoint

    async with StandIn(models=True) as other:
        service.answer = lambda _: Reply(302, headers={"Location": f"{other.base_url}/models"})
        transport = Transport(5)
        service.rules = type(service.rules)(service.key, frozenset(("/v1/models",)))
        endpoint = Endpoint(service.base_url.replace("/v1", "/v2"), service.key, "m")
        assert await listed_models(transport, endpoint) is None
        await transport.close()
        assert other.requests == []


# Plain HTTP


@pytest.mark.parametrize(
    ("host", "allowed", "goes"),
    [
        ("service.test", (), False),
        ("service.test", ("other.test",), False),
        ("service.test", ("SERVICE.test",), True),
        ("192.168.7.5", ("192.168.0.0/16",), True),
        ("192.168.7.5", ("10.0.0.0/8",), False),
        ("192.168.7.5", ("192.168.7.5",), True),
        ("[fd00::5]", ("fd00::/8",), True),
    ],
)
async def test_a_key_goes_over_plain_http_only_where_the_user_allows_it(
    connect: Connect,
    service: StandIn,
    monkeypatch: pytest.MonkeyPatch,
    host: str,
    allowed: tuple[str, ...],
    goes: bool,
) -> None:
    async with Proxy(port_of(service)) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        client = connect(base_url=f"http://{host}/v1", allow_plain_http=allowed)
        if goes:
            assert await client.text()
            assert service.key in proxy.heads[0]
        else:
            with pytest.raises(NotConfiguredError, match="allowPlainHttp"):
                await client.text()
            assert proxy.heads == []


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.0.0.2"])
async def test_this_machine_is_never_asked_through_a_proxy(
    connect: Connect, service: StandIn, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    async with Proxy(port_of(service)) as proxy:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        client = connect(base_url=f"http://{host}:{port_of(service)}/v1")
        try:
            assert await client.text()
        except UnreachableError:
            assert host != "127.0.0.1", "the stand-in listens there alone"
        assert proxy.heads == []


# Certificates


async def test_a_certificate_of_an_unknown_authority_is_not_trusted(
    connect: Connect, secure: StandIn
) -> None:
    with pytest.raises(UnreachableError, match=r"certificate.*caFile"):
        await connect(base_url=secure.base_url, api_key=secure.key).text()
    assert secure.requests == []


async def test_the_users_own_authority_is_trusted_by_setting(
    connect: Connect, secure: StandIn, authority: Authority
) -> None:
    client = connect(base_url=secure.base_url, ca_file=str(authority.file))
    assert await client.text(work=Work.CODE)


async def test_the_users_own_authority_is_trusted_by_the_environment(
    connect: Connect, secure: StandIn, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    assert await connect(base_url=secure.base_url).text()


async def test_a_trusted_authority_does_not_make_up_for_another_name(
    connect: Connect, secure: StandIn, authority: Authority
) -> None:
    other = secure.base_url.replace("127.0.0.1", "localhost")
    with pytest.raises(UnreachableError, match="certificate"):
        await connect(base_url=other, ca_file=str(authority.file)).text()
    assert secure.requests == []


@pytest.mark.parametrize(
    ("content", "reason"), [(None, "No such file"), ("not PEM", "it holds no PEM certificate")]
)
async def test_certificates_that_cannot_be_read_are_told(
    connect: Connect, tmp_path: Path, content: str | None, reason: str
) -> None:
    file = tmp_path / "ca.pem"
    if content is not None:
        file.write_text(content, "utf-8")
    for _ in range(2):
        with pytest.raises(NotConfiguredError, match=rf"ca\.pem cannot be read: {reason}.*caFile"):
            await connect(ca_file=str(file)).text()


async def test_an_environment_that_cannot_be_used_is_told(
    connect: Connect, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    with pytest.raises(
        NotConfiguredError, match=r"none\.pem cannot be read: No such.*SSL_CERT_FILE"
    ):
        await connect().text()


# Proxies


@pytest.mark.parametrize("proxy", ["socks5://me:hunter2@127.0.0.1:1", "gopher://hunter2"])
async def test_a_proxy_that_cannot_be_used_is_told_without_its_password(
    connect: Connect, monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    monkeypatch.setenv("ALL_PROXY", proxy)
    with pytest.raises(ModelError, match="proxy") as caught:
        await connect(base_url="https://service.test/v1").text()
    assert "hunter2" not in str(caught.value)


async def test_a_proxy_tunnels_and_sees_neither_key_nor_code(
    connect: Connect, secure: StandIn, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Proxy(port_of(secure)) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        client = connect(base_url="https://service.test/v1", ca_file=str(authority.file))
        assert await client.text()
        (head,) = proxy.heads
        assert head.startswith("CONNECT service.test:443 ")
        assert secure.key not in head
        (request,) = secure.requests
        assert request.headers["authorization"] == f"Bearer {secure.key}"


async def test_no_proxy_goes_around_it(
    connect: Connect, secure: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Proxy(port_of(secure)) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        monkeypatch.setenv("NO_PROXY", "other.example,service.test")
        with pytest.raises(UnreachableError, match="host was not found"):
            await connect(base_url="https://service.test/v1").text()
        assert proxy.heads == []


@pytest.mark.parametrize(
    "refusal",
    [
        b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n",
        b"nonsense\r\n\r\n",
    ],
)
async def test_a_proxy_that_refuses_is_named(
    connect: Connect, secure: StandIn, monkeypatch: pytest.MonkeyPatch, refusal: bytes
) -> None:
    async with Proxy(port_of(secure), refusal) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url.replace("://", "://me:hunter2@"))
        with pytest.raises(ModelError) as caught:
            await connect(base_url="https://service.test/v1").text()
        assert "hunter2" not in str(caught.value)
        assert secure.requests == []
        if b"407" in refusal:
            assert "the proxy refused" in str(caught.value)


# Connections that have expired


@pytest.mark.parametrize("turns", range(6))
async def test_a_request_that_is_cancelled_leaves_no_expired_connection_open(
    connect: Connect, service: StandIn, turns: int
) -> None:
    client = connect()
    await asyncio.gather(*(client.text() for _ in range(3)))
    await service.stop()  # it expires in the pool
    asking = asyncio.create_task(client.text())
    for _ in range(turns):
        await asyncio.sleep(0)
    asking.cancel()
    await asyncio.wait([asking])
    gc.collect()  # a connection left open is a warning here, and warnings are errors
    await service.start()
    assert await client.text() == "Hello, world"
