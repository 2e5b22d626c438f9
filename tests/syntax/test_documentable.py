"""Which definition a cursor means, the same in every language."""

from __future__ import annotations

import pytest

from glossator.syntax.documentable import documentable_at, documentables
from tests.syntax.drawn import cursor

DRAWN = {
    "python": ("class A:\n    def f(self):\n        │pass\n", "x = 1\n│y = 2\n"),
    "javascript": ("class A {\n  f() {\n    │g();\n  }\n}\n", "g();\n│h();\n"),
    "typescript": ("interface A {\n  f(│a: number): void;\n}\n", "g();\n│h();\n"),
    "java": ("class A {\n  void f() {\n    │g();\n  }\n}\n", "import a.B;\nimport a.C;\n│\n"),
    "kotlin": ("class A {\n  fun f() {\n    │g()\n  }\n}\n", "import a.B\nimport a.C│\n"),
    "cpp": ("class A {\n  void f() {\n    │g();\n  }\n};\n", "#include <a>\n#include <b>│\n"),
    "csharp": ("class A {\n  void F() {\n    │G();\n  }\n}\n", "using A;\nusing B;│\n"),
    "go": (
        "package a\n\ntype A interface {\n\tf(│)\n}\n",
        'package a\n\nimport "b"\nimport "c"│\n',
    ),
    "rust": ("trait A {\n    fn f() {\n        │g();\n    }\n}\n", "use a::b;\nuse c::d;│\n"),
    "php": ("<?php\nclass A {\n  function f() {\n    │g();\n  }\n}\n", "<?php\ng();\nh();│\n"),
    "ruby": ("class A\n  def f\n    │g\n  end\nend\n", "g\nh│\n"),
    "swift": ("class A {\n  func f() {\n    │g()\n  }\n}\n", "import A\nimport B│\n"),
    "lua": ("local function f()\n  │g()\nend\n", "g()\nh()│\n"),
    "shellscript": ("f() {\n  │g\n}\n", "g\nh│\n"),
}


@pytest.mark.parametrize("language", DRAWN)
def test_the_cursor_means_the_innermost_definition_or_none(language: str) -> None:
    inside, outside = DRAWN[language]
    found = documentable_at(*cursor(inside), language)
    assert found is not None
    assert found.name.lower() == "f"
    assert found in list(documentables(cursor(inside)[0], language))
    assert documentable_at(*cursor(outside), language) is None


def test_a_language_without_a_grammar_is_an_error() -> None:
    with pytest.raises(KeyError):
        documentable_at("x", 0, "cobol")
    with pytest.raises(KeyError):
        list(documentables("x", "cobol"))
