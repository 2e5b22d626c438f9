from __future__ import annotations

from glossator.completion.cursor import Cursor
from glossator.completion.prompt import chat
from glossator.completion.stop import StopRule
from tests.completion.drawn import at
from tests.completion.prompt.example import code


def test_the_chat_ends_with_the_cursors_line() -> None:
    prompt, _ = chat.request(at("a = 1\nb = a│\nc = b\n"), StopRule.LINE, 0)
    assert prompt.messages[0].role == "system"
    assert prompt.messages[1].content.endswith("\nb = a")


def test_the_chat_shows_each_part_of_the_file_once() -> None:
    above, below = code(8), code(9)[len(code(8)) :]
    prompt, _ = chat.request(
        Cursor(above, "\n" + below, "python", "src/total.py"), StopRule.BLOCK, 0
    )
    content = prompt.messages[1].content
    for line in ("def total_0(", "def total_7(", "def total_8("):
        assert content.count(line) == 1
    assert content.index("def total_8(") < content.index("def total_7(")
