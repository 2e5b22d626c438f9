from __future__ import annotations

from glossator.actions.docstring.notation import Topic
from glossator.actions.docstring.update.entries import Existing
from glossator.actions.docstring.update.markup import read_markdown, read_shell, read_xml


def found(texts: list[str], existing: Existing) -> list[tuple[Topic, tuple[str, ...], str]]:
    return [
        (each.topic, each.names, each.prose.of(texts) if each.prose is not None else "")
        for each in existing.entries
    ]


def test_elements_are_entries_unless_they_hold_others() -> None:
    texts = [
        "<summary>",
        "Adds <c>a</c> &amp; more.",
        "</summary>",
        '<param name="a">The <see cref="T:Sum"/>.</param>',
        "<returns><para>One.</para></returns>",
        '<exception cref="N.Broken">If so.</exception>',
        "<example>f(1)</example>",
    ]
    existing = read_xml(texts)
    assert found(texts, existing) == [
        (Topic.SUMMARY, (), "Adds <c>a</c> &amp; more."),
        (Topic.PARAMETER, ("a",), 'The <see cref="T:Sum"/>.'),
        (Topic.RESULT, (), ""),
        (Topic.RAISES, ("Broken",), "If so."),
    ]
    assert existing.others == (6,)


def test_callouts_are_entries_or_the_users_own() -> None:
    texts = [
        "Adds.",
        "",
        "- Parameters:",
        "  - a: The first",
        "    of all.",
        "  - b: The second.",
        "- Returns: It.",
        "- Complexity: O(1)",
    ]
    existing = read_markdown(texts)
    assert found(texts, existing) == [
        (Topic.SUMMARY, (), "Adds."),
        (Topic.PARAMETER, ("a",), "The first\n    of all."),
        (Topic.PARAMETER, ("b",), "The second."),
        (Topic.RESULT, (), "It."),
    ]
    assert existing.others == (7,)


def test_headings_of_rustdoc_are_entries_or_the_users_own() -> None:
    texts = ["Adds.", "", "# Errors", "", "If so.", "", "```", "# Panics", "```", "", "# Examples"]
    existing = read_markdown(texts)
    assert found(texts, existing)[1:] == [(Topic.RAISES, ("Errors",), "If so.")]
    assert existing.others == (10,)


def test_arguments_of_a_shell_function_are_entries() -> None:
    texts = ["", "Adds.", "Globals:", "  HOME", "Arguments:", "  $1 - The first.", ""]
    existing = read_shell(texts)
    assert found(texts, existing) == [
        (Topic.SUMMARY, (), "Adds."),
        (Topic.PARAMETER, ("$1",), "The first."),
    ]
    assert existing.others == (2,)
