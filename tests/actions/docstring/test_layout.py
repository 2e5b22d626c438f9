from __future__ import annotations

import pytest

from glossator.actions.docstring.answer_parser import Fact
from glossator.actions.docstring.frames import Quotes
from glossator.actions.docstring.layout import DocstringLayout, as_prose, concise
from glossator.actions.docstring.notation import Topic
from glossator.actions.docstring.styles.python import STYLES
from glossator.syntax.signature import Parameter, Signature


@pytest.mark.parametrize(
    ("answer", "prose"),
    [
        ("the sum", "The sum."),
        ("The sum.", "The sum."),
        ("Is it?", "Is it?"),
        ("the sum of:", "The sum of."),
        ("x squared", "x squared."),
        ("my_name is kept", "my_name is kept."),
        ("`x` squared", "`x` squared."),
        ('"The sum"', "The sum."),
        ('"a" or "b"', '"a" or "b".'),
        ("two\n  lines\tand tab", "Two lines and tab."),
        ("bell\x07 and \u202eturned", "Bell and turned."),
        ('three """ quotes', "Three ''' quotes."),
        ("速い。", "速い。"),
        ("", ""),
    ],
)
def test_prose_is_one_tidy_paragraph(answer: str, prose: str) -> None:
    assert as_prose(answer, frozenset({"x"})) == prose


@pytest.mark.parametrize(
    ("paragraph", "kept"),
    [
        ("It is fast. It is small.", "It is fast. It is small."),
        ("It is fast. It is small. It is fast. Really.", "It is fast. It is small."),
        ("No end", "No end"),
        ("First. " + "Long " * 100 + "end. Last.", "First."),
        ("Long " * 200 + "end.", "Long " * 200 + "end."),
    ],
)
def test_a_paragraph_neither_repeats_itself_nor_rambles(paragraph: str, kept: str) -> None:
    assert concise(paragraph) == kept


def test_an_entry_waits_for_those_before_it() -> None:
    layout = DocstringLayout(
        Signature((Parameter("a"), Parameter("b")), returns=True), STYLES["google"], Quotes(""), 80
    )
    assert layout.add(Fact(Topic.PARAMETER, "Second.", "b")) == []
    assert layout.add(Fact(Topic.SUMMARY, "Do it.")) == ["Do it."]
    assert layout.add(Fact(Topic.PARAMETER, "First.", "a")) == [
        "\n\nArgs:\n    a: First.",
        "\n    b: Second.",
    ]
    assert layout.add(Fact(Topic.RESULT, "It.")) == ["\n\nReturns:\n    It."]
    assert layout.is_complete
    assert layout.finish() == ["\n"]


def test_without_a_summary_nothing_is_written() -> None:
    layout = DocstringLayout(Signature((Parameter("a"),)), STYLES["google"], Quotes(""), 80)
    assert layout.add(Fact(Topic.PARAMETER, "First.", "a")) == []
    assert layout.finish() == []
    assert not layout.has_summary


@pytest.mark.parametrize(("width", "multiline"), [(13, False), (12, True)])
def test_quotes_close_on_the_same_line_where_they_fit(width: int, multiline: bool) -> None:
    layout = DocstringLayout(Signature(), STYLES["google"], Quotes(""), width + 30)
    layout.add(Fact(Topic.SUMMARY, "Do it." + "x" * 30 + "."))
    assert layout.finish() == (["\n"] if multiline else [])
