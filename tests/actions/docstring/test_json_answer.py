from __future__ import annotations

import pytest

from glossator.actions.docstring.answer_parser import AnswerParser
from glossator.actions.docstring.json_answer import lines_of_object
from glossator.syntax.signature import Parameter, Raised, Signature

SIGNATURE = Signature((Parameter("a"),), returns=True, raises=(Raised("ValueError"),))
PLAIN = "Adds.\na: The a.\nReturns: The sum.\nRaises ValueError: If so."


@pytest.mark.parametrize(
    "text",
    [
        '{"summary": "Adds.", "a": "The a.", "returns": "The sum.",'
        ' "raises": {"ValueError": "If so."}}',
        '{"description": "Adds.", "parameters": [{"name": "a", "description": "The a."}],'
        ' "Returns": {"type": "int", "description": "The sum."},'
        ' "raises": [{"type": "ValueError", "description": "If so."}]}',
    ],
)
@pytest.mark.parametrize("form", ["{}", "```json\n{}\n```", "\n{}\nHope it helps!"])
@pytest.mark.parametrize("piece", [1, 7, 1000])
def test_an_object_says_the_same_as_lines(text: str, form: str, piece: int) -> None:
    answer = form.replace("{}", text)
    assert lines_of_object(answer).split("\n")[0] == "Adds."
    found = []
    for reply in (answer, PLAIN):
        reader = AnswerParser(SIGNATURE)
        facts = [f for n in range(0, len(reply), piece) for f in reader.feed(reply[n : n + piece])]
        found.append([*facts, *reader.finish()])
    assert found[0] == found[1]


@pytest.mark.parametrize("text", ["{", '{"a": ', "{}", '{"summary": 3}', "[1]"])
def test_what_is_no_whole_object_says_nothing_of_the_code(text: str) -> None:
    reader = AnswerParser(SIGNATURE)
    assert not [*reader.feed(text), *reader.finish()] or "{" in text
