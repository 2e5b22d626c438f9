"""What `drop_non_answer` changes, and the right replies that it leaves alone."""

from __future__ import annotations

import pytest

from glossator.completion.clean.answer import Draft
from glossator.completion.clean.drop_non_answer import drop_non_answer
from tests.completion.clean.checks import check_head
from tests.completion.drawn import at

BODY = "def f(a):\n    │\n"


@pytest.mark.parametrize(
    "reply",
    [
        "(no completion)",
        "<no completion>",
        "N/A",
        "(empty)",
        "Nothing to add.",
        "[none]",
        '<tool_call>{"name": "edit"}</tool_call>',
    ],
)
def test_words_for_nothing_are_nothing(reply: str) -> None:
    check_head(drop_non_answer, BODY, reply, "")


@pytest.mark.parametrize("reply", ["None", "nothing = 1", "(empty, a)", "no = 1", "blank"])
def test_code_stays(reply: str) -> None:
    check_head(drop_non_answer, BODY, reply, reply)


@pytest.mark.parametrize(("reply", "shown"), [("(no comp", ""), ("not a", "not a"), ("<to", "")])
def test_what_may_become_one_waits(reply: str, shown: str) -> None:
    draft = drop_non_answer(Draft(reply, whole=False, chat=True), at(BODY, "python"))
    assert draft.text == shown
