from __future__ import annotations

from pathlib import Path

import pytest

from glossator.models.endpoints import Endpoint
from glossator.models.gateway import Gateway
from glossator.models.requests import Work
from glossator.models.service_memory import DAY, Known, ServiceMemory
from glossator.models.wire.fim_tokens import FAMILIES
from glossator.settings import Loaded, Settings
from tests.standin.scripts import Script, speak
from tests.standin.server import CHAT, Request, StandIn

ONE, OTHER = (Endpoint("https://a.example/v1", "", model) for model in ("one", "other"))


def test_it_remembers_by_address_and_model(tmp_path: Path) -> None:
    path = tmp_path / "new" / "routes.json"
    ServiceMemory(path).put_route(ONE, "seed")
    ServiceMemory(path).put_route(OTHER, None)
    assert (ServiceMemory(path).get(ONE).route, ServiceMemory(path).get(OTHER).route) == (
        "seed",
        False,
    )
    assert ServiceMemory(path).get(Endpoint("https://b.example/v1", "", "one")) == Known()


def test_it_forgets_after_a_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = ServiceMemory(tmp_path / "routes.json")
    monkeypatch.setattr("time.time", lambda: 1000.0)
    memory.put_route(ONE, "seed")
    monkeypatch.setattr("time.time", lambda: 1000.0 + DAY)
    assert memory.get(ONE) == Known()


def test_what_is_found_out_later_adds_up(tmp_path: Path) -> None:
    path = tmp_path / "services.json"
    ServiceMemory(path).put_route(ONE, "glm")
    ServiceMemory(path).put_context(ONE, 4096)
    ServiceMemory(path).put_queue(ONE, frees_slot=False, parallel=None)
    assert ServiceMemory(path).get(ONE) == Known("glm", 4096, False, None)


def test_without_a_file_it_remembers_as_long_as_it_lives() -> None:
    memory = ServiceMemory(None)
    memory.put_context(ONE, 2048)
    assert memory.get(ONE) == Known(context=2048)


def test_of_the_local_model_nothing_is_remembered() -> None:
    memory, local = ServiceMemory(None), Endpoint("http://127.0.0.1:9/v1", "", "one", local=True)
    memory.put_context(local, 2048)
    assert memory.get(local) == Known()


@pytest.mark.parametrize("text", ["", "[]", '{"https://a.example/v1 one": 3}', '{"x"', "\x00"])
def test_a_broken_file_is_as_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "routes.json"
    path.write_text(text)
    memory = ServiceMemory(path)
    assert memory.get(ONE) == Known()
    memory.put_route(ONE, "glm")
    assert memory.get(ONE).route == "glm"


@pytest.mark.parametrize("family", ["mellum", ""])
async def test_the_second_start_asks_less(tmp_path: Path, family: str) -> None:
    def model(request: Request) -> Script:
        if request.route == CHAT:
            return speak("cold")
        layout = FAMILIES[family].layout.partition("{")[0] if family else "?"
        known = request.prompt.startswith(layout)
        return speak("walrus" if "owner" in request.prompt else "quartz") if known else speak("no")

    asked = []
    async with StandIn(completions=True, infill=True) as service:
        service.answer = model
        settings = Settings(base_url=service.base_url, api_key=service.key)
        for _ in range(2):
            before = len(service.requests)
            gateway = Gateway(
                Loaded(settings, origins={"baseUrl": "test"}), memory=tmp_path / "routes.json"
            )
            found = await gateway.capabilities(Work.CODE)
            await gateway.close()
            assert found.fim == bool(family)
            asked.append(len(service.requests) - before)
    assert asked[1] <= 6 < asked[0]
