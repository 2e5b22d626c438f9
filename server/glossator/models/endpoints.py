"""Which service answers for which work, as the settings say."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlsplit

from glossator.address import is_among, is_loopback, normal_base, origin_of
from glossator.errors import NotConfiguredError
from glossator.installation import EXTRAS, install_command
from glossator.masks import mask
from glossator.models.credentials import Keys
from glossator.models.requests import Work
from glossator.settings import EMPATHY_BASE_URL, Loaded, Settings

KEY_PLACES = (
    "as GLOSSATOR_API_KEY or in your editor as glossator.apiKey (in VS Code by “Glossator: Set "
    "API key”)"
)
_SERVICE_SETTINGS = ("baseUrl", "apiKey", "apiKeyCommand")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One model at one service. `local` says that it is the model that this program started."""

    base_url: str
    api_key: str = field(repr=False)
    model: str
    local: bool = False

    def __post_init__(self) -> None:
        """Its key is one from now on that nothing shows."""
        mask(self.api_key)

    @property
    def service(self) -> str:
        """`host` or `host:port`, for messages."""
        return urlsplit(self.base_url).netloc


@dataclass(frozen=True, slots=True)
class LocalAddress:
    """Where the local model listens, the key it wants, and its name."""

    base_url: str
    key: str = field(repr=False)
    name: str


class LocalSource(Protocol):
    """Runs the local model in a child process."""

    async def start(self) -> LocalAddress:
        """Start the model unless it runs, and wait until it answers.

        May be called at any time and by several at once; a caller that is cancelled does not stop
        the start for the others.

        Raises:
            NotConfiguredError: when the settings name a model that is not there.
            LocalModelFailedError: when the model cannot be loaded.
        """
        ...

    async def stop(self) -> None:
        """End the model's process, if there is one."""
        ...


def uses_local(loaded: Loaded) -> bool:
    """Whether the local model does the work: by profile; `auto` prefers a service that is set."""
    if loaded.settings.profile != "auto":
        return loaded.settings.profile == "local"
    prefixes = ("", "models.code.", "models.prose.")
    return not loaded.settings.keyring and not any(
        f"{prefix}{name}" in loaded.origins for prefix in prefixes for name in _SERVICE_SETTINGS
    )


async def local_endpoint(local: LocalSource | None) -> Endpoint:
    """The local model, started if need be; `local` is None where none is installed."""
    if local is None:
        lacks_llama_cpp = importlib.util.find_spec("xllamacpp") is None
        first = f"`{install_command(*EXTRAS['local'])}` and " if lacks_llama_cpp else ""
        raise NotConfiguredError(
            "No model is configured: `glossator setup` finds what there is. By hand, set "
            "GLOSSATOR_API_KEY to use the Empathy AI API, or GLOSSATOR_BASE_URL to use another "
            "service, or get a local model with "
            f"{first}`glossator model pull qwen2.5-coder-1.5b`. In VS Code, Glossator’s menu "
            "leads to all of them."
        )
    address = await local.start()
    return Endpoint(normal_base(address.base_url), address.key, address.name, local=True)


async def service_endpoint(settings: Settings, work: Work, keys: Keys) -> Endpoint:
    """The endpoint of the service for this work.

    Raises:
        NotConfiguredError: when something is missing.
    """
    chosen = _choice(settings, work)
    base = _base(chosen.base_url, chosen.setting)
    key = await keys.key(chosen.api_key, chosen.api_key_command)
    if not key and settings.keyring:
        key = await keys.kept(origin_of(base))
    host = urlsplit(base).hostname or ""
    if not key and host == urlsplit(EMPATHY_BASE_URL).hostname:
        raise NotConfiguredError(
            f"There is no key for {host}: set one {KEY_PLACES}, or set GLOSSATOR_BASE_URL to use "
            "another service."
        )
    plain = base.startswith("http://") and not is_loopback(host)
    if key and plain and not is_among(host, settings.allow_plain_http):
        raise NotConfiguredError(
            f"The key is not sent to {host} because http:// is not encrypted: use an https:// "
            "address, remove the key if the service needs none, or name the host in "
            "glossator.allowPlainHttp if its network is your own."
        )
    return Endpoint(base, key, chosen.model)


def named_service(loaded: Loaded) -> tuple[str, str, str] | None:
    """The code model, the prose model and the code model's `host:port`, as the settings name them.

    None where the local model does the work, or the address is none.
    """
    code, prose = _choice(loaded.settings, Work.CODE), _choice(loaded.settings, Work.PROSE)
    try:
        base = _base(code.base_url, code.setting)
    except NotConfiguredError:
        return None
    return None if uses_local(loaded) else (code.model, prose.model, urlsplit(base).netloc)


@dataclass(frozen=True, slots=True)
class _Choice:
    setting: str
    base_url: str
    api_key: str = field(repr=False)
    api_key_command: str
    model: str


def _choice(settings: Settings, work: Work) -> _Choice:
    """The settings of one work; what it does not set for itself it takes from the general ones."""
    if work is Work.CODE:
        own = _Choice(
            "models.code.baseUrl",
            settings.code_base_url,
            settings.code_api_key,
            settings.code_api_key_command,
            settings.code_model,
        )
    else:
        own = _Choice(
            "models.prose.baseUrl",
            settings.prose_base_url,
            settings.prose_api_key,
            settings.prose_api_key_command,
            settings.prose_model,
        )
    base_url = own.base_url or settings.base_url
    key, command = own.api_key, own.api_key_command
    if not key and not command and _same_service(base_url, settings.base_url):
        key, command = settings.api_key, settings.api_key_command
    setting = own.setting if own.base_url else "baseUrl"
    return _Choice(setting, base_url, key, command, own.model)


def _same_service(one: str, other: str) -> bool:
    """Whether two addresses have the same scheme, host and port: a key goes nowhere else."""
    return origin_of(one) == origin_of(other) != ""


def _base(url: str, setting: str) -> str:
    try:
        return normal_base(url)
    except ValueError as problem:
        raise NotConfiguredError(f"{problem} It is set as glossator.{setting}.") from None
