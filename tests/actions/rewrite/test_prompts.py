from __future__ import annotations

from dataclasses import replace

from glossator.actions.code_context import CodeContext
from glossator.actions.prompts import ELSEWHERE
from glossator.actions.rewrite.prompts import (
    LONGEST_CONTEXT,
    LONGEST_GAP,
    context_blocks,
    rewrite_messages,
)
from tests.actions.docstring.documenting import buffer_of
from tests.actions.rewrite.places import place_in

NOTHING = CodeContext(None)


def test_a_selection_within_lines_is_told_as_the_part_to_change() -> None:
    asked = rewrite_messages(*place_in("f(│a + b│, c)\n"), NOTHING, "Swap.").messages[1].content
    assert asked.endswith("```python\nf(a + b, c)\n```\n\nSwap.\nChange only this part: `a + b`")


def test_a_blank_line_is_a_gap_between_what_stands_around_it() -> None:
    chat = rewrite_messages(*place_in("x = 1\n││\ny = 2\n"), NOTHING, "Print x.")
    assert "the gap" in chat.messages[0].content
    assert chat.messages[1].content == (
        "File: calc.py (python)\n\nBefore the gap:\n```python\nx = 1\n```\n\n"
        "After the gap:\n```python\ny = 2\n```\n\nWhat belongs there: Print x."
    )


def test_of_a_long_file_only_the_text_near_the_gap_is_shown() -> None:
    lines = "x = 1\n" * 2_000
    asked = rewrite_messages(*place_in(f"{lines}││\n{lines}"), NOTHING, "Go.").messages[1].content
    assert 2 * LONGEST_GAP - 100 < len(asked) < 2 * LONGEST_GAP + 300


def test_definitions_are_shown_as_far_as_they_have_room() -> None:
    text = "a = 1\n" + "b = " + "2" * LONGEST_CONTEXT + "\n" + "c = 3\n"
    spans = ((0, 5), (6, 6 + 4 + LONGEST_CONTEXT), (len(text) - 6, len(text) - 1))
    blocks = context_blocks(buffer_of(text), CodeContext(None, spans))
    assert blocks == [("Definitions from the same file that the code uses:", "a = 1\n\nc = 3")]


def test_what_other_files_declare_stands_before_the_rest() -> None:
    buffer = replace(buffer_of("a = 1\nb = a\n"), beside=(("x.py", "def far(x)"),))
    blocks = context_blocks(buffer, CodeContext((0, 11), ()))
    assert blocks[0] == (ELSEWHERE, "x.py:\ndef far(x)")
