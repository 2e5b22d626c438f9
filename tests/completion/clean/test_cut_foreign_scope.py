"""What `cut_foreign_scope` cuts, and the right replies that it leaves alone."""

from __future__ import annotations

import pytest

from glossator.completion.clean.cut_foreign_scope import cut_foreign_scope
from tests.completion.clean.checks import check_whole

LOOP = "def f(a):\n    for b in a:\n        │\n        c(b)\n    return a\n"


@pytest.mark.parametrize(
    ("reply", "kept"),
    [
        ("x = b\n\ndef g():\n    pass", "x = b\n"),
        ("x = b\n    return x", "x = b"),
        ("x = [\n    b,\n]\n        y = x", None),
        ("if b:\n            d()\n        else:\n            e()", None),
    ],
)
def test_a_scope_that_goes_on_below_is_not_left(reply: str, kept: str | None) -> None:
    check_whole(cut_foreign_scope, LOOP, reply, reply if kept is None else kept)


@pytest.mark.parametrize(
    ("drawn", "reply"),
    [
        ("def f(a):\n    │\n", "return a\n\n\ndef g():\n    pass"),
        ("x = [\n        │\n        b,\n]\n", "a,\n    c,"),
    ],
    ids=["it ends at the cursor", "within brackets"],
)
def test_a_scope_may_be_left_where_nothing_of_it_follows(drawn: str, reply: str) -> None:
    check_whole(cut_foreign_scope, drawn, reply, reply)
