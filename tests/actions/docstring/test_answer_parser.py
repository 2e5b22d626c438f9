from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.actions.docstring.answer_parser import AnswerParser, Fact
from glossator.actions.docstring.notation import Topic
from glossator.syntax.signature import Parameter, Raised, Signature

SIGNATURE = Signature(
    parameters=(Parameter("a"), Parameter("*args")),
    returns=True,
    raises=(Raised("ValueError"), Raised("errors.Broken")),
)
SOURCE = "def add(a, *args):\n    total = a\n    return total\n"
SUMMARY = Fact(Topic.SUMMARY, "Add numbers.")
FIRST = Fact(Topic.PARAMETER, "The first.", "a")
OTHERS = Fact(Topic.PARAMETER, "The others.", "*args")
MORE = Fact(Topic.DETAIL, "More.")
RESULT = Fact(Topic.RESULT, "The sum.")
RAISED = Fact(Topic.RAISES, "If a is odd.", "ValueError")
ALL = [SUMMARY, FIRST, OTHERS, RESULT, RAISED]

PLAIN = """\
Add numbers.
a: The first.
args: The others.
Returns: The sum.
Raises ValueError: If a is odd.
"""
GOOGLE = """\
Add numbers.

Args:
    a (int): The first.
    *args: The
        others.

Returns:
    int: The sum.

Raises:
    ValueError: If a is odd.
"""
NUMPY = """\
Add numbers.

Parameters
----------
a : int
    The first.
*args
    The others.

Returns
-------
int
    The sum.

Raises
------
ValueError
    If a is odd.
"""
REST = """\
Add numbers.

:param int a: The first.
:param args: The others.
:type args: int
:returns: The sum.
:rtype: int
:raises ValueError: If a is odd.
"""
MARKDOWN = """\
**Summary:** Add numbers.

### Parameters:
- **a**: The first.
- `*args` (int): The others.

**Returns:** The sum.

**Raises:**
* `ValueError`: If a is odd.
"""
JAVADOC = """\
Add numbers.
@param {int} a - The first.
@param args The others.
@returns The sum.
@throws ValueError If a is odd.
"""
QUOTED = f'Here is the docstring:\n\n"""\n{GOOGLE}"""\n\nIt describes the function.'
ECHOED = (
    f'Sure!\n```python\n{SOURCE.splitlines()[0]}\n    """{GOOGLE}    """\n    total = a\n```\nDone.'
)
FENCED = f"```\n{PLAIN}```\nThis docstring explains the function.\n"
BEHIND_CODE = f"{SOURCE}\n{PLAIN}"
TAGGED = f"<documentation>\n{PLAIN}</documentation>\n"


AGAIN = "It returns the next few lines of the file to the caller."
REPEATED = [SUMMARY, Fact(Topic.DETAIL, f"More. {AGAIN}"), Fact(Topic.DETAIL, "So it is.")]


def read(answer: str, piece: int = 1000) -> list[Fact]:
    reader = AnswerParser(SIGNATURE, SOURCE)
    pieces = [answer[start : start + piece] for start in range(0, len(answer), piece)]
    return [fact for text in pieces for fact in reader.feed(text)] + reader.finish()


@pytest.mark.parametrize(
    "answer",
    [PLAIN, GOOGLE, NUMPY, REST, MARKDOWN, JAVADOC, QUOTED, ECHOED, FENCED, BEHIND_CODE, TAGGED],
    ids="plain google numpy rest markdown javadoc quoted echoed fenced behind_code tagged".split(),
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_every_form_tells_the_same(answer: str, ends: str) -> None:
    assert read(answer.replace("\n", ends)) == ALL


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("Add numbers", [Fact(Topic.SUMMARY, "Add numbers")]),
        ("Add\nnumbers.", [SUMMARY]),
        ("Add numbers. Fast.", [SUMMARY, Fact(Topic.DETAIL, "Fast.")]),
        ("Add numbers.\nFast and\nsmall.", [SUMMARY, Fact(Topic.DETAIL, "Fast and small.")]),
        (
            "Use e.g. Numbers. Then\nmore.",
            [Fact(Topic.SUMMARY, "Use e.g. Numbers."), Fact(Topic.DETAIL, "Then more.")],
        ),
        ("Returns the sum.", [Fact(Topic.SUMMARY, "Returns the sum.")]),
        ("Raises ValueError if a is odd.", [Fact(Topic.SUMMARY, "Raises ValueError if a is odd.")]),
        ("add: Add numbers.", [SUMMARY]),
        ("Add numbers.\na - The first.", [SUMMARY, FIRST]),
        ("Add numbers.\na: The\n  first.", [SUMMARY, FIRST]),
        ("Add numbers.\nb: Not there.\n  At all.\na: The first.", [SUMMARY, FIRST]),
        ("Add numbers.\nself: The object.\na: The first.", [SUMMARY, FIRST]),
        ("Add numbers.\nRaises: ValueError: If a is odd.", [SUMMARY, RAISED]),
        ("Add numbers.\nRaises ValueError If a is odd.", [SUMMARY, RAISED]),
        ("Add numbers.\nRaises KeyError: Never.\nReturns: The sum.", [SUMMARY, RESULT]),
        ("Add numbers.\nRaises: None\nReturns: None", [SUMMARY]),
        (f"Add numbers.\nMore. {AGAIN}\n\nSo it is. {AGAIN} And on.\n\nMuch more.", REPEATED),
        ("Add numbers.\nBroken: If so.", [SUMMARY, Fact(Topic.RAISES, "If so.", "errors.Broken")]),
        ("Add numbers.\nExample:\n>>> add(1)\n1\n", [SUMMARY]),
        ("Add numbers.\n```python\nadd(1) is one\n```\nReturns: The sum.", [SUMMARY, RESULT]),
        ("Add numbers.\ntotal = a\nreturn total\nprint(a)", [SUMMARY]),
        ("Add numbers.\nNote: It is slow.", [SUMMARY]),
        ('Add numbers."""', [SUMMARY]),
        ("'''Add numbers.'''\nAnd so on.", [SUMMARY]),
        ("数を加える。速い。", [Fact(Topic.SUMMARY, "数を加える。"), Fact(Topic.DETAIL, "速い。")]),
        ("", []),
        ("```\n```", []),
        ("...", []),
    ],
)
def test_facts_are_read_from(answer: str, expected: list[Fact]) -> None:
    assert read(answer) == expected


