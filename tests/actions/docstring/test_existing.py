from __future__ import annotations

import pytest

from glossator.actions.docstring.answer_parser import Fact
from glossator.actions.docstring.existing import read_former
from glossator.actions.docstring.notation import Topic
from glossator.syntax.signature import Parameter, Signature

SIGNATURE = Signature(parameters=(Parameter("a"),), returns=True)


@pytest.mark.parametrize(
    ("literal", "text"),
    [
        ('"""Old."""', "Old."),
        ("'Old.'", "Old."),
        ('r"""C:\\new"""', "C:\\new"),
        ('"""C:\\\\new"""', "C:\\new"),
        ('"""\n    Old.\n\n    More.\n    """', "Old.\n\nMore."),
        ('"""\r\n    Old.\r\n    """', "Old."),
        ('"Old " "one."', "Old one."),
        ('("Old.")', "Old."),
        ('"""An \\d invalid escape."""', "An \\d invalid escape."),
        ('"""Broken', ""),
    ],
)
def test_the_text_is_what_python_reads(literal: str, text: str) -> None:
    assert read_former(literal, SIGNATURE).text == text


def test_facts_and_the_users_own_lines_are_told_apart() -> None:
    former = read_former(
        '''"""Old summary.

    Old detail.

    - a list
    - of things

    Args:
        a: Old a.
        gone: Gone.

    Returns:
        The old.

    Note:
        Mind the gap.

        And this.

    Examples
    --------
    >>> f(1)
    2
    """''',
        SIGNATURE,
    )
    assert former.facts == (
        Fact(Topic.SUMMARY, "Old summary."),
        Fact(Topic.DETAIL, "Old detail."),
        Fact(Topic.PARAMETER, "Old a.", "a"),
        Fact(Topic.RESULT, "The old."),
    )
    assert "\n".join(former.kept) == (
        "- a list\n- of things\n\nNote:\n    Mind the gap.\n\n    And this.\n\n"
        "Examples\n--------\n>>> f(1)\n2"
    )
