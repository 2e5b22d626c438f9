"""What a model is asked for, and an answer on its way."""

from __future__ import annotations

import asyncio

import pytest

from bench.clock import simulate
from glossator.completion.next_edit.burst import Burst
from glossator.completion.next_edit.changes import Change
from glossator.completion.next_edit.pending import PendingEdit
from glossator.completion.next_edit.rewriter import Wanted
from glossator.completion.next_edit.rules import rule_of
from glossator.completion.next_edit.writing import Writing, examples, wanted_of
from glossator.context.buffer import Buffer

URI = "file:///a"


@pytest.mark.parametrize(
    ("before", "after", "span"),
    [
        ("def f(a): a\n\nf(1)\n", "def f(a, b): a\n\nf(1)\n", "(1)"),
        ("f(2)\n\ndef f(a): a\n\nf(1)\n", "f(2)\n\ndef f(a, b): a\n\nf(1)\n", "(1)"),
        ("send(a)\n\nsend(b)\n", "post(a, 1)\n\nsend(b)\n", "send(b)"),
        ("x = 1\ny = 1\n", "x = 2\ny = 1\n", None),
        ("", "def f(): pass\n", None),
        ("def f(a): a\n", "def f(b): a\n", None),
    ],
)
def test_what_is_wanted(before: str, after: str, span: str | None) -> None:
    burst = Burst.between(URI, before, after)
    buffer = Buffer(URI, after, "python", 1)
    wanted = wanted_of(burst, rule_of(burst, "python"), [buffer])
    assert (wanted and after[slice(*wanted.span)]) == span


@pytest.mark.parametrize(
    ("before", "after", "span"),
    [
        ("x = 1\n# two\nprint(x.a)\n", "x = None\n# two\nprint(x.a)\n", "print(x.a)"),
        ("def f(a): a\n\nprint(x)\n", "def f(b): a\n\nprint(x)\n", "print(x)"),
        ("enum(a)\n\nprint(x)\n", "enum(a, b)\n\nprint(x)\n", "print(x)"),
        ("print(x)\n", "print(x.a)\n", None),
    ],
)
def test_a_problem_that_came_with_the_burst_is_wanted_mended(
    before: str, after: str, span: str | None
) -> None:
    burst = Burst.between(URI, before, after)
    line = after.count("\n", 0, after.index("print"))
    buffer = Buffer(URI, after, "python", 1)
    wanted = wanted_of(burst, rule_of(burst, "python"), [buffer], problems={line: "bad"})
    assert (wanted and after[slice(*wanted.span)]) == span
    assert wanted is None or wanted.problem == "bad"
    prose = Buffer(URI, after, "markdown", 1)
    assert wanted_of(burst, None, [prose], problems={line: "bad"}) is None


ADDED = "def area(a):", "def area(a, b):"
CALL = "x = area(1)", "x = area(1, 2)"


@pytest.mark.parametrize(
    ("rewritten", "shown"),
    [
        pytest.param([CALL], [CALL], id="a caller that was changed by hand"),
        pytest.param([CALL, ADDED, CALL], [CALL], id="each once, and the burst is told anyway"),
        pytest.param([("y = 1\n", "y = 2\n")], [], id="what has nothing to do with it"),
        pytest.param([("", f"area({'1' * 500})\n")], [], id="what is long"),
        pytest.param(
            [(f"area({n})\n", "") for n in range(5)],
            [(f"area({n})\n", "") for n in range(2, 5)],
            id="the last ones",
        ),
    ],
)
def test_what_was_done_of_late_is_an_example(
    rewritten: list[tuple[str, str]], shown: list[tuple[str, str]]
) -> None:
    after = f"{ADDED[1]}\n\nprint(area(2))\n"
    burst = Burst.between(URI, after.replace(", b", ""), after)
    at = after.index("(2)")
    asked = Wanted(burst, Buffer(URI, after, "python", 1), (at, at + 3))
    assert (burst.old, burst.new) == ADDED
    assert examples(rewritten, asked) == shown


def wanted(text: str) -> Wanted:
    burst = Burst.between(URI, "x" + text, text)
    return Wanted(burst, Buffer(URI, text, "python", 1), (text.index("f(1)"), len(text)))


@pytest.mark.parametrize(
    ("change", "lands"),
    [(None, 0), (Change(0, "", "above\n"), 6), (Change(10, "f", "g"), None)],
)
def test_an_answer_lands_in_its_place_or_nowhere(change: Change | None, lands: int | None) -> None:
    async def play() -> None:
        text = "a = 1\nb = f(1)"
        writing, came = Writing(), list[PendingEdit | None]()

        async def answer() -> list[PendingEdit]:
            await asyncio.sleep(1)
            return [PendingEdit(URI, 0, text, text.replace("f(1)", "f(2)"), "model")]

        writing.may_begin = True
        writing.begin(wanted(text), answer(), lambda: came.append(writing.take()))
        assert not writing.may_begin
        assert writing.uri == URI
        await asyncio.sleep(0.5)
        if change is not None:
            writing.follow(URI, change, change.applied_to(text))
        await asyncio.sleep(1)
        assert [edit and edit.start for edit in came] == ([] if lands is None else [lands])
        assert writing.uri is None

    simulate(play())


def test_the_rest_of_an_answer_waits_and_moves() -> None:
    async def play() -> None:
        text = "a = f(1)\nx = 1\nb = f(1)"
        writing = Writing()

        async def answer() -> list[PendingEdit]:
            edit = PendingEdit(URI, 0, text, text.replace("f(1)", "f(2)"), "model")
            return edit.parts

        writing.begin(wanted(text), answer(), lambda: None)
        await asyncio.sleep(1)
        first = writing.take()
        assert first is not None
        now = first.change.applied_to(text)
        writing.follow(URI, first.change, now)
        above = Change(0, "", "y = 1\n")
        writing.follow(URI, above, above.applied_to(now))
        second = writing.take()
        assert second is not None
        assert second.stands_in(above.applied_to(now))
        assert second.new == "b = f(2)"
        assert writing.take() is None

    simulate(play())


def test_what_is_demanded_below_is_wanted_with_it() -> None:
    before = "def f(a): a\n\nf(1)\nx = 1\nf(2)\n"
    burst = Burst.between(URI, before, before.replace("(a)", "(a, b)"))
    found = wanted_of(burst, rule_of(burst, "python"), [Buffer(URI, burst.after, "python", 1)])
    assert found is not None
    assert [burst.after[slice(*span)] for span in found.more] == ["(2)"]
    assert found.place.old.count("f(") == 2


def test_a_replaced_word_is_wanted_replaced_in_other_documents_when_its_own_holds_it_no_more() -> (
    None
):
    table = "CREATE TABLE users (\n  nickname TEXT\n);\n"
    code = "def f(row):\n    return row['nickname']\n"
    burst = Burst.between(URI, table, table.replace("nickname", "handle"))
    documents = [
        Buffer(URI, burst.after, "sql", 1),
        Buffer("file:///c", "nickname", "markdown", 1),
        Buffer("file:///b", code, "python", 1),
    ]
    found = wanted_of(burst, rule_of(burst, "sql"), documents)
    assert found is not None
    assert found.buffer is documents[2]
    assert code[slice(*found.span)] == "    return row['nickname']"
    assert wanted_of(burst, rule_of(burst, "sql"), documents[:2]) is None
