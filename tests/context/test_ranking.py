"""Which of the candidates is needed most at a cursor."""

from __future__ import annotations

import pytest

from glossator.context import ranking
from glossator.context.index.candidates import BY_NAME, IMPORTED, MODULE, Candidate
from glossator.context.ranking import Ranking, _types_on, names_in
from glossator.syntax.outline import outline

CODE = {
    "area": "class Shape:\n    def area(self) -> float: ...\n    def move(self, by): ...\n",
    "parse_colour": "def parse_colour(text): ...\ndef parse_size(text): ...\n",
    "Canvas": "class Canvas:\n    def draw(self, shape): ...\n",
}


def first(drawn: str, reason: str = MODULE) -> str:
    """The name that is most needed at `│`."""
    candidates = [
        Candidate("a.py", each, reason)
        for text in CODE.values()
        for each in outline(text, "python")
    ]
    prefix, _, suffix = drawn.partition("│")
    order = Ranking(candidates, prefix + suffix).order(prefix, suffix)
    return order[0].declaration.name


@pytest.mark.parametrize(
    ("drawn", "name"),
    [
        ("total = area(one)\n│", "area"),
        ("canvas = make()\ncanvas.│", "draw"),
        ("def f(it: Canvas):\n    it.│", "draw"),
        ("colour = │", "parse_colour"),
        ("│\nx = parse_size(a)\n", "parse_size"),
        ("move(1)\n" + "\n" * 30 + "draw(2)\n│", "draw"),
    ],
)
def test_the_words_near_the_cursor_decide(drawn: str, name: str) -> None:
    assert first(drawn) == name


def test_an_import_that_is_not_used_yet_is_needed() -> None:
    assert first("from a import parse_size\n\n│", IMPORTED) == "parse_size"


def test_overloads_do_not_crowd_out_other_names() -> None:
    text = "".join(f"def f(a{n}): ...\n" for n in range(20)) + "def g(): ...\n"
    candidates = [Candidate("a.py", each, IMPORTED) for each in outline(text, "python")]
    order = Ranking(candidates, "f\ng\n").order("f()\n", "")
    assert "g" in [each.declaration.name for each in order[:4]]


def test_one_part_of_a_long_name_counts_more_than_all_parts_on_average() -> None:
    text = "def open_the_canvas_of_shapes(): ...\ndef draw_it(): ...\n"
    candidates = [Candidate("a.py", each, MODULE) for each in outline(text, "python")]
    order = Ranking(candidates, "canvas = ").order("draw = 1\n" + "\n" * 4 + "canvas = ", "")
    assert order[0].declaration.name == "open_the_canvas_of_shapes"


def test_members_are_needed_where_a_receiver_is_written() -> None:
    text = "class Canvas:\n    def draw_shape(self): ...\ndef shape_of(canvas): ...\n"
    candidates = [Candidate("a.py", each, MODULE) for each in outline(text, "python")]

    def first_at(line: str) -> str:
        return Ranking(candidates, line).order(line, "")[0].declaration.name

    assert first_at("shape = ") == "shape_of"
    assert first_at("shape = canvas.") == "draw_shape"


def test_a_name_without_an_import_stands_after_those_of_other_reasons() -> None:
    (found,) = outline("def parse_size(text): ...\n", "python")
    candidates = [Candidate("b.py", found, BY_NAME), Candidate("a.py", found, MODULE)]
    order = Ranking(candidates, "size = ").order("size = ", "")
    assert [each.reason for each in order] == [MODULE, BY_NAME]


def test_what_files_beside_it_use_comes_first_of_two_that_fit_as_well() -> None:
    text = "def open_door(by): ...\ndef shut_door(by): ...\n"
    candidates = [Candidate("a.py", each, MODULE) for each in outline(text, "python")]
    for used in ("open_door", "shut_door"):
        order = Ranking(candidates, "", {used: 8}).order("door\n", "")
        assert order[0].declaration.name == used


