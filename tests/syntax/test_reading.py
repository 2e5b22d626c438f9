from __future__ import annotations

import gc
import subprocess
import sys
import tracemalloc

import pytest

from glossator.syntax import reading
from glossator.syntax.reading import with_deep_stack
from glossator.syntax.registry import root_of

HOSTILE = {
    "python": ["x = " + "a + " * 20_000 + "a\n", "x = " + "-" * 20_000 + "1\n"],
    "c": ["int " + "*" * 20_000 + "x;\n"],
    "javascript": ["x = " + "a => " * 20_000 + "1", "x = " + "a." * 20_000 + "b"],
    "rust": ["fn f() { " + "&" * 20_000 + "x }"],
    "go": ["var x " + "*" * 20_000 + "int\n"],
}


@pytest.mark.parametrize(
    ("language", "text"), [(name, text) for name, texts in HOSTILE.items() for text in texts]
)
def test_a_text_that_is_nested_too_deeply_is_not_read(language: str, text: str) -> None:
    assert root_of(text, language) is None


def test_a_text_that_is_too_long_is_not_read() -> None:
    assert root_of("x = 1\n" * 300_000, "python") is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("python", "x = [" + "1, " * 500 + "1]\n"),
        ("python", "x = 1\n" * 500),
        ("javascript", "f();\n" * 500),
        ("c", "int x;\n" * 500),
        ("go", "package p\n" + "var x int\n" * 500),
    ],
)
def test_a_text_of_too_many_children_is_not_read(
    language: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert root_of(text, language) is not None
    monkeypatch.setattr(reading, "_WIDEST", 400)
    assert root_of(text + "\n", language) is None


@pytest.mark.parametrize("language", ["csharp", "javascript", "java", "python"])
def test_a_text_whose_tree_takes_too_much_memory_is_not_read(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "x = (a+\n" + "a+\n" * 20_000 + "a)\n"
    monkeypatch.setattr(reading, "_DEEPEST", 1_000_000)
    assert root_of(text, language) is not None
    monkeypatch.setattr(reading, "_MOST_PIECES", 10_000)
    assert root_of(text + " ", language) is None


def test_a_text_that_takes_too_long_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_TIME_LIMIT", -1.0)
    assert root_of("x = 1\n" * 10_000, "python") is None
    monkeypatch.undo()
    assert root_of("x = 1\n" * 10_000, "python") is not None


@pytest.mark.parametrize("opener", ["(", "[", "{", "(a,", "{a:", "f("])
def test_a_text_that_opens_thousands_of_brackets_is_not_begun(
    opener: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "with_deep_stack", lambda *_: pytest.fail("it was begun"))
    assert root_of(opener * 20_000, "javascriptreact") is None


def test_brackets_that_are_closed_may_be_many() -> None:
    assert root_of(")\n" * 20_000 + "f(a[0], {})\n" * 10_000, "javascript") is not None


AMBIGUOUS = """
from glossator.syntax import reading
from glossator.syntax.registry import root_of
reading._MOST_OPEN = 1_000_000
root_of("{a:" * 300_000, "javascriptreact")
"""


def test_a_parser_that_calls_itself_for_each_token_has_the_stack_for_it() -> None:
    """With the stack of a thread as it is, this ended the process."""
    subprocess.run([sys.executable, "-c", AMBIGUOUS], check=True)


def test_work_with_a_deep_stack_ends_as_other_work_does() -> None:
    assert with_deep_stack(lambda: 3, 100_000) == 3
    assert with_deep_stack(lambda: 3, 1 << 46) is None  # more than any system gives


def test_reading_a_text_leaves_nothing_of_it() -> None:
    text = "def one(a):\n    return a\n" * 1_000
    root_of(text, "python")
    gc.collect()
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        for _ in range(20):
            root_of(text, "python")
        gc.collect()
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before < len(text)


@pytest.mark.parametrize("length", [0, 1, 4_095, 4_096, 4_097, 12_345])
def test_a_text_of_any_length_is_read_to_its_end(length: int) -> None:
    text = ("x = 1\n" * (length // 6 + 1))[:length]
    root = root_of(text, "python")
    assert root is not None and root.end_byte == length