ONE_LINE = "Add numbers. It is fast, e.g. For `a. B` or 1.5 times. Then os.path. It ends."


@pytest.mark.parametrize("piece", [1, 2, 5, 1000])
def test_a_line_of_sentences_is_a_summary_and_more(piece: int) -> None:
    more = "It is fast, e.g. For `a. B` or 1.5 times. Then os.path. It ends."
    assert read(ONE_LINE, piece) == [SUMMARY, Fact(Topic.DETAIL, more)]


@pytest.mark.parametrize(
    ("begun", "expected"),
    [
        ("Add numbers. I", [SUMMARY]),
        ('"""Add numbers. I', [SUMMARY]),
        ("```\nAdd numbers. I", [SUMMARY]),
        ("数を加える。速", [Fact(Topic.SUMMARY, "数を加える。")]),
        ("Add numbers.", []),
        ("Add numbers. i", []),
        ("Add 1.5", []),
        ("Use e.g. N", []),
        ("Use `a. B", []),
        ("Use os.path. j", []),
        ("1. Add", []),
        ("add: Add numbers. I", []),
        ("Sure! Here", []),
        ("# Add numbers. I", []),
    ],
)
def test_the_summary_does_not_wait_for_the_end_of_its_line(
    begun: str, expected: list[Fact]
) -> None:
    assert AnswerParser(SIGNATURE, SOURCE).feed(begun) == expected


@pytest.mark.parametrize("piece", [1, 4, 30])
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (
            "Add numbers. It is " + "a function that takes " * 40,
            [SUMMARY],
        ),
        (
            "Add numbers. It is fast. It is " + "a function that takes " * 40,
            [SUMMARY, Fact(Topic.DETAIL, "It is fast.")],
        ),
        (
            "Return " + "a function that takes " * 40,
            [Fact(Topic.SUMMARY, "Return a function that takes…")],
        ),
        (
            "Add numbers.\na: The first." + " It is the only one." * 40,
            [SUMMARY, Fact(Topic.PARAMETER, "The first.", "a")],
        ),
    ],
    ids=["detail", "second sentence", "summary", "parameter"],
)
def test_a_line_in_circles_ends_the_answer(answer: str, expected: list[Fact], piece: int) -> None:
    reader, found, heard = AnswerParser(SIGNATURE, SOURCE), [], 0
    while not reader.is_done:
        found += reader.feed(answer[heard : heard + piece])
        heard += piece
    assert heard < len(answer) / 2
    assert found + reader.finish() == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("Add numbers. It is fast. It tak", [SUMMARY, Fact(Topic.DETAIL, "It is fast.")]),
        ("Add numbers. It tak", [SUMMARY]),
        ("Add num", [Fact(Topic.SUMMARY, "Add num…")]),
        ("Add numbers.\nIt is fast.\nIt takes\na lo", [SUMMARY, Fact(Topic.DETAIL, "It is fast.")]),
        ("Add numbers.\na: The first. It ma", [SUMMARY, FIRST]),
        ("Add numbers.\na: The first.\nargs: The oth", [SUMMARY, FIRST]),
        ("Add numbers.\na: The first\nar", [SUMMARY, Fact(Topic.PARAMETER, "The first", "a")]),
        ("Add numbers.\na: The first.\n", [SUMMARY, FIRST]),
    ],
)
def test_an_answer_cut_short_ends_with_a_whole_sentence(answer: str, expected: list[Fact]) -> None:
    reader = AnswerParser(SIGNATURE, SOURCE)
    assert reader.feed(answer) + reader.finish(cut_short=True) == expected


@given(st.sampled_from([PLAIN, GOOGLE, NUMPY, REST, ECHOED, BEHIND_CODE]), st.integers(1, 40))
def test_it_does_not_matter_how_the_answer_is_cut(answer: str, piece: int) -> None:
    assert read(answer, piece) == ALL
