from __future__ import annotations

import pytest

from glossator.actions.diagnostic import Diagnostic
from glossator.actions.rewrite.fix import messages, region_to_fix, wish
from tests.actions.docstring.documenting import buffer_of


def test_a_fix_stays_within_what_a_model_can_write() -> None:
    body = "".join(f"    x{number} = {number}\n" for number in range(200))
    text = f"def f():\n{body}    return y\n\n\ndef g():\n    return z\n"
    buffer = buffer_of(text)
    at = text.index("y\n")
    lines = region_to_fix(buffer, Diagnostic("undefined", (at, at + 1))).lines
    assert len(lines) < 15
    assert "    return y" in lines
    assert not any("def g" in line for line in lines)
    at = text.index("z\n")
    assert region_to_fix(buffer, Diagnostic("undefined", (at, at + 1))).lines[0] == "def g():"


def test_the_lines_of_the_problem_may_go_and_no_others() -> None:
    buffer = buffer_of("import os, re\nx = 1\nprint(x)\n")
    assert wish(buffer, Diagnostic('"re" is unused', (11, 13))).may_go == ("import os, re",)


@pytest.mark.parametrize(
    ("span", "where"),
    [
        ((8, 11), "`pie` in the line `x = m.pie`"),
        ((6, 11), "`m.pie` in"),
        ((0, 15), "`x = m.pie`."),
    ],
)
def test_the_model_is_told_the_problem_and_its_place(span: tuple[int, int], where: str) -> None:
    buffer = buffer_of("  x = m.pie    \n")
    problem = Diagnostic("no “pie”", span, "pyright", "attr")
    (_, user) = messages(buffer, region_to_fix(buffer, problem), problem).messages
    assert "Fix this problem, and nothing else: pyright (attr): no “pie”" in user.content
    assert where in user.content
