from __future__ import annotations

import pytest

from glossator.actions.docstring.notation import Topic
from glossator.actions.docstring.update.tags import Order, balanced, read_tags, type_end


@pytest.mark.parametrize(
    ("order", "tag", "kind", "names", "answer"),
    [
        ("", "@param {string[]} a - x y", "string[]", ("a",), "x y"),
        ("", "@param {{id: {n: {m: number}}}} a x", "{id: {n: {m: number}}}", ("a",), "x"),
        ("", "@param {{\n  id: number\n}} a - x", "{\n  id: number\n}", ("a",), "x"),
        ("", "@param {number} [a=f(1)] - x", "number", ("a",), "x"),
        ("", "@param {string} opts.a - x", "string", ("opts.a",), "x"),
        ("", "@param a the a", None, ("a",), "the a"),
        ("", "@param <T> the T", None, ("<T>",), "the T"),
        ("", "@param[in,out] a the a", None, ("a",), "the a"),
        ("", "@param a, b both", None, ("a", "b"), "both"),
        ("", "@param ... the rest", None, ("...",), "the rest"),
        ("before", "@param array<string, int> $a x", "array<string, int>", ("$a",), "x"),
        ("before", "@param callable(int, A): bool $a x", "callable(int, A): bool", ("$a",), "x"),
        ("before", "@param int | string ...$a x", "int | string", ("...$a",), "x"),
        ("before", "@param array{a: int, b?: string} &$a x", None, ("&$a",), "x"),
        ("before", "@param $a x", None, ("$a",), "x"),
        ("[]", "@param a [Hash{Symbol => String}] x", "Hash{Symbol => String}", ("a",), "x"),
        ("[]", "@param [String, nil] a x", "String, nil", ("a",), "x"),
        ("after", "@tparam string|file a x", "string|file", ("a",), "x"),
        ("after", "@param a string[] x", "string[]", ("a",), "x"),
        ("after", "@param a? fun(x: number): string x", "fun(x: number): string", ("a?",), "x"),
        ("after", "@param a { x: number } x", "{ x: number }", ("a",), "x"),
        ("after", '@param a "one" | "two" x', '"one" | "two"', ("a",), "x"),
    ],
)
def test_a_parameter_is_taken_apart(
    order: str, tag: str, kind: str | None, names: tuple[str, ...], answer: str
) -> None:
    texts = tag.split("\n")
    (entry,) = read_tags(texts, Order(order)).entries
    assert entry.names == names
    assert entry.prose is not None
    assert entry.prose.of(texts) == answer
    if kind is not None:
        assert entry.kind is not None
        assert entry.kind.of(texts) == kind


def test_the_users_own_tags_are_no_entries() -> None:
    texts = ["Adds.", "", "@deprecated since 2", "@return {A} it", "@throws {@link E} if", "@see b"]
    found = read_tags(texts, Order())
    assert [entry.topic for entry in found.entries] == [Topic.SUMMARY, Topic.RESULT, Topic.RAISES]
    assert found.entries[2].names == ("E",)
    assert found.others == (2, 5)


@pytest.mark.parametrize(
    "text",
    ["```\n@param a\n```", "{@code\n@Override\nvoid f() {}\n}", "@code\n@param a\n@endcode"],
)
def test_a_tag_in_code_is_code(text: str) -> None:
    assert not read_tags(["Adds.", "", *text.split("\n")], Order()).of(Topic.PARAMETER)


@pytest.mark.parametrize(
    ("text", "end"), [("{a}", 3), ("{a: {b}} c", 8), ("[a", 2), ("{(x) => y} z", 10)]
)
def test_a_bracket_ends_where_it_is_closed(text: str, end: int) -> None:
    assert balanced(text, 0) == end


@pytest.mark.parametrize(
    ("text", "kind"),
    [("a b", "a"), ("a | b c", "a | b"), ("f(a): b c", "f(a): b"), ("A<B, C>", "A<B, C>")],
)
def test_a_type_ends_at_a_blank_outside_of_it(text: str, kind: str) -> None:
    assert text[: type_end(text, 0)] == kind


@pytest.mark.parametrize(
    ("tag", "answer"),
    [
        ("@return T?, string? err the error", "the error"),
        ("@return string? err # the error", "the error"),
        ("@return string name The name", "The name"),
        ("@return string the name", "the name"),
        ("@return { a: T, b: U } x", "x"),
    ],
)
def test_the_name_of_a_result_is_not_its_description(tag: str, answer: str) -> None:
    (entry,) = read_tags([tag], Order("after")).entries
    assert entry.prose is not None
    assert entry.prose.of([tag]) == answer
