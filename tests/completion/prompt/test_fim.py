from __future__ import annotations

from glossator.completion.prompt import fim
from glossator.completion.stop import StopRule
from tests.completion.drawn import at


def test_fim_keeps_the_rest_of_the_line() -> None:
    prompt, sampling = fim.request(at("f(│, b)\nc\n"), StopRule.LINE, 0)
    assert prompt.suffix == ", b)\nc\n"
    assert len(sampling.stop) <= 4
