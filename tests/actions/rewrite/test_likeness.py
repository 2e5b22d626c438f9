from __future__ import annotations

import pytest

from glossator.actions.rewrite.changes import change_of
from glossator.actions.rewrite.code_line import code_lines
from glossator.actions.rewrite.instruction import Instruction
from glossator.actions.rewrite.likeness import pairs


def _paired(old: str, new: str, words: str = "") -> dict[str, str]:
    change = change_of(*(code_lines(text.split("; "), "python") for text in (old, new)))
    found = pairs(change, Instruction(words))
    return {x.text: found[id(x)].text for x in change.missing if id(x) in found}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("f(a, b)", "f(a, c)"),
        ("log(a)", "logs(a)"),
        ("a = f(b)", "a = g(c)"),
        ("return a", "return a + 1"),
        ("if a:", "if not a:"),
        ("def f(a):", "def f(a, b):"),
    ],
)
def test_a_line_that_is_changed_is_found(old: str, new: str) -> None:
    assert _paired(f"{old}; x()", f"{new}; x()") == {old: new}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("save(a)", "check(a)"),
        ("save(a)", "def save(a):"),
        ("a = f(b)", "f(b)"),
        ("return a", "b = a"),
        ("total += a", "total = 0"),
        ("def f(a):", "def g(a):"),
    ],
)
def test_another_line_is_not(old: str, new: str) -> None:
    assert _paired(f"{old}; total = 1; a; x()", f"{new}; total = 1; a; x()") == {}


@pytest.mark.parametrize(
    ("words", "old", "new"),
    [
        ("log it", "print(a)", "log(a)"),
        ("use logging instead of print", "print('x', a)", "log.info('x %s', a)"),
    ],
)
def test_the_instruction_lets_another_call_stand_for_one(words: str, old: str, new: str) -> None:
    assert _paired(f"{old}; x()", f"{new}; x()", words) == {old: new}


def test_long_edits_are_compared_near_by() -> None:
    old = "; ".join(f"x = f({n})" for n in range(100))
    new = "; ".join(f"x = g({n})" for n in range(100))
    found = _paired(old, new)
    assert found["x = f(50)"] == "x = g(50)"
