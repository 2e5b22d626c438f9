"""Lines that have to do with a burst by the tree."""

from __future__ import annotations

from glossator.completion.next_edit.burst import Burst
from glossator.completion.next_edit.kin import callers, siblings

MATCH = "fn f(e: E) {\n    match e {\n        A => 1,\n        B => 2,\n        C => 3,\n    }\n}\n"


def test_siblings_have_the_same_role() -> None:
    burst = Burst.between("file:///a", MATCH, MATCH.replace("=> 2", "=> g(2)"))
    assert siblings(burst, "rust") == [2, 4]


def test_statements_have_no_role() -> None:
    burst = Burst.between("file:///a", "f()\ng()\n", "f(1)\ng()\n")
    assert siblings(burst, "python") == []


def test_callers_of_changed_parameters() -> None:
    before = "def f(a):\n    pass\n\n\nf(1)\ng(f)\n"
    burst = Burst.between("file:///a", before, before.replace("(a)", "(a, b)"))
    assert callers(burst, "python") == [4, 5]
    other = Burst.between("file:///a", before, before.replace("pass", "return"))
    assert callers(other, "python") == []
