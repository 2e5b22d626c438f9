"""From what a model says to the code that it means, however it comes in."""

from __future__ import annotations

import pytest

from glossator.actions.rewrite.code_extractor import CodeReader

CODE = "def f():\n    return 1"

CASES = {
    "a fence": (f"```python\n{CODE}\n```", CODE),
    "a fence without a language": (f"```\n{CODE}\n```\n", CODE),
    "a sentence before and after": (
        f"Sure! Here it is:\n\n```py\n{CODE}\n```\nIt returns 1.\n",
        CODE,
    ),
    "only the first of two blocks": (f"```python\n{CODE}\n```\nUse it:\n```python\nf()\n```", CODE),
    "another language first": (f"```bash\npip install f\n```\nThen:\n```python\n{CODE}\n```", CODE),
    "an indented fence": ("1. So:\n   ```python\n   x = 1\n   ```", "x = 1"),
    "tildes": (f"~~~python\n{CODE}\n~~~", CODE),
    "a fence in the code": ("````python\nx = '''\n```\n'''\n````", "x = '''\n```\n'''"),
    "no closing fence": (f"```python\n{CODE}\n", CODE),
    "no fence": (CODE, CODE),
    "no fence, a sentence before": (f"Here is the new code:\n\n{CODE}\n", CODE),
    "no fence, a sentence after": (f"{CODE}\n\nThis function now returns 1.\n", CODE),
    "blank lines in the code": ("```python\na\n\n\nb\n```", "a\n\n\nb"),
    "other line ends": ("```python\r\na\r\nb\r\n```\r\n", "a\nb"),
    "prose alone": ("You should use a loop. It is faster.\nThat is all there is.\n", ""),
    "a list alone": ("- Use a loop.\n- Return early.\n", ""),
    "nothing": ("", ""),
    "another language alone": ("```ruby\nx = 1\n```", ""),
}


@pytest.mark.parametrize("size", [1, 5, 1000])
@pytest.mark.parametrize("case", CASES)
def test_the_code_is_found(case: str, size: int) -> None:
    answer, code = CASES[case]
    reader = CodeReader("python")
    lines = []
    for start in range(0, len(answer), size):
        lines += reader.feed(answer[start : start + size])
    assert "\n".join(lines + reader.finish()) == code


def test_a_fenced_line_is_passed_on_when_it_is_whole() -> None:
    reader = CodeReader("python")
    assert reader.feed("```python\ndef f():") == []
    assert reader.feed("\n") == ["def f():"]


def test_an_answer_without_a_fence_is_passed_on_if_it_begins_as_the_code_did() -> None:
    assert CodeReader("python", "def f():").feed("def f():\n    return") == ["def f():"]
    assert CodeReader("python", "def f():").feed("def g():\n    return") == []


def test_a_model_in_circles_is_done() -> None:
    reader = CodeReader("python")
    reader.feed("```python\n" + "x = 1\ny = 2\n" * 50)
    assert reader.is_circular
    assert reader.is_done


def test_rows_that_look_alike_are_no_circle() -> None:
    reader = CodeReader("python")
    lines = reader.feed("```python\n" + "".join(f"row({n})\n" for n in range(50)) + "}\n" * 9)
    assert not reader.is_circular
    assert len(lines) == 59
