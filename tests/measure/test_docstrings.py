from __future__ import annotations

import pytest

from glossator.context.buffer import Buffer
from glossator.measure.docstrings import choose_docstrings, plan_of

PYTHON = 'def add(a, b):\n    """Add two numbers to each other."""\n    return a + b\n'
GO = (
    "package shop\n\n// Add adds two numbers to each other.\n"
    "func Add(a, b int) int {\n\treturn a + b\n}\n"
)
JAVA = (
    "class Shop {\n    /**\n     * Adds two numbers to each other.\n     */\n"
    "    int add(int a, int b) {\n        return a + b;\n    }\n}\n"
)


@pytest.mark.parametrize(
    ("language", "text", "without"),
    [
        ("python", PYTHON, "def add(a, b):\n    return a + b\n"),
        ("go", GO, "package shop\n\nfunc Add(a, b int) int {\n\treturn a + b\n}\n"),
        (
            "java",
            JAVA,
            "class Shop {\n    int add(int a, int b) {\n        return a + b;\n    }\n}\n",
        ),
    ],
)
def test_a_docstring_is_taken_out_and_can_be_written_anew(
    language: str, text: str, without: str
) -> None:
    buffer = Buffer("file:///shop/a", text, language, 0)
    (hole,) = choose_docstrings([buffer], lambda *_: True, 9, 1)
    assert hole.text == without
    planned = plan_of(hole, "auto")
    assert planned is not None
    changed, plan = planned
    assert changed.text == without
    assert plan.subject.name in ("add", "Add")
    assert plan.existing is None


def test_what_is_not_documented_or_not_code_has_no_docstring() -> None:
    bare = Buffer("file:///a.py", "def add(a, b):\n    return a + b\n", "python", 0)
    prose = Buffer("file:///a.md", "# Title\n", "markdown", 0)
    assert choose_docstrings([bare, prose], lambda *_: True, 9, 1) == []
