from __future__ import annotations

import pytest

from glossator.actions.rewrite.edit import instruction_above, messages
from tests.actions.rewrite.places import place_in


@pytest.mark.parametrize(
    ("drawn", "language", "instruction"),
    [
        ("# sort it\n│x = 1│\n", "python", "sort it"),
        ("x = 1\n    # sort it,\n    # please\n    │y = 1│\n", "python", "sort it, please"),
        ("// sort it\n│x = 1;│\n", "javascript", "sort it"),
        ("/* sort it */\n│x = 1;│\n", "c", "sort it"),
        ("#include <x.h>\n│x = 1;│\n", "c", ""),
        ("-- sort it\n│x = 1│\n", "lua", "sort it"),
        ("│# sort it\nx = 1│\n", "python", "sort it"),
        ("# far away\n\n│x = 1│\n", "python", ""),
        ("x = 1\n│y = 1│\n", "python", ""),
    ],
)
def test_the_comment_above_is_the_instruction(drawn: str, language: str, instruction: str) -> None:
    assert instruction_above(*place_in(drawn, language)) == instruction


def test_the_model_is_told_the_instruction_and_shown_the_code_last() -> None:
    system, user = messages(*place_in("def f():\n    │return 1│\n"), "Return 2.").messages
    assert "fenced code block" in system.content
    assert user.content.endswith("The code:\n```python\nreturn 1\n```\n\nReturn 2.")
