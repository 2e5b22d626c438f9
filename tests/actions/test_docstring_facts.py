from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.actions.docstring_facts import Fact, FactReader, Topic
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


def read(answer: str, piece: int = 1000) -> list[Fact]:
    reader = FactReader(SIGNATURE, SOURCE)
    pieces = [answer[start : start + piece] for start in range(0, len(answer), piece)]
    return [fact for text in pieces for fact in reader.feed(text)] + reader.finish()


@pytest.mark.parametrize(
    "answer",
    [PLAIN, GOOGLE, NUMPY, REST, MARKDOWN, JAVADOC, QUOTED, ECHOED, FENCED, BEHIND_CODE],
    ids="plain google numpy rest markdown javadoc quoted echoed fenced behind_code".split(),
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


@given(st.sampled_from([PLAIN, GOOGLE, NUMPY, REST, ECHOED, BEHIND_CODE]), st.integers(1, 40))
def test_it_does_not_matter_how_the_answer_is_cut(answer: str, piece: int) -> None:
    assert read(answer, piece) == ALL
