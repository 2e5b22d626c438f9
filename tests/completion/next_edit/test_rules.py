"""What a burst has begun, by what it was, and how it is followed."""

from __future__ import annotations

import pytest

from glossator.completion.next_edit.burst import Burst
from glossator.completion.next_edit.changes import Change
from glossator.completion.next_edit.rules import exact_edits, followed, rule_of
from glossator.context.buffer import Buffer

URI = "file:///a"


@pytest.mark.parametrize(
    ("language", "before", "after", "rule"),
    [
        ("python", "def f(a): a\n", "def f(b): a\n", "Rename"),
        ("json", '{"a": 1}', '{"b": 1}', "KeyRename"),
        ("python", "def f(a): a\nf(1)\n", "def f(a, b): a\nf(1)\n", "Demand"),
        ("python", "log.info(a)\n", "log.info(a, 1)\n", "Likeness"),
        ("python", "x = 1\n", "x = 2\n", "NoneType"),
    ],
)
def test_the_rule(language: str, before: str, after: str, rule: str) -> None:
    assert type(rule_of(Burst.between(URI, before, after), language)).__name__ == rule


def test_what_comes_after_the_burst_is_first_and_the_rule_moves_along() -> None:
    before = "print(f)\n\n\ndef f(): pass\n\n\nf()\n"
    after = before.replace("def f", "def g")
    rule = rule_of(Burst.between(URI, before, after), "python")
    assert rule is not None
    change = Change(0, "", "import x\n")
    text = change.applied_to(after)
    moved = followed(rule, URI, change)
    edits = exact_edits(moved, Buffer(URI, text, "python", 1))
    assert [edit.new for edit in edits] == ["g()", "print(g)"]
    assert followed(rule, "file:///b", change) == rule
