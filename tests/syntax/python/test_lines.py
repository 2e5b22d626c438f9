from __future__ import annotations

import pytest

from glossator.syntax.python.lines import is_code_line


@pytest.mark.parametrize(
    "line",
    [
        "def f(a, b):",
        "async def f():",
        "class A(B):",
        "@decorator",
        "    return a + b",
        "return self.x",
        "import os",
        "from a import b",
        "x = 1",
        "x: int = 1",
        "self.x += 1",
        "print(x)",
        "raise ValueError(x)",
        "if x > 0:",
        "for x in y:",
        "else:",
        "try:",
        "except ValueError as e:",
        ">>> f(1)",
        "pass",
        "await f()",
        "yield x",
    ],
)
def test_code_is_recognised(line: str) -> None:
    assert is_code_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "Add two numbers.",
        "Return the sum of a and b.",
        "return the sum of a and b",
        "x: the number",
        "x: int",
        "x",
        "Args:",
        "Returns:",
        "Raises ValueError: If x is negative.",
        "For each file, read it:",
        "If the file is empty, nothing happens.",
        "import the module and run it",
        "x - the first",
        "a, b",
        "",
    ],
)
def test_prose_is_not_taken_for_code(line: str) -> None:
    assert not is_code_line(line)
