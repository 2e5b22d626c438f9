from __future__ import annotations

import pytest

from glossator.syntax.python.annotation_names import exists_at, import_offset, unknown_names


def test_types_that_the_file_has_not_heard_of() -> None:
    text = "from a import Known\ndef f(a, b, c):\n    local = 1\n"
    assert unknown_names(text, ["Known", "x.Y[list[Any]]", "int", "local"]) == {"x", "Any", "local"}


@pytest.mark.parametrize(
    ("text", "exists"),
    [
        ("class B: pass\n│def f(a): pass\n", True),
        ("│def f(a): pass\nclass B: pass\n", False),
        ("class B:\n    │def f(a): pass\n", False),
        ("from x import B\n│def f(a): pass\n", True),
        ("try:\n    from x import B\nexcept ImportError:\n    B = None\n│def f(a): pass\n", True),
        ("if TYPE_CHECKING:\n    from x import B\n│def f(a): pass\n", False),
        ("from __future__ import annotations\n│def f(a): pass\nclass B: pass\n", True),
        ("class A:\n    class B: pass\n    │def f(a): pass\n", True),
        ("def g():\n    B = 1\n│def f(a): pass\n", False),
    ],
)
def test_a_type_exists_where_it_is_evaluated(text: str, exists: bool) -> None:
    assert exists_at(text.replace("│", ""), "list[B | None]", text.index("│"), set()) == exists


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("import os\nx = 1\n", "import os\nx = 1\n"),
        ('"""Doc."""\n\nfrom __future__ import annotations\n\nimport os\n', "import os\n"),
        ("#!/bin/sh\n# comment\n\nx = 1\n", "x = 1\n"),
        ("#!/bin/sh\n\n# about x\nx = 1\n", "# about x\nx = 1\n"),
        ("%%time\n\ndef f(a):\n    return a\n", "def f(a):\n    return a\n"),
        ("%load_ext a\n!ls\nx = 1\n", "x = 1\n"),
    ],
)
def test_where_an_import_belongs(text: str, rest: str) -> None:
    assert text[import_offset(text) :] == rest
