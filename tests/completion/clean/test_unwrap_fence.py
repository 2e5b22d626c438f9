"""What `unwrap_fence` changes, and the right replies that it leaves alone."""

from __future__ import annotations

import pytest

from glossator.completion.clean.answer import Draft
from glossator.completion.clean.unwrap_fence import unwrap_fence
from tests.completion.clean.checks import check_head
from tests.completion.drawn import at

BLANK = "def f(a):\n    b = a\n    │\n    return b\n"


@pytest.mark.parametrize(
    ("reply", "kept"),
    [
        ("```python\nx = 1\n```", "x = 1"),
        ("```\nx = 1\n```\nThis sets x.", "x = 1"),
        ("~~~py\nx = 1\n~~~", "x = 1"),
        ("````\nx = '```'\n````", "x = '```'"),
        ("```python\nx = 1", "x = 1"),
        ("x = 1\n```\n", "x = 1"),
        ("```x = 1```", "x = 1"),
        ("Here you are:\n\n```python\nx = 1\n```", "x = 1"),
        ("x = 1\ny = 2", "x = 1\ny = 2"),
        ("# a:\nx = 1\n```", "# a:\nx = 1"),
        ("for a in b:\n```", "for a in b:"),
        ("```\nx = 1\n```python", "x = 1"),
        ("'''python\nx = 1\n'''", "x = 1"),
        ("**Thinking**\n\nA number.\n\n**Answer**\n\n```\nx = 1\n```", "x = 1"),
        ("Вот этот код:\n```python\nx = 1\n```", "x = 1"),
        ('''"""python"""''', '''"""python"""'''),
    ],
)
def test_fences_are_taken_off(reply: str, kept: str) -> None:
    check_head(unwrap_fence, BLANK, reply, kept)


def test_no_fence_is_text_in_latex() -> None:
    drawn = "\\begin{document}\n│\n\\end{document}"
    check_head(unwrap_fence, drawn, "```latex\nA word.\n```", "A word.", language="latex")


def test_a_fence_in_markdown_is_text() -> None:
    reply = "```python\nx = 1\n```\n\nThen run it."
    check_head(unwrap_fence, "# Usage\n\n│", reply, reply, language="markdown")


def test_a_fence_around_markdown_is_taken_off() -> None:
    check_head(
        unwrap_fence, "# Usage\n\n│", "```markdown\nRun it.\n```", "Run it.", language="markdown"
    )


def test_a_fence_in_a_docstring_is_text() -> None:
    reply = "```python\nf(1)\n```"
    check_head(unwrap_fence, 'def f(a):\n    """Call it.\n\n    │\n    """', reply, reply)


@pytest.mark.parametrize("drawn", ['def f(a):\n    """Call it│\n    """', "x = 1  # the│"])
def test_a_fence_around_the_whole_answer_is_none_of_a_comments_text(drawn: str) -> None:
    check_head(unwrap_fence, drawn, "```python\n with a.\n```", " with a.")
    check_head(unwrap_fence, drawn, "```\n with a.\n```\nThat is it.", " with a.")
    early = unwrap_fence(Draft("```pyth", whole=False, chat=True), at(drawn))
    assert early.text == ""


@pytest.mark.parametrize(
    ("reply", "kept"),
    [
        ("Here it is:\n\n```python\n sum.\n```\n\nIt ends the line.", " sum."),
        ("Note that:\n# it is a sum", "Note that:\n# it is a sum"),
        ("Note that", "Note that"),
    ],
)
def test_what_announces_a_fence_is_none_of_a_comments_text(reply: str, kept: str) -> None:
    drawn = "x = 1  # the│"
    check_head(unwrap_fence, drawn, reply, kept)
    for length in range(len(reply)):
        early = unwrap_fence(Draft(reply[:length], whole=False, chat=True), at(drawn))
        assert kept.startswith(early.text.rstrip("\n"))
