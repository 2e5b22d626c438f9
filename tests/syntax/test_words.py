from __future__ import annotations

import pytest

from glossator.syntax.words import bound_names, names_in


@pytest.mark.parametrize(
    ("language", "text", "names", "bound"),
    [
        ("python", "SIX = six(a.b)\n", {"SIX", "six", "a", "b"}, {"SIX"}),
        ("javascript", "const a = () => b;\n", {"a", "b"}, {"a"}),
        ("go", "package p\nfunc f() { g() }\n", {"p", "f", "g"}, {"f"}),
    ],
)
def test_names_used_and_names_defined(
    language: str, text: str, names: set[str], bound: set[str]
) -> None:
    assert names_in(text, language) == names
    assert bound_names(text, language) == bound
