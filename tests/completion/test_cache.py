"""A cached text can be inserted wherever the typing agrees with it, and nowhere else.

In the drawn examples `│` is the cursor.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.completion.cache import SuggestionCache
from glossator.completion.cursor import Cursor

HEAD = "import os\n\n\n" + "".join(f"name_{n} = {n}\n" for n in range(60))


def check(made_at: str, text: str, asked_at: str, expected: str | None, head: str = "") -> None:
    """A text made at one cursor and asked for at another gives `expected`, None for nothing."""
    cache = SuggestionCache()
    prefix, _, suffix = made_at.partition("│")
    cache.put(Cursor(head + prefix, suffix, uri="uri"), text)
    prefix, _, suffix = asked_at.partition("│")
    assert cache.get(Cursor(head + prefix, suffix, uri="uri")) == ([expected] if expected else [])


@pytest.mark.parametrize("head", ["", HEAD], ids=["at the top", "far down"])
@pytest.mark.parametrize(
    ("made_at", "text", "asked_at", "expected"),
    [
        pytest.param("x = │\n", "1 + 2", "x = │\n", "1 + 2", id="the same place"),
        pytest.param("x = │\n", "1 + 2", "x = 1 │\n", "+ 2", id="typed along"),
        pytest.param("x = │\n", "1 + 2", "x = 1 + 2│\n", None, id="typed to the end"),
        pytest.param("x = │\n", "1 + 2", "x = 2│\n", None, id="typed something else"),
        pytest.param("x = │\n", "1 + 2", "x │\n", None, id="deleted what was there before"),
        pytest.param("x = │\n", "1 + 2", "x = │\ny\n", None, id="other text after"),
        pytest.param("x = │\n", "1 + 2", "y = │\n", None, id="other text before"),
        pytest.param("f│\n", "(a, b)", "f(│)\n", "a, b)", id="the editor closed a bracket"),
        pytest.param("f(│)\n", "a)\nb", "f(a)│\n", "\nb", id="a closed bracket typed over"),
        pytest.param("x = │\n", '"a b"', 'x = "│"\n', 'a b"', id="the editor closed a quote"),
        pytest.param(
            "if x:│\n", "\n    a()\n    b()", "if x:\n    │\n", "a()\n    b()", id="auto-indent"
        ),
        pytest.param(
            "a│", "\n\n\n  b", "a\n  │", "\n\n  b", id="an indented line that stays blank"
        ),
        pytest.param("a│", "\n\n\n  b", "a\n  \n│", "\n  b", id="blanks that were left behind"),
        pytest.param("a│", "\n\n  b", "a\n\n  │", "b", id="blanks taken away by the editor"),
        pytest.param("  a│", "\nb", "  a\n  │", None, id="indentation yet to be taken back"),
        pytest.param("  a│", "\nb", "  a\n│", "b", id="indentation taken back"),
        pytest.param("│", "x = 1", "x│", " = 1", id="an empty file"),
        pytest.param(
            "f(){│}\n", "\n  a\n", "f(){\n  │\n}\n", "a", id="an Enter between closed braces"
        ),
        pytest.param(
            "f(){│\n", "\n  a\n}", "f(){\n  │\n}\n", "a", id="a brace closed at the Enter"
        ),
        pytest.param("f(){│\n", "\n  a\n}", "f(){\n│\n", "  a\n}", id="a brace left open"),
    ],
)
def test_recall(head: str, made_at: str, text: str, asked_at: str, expected: str | None) -> None:
    check(made_at, text, asked_at, expected, head)


def test_changes_far_above_do_not_matter() -> None:
    cache = SuggestionCache()
    cache.put(Cursor(HEAD + "x = ", "\n", uri="uri"), "1 + 2")
    assert cache.get(Cursor("import sys\n" + HEAD + "x = 1", "\n", uri="uri")) == [" + 2"]


def test_in_a_run_of_equal_lines_the_remainder_is_still_a_true_one() -> None:
    cache = SuggestionCache()
    block = "a = 1\n" * 100
    cache.put(Cursor(block, "", uri="uri"), "a = 1\nb = 2")
    assert cache.get(Cursor(block + "a = 1\nb", "", uri="uri")) == [" = 2"]
    assert cache.get(Cursor(block + "a", "", uri="uri")) == [" = 1\nb = 2"]


def test_the_longest_remainder_comes_first() -> None:
    cache = SuggestionCache()
    cache.put(Cursor("x = ", "\n", uri="uri"), "12")
    cache.put(Cursor("x = 1", "\n", uri="uri"), "2 + 3")
    assert cache.get(Cursor("x = 1", "\n", uri="uri")) == ["2 + 3", "2"]


def test_a_place_where_nothing_is_missing_is_known_and_gives_nothing() -> None:
    cache = SuggestionCache()
    cache.put(Cursor("x = f(1", ", 2)\n", uri="uri"), "")
    assert cache.is_complete(Cursor("x = f(1", ", 2)\n", uri="uri"))
    assert not cache.is_complete(Cursor("x = f(12", ", 2)\n", uri="uri"))
    assert not cache.is_complete(Cursor("x = f(1", ")\n", uri="uri"))
    assert cache.get(Cursor("x = f(1", ", 2)\n", uri="uri")) == []


def test_documents_do_not_mix() -> None:
    cache = SuggestionCache()
    cache.put(Cursor("x = ", "", uri="one"), "1")
    assert cache.get(Cursor("x = ", "", uri="two")) == []
    cache.forget("one")
    assert cache.get(Cursor("x = ", "", uri="one")) == []


def test_the_budget_holds_and_the_newest_stays() -> None:
    cache = SuggestionCache(budget=1_000)
    for number in range(200):
        cache.put(Cursor(f"x{number} = ", "", uri=f"uri{number % 3}"), "y" * 50)
    kept = [n for n in range(200) if cache.get(Cursor(f"x{n} = ", "", uri=f"uri{n % 3}"))]
    assert 0 < len(kept) <= 1_000 // 50
    assert kept[-1] == 199


def test_what_comes_again_stays_and_what_is_closed_makes_room() -> None:
    cache = SuggestionCache(budget=200)

    def put(*names: str, uri: str = "uri") -> None:
        for name in names:
            cache.put(Cursor(f"{name} = ", "", uri=uri), "y" * 60)

    put("closed", uri="other")
    cache.forget("other")
    put("a", "b", "c", "a", "d")
    kept = [name for name in "abcd" if cache.get(Cursor(f"{name} = ", "", uri="uri"))]
    assert kept == ["a", "c", "d"]


@given(st.text(max_size=400), st.text(min_size=1, max_size=60), st.text(max_size=60), st.data())
def test_every_beginning_of_a_text_is_followed(
    prefix: str, text: str, suffix: str, data: st.DataObject
) -> None:
    cache = SuggestionCache()
    cache.put(Cursor(prefix, suffix, uri="uri"), text)
    typed = data.draw(st.integers(0, len(text) - 1))
    found = cache.get(Cursor(prefix + text[:typed], suffix, uri="uri"))
    assert found
    assert all(text.endswith(remainder) for remainder in found)
