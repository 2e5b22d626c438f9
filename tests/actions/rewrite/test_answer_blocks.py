from __future__ import annotations

import pytest

from glossator.actions.rewrite.answer_blocks import answer_blocks

CODE = "def f():\n    return 1"


@pytest.mark.parametrize(
    ("answer", "blocks"),
    [
        (f"```python\n{CODE}\n```", [CODE]),
        (f"Before:\n```\na\n```\nAfter:\n```\n{CODE}\n```\n", ["a", CODE]),
        (f"```bash\npip\n```\n```python\n{CODE}\n```", [CODE]),
        ("`def f(): return 1`", ["def f(): return 1"]),
        (f"Here is the code:\n\n{CODE}\n\nIt returns 1 now.\n", [CODE]),
        (f"```\n1 {CODE.splitlines()[0]}\n2 {CODE.splitlines()[1]}\n```", [CODE]),
        (f"```\n 9: {CODE.splitlines()[0]}\n10: {CODE.splitlines()[1]}\n```", [CODE]),
        (f"```python\n<think>\nhm\n</think>\n{CODE}\n```", [CODE]),
        (f"```python\nHere is the updated code:\n{CODE}\n```", [CODE]),
        (f"{CODE}\n```\n", [CODE]),
        (f"<code>\n{CODE}\n</code>", [CODE]),
        ("I would not change this code at all.\n", []),
        ("", []),
    ],
)
def test_the_blocks_that_may_be_meant(answer: str, blocks: list[str]) -> None:
    assert ["\n".join(lines) for lines in answer_blocks(answer, "python")] == blocks


def test_in_markdown_a_fence_may_stand_in_the_text() -> None:
    answer = "```markdown\nText.\n\n```py\nx\n```\n```"
    assert answer_blocks(answer, "markdown")[0] == ["Text.", "", "```py", "x", "```"]


def test_numbers_that_are_code_stay() -> None:
    assert answer_blocks("```\n1 2\n3 4\n9 9\n```", "plaintext") == [["1 2", "3 4", "9 9"]]
