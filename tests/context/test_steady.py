"""What is shown keeps its place, so that the prefix cache of a service holds the prompt."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from glossator.context.index.candidates import BY_NAME, IMPORTED, MODULE, Candidate
from glossator.context.ranking import Ranking
from glossator.context.similar import Similar
from glossator.context.steady import (
    ALIKE,
    FAR,
    INSTALLED,
    SHARE,
    WANTED,
    Known,
    PromptWindow,
    Steady,
    own_first,
)
from glossator.syntax.outline import Declaration

SIZE = 200
NAMES = [f"{first}{second}{third}" for first in "pq" for second in "uvwxyz" for third in "aeio"]
EVERY = [Candidate("a.py", Declaration(n, "function", f"def {n}()"), MODULE) for n in NAMES]


def text(
    steady: Steady, place: PromptWindow, candidates: list[Candidate] = EVERY, size: int = SIZE
) -> str:
    """What is shown beside a file that declares nothing itself."""
    return "".join(body for _, body in steady.show(Known(Ranking(candidates, "")), size, place))


def near(*names: str, before: str = "") -> PromptWindow:
    """A place whose last lines name these, the last one the nearest."""
    return PromptWindow(before + "\n".join(names) + "\n", "")


def test_the_nearest_are_shown() -> None:
    assert {*NAMES[-8:]} <= set(text(Steady(), near(*NAMES[-8:])).replace("()", "").split())


def test_nothing_changes_at_once_in_steady_typing() -> None:
    steady = Steady()
    head = "\n".join(NAMES[:8]) + "\n"
    before = text(steady, PromptWindow(head, ""))
    assert text(steady, PromptWindow(head + "\n".join(NAMES[-8:]), "")) == before


def test_what_is_wanted_comes_when_prompts_have_cost_enough() -> None:
    steady, asked = Steady(), 0
    head = "\n".join(NAMES[:8]) + "\n"
    before = text(steady, PromptWindow(head, ""))
    after = before
    while asked < 20 and after == before:
        asked += 1
        after = text(steady, PromptWindow(head + "\n".join(NAMES[-8:]), "", uncached=200))
    assert 1 < asked < 20
    assert NAMES[-1] in after


def test_changes_cost_no_more_than_their_share_in_steady_typing() -> None:
    """In code points; the service holds the longest beginning of a prompt that it has read."""
    steady, typed, last = Steady(), "", ""
    read, changes = 0, 0
    for number in range(300):
        typed += f"{NAMES[number * 7 % len(NAMES)]}\n" * 5
        shown = text(steady, PromptWindow(typed, "", uncached=500))
        read += 20 + 500
        changes += len(shown) + len(typed) - 20 if shown != last and last else 0
        last = shown
    assert 0 < changes <= SHARE * read


def test_a_cursor_that_went_far_is_shown_what_it_wants() -> None:
    steady = Steady()
    text(steady, near(*NAMES[:8]))
    assert {*NAMES[-8:]} <= set(
        text(steady, near(*NAMES[-8:], before="\n" * FAR)).replace("()", "").split()
    )


def test_what_is_shown_still_stands_first_when_all_is_chosen_anew() -> None:
    steady = Steady()
    candidates = EVERY[:10]
    before = text(steady, near("pua"), candidates)
    found = [Candidate("b.py", Declaration("found", "function", "def found()"), IMPORTED)]
    assert text(steady, near("found"), candidates + found).startswith(before)


def test_what_is_imported_meanwhile_is_shown_at_once() -> None:
    steady = Steady()
    text(steady, near("pua"))
    found = Candidate("b.py", Declaration("found", "function", "def found()"), IMPORTED)
    assert "found" in text(steady, near("found"), [*EVERY, found])


def test_what_words_alone_lead_to_is_not_worth_a_change() -> None:
    steady = Steady()
    before = text(steady, near("pua"))
    found = Candidate("b.py", Declaration("found", "function", "def found()"), BY_NAME)
    assert text(steady, near("found"), [*EVERY, found]) == before


def test_what_is_gone_is_not_shown() -> None:
    steady = Steady()
    assert "pua" in text(steady, near("pua"))
    assert "pua" not in text(steady, near("pua"), EVERY[1:])


def test_what_words_alone_lead_to_stays_until_its_file_changes() -> None:
    steady = Steady()
    found = Candidate("b.py", Declaration("found", "function", "def found()"), BY_NAME)
    assert "found" in text(steady, near("found"), [*EVERY, found])
    assert "found" in text(steady, near("found"))
    steady.doubt({"b.py"})
    assert "found" not in text(steady, near("found"))


def test_a_smaller_size_is_kept_to() -> None:
    steady = Steady()
    text(steady, near("pua"))
    assert len(text(steady, near("pua"), size=100)) <= 100


@given(st.lists(st.permutations(NAMES), min_size=1, max_size=5), st.booleans())
def test_all_is_shown_once_and_within_the_size(orders: list[list[str]], goes: bool) -> None:
    steady, ranking = Steady(), Ranking(EVERY, "")
    known = Known(ranking)
    for number, names in enumerate(orders):
        place = near(*names[:20], before="\n" * (2 * FAR * (number % 2)) if goes else "")
        excerpts = steady.show(known, SIZE, place)
        assert sum(len(file) + len(body) for file, body in excerpts) <= SIZE
        keys = [each.key for each in steady.chosen]
        assert len(keys) == len(set(keys))
        if number == 0:
            wanted = ranking.order(place.prefix, place.suffix)[:WANTED]
            assert {each.key for each in wanted} <= set(keys)


LINES = [
    f"{name}({other}, {other}_and_more)" for name, other in zip(NAMES, reversed(NAMES), strict=True)
]
CODE = Similar([("z.py", "\n".join(LINES[:20]))])


def test_what_is_like_the_lines_before_the_cursor_stands_after_the_declarations() -> None:
    steady, place = Steady(), near(*LINES[:10])
    shown = steady.show(Known(Ranking(EVERY, ""), similar=CODE), 8 * SIZE, place)
    assert [file for file, _ in shown] == ["a.py", "z.py"]
    assert LINES[10] in shown[1][1]
    assert sum(len(file) + len(body) for file, body in shown) <= 8 * SIZE
    assert steady.explained()[-1].reason == ALIKE


def test_without_similar_code_declarations_have_all_the_room() -> None:
    place = near(*LINES[:10])
    alone = Steady().show(Known(Ranking(EVERY, "")), SIZE, place)
    beside = Steady().show(
        Known(Ranking(EVERY, ""), similar=Similar([("z.py", "x = 1")])), SIZE, place
    )
    assert beside == alone


def test_similar_code_stays_while_it_costs_more_to_change() -> None:
    steady = Steady()
    both = Known(
        Ranking([], ""),
        similar=Similar([("y.py", "\n".join(LINES[20:40])), ("z.py", "\n".join(LINES[:20]))]),
    )
    head = "\n".join(LINES[:10])
    before = steady.show(both, 4 * SIZE, PromptWindow(head, ""))
    after = steady.show(both, 4 * SIZE, PromptWindow("\n".join([head, *LINES[20:30]]), ""))
    assert before == after != ()


def test_similar_code_that_is_gone_is_shown_no_longer() -> None:
    steady, place = Steady(), near(*LINES[:10])
    assert steady.show(Known(Ranking([], ""), similar=CODE), 4 * SIZE, place)
    assert steady.show(Known(Ranking([], "")), 2 * SIZE, place) == ()


def test_what_is_unlikely_takes_no_room_but_stays_where_it_stands() -> None:
    steady, size = Steady(), 600
    first = text(steady, near(*NAMES[:2]), size=size)
    assert len(first) < size / 2
    later = text(steady, near(*NAMES[-2:]), [*EVERY, imported("found")], size)
    assert later.startswith(first)
    assert "found" in later


def test_what_a_problem_at_the_cursor_names_is_shown() -> None:
    place = PromptWindow("other\n", "", problems=(f"'{NAMES[-1]}' is not defined",))
    assert NAMES[-1] not in text(Steady(), near("other"), size=100)
    assert NAMES[-1] in text(Steady(), place, size=100)


def test_packages_take_their_share_and_as_much_again_of_what_is_left() -> None:
    packages = [
        Candidate("p.py", Declaration(n, "function", f"def {n}()"), MODULE, "p 1") for n in NAMES
    ]
    order = own_first([*packages, *EVERY], 1_000)
    of_packages = [at for at, each in enumerate(order) if each.package]
    shares = [at for at in of_packages if at < len(EVERY)]
    assert 0 < len(shares) * 30 <= INSTALLED * 1_000
    assert len(of_packages) == 2 * len(shares)
    assert [each for each in order if not each.package] == EVERY


def imported(name: str) -> Candidate:
    return Candidate("b.py", Declaration(name, "function", f"def {name}()"), IMPORTED)
