from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING

import pytest

from glossator.syntax import reading, registry
from glossator.syntax.documentable import documentable_at, documentables
from glossator.syntax.literals import in_literal
from glossator.syntax.registry import LANGUAGES, language_of, parse, parse_once, root_of
from glossator.syntax.same_code import same_code
from glossator.syntax.scopes import definitions_used, enclosing_scope
from glossator.syntax.strings import string_around

if TYPE_CHECKING:
    from tree_sitter import Language, Node


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_a_grammar_that_reads_a_text(language: str) -> None:
    assert language_of(language) is language_of(language)
    tree = parse("\n", language)
    assert (tree.text, tree.root.has_error) == ("\n", False)


def test_a_text_is_parsed_once_for_one_action() -> None:
    assert parse("x = 1\n", "python") is parse("x = 1\n", "python")
    assert parse_once("x = 1\n", "python") is not parse_once("x = 1\n", "python")


def test_trees_can_be_dropped() -> None:
    tree = parse("x = 1\n", "python")
    registry.forget_trees()
    assert parse("x = 1\n", "python") is not tree


@pytest.mark.parametrize(("length", "kept"), [(10_000, 3), (500_000, 2), (900_000, 1)])
def test_few_trees_are_kept_of_long_texts(length: int, kept: int) -> None:
    texts = [f"#{number}{' ' * length}\n" for number in range(4)]
    trees = [parse(text, "python") for text in texts]
    last = list(zip(texts, trees, strict=True))[-kept:]
    assert [parse(text, "python") is tree for text, tree in last] == [True] * kept
    assert len(registry._kept) == kept


def test_a_language_without_a_grammar_is_an_error() -> None:
    with pytest.raises(KeyError):
        language_of("cobol")
    with pytest.raises(KeyError):
        parse("x", "cobol")


def test_a_grammar_is_loaded_when_its_language_is_first_met() -> None:
    code = (
        "import sys; from glossator.syntax.registry import parse; parse('x', 'python');"
        "print([each for each in sys.modules if each.startswith('tree_sitter_')])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "tree_sitter_python" in ran.stdout
    assert ran.stdout.count("tree_sitter_") == ran.stdout.count("tree_sitter_python")


NESTS = [
    "(", "[", "{", "a(", "f(a, ", "if x:\n", "x = [", "class A {", "fn f() {", "func f() {",
    "int *", "&", "*", "-", "!", "a + ", "a.", "a => ", "$(", "`${", "<a>", "if (x) ", "else ",
    "while (x) ", "{ \"a\": ", "do ", "begin ", "def f ", "switch (x) {", "try {", "template<",
]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_nesting_of_any_language_is_too_much_for_what_looks_at_trees(language: str) -> None:
    for nest in NESTS:
        text = f"{nest * 1_000}x\n"
        for at in (len(text) // 2, len(text)):
            documentable_at(text, at, language)
            enclosing_scope(text, at, at, language)
            definitions_used(text, at, min(at + 10, len(text)), language)
            string_around(text, at, language)
            in_literal(text, at, language)
        list(islice(documentables(text, language), 300))
        assert same_code(text, text, language)


def test_a_language_whose_grammar_is_not_installed_is_none() -> None:
    """In a process of its own, in which two packages cannot be found."""
    code = """
import importlib.machinery, sys
class Hides(importlib.machinery.PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        if name in ("tree_sitter_typescript", "tree_sitter_cpp"):
            return None
        return super().find_spec(name, path, target)
sys.meta_path[:] = [each for each in sys.meta_path if each is not importlib.machinery.PathFinder]
sys.meta_path.append(Hides)
from glossator.syntax.registry import LANGUAGES, MISSING, parse
assert MISSING == {"typescript", "typescriptreact", "cpp"}, MISSING
assert not MISSING & set(LANGUAGES)
assert not parse("let a = 1", "javascript").root.has_error
assert not parse("int a;", "c").root.has_error
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_text_that_cannot_be_read_has_an_empty_tree() -> None:
    text = "x = " + "-" * 20_000 + "1\n"
    tree = parse_once(text, "python")
    assert (tree.is_whole, tree.root.child_count, tree.text) == (False, 0, text)
    assert root_of(text, "python") is None


def test_a_language_with_no_more_than_a_grammar_has_trees_too() -> None:
    root = root_of("a {}\n", "css")
    assert root is not None and not root.has_error
    with pytest.raises(KeyError):
        root_of("a", "cobol")


def test_two_threads_that_want_the_tree_of_a_long_text_have_it_read_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    registry.forget_trees()
    read: list[int] = []

    def count(grammar: Language, data: bytes) -> Node | None:
        read.append(len(data))
        time.sleep(0.05)
        return reading.read(grammar, data)

    monkeypatch.setattr(registry, "read", count)
    text = "x = 1\n" * 20_000
    with ThreadPoolExecutor(4) as threads:
        trees = list(threads.map(lambda _: registry.parse(text, "python"), range(4)))
    assert read == [len(text)]
    assert all(tree is trees[0] for tree in trees)
