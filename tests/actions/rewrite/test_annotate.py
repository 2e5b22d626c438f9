from __future__ import annotations

import pytest

from glossator.actions.rewrite.annotate import (
    annotated,
    can_annotate,
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


def _annotated(drawn: str, answer: str) -> str:
    return "\n".join(annotated(*place_in(drawn), answer.split("\n")))


@pytest.mark.parametrize(
    ("drawn", "answer", "lines"),
    [
        ("def f(││a): return a\n", "def f(a: int): return -a", "def f(a: int): return a"),
        ("def f(││a): return a\n", "def f(a: Iterable): ...", "def f(a: Iterable): return a"),
        ("def f(││a): pass\nclass B: pass\n", "def f(a: B): pass", 'def f(a: "B"): pass'),
        (
            "class N:\n    def l(││self):\n        pass\n",
            "    def l(self) -> N | None: pass",
            '    def l(self) -> "N | None":\n        pass',
        ),
    ],
)
def test_only_types_are_taken(drawn: str, answer: str, lines: str) -> None:
    assert _annotated(drawn, answer) == lines


@pytest.mark.parametrize(
    ("answer", "complaint"),
    [
        ("def f(a): return a", "no annotations"),
        ("def g(a: int): return a", "no annotations"),
        ("def f(a: Money) -> Cash: return a", "Cash, Money"),
    ],
)
def test_types_that_the_file_does_not_know_are_refused(answer: str, complaint: str) -> None:
    with pytest.raises(NoUsableAnswerError, match=complaint):
        _annotated("def f(││a): return a\n", answer)


@pytest.mark.parametrize(
    ("after", "imports"),
    [
        ("def f(a: int): pass\n", ""),
        ("def f(a: Any): pass\n", "from typing import Any\n"),
        (
            "def f(a: Mapping[str, Any] | Iterable): pass\n",
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
