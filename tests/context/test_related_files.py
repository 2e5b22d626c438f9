"""Which open files a prompt shows beside the one at the cursor, and how much of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossator.context.buffer import Buffer
from glossator.context.ignore import Folder, Ignore
from glossator.context.related_files import CHARACTERS, FILES, LONGEST, excerpt, related_files

TOKEN = "ghp_" + "R4nd0mT0k3nOfTh1rtyS1xCharacters1234"
ROOT = Path("/home/me/shop")


def buffer(name: str, text: str, language: str = "python") -> Buffer:
    path = ROOT / name
    return Buffer(path.as_uri(), text, language, 1, path, ROOT)


def shown(*others: Buffer, language: str = "python", ignored: str = "") -> list[tuple[str, str]]:
    ignore = Ignore([Folder(ROOT, (ignored,) if ignored else ())])
    return list(related_files(language, others, ignore))


def test_what_was_touched_last_stands_last() -> None:
    files = [buffer(f"src/{name}.py", f"{name} = 1\n") for name in "dcba"]
    assert FILES == 3
    assert shown(*files) == [("src/c.py", "c = 1"), ("src/b.py", "b = 1"), ("src/a.py", "a = 1")]


@pytest.mark.parametrize(
    ("one", "other", "related"),
    [
        ("python", "python", True),
        ("typescript", "javascriptreact", True),
        ("c", "cpp", True),
        ("python", "rust", False),
        ("python", "json", False),
        ("brainfuck", "brainfuck", True),
    ],
)
def test_only_related_languages_are_shown(one: str, other: str, related: bool) -> None:
    assert bool(shown(buffer("a", "text", other), language=one)) is related


def test_an_ignored_file_is_not_shown() -> None:
    files = buffer("keys.py", "a = 1\n"), buffer("code.py", "b = 1\n")
    assert shown(*files, ignored="keys.py") == [("code.py", "b = 1")]


def test_a_secret_is_hidden() -> None:
    ((_, text),) = shown(buffer("a.py", f"token = '{TOKEN}'\n"))
    assert TOKEN not in text
    assert text.startswith("token = '")


def test_an_empty_file_is_not_shown() -> None:
    assert shown(buffer("a.py", "\n\n")) == []


def test_a_short_file_is_shown_whole() -> None:
    text = "def f():\n    # why\n    return 1"
    assert excerpt(f"{text}\n") == text


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("import os", True),
        ("class Price:", True),
        ("    def total(self, rate: float) -> float:", True),
        ("    def total(", True),
        ("    fn total(&self) -> f64 {", True),
        ("        for price in prices:", True),
        ("            if price:", False),
        ("        return net", False),
        ("    }", False),
        ("}", False),
        ("\tfunc() {", True),
    ],
)
def test_a_long_file_is_shown_in_outline(line: str, kept: bool) -> None:
    text = f"{line}\n" + "            x = 1\n" * CHARACTERS
    assert excerpt(text) == (line.rstrip() if kept else "")


def test_an_outline_ends_with_a_whole_line() -> None:
    text = excerpt("".join(f"name_{number} = {number}\n" for number in range(1_000)))
    assert CHARACTERS - 30 < len(text) <= CHARACTERS
    assert excerpt(text).split("\n")[-1] in {f"name_{n} = {n}" for n in range(1_000)}


def test_of_a_huge_file_the_beginning_is_read() -> None:
    assert shown(buffer("a.py", "a = 1\n" * LONGEST))
    assert shown(buffer("a.py", "            x = 1\n" * LONGEST + "class Far:\n")) == []
    assert shown(buffer("min.js", "x" * (LONGEST + 1), "javascript"), language="javascript") == []
