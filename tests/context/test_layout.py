"""How chosen declarations look in a prompt, and how many of them fit."""

from __future__ import annotations

from glossator.context.index.candidates import MODULE, Candidate
from glossator.context.layout import fitting, headers_of, shown
from glossator.syntax.outline import outline

TEXT = "class A(B):\n    def m(self): ...\n    def n(self): ...\ndef f(x): ...\n"


def candidates(file: str = "a.py") -> list[Candidate]:
    return [Candidate(file, each, MODULE) for each in outline(TEXT, "python")]


def drawn(*names: str) -> str:
    every = candidates()
    by_name = {each.declaration.name: each for each in every}
    ((_, text),) = shown([by_name[name] for name in names], headers_of(every))
    return text


def test_members_stand_below_their_type() -> None:
    assert drawn("m", "f", "n") == (
        "class A(B)\n    def m(self)\n    def n(self)\ndef f(x)"
    )  # fmt: skip


def test_a_type_stands_above_members_that_were_chosen_first() -> None:
    assert drawn("m", "A") == "class A(B)\n    def m(self)"


def test_files_stand_in_the_order_of_their_first_choice() -> None:
    chosen = [candidates("b.py")[3], candidates("a.py")[3], candidates("b.py")[0]]
    assert shown(chosen, {}) == (("b.py", "def f(x)\nclass A(B)"), ("a.py", "def f(x)"))


def test_as_many_are_taken_as_fit() -> None:
    every = candidates()
    headers = headers_of(every)
    for size in range(200):
        excerpts = shown(fitting(every, size, headers), headers)
        assert sum(len(file) + len(text) for file, text in excerpts) <= size
    assert fitting(every, 200, headers) == every
