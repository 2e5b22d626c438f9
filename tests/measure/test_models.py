from __future__ import annotations

import pytest

from glossator.context.buffer import Buffer
from glossator.measure.holes import Hole
from glossator.measure.models import patient, variants_for, with_model
from glossator.measure.run import Variant
from glossator.settings import Loaded, Settings


def test_another_model_is_one_of_the_service_or_a_local_one() -> None:
    service = with_model(Loaded(Settings(profile="service")), "m")
    local = with_model(Loaded(Settings(profile="local")), "m.gguf")
    assert (service.settings.code_model, service.settings.local_model) == ("m", "")
    assert local.settings.local_model == "m.gguf"


def test_an_answer_gets_time_to_come_and_a_longer_deadline_stays() -> None:
    assert patient(Loaded(Settings())).settings.completion_deadline == 15.0
    assert patient(Loaded(Settings(completion_deadline=40.0))).settings.completion_deadline == 40.0


VARIANTS = [Variant("m", "fim", context=True), Variant("m", "fim", context=False)]
BUFFER = Buffer("file:///a.py", "x", "python", 0)


def test_a_docstring_is_asked_for_once() -> None:
    loaded = Loaded(Settings())
    assert variants_for(Hole("line", BUFFER, 0, 1, 1), VARIANTS, loaded) == VARIANTS
    assert variants_for(Hole("docstring", BUFFER, 0, 1, 1), VARIANTS, loaded) == VARIANTS[:1]


@pytest.mark.parametrize(
    "settings",
    [
        Settings(context="off"),
        Settings(context="openFiles"),
        Settings(context_languages={"python": False}),
    ],
)
def test_other_files_are_shown_only_where_the_settings_let_them(settings: Settings) -> None:
    hole = Hole("line", BUFFER, 0, 1, 1)
    assert variants_for(hole, VARIANTS, Loaded(settings)) == VARIANTS[1:]
