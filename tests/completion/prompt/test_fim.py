from __future__ import annotations

from glossator.completion.prompt import fim
from glossator.completion.stop import StopRule
from tests.completion.drawn import at
from tests.completion.prompt.example import code


def test_fim_keeps_the_rest_of_the_line() -> None:
    prompt, sampling = fim.request(at("f(│, b)\nc\n"), StopRule.LINE, 0)
    assert prompt.suffix == ", b)\nc\n"
    assert len(sampling.stop) <= 4


def test_fim_shows_what_follows_in_a_small_file_too() -> None:
    prompt, _ = fim.request(at("f(│)\n" + code(20)), StopRule.LINE, 0)
    assert 1_000 <= len(prompt.suffix) < 1_200
    assert prompt.suffix.endswith("\n")