def test_of_a_very_long_line_the_end_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each key in it makes it another line."""
    remembered: list[str] = []

    def noted(line: str) -> tuple[tuple[tuple[str, str], ...], ...]:
        remembered.append(line)
        return _types_on(line)

    monkeypatch.setattr(ranking, "_types_on", noted)
    near = ranking.nearness("x = 1; " * 1_500 + "page: Page = find(page", "")
    assert near["Page"] == 1.0
    assert max(map(len, remembered)) <= 500


def test_a_private_name_of_an_imported_module_stands_after_its_others() -> None:
    text = "def _draw_shape(): ...\ndef draw_all(): ...\n"
    candidates = [Candidate("a.py", each, MODULE) for each in outline(text, "python")]
    (first, _) = Ranking(candidates, "").order("shape = draw", "")
    assert first.declaration.name == "draw_all"


def test_what_is_unlikely_is_left_out_once_there_is_something() -> None:
    text = "def draw_shape(): ...\n" + "".join(f"def other_{n}(): ...\n" for n in range(9))
    candidates = [Candidate("a.py", each, MODULE) for each in outline(text, "python")]
    ranking = Ranking(candidates, "draw_shape\n")
    assert len(ranking.order("draw_shape\n", "")) == 10
    assert len(ranking.order("draw_shape\n", "", 60)) == 5
    (alone,) = ranking.order("draw_shape\n", "", 0)
    assert alone.declaration.name == "draw_shape"


@pytest.mark.parametrize("drawn", ["desk.tool.│", "desk.tool\n│", "made = take_one()\n│"])
def test_members_of_the_type_that_a_name_has_elsewhere_are_needed(drawn: str) -> None:
    text = (
        "class Ink:\n    def dry(self): ...\nclass Pen:\n    def write(self): ...\n"
        "class Desk:\n    tool: Pen\ndef take_one() -> Pen: ...\n"
    )
    candidates = [Candidate("a.py", each, MODULE) for each in outline(text, "python")]
    prefix, _, suffix = drawn.partition("│")
    order = Ranking(candidates, prefix + suffix).order(prefix, suffix)
    members = [each.declaration.name for each in order if each.declaration.kind == "function"]
    assert members.index("write") < members.index("dry")


def test_what_packages_declare_changes_nothing_between_the_others() -> None:
    own = [
        Candidate("a.py", each, MODULE)
        for text in CODE.values()
        for each in outline(text, "python")
    ]
    packages = [
        Candidate("p.py", each, MODULE, "p 1")
        for at in range(90)
        for each in outline(f"def parse_shape_{at}(): ...\ndef area(): ...\n", "python")
    ]
    prefix = "def parse_colour_of_area(shape):\n    "
    order = Ranking([*packages, *own], prefix).order(prefix, "")
    assert [each for each in order if not each.package] == Ranking(own, prefix).order(prefix, "")


def test_of_packages_nothing_unlikely_is_shown() -> None:
    found = [Candidate("p.py", each, MODULE, "p 1") for each in outline(CODE["Canvas"], "python")]
    assert Ranking(found, "").order("other", "", 1_000) == []
    assert Ranking(found, "").order("a = Canvas", "", 1_000)[0].why == "installed: p 1"


@pytest.mark.parametrize(
    "message",
    ['"parse_size" is not defined', "undefined: parse_size", "Argument of type ‘parse_size’"],
)
def test_what_a_problem_at_the_cursor_names_is_needed(message: str) -> None:
    candidates = [
        Candidate("a.py", each, MODULE)
        for text in CODE.values()
        for each in outline(text, "python")
    ]
    ranking, prefix = Ranking(candidates, ""), "other = area\n"
    assert ranking.order(prefix, "")[0].declaration.name != "parse_size"
    assert ranking.order(prefix, "", problems=[message])[0].declaration.name == "parse_size"


def test_names_in_messages_of_tools() -> None:
    message = "Argument of type `Shape<T>` is not assignable to 'draw.all' (reportArgumentType)"
    assert names_in([message]) == ["Shape", "draw", "reportArgumentType"]
