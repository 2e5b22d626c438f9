"""Turns whatever a user pastes as the address of a model service into one base URL."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from urllib.parse import SplitResult, urlsplit

# More than one, because the SDK appends the route to a base that already has it.
_ROUTES = re.compile(r"(/chat/completions|/completions|/models|/infill)+$")
_OLLAMA = re.compile(r"^/api(/(chat|generate|tags|show|ps|version|embed|embeddings|pull))?$")
"""Ollama's own routes; its routes in OpenAI's format are below `/v1`."""
_DEFAULT_PORTS = {"http": 80, "https": 443}
_EXAMPLE = "write it like https://example.org/v1"


def normal_base(url: str) -> str:
    """The base URL that routes are appended to: scheme, host, path, no slash at the end.

    A pasted route or a whole `curl` line is reduced to its base; a bare host gets `/v1`, any other
    path is kept, but for Ollama's own `/api`. Without a scheme it is https, but http for this
    machine. The ValueError is a sentence for the user; it never repeats the text, which may hold a
    key.
    """
    parts = _split(_address_in(url))
    host = parts.hostname or ""
    if parts.scheme not in _DEFAULT_PORTS or not host:
        raise ValueError(f"The base URL is not a web address; {_EXAMPLE}.")
    if "@" in parts.netloc:
        raise ValueError("The base URL holds a user name or password; put the key into apiKey.")
    shown = f"[{host}]" if ":" in host else host
    port = _port(parts)
    where = shown if port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{shown}:{port}"
    return f"{parts.scheme}://{where}{_base_path(parts.path)}"


def origin_of(url: str) -> str:
    """The scheme, host and port that a key may be sent to; empty for what is no address."""
    try:
        parts = urlsplit(normal_base(url))
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}"


def is_loopback(host: str) -> bool:
    """Whether a host name or address means this machine, so that nothing leaves it."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def is_among(host: str, allowed: Iterable[str]) -> bool:
    """Whether a host is one of these host names and addresses, or in one of these networks."""
    named = host.lower().rstrip(".")
    return any(named == each.lower() or _is_in(named, each) for each in allowed)


def _is_in(host: str, network: str) -> bool:
    try:
        return ipaddress.ip_address(host) in ipaddress.ip_network(network, strict=False)
    except ValueError:
        return False


def _address_in(text: str) -> str:
    """The URL of a `curl` line, or the text itself."""
    found = re.search(r"https?://[^\s'\"\\]+", text, re.IGNORECASE)
    if found:
        return found[0]
    address = text.strip().strip("'\"")
    if not address or re.search(r"\s", address):
        raise ValueError(f"The base URL is not a web address; {_EXAMPLE}.")
    return address


def _split(address: str) -> SplitResult:
    try:
        if "://" in address:
            return urlsplit(address)
        host = urlsplit(f"//{address}").hostname or ""
        return urlsplit(f"{'http' if is_loopback(host) else 'https'}://{address}")
    except ValueError:
        raise ValueError(f"The base URL is not a web address; {_EXAMPLE}.") from None


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        raise ValueError("The port in the base URL is not a number up to 65535.") from None


def _base_path(path: str) -> str:
    path = re.sub(r"/+", "/", path).rstrip("/")
    if _OLLAMA.match(path):
        return "/v1"
    return _ROUTES.sub("", path) or "/v1"
