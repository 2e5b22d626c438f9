from __future__ import annotations

import pytest

from glossator.actions.explain.prose import prose
from glossator.errors import NoUsableAnswerError
from glossator.models.requests import Chat, Message, Work
from glossator.settings import Settings
from tests.actions.canned import CannedModel

CHAT = Chat((Message("user", "What is it?"),))


@pytest.mark.parametrize(
    ("answer", "reason", "expected"),
    [
        ("It sets", "length", "It sets…"),
        ("It sets `x`.", "stop", "It sets `x`."),
        ("It sets `x`.", None, "It sets `x`."),
    ],
)
async def test_an_answer_cut_short_says_so(answer: str, reason: str | None, expected: str) -> None:
    model = CannedModel(answer, finish_reason=reason)
    pieces = [piece async for piece in prose(CHAT, "python", model, Settings())]
    assert "".join(pieces) == expected


async def test_a_line_in_circles_is_hung_up_on() -> None:
    model = CannedModel("It is " + "a function that takes " * 100)
    pieces = [piece async for piece in prose(CHAT, "python", model, Settings())]
    assert "".join(pieces).endswith("…")
    assert model.closed
    assert model.given < len(model.answer) / 5


async def test_a_fence_without_a_language_gets_the_files() -> None:
    model = CannedModel("So:\n\n```\nx = 1\n```\n", piece=3)
    pieces = [piece async for piece in prose(CHAT, "python", model, Settings(), Work.CODE)]
    assert "".join(pieces) == "So:\n\n```python\nx = 1\n```\n"
    assert model.asked == [(Work.CODE, CHAT)]


async def test_an_empty_answer_is_an_error_with_what_to_do() -> None:
    with pytest.raises(NoUsableAnswerError, match="choose another model"):
        _ = [piece async for piece in prose(CHAT, "python", CannedModel(" \n"), Settings())]
