from __future__ import annotations

import pytest

from glossator.actions.rewrite.custom import VARIABLES, messages, region_for, wants_input
from glossator.settings import ActionPlace, CustomAction
from tests.actions.rewrite.places import place_in

FILE = "LIMIT = 3\n\n\ndef f():\n    │return LIMIT│\n"


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("Shorten {selection}", "Shorten return LIMIT"),
        ("{language} in {file}: {input}", "python in calc.py: {file}"),
        ("{context}", "LIMIT = 3\n\ndef f():\n    return LIMIT"),
        ("{other} {{selection}} {}", "{other} {return LIMIT} {}"),
    ],
)
def test_variables_are_filled_in_once(prompt: str, expected: str) -> None:
    action = CustomAction("A", prompt)
    # what a user types is no prompt
    chat = messages(action, *place_in(FILE), "{file}", "English")
    assert chat.messages[1].content == expected


@pytest.mark.parametrize(
    ("place", "system"), [("replace", "one fenced code block"), ("margin", "Write in German.")]
)
def test_code_is_asked_for_in_a_fence_and_prose_in_the_readers_language(
    place: ActionPlace, system: str
) -> None:
    chat = messages(CustomAction("A", "Do it.", place), *place_in(FILE), "", "German")
    assert system in chat.messages[0].content


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("replace", "x = 1\n  NEW\nz = 3\n"),
        ("above", "x = 1\n  NEW\n  y = 2\nz = 3\n"),
        ("below", "x = 1\n  y = 2\n  NEW\nz = 3\n"),
    ],
)
def test_an_answer_has_its_place(place: ActionPlace, expected: str) -> None:
    buffer, region = place_in("x = 1\n│  y = 2│\nz = 3\n")
    found = region_for(CustomAction("A", "Do it.", place), buffer, region)
    start, end = found.span
    new = f"{found.lead}{found.indent}NEW{found.trail}"
    assert buffer.text[:start] + new + buffer.text[end:] == expected


def test_the_user_is_asked_for_input_where_the_prompt_has_a_place_for_it() -> None:
    assert wants_input(CustomAction("A", "Do {input}."))
    assert not wants_input(CustomAction("A", "Do {selection}."))
    assert "input" in VARIABLES
