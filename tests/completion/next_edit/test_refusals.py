"""What is never offered."""

from __future__ import annotations

import pytest

from glossator.completion.next_edit.burst import Burst
from glossator.completion.next_edit.pending import PendingEdit
from glossator.completion.next_edit.refusals import refused

URI = "file:///a"
BEFORE = "import os\n\n\ndef f(a):\n    return a\n\n\nprint(f(1))\nprint(2)\n"
TEXT = BEFORE.replace("(a)", "(a, b)")
LINES = "print(f(1))\nprint(2)"


def why(new: str, *, before: str = BEFORE, text: str = TEXT, old: str = LINES) -> str | None:
    edit = PendingEdit(URI, text.index(old), old, new, "model")
    at = text.index("f(1)")
    burst = Burst.between(URI, before, text)
    return refused(edit, text, "python", burst, (at, at + 4), {"print(f(0))"})


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        ("print(f(1, 2))\nprint(2)", None),
        ("print(\n    f(1, b=2),\n)\nprint(2)", None),
        (LINES, "nothing is changed"),
        ("print(f(1) )\nprint(2)", "white space alone is changed"),
        ("print(f(1, 2)\nprint(2)", "it has new syntax errors"),
        ("print(f(1, 2))", "more is deleted than the user deleted"),
        ("print(f(0))\nprint(2)", "a line becomes what it was before"),
        ("import sys\nprint(f(1))\nprint(2)", "imports alone are changed"),
    ],
)
def test_an_edit_of_a_caller(new: str, reason: str | None) -> None:
    assert why(new) == reason


def test_as_much_may_be_deleted_as_there_are_places() -> None:
    before = "price = 1\nf(price)\ng(price)\n"
    burst = Burst.between(URI, before, before.replace("price", "cost", 1))
    edit = PendingEdit(URI, 9, "f(price)\ng(price)", "f(cost)\ng(cost)", "model")
    reasons = [
        refused(edit, burst.after, "python", burst, (9, 17), places=count) for count in (1, 2)
    ]
    assert reasons == ["more is deleted than the user deleted", None]


def test_what_the_user_typed_is_not_taken_back() -> None:
    assert why("def f(a):", old="def f(a, b):") == "what was typed is taken back"


def test_something_else_is_not_changed() -> None:
    new = "import os, sys  # both"
    assert why(new, old="import os") is not None
    assert why("    return a + 1", old="    return a") == "something else is changed"


def test_a_burst_of_imports_may_ask_for_imports() -> None:
    before = "import a\nimport b\n\nprint(f(1))\n"
    text = before.replace("import a", "import a.c")
    edit = PendingEdit(URI, text.index("import b"), "import b", "import b.c", "model")
    burst = Burst.between(URI, before, text)
    at = text.index("import b")
    assert refused(edit, text, "python", burst, (at, at + 8)) is None
