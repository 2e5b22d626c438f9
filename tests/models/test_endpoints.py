from __future__ import annotations

from dataclasses import replace

import pytest

from glossator.errors import NotConfiguredError
from glossator.models.credentials import Keys
from glossator.models.endpoints import (
    Endpoint,
    LocalAddress,
    local_endpoint,
    service_endpoint,
    uses_local,
)
from glossator.models.requests import Work
from glossator.settings import EMPATHY_BASE_URL, Loaded, Profile, Settings

EMPATHY = Settings(api_key="k-empathy")


async def endpoint(settings: Settings, work: Work = Work.CODE) -> Endpoint:
    return await service_endpoint(settings, work, Keys())


@pytest.mark.parametrize(
    ("profile", "set_keys", "local"),
    [
        ("auto", (), True),
        ("auto", ("codeModel", "localModel"), True),
        ("auto", ("baseUrl",), False),
        ("auto", ("apiKey",), False),
        ("auto", ("apiKeyCommand",), False),
        ("auto", ("models.code.baseUrl",), False),
        ("auto", ("models.prose.apiKey",), False),
        ("service", (), False),
        ("local", ("baseUrl", "apiKey"), True),
    ],
)
def test_auto_takes_the_service_where_one_is_set(
    profile: Profile, set_keys: tuple[str, ...], local: bool
) -> None:
    loaded = Loaded(Settings(profile=profile), dict.fromkeys(set_keys, "environment"))
    assert uses_local(loaded) is local


async def test_each_work_has_its_model_at_the_default_service() -> None:
    code, prose = await endpoint(EMPATHY), await endpoint(EMPATHY, Work.PROSE)
    assert (code.base_url, code.model) == (EMPATHY_BASE_URL, "qwen/Qwen2.5-Coder-7B-Instruct")
    assert (prose.base_url, prose.model) == (
        EMPATHY_BASE_URL,
        "mistralai/Mistral-7B-Instruct-v0.3",
    )
    assert code.api_key == prose.api_key == "k-empathy"


async def test_the_default_service_needs_a_key() -> None:
    with pytest.raises(NotConfiguredError, match="GLOSSATOR_API_KEY"):
        await endpoint(Settings())


async def test_another_service_needs_none() -> None:
    found = await endpoint(Settings(base_url="localhost:11434"))
    assert (found.base_url, found.api_key) == ("http://localhost:11434/v1", "")
    assert found.service == "localhost:11434"


async def test_a_model_of_its_own_address_never_gets_the_general_key() -> None:
    settings = replace(EMPATHY, code_base_url="https://code.example/v1")
    assert (await endpoint(settings)).api_key == ""
    assert (await endpoint(settings, Work.PROSE)).api_key == "k-empathy"
    own = replace(settings, code_api_key="k-code")
    assert (await endpoint(own)).api_key == "k-code"


async def test_an_address_of_its_own_at_the_same_service_shares_the_key() -> None:
    settings = replace(EMPATHY, code_base_url="ai-challenge.empathy.ai/v1/chat/completions")
    assert (await endpoint(settings)).api_key == "k-empathy"


@pytest.mark.parametrize("base", ["http://x.org/v1", "http://192.168.1.5:8000"])
async def test_a_key_is_not_sent_unencrypted_to_another_machine(base: str) -> None:
    with pytest.raises(NotConfiguredError, match="https://") as caught:
        await endpoint(Settings(base_url=base, api_key="sk-secret"))
    assert "sk-secret" not in str(caught.value)
    assert (await endpoint(Settings(base_url=base))).api_key == ""


async def test_a_key_may_go_unencrypted_to_this_machine() -> None:
    found = await endpoint(Settings(base_url="http://127.0.0.1:8000", api_key="k"))
    assert found.api_key == "k"


async def test_a_wrong_address_names_its_setting() -> None:
    with pytest.raises(NotConfiguredError, match=r"glossator\.models\.code\.baseUrl"):
        await endpoint(replace(EMPATHY, code_base_url="two words"))


async def test_without_a_local_model_it_is_said_what_to_set() -> None:
    with pytest.raises(NotConfiguredError, match="GLOSSATOR_API_KEY") as caught:
        await local_endpoint(None)
    assert "`glossator setup` finds what there is" in str(caught.value)
    assert "get a local model with `glossator model pull" in str(caught.value)
    assert "pip install" not in str(caught.value), "llama.cpp is there"


async def test_the_local_model_is_started_for_its_endpoint() -> None:
    class Source:
        async def start(self) -> LocalAddress:
            return LocalAddress("http://127.0.0.1:4321", "random", "smollm2")

        async def stop(self) -> None: ...

    found = await local_endpoint(Source())
    assert found == Endpoint("http://127.0.0.1:4321/v1", "random", "smollm2", local=True)


def test_a_key_is_in_no_repr() -> None:
    assert "sk-secret" not in repr(Endpoint("https://x.org/v1", "sk-secret", "m"))
    assert "sk-secret" not in repr(LocalAddress("https://x.org/v1", "sk-secret", "m"))
