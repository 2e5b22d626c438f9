from __future__ import annotations

from pathlib import Path

import pytest

from glossator.models.endpoints import Endpoint
from glossator.models.fim_memory import DAY, FimMemory
from glossator.models.gateway import Gateway
from glossator.models.requests import Work
from glossator.models.wire.fim_tokens import FAMILIES
from glossator.settings import Loaded, Settings
from tests.standin.scripts import Script, speak
from tests.standin.server import CHAT, Request, StandIn

ONE, OTHER = (Endpoint("https://a.example/v1", "", model) for model in ("one", "other"))


def test_it_remembers_by_address_and_model(tmp_path: Path) -> None:
    path = tmp_path / "new" / "routes.json"
    FimMemory(path).remember(ONE, "seed")
    FimMemory(path).remember(OTHER, None)
    assert (FimMemory(path).recall(ONE), FimMemory(path).recall(OTHER)) == ("seed", False)
    assert FimMemory(path).recall(Endpoint("https://b.example/v1", "", "one")) is None


def test_it_forgets_after_a_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = FimMemory(tmp_path / "routes.json")
    monkeypatch.setattr("time.time", lambda: 1000.0)
    memory.remember(ONE, "seed")
    monkeypatch.setattr("time.time", lambda: 1000.0 + DAY)
    assert memory.recall(ONE) is None


@pytest.mark.parametrize("text", ["", "[]", '{"https://a.example/v1 one": 3}', '{"x"', "\x00"])
def test_a_broken_file_is_as_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "routes.json"
    path.write_text(text)
    memory = FimMemory(path)
    assert memory.recall(ONE) is None
    memory.remember(ONE, "glm")
    assert memory.recall(ONE) == "glm"


@pytest.mark.parametrize("family", ["mellum", ""])
async def test_the_second_start_asks_less(tmp_path: Path, family: str) -> None:
    def model(request: Request) -> Script:
        if request.route == CHAT:
            return speak("cold")
        layout = FAMILIES[family].layout.partition("{")[0] if family else "?"
        known = request.said.startswith(layout)
        return speak("walrus" if "owner" in request.said else "quartz") if known else speak("no")

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
