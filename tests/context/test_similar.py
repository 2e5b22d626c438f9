"""Similar code of other files: lines like those just written, and what follows them."""

from __future__ import annotations

from glossator.context.similar import CHUNK, Passage, Similar

STEPS = [f"widget_{at} = make_widget(size_{at}, colour_{at})" for at in range(60)]
"""Lines that are told apart by their words."""


def file(*numbers: int) -> str:
    return "\n".join(STEPS[at] for at in numbers) + "\n"


def test_what_follows_the_lines_that_are_alike_is_shown_with_them() -> None:
    found = Similar([("a.py", file(*range(60)))]).at(file(*range(20, 30)), 2_000)
    assert [each.file for each in found][:1] == ["a.py"]
    assert found[0].line == 20
    assert STEPS[39] in found[0].text


def test_the_most_alike_comes_first() -> None:
    half = file(*range(40, 45), *range(5, 10), *range(45, 55))
    similar = Similar([("half.py", half), ("whole.py", file(*range(20)))])
    assert [each.file for each in similar.at(file(*range(10)), 4_000)] == ["whole.py", "half.py"]


def test_what_has_little_in_common_is_not_shown() -> None:
    assert (
        Similar([("a.py", file(*range(30, 60)))]).at("for line in text:\n    print(line)\n", 4_000)
        == ()
    )


def test_what_the_document_has_itself_is_not_shown() -> None:
    text = file(*range(30))
    assert Similar([("a.py", text)], text).at(file(*range(10)), 4_000) == ()


def test_nothing_is_shown_twice() -> None:
    similar = Similar([("a.py", file(*range(20))), ("copy.py", file(*range(20)))])
    assert [each.file for each in similar.at(file(*range(10)), 4_000)] == ["a.py"]
    long = Similar([("a.py", file(*range(60)))]).at(file(*range(15)), 9_000)
    lines = [line for each in long for line in each.text.split("\n")]
    assert len(lines) == len(set(lines))


def test_it_is_cut_to_whole_lines_within_the_size() -> None:
    for size in range(150, 1_200, 70):
        found = Similar([("a.py", file(*range(60)))]).at(file(*range(10)), size)
        assert sum(len(each.file) + len(each.text) for each in found) <= size
        assert all(line in STEPS for each in found for line in each.text.split("\n"))
        assert bool(found) == (size >= 220)


def test_a_word_of_most_lines_tells_nothing() -> None:
    text = "\n".join(f"self.total.append(item_{at})" for at in range(10 * CHUNK))
    assert Similar([("a.py", text)]).at("self.total.append(other)\n" * 10, 4_000) == ()


def test_whether_a_passage_is_still_there() -> None:
    similar = Similar([("a.py", file(*range(20)))])
    (passage,) = similar.at(file(*range(10)), 2_000)
    assert similar.has(passage)
    assert not Similar([("a.py", file(*range(10)))]).has(passage)
    assert not Similar().has(Passage("a.py", 0, "x"))


def test_how_many_files_hold_a_name() -> None:
    similar = Similar([("a.py", file(1, 2)), ("b.py", file(2, 3))])
    assert similar.files_with(["widget_1", "widget_2", "absent"]) == {"widget_1": 1, "widget_2": 2}
