from __future__ import annotations

import pytest

from glossator.actions.rewrite.code_file import code_file
from glossator.errors import NoUsableAnswerError
from glossator.models.requests import Chat, Message, Work
from glossator.settings import Settings
from tests.actions.canned import CannedModel

CHAT = Chat((Message("user", "Write it."),))


async def lines(model: CannedModel) -> list[str]:
    return [line async for line in code_file(CHAT, "python", model, Settings())]


async def test_a_file_comes_line_by_line() -> None:
    model = CannedModel("Here:\n```python\na = 1\n\nb = 2\n```\nIt is so.\n")
    assert await lines(model) == ["a = 1\n", "\n", "b = 2\n"]
    assert model.asked == [(Work.CODE, CHAT)]
    assert model.closed


async def test_what_follows_the_file_is_not_waited_for() -> None:
    model = CannedModel("```python\na = 1\n```\n" + "More. " * 100)
    assert await lines(model) == ["a = 1\n"]
    assert model.given < 40


@pytest.mark.parametrize(
    ("answer", "reason", "sentence"),
    [
        ("", "stop", "empty"),
        ("I cannot do that.\n", "stop", "no code, but: “I cannot do that.”"),
        ("```python\na = 1\n", "length", "had no end"),
        ("```python\n" + "a = 1\n" * 200, "stop", "had no end"),
    ],
)
async def test_a_file_that_is_none_or_has_no_end_is_an_error(
    answer: str, reason: str, sentence: str
) -> None:
    with pytest.raises(NoUsableAnswerError, match=sentence):
        await lines(CannedModel(answer, finish_reason=reason))
