from __future__ import annotations

import logging
from collections.abc import AsyncGenerator

import pytest  # noqa: TC002 - hints of fixtures are read at run time

from glossator.models.prompt_log import logged
from glossator.models.requests import Continuation, Sampling
from glossator.models.wire import completions
from glossator.models.wire.wire import Delta

CALL = completions.call("m", Continuation("def f("), Sampling(50))


async def deltas(closed: list[bool]) -> AsyncGenerator[Delta]:
    try:
        yield Delta("a")
        yield Delta("b\n")
    finally:
        closed.append(True)


def messages(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records]


async def test_a_prompt_and_its_answer_are_written(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        assert [each.text async for each in logged(CALL, deltas([]))] == ["a", "b\n"]
    asked, reply = messages(caplog)
    assert '"prompt": "def f("' in asked
    assert '"max_tokens": 50' in asked
    assert reply.endswith('"ab\\n"')


async def test_an_answer_that_is_left_is_written_as_far_as_it_came(
    caplog: pytest.LogCaptureFixture,
) -> None:
    closed: list[bool] = []
    with caplog.at_level(logging.INFO):
        answer = logged(CALL, deltas(closed))
        await anext(answer)
        await answer.aclose()
    assert closed == [True]
    assert messages(caplog)[-1].endswith('"a"')
