from __future__ import annotations

from contextlib import nullcontext

import pytest

from glossator.actions.rewrite.annotate import (
    can_annotate,
    check_annotations,
    messages,
    missing_imports,
)
from glossator.errors import NoUsableAnswerError
from tests.actions.rewrite.places import place_in


@pytest.mark.parametrize(
    ("language", "drawn", "expected"),
    [
        ("python", "def f(││a): pass\n", True),
        ("python", "def f(││a: int) -> None: pass\n", False),
        ("typescript", "function f(││a) {}\n", True),
        ("javascript", "function f(││a) {}\n", False),
        ("ruby", "def f(││a)\nend\n", False),
    ],
)
def test_annotations_are_offered_where_one_is_missing(
    language: str, drawn: str, expected: bool
) -> None:
    assert can_annotate(*place_in(drawn, language)) is expected


@pytest.mark.parametrize(
    ("after", "complaint"),
    [
        ("def f(a: int) -> int: return a\n", None),
        ("def f(a: Iterable) -> int: return a\n", None),
        ("def f(a: int) -> int: return -a\n", "more than annotations"),
        ("def f(a: Money) -> Cash: return a\n", "Cash, Money"),
    ],
)
def test_only_annotations_of_known_types_are_taken(after: str, complaint: str | None) -> None:
    expected = pytest.raises(NoUsableAnswerError, match=complaint) if complaint else nullcontext()
    with expected:
        check_annotations("python", "def f(a): return a\n", after)


@pytest.mark.parametrize(
    ("after", "imports"),
    [
        ("def f(a: int): pass\n", ""),
        ("def f(a: Any): pass\n", "from typing import Any\n"),
        (
            "def f(a: Mapping[str, Any], b: Iterable): pass\n",
            "from collections.abc import Iterable, Mapping\nfrom typing import Any\n",
        ),
    ],
)
def test_what_the_annotations_need_is_imported(after: str, imports: str) -> None:
    assert missing_imports("def f(a): pass\n", after) == imports


def test_python_is_asked_for_built_in_types() -> None:
    asked = messages(*place_in("def f(││a): pass\n")).messages[1].content
    assert "`list[int]`" in asked
    asked = messages(*place_in("function f(││a) {}\n", "typescript")).messages[1].content
    assert "`list[int]`" not in asked
