from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import replace
from pathlib import Path

from glossator.context.buffer import Buffer
from glossator.context.ignore import ignore_of
from glossator.measure.holes import Hole
from glossator.measure.measured_gateway import MeasuredGateway
from glossator.measure.run import Answer, Measurement, Variant, limited
from glossator.measure.scores import score_of
from glossator.settings import Loaded, Settings
from tests.standin.scripts import speak
from tests.standin.server import StandIn

TEXT = "def add(a, b):\n    return a + b\n"
VARIANT = Variant("m", "chat", context=False)


def hole(text: str = TEXT, taken: str = "a + b") -> Hole:
    start = text.index(taken)
    buffer = Buffer("file:///shop/calc.py", text, "python", 0, Path("/shop/calc.py"), Path("/shop"))
    return Hole("line", buffer, start, start + len(taken), 1 + text.count("\n", 0, start))


async def ask(service: StandIn, *holes: Hole, variant: Variant = VARIANT) -> list[Answer]:
    settings = Settings(base_url=service.base_url, api_key=service.key, completion_deadline=60.0)
    loaded = Loaded(settings, origins={"baseUrl": "test", "apiKey": "test"})
    gateway = MeasuredGateway(loaded)
    measurement = Measurement(loaded, gateway, ignore_of(loaded))
    try:
        return [each async for each in measurement.answers([(h, variant) for h in holes])]
    finally:
        await gateway.close()


async def test_an_answer_is_scored_timed_and_its_tokens_are_counted(service: StandIn) -> None:
    service.answer = lambda _: speak("    return a", " + b")
    (answer,) = await ask(service, hole())
    assert answer.error == ""
    assert (answer.score.exact, answer.score.shown) == (True, True)
    assert answer.score.prompt_tokens > 0
    assert answer.score.decoded_tokens > 0
    first, line = answer.score.to_first_token, answer.score.to_line
    assert first is not None
    assert line is not None
    assert 0 <= first <= line


async def test_what_was_taken_out_is_not_sent(service: StandIn) -> None:
    service.answer = lambda _: speak("    return 1")
    (answer,) = await ask(service, hole())
    assert answer.score.wrong
    sent = [each.raw_body.decode() for each in service.requests if b"def add" in each.raw_body]
    assert sent
    assert all("a + b" not in each for each in sent)


async def test_a_model_that_fails_is_a_sentence_and_the_run_goes_on(service: StandIn) -> None:
    service.key = "another key"
    first, second = await ask(service, hole(), hole(taken="return a + b"))
    assert first.error
    assert second.error
    assert not first.score.shown


async def test_a_file_that_no_model_may_see_is_not_asked_about(service: StandIn) -> None:
    secret = hole()
    secret = replace(secret, buffer=replace(secret.buffer, path=Path("/shop/.env")))
    (answer,) = await ask(service, secret)
    assert "No model may see" in answer.error
    assert not [each for each in service.requests if b"def add" in each.raw_body]


async def test_a_docstring_is_written_by_the_action(service: StandIn) -> None:
    text = 'def add(a, b):\n    """Add two numbers to each other."""\n    return a + b\n'
    start, end = text.index('    """'), text.index("    return")
    buffer = Buffer("file:///shop/calc.py", text, "python", 0)
    service.answer = lambda _: speak("Add two numbers to each other.\n")
    (answer,) = await ask(service, Hole("docstring", buffer, start, end, 2))
    assert answer.error == ""
    assert answer.score.similarity > 0.5
    assert answer.score.first_word
    service.answer = lambda _: speak("Sum what is given.\n")
    (other,) = await ask(service, Hole("docstring", buffer, start, end, 2))
    assert not other.score.first_word


async def _answers(count: int) -> AsyncGenerator[Answer]:
    for _ in range(count):
        yield Answer(hole(), VARIANT, replace(score_of("a", "a"), decoded_tokens=10))


async def test_a_run_ends_when_its_tokens_are_spent() -> None:
    assert len([each async for each in limited(_answers(9), 0, 25)]) == 3
    assert len([each async for each in limited(_answers(9), 0, 0)]) == 9
    assert len([each async for each in limited(_answers(9), 1e-9, 0)]) == 1
