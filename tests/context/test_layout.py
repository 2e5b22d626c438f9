"""How chosen declarations look in a prompt, and how many of them fit."""

from __future__ import annotations

import pytest

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


@pytest.mark.parametrize(
    ("files", "places"),
    [
        ("bank/Account.java bank/Bank.java", "bank/*.java"),
        ("src/A.php src/b/B.php src/C.php", "src/*.php src/b/*.php"),
        ("a.go b.go", "*.go"),
        ("bank/a.py bank/b.py", "bank/a.py bank/b.py"),
        ("bank/a.rs bank/b.ts", "bank/a.rs bank/b.ts"),
    ],
)
def test_a_folder_that_is_a_package_is_named_once(files: str, places: str) -> None:
    chosen = [Candidate(file, candidates()[0].declaration, MODULE) for file in files.split()]
    excerpts = shown(chosen, {})
    assert " ".join(place for place, _ in excerpts) == places
    size = sum(len(place) + len(text) + 1 for place, text in excerpts)
    assert fitting(chosen, size, {}) == chosen
    assert fitting(chosen, size - 2, {}) != chosen


def test_types_of_one_name_in_a_folder_keep_their_members() -> None:
    first, second = (
        [Candidate(file, each, MODULE) for each in outline(TEXT, "python")]
        for file in ("bank/A.java", "bank/B.java")
    )
    assert shown([first[1], second[0], second[2], first[0]], headers_of(first + second)) == (
        ("bank/*.java", "class A(B)\n    def m(self)\nclass A(B)\n    def n(self)"),
    )
