from __future__ import annotations

import pytest

from glossator.actions.rewrite.asked_part import asked_part
from glossator.errors import NoUsableAnswerError
from tests.actions.rewrite.places import place_in

CLASS = """\
import os

class A:
    def one(self):
        return 1

│    def two(self):
        return 2
│"""


def _part(drawn: str, answer: str, language: str) -> str:
    return "\n".join(asked_part(*place_in(drawn, language), answer.split("\n")))


@pytest.mark.parametrize(
    ("language", "drawn", "answer", "part"),
    [
        ("python", "@dec\n│def f(): pass│\n", "@dec\ndef f(): return 1", "def f(): return 1"),
        ("python", "│a = 1│\nb = 2\n", "a = 5\nb = 2", "a = 5"),
        (
            "python",
            CLASS,
            "class A:\n    def two(self):\n        return 3",
            "    def two(self):\n        return 3",
        ),
        ("go", "package a\n\n│func F() {}│\n", "package a\n\nfunc F() { g() }", "func F() { g() }"),
        (
            "java",
            "class A {\n│  int f() { return 1; }│\n}\n",
            "class A {\n  int f() { return 2; }\n}",
            "  int f() { return 2; }",
        ),
        ("json", '{\n│  "a": 1│\n}\n', '{\n  "a": 2\n}', '  "a": 2'),
        (
            "php",
            "<?php\n│function f() {}│\n",
            "<?php\nfunction f() { g(); }\n?>",
            "function f() { g(); }",
        ),
        (
            "javascript",
            "/** A. */\n│function f() {}│\n",
            "/** A. */\nfunction f() { g(); }",
            "function f() { g(); }",
        ),
        (
            "c",
            "#include <a.h>\n\nint g;\n\n│int f(void) { return 1; }│\n",
            "#include <a.h>\n\nint f(void) { return 2; }",
            "int f(void) { return 2; }",
        ),
        ("python", "f()\n│g()│\n", "h()\ng()", "h()\ng()"),
        (
            "c",
            "void f() {\n│  a();│\n}\n",
            "  if (b) {\n    a();\n  }",
            "  if (b) {\n    a();\n  }",
        ),
    ],
)
def test_what_the_file_has_already_is_cut_off(
    language: str, drawn: str, answer: str, part: str
) -> None:
    assert _part(drawn, answer, language) == part


def test_a_whole_file_gives_the_definition_asked_for() -> None:
    answer = CLASS.replace("│", "").replace("return 2", "return 6").strip()
    assert _part(CLASS, answer, "python") == "    def two(self):\n        return 6"


def test_what_cannot_be_parted_is_refused() -> None:
    with pytest.raises(NoUsableAnswerError, match="repeats code around"):
        _part("def f():\n    x = 1\n│    y = 2│\n", "def f():\n    x = 5\n    y = 3", "python")
