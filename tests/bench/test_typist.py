"""The typist: what he types, what he sees, and how it is judged."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bench import corpus, from_the_top, recorded
from bench.clock import now
from bench.corpus import Spot, Step, Stretch, apply
from bench.knowledge import Knowledge
from bench.places import Place
from bench.screen import Ghost, Screen, Suggestion, Verdict, judge
from bench.typist import Typist
from tests.shared_data import shared_data


def fits(stretch: Stretch) -> bool:
    """What is missing at each known spot, put there, brings the buffer nearer to the finished."""
    text, ok = stretch.start, True
    assert stretch.after(len(stretch.steps)) == stretch.finished
    for step, spot in zip(stretch.steps, stretch.spots[1:], strict=True):
        text = apply(text, step.patches)
        if spot.start > 0:
            ok &= stretch.finished[spot.start - 1] == text[step.cursor - 1]
            ok &= spot.start <= spot.end()
    return ok


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_rust_stretch_is_what_was_recorded(seed: int) -> None:
    shared_data("traces/rustcode.json.gz")
    stretch = recorded.recorded(200, seed)
    assert stretch.keys == 200
    assert fits(stretch)
    assert sum(step.is_key for step in stretch.steps) >= 190
    assert any(step.patches[0][1] for step in stretch.steps)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_python_stretch_types_the_module(seed: int) -> None:
    stretch = from_the_top.python(400, seed)
    assert fits(stretch)
    assert len(stretch.start) < len(stretch.after(400)) < len(stretch.finished)
    assert stretch.start[stretch.steps[0].patches[0][0] :].startswith("\n")
    module = from_the_top.module_text()
    assert "".join(stretch.finished.split()) == "".join(module.split())
    for written, right in zip(stretch.finished.splitlines(), module.splitlines(), strict=False):
        assert written.rstrip() == right.rstrip()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_rust_that_the_session_came_to_is_typed_from_the_top(seed: int) -> None:
    shared_data("traces/rustcode.json.gz")
    stretch = from_the_top.rust(400, seed)
    assert fits(stretch)
    finished = corpus.load("rustcode")["endContent"]
    assert "".join(stretch.finished.split()) == "".join(finished.split())
    for written, right in zip(stretch.finished.splitlines(), finished.splitlines(), strict=False):
        assert written.rstrip() == right.rstrip()


def test_gaps_are_cut_to_the_cap() -> None:
    shared_data("traces/json-crdt-patch.json.gz")
    gaps = corpus.gaps(500, 1, 2.0)
    assert len(gaps) == 500
    assert 0 <= min(gaps) < max(gaps) <= 2.0
    assert gaps == corpus.gaps(500, 1, 2.0)


def shown(drawn: str, text: str, *, at: int | None = None) -> tuple[Screen, str, int]:
    """A screen showing `text` at the cursor drawn as │, or from offset `at` on."""
    cursor = drawn.index("│")
    buffer = drawn.replace("│", "")
    screen = Screen()
    screen.show(Suggestion(text, cursor if at is None else at, cursor, cursor), buffer, cursor)
    return screen, buffer, cursor


def typed(drawn: str, text: str, key: str, *, at: int | None = None) -> str | None:
    """What is left on the screen after a key."""
    screen, buffer, cursor = shown(drawn, text, at=at)
    patch = (cursor - 1, 1, "") if key == "<BS>" else (cursor, 0, key)
    buffer = apply(buffer, [patch])
    cursor = cursor - 1 if key == "<BS>" else cursor + len(key)
    screen.edit([patch], buffer, cursor)
    ghost = screen.ghost(buffer, cursor)
    return ghost.text if ghost else None


@pytest.mark.parametrize(
    ("drawn", "text", "key", "left"),
    [
        ("x = │", "foo(1)", "f", "oo(1)"),
        ("x = │", "foo(1)", "g", None),
        ("x = │", "f", "f", None),
        ("if x:│\n", "\n    y\n", "\n    ", "y\n"),
        ("if x:│\n", "\n    y\n", "\n", "    y\n"),
        ("x = f│", "oo(1)", "<BS>", None),
    ],
)
def test_a_suggestion_stays_while_the_typing_agrees(
    drawn: str, text: str, key: str, left: str | None
) -> None:
    assert typed(drawn, text, key) == left


def test_an_item_that_begins_at_the_line_start_is_typed_through_too() -> None:
    assert typed("x = │", "x = foo(1)", "f", at=0) == "oo(1)"


def test_an_edit_above_moves_the_suggestion_and_one_across_it_hides_it() -> None:
    screen, buffer, cursor = shown("a\nx = │", "foo(1)")
    screen.edit([(0, 0, "bb")], "bb" + buffer, cursor + 2)
    assert screen.ghost("bb" + buffer, cursor + 2) == Ghost("foo(1)", 0)
    screen.edit([(0, cursor + 2, "")], "", 0)
    assert screen.shown is None


FINISHED = "call(first, second);\nnext(third);\n"


@pytest.mark.parametrize(
    ("ghost", "right", "verdict"),
    [
        (Ghost("first, second", 0), (18,), Verdict(True, True, True)),
        (Ghost("first", 0), (18,), Verdict(True, True, True)),
        (Ghost("first, other", 0), (18,), Verdict(True, False, False)),
        (Ghost("fir_other", 0), (18,), Verdict(False, False, False)),
        (Ghost("first, second)", 0), (18,), Verdict(True, False, False)),
        (Ghost("first, second)", 1), (18, 19), Verdict(True, True, True)),
        (Ghost("first, second);", 1), (18, 20), Verdict(True, True, True)),
        (Ghost("first", 1), (18, 19), Verdict(False, False, False)),
        (Ghost("first, second);\nnext(third);\n", 0), (34,), Verdict(True, True, True)),
        (Ghost("first, second);\nother();", 0), (34,), Verdict(True, True, False)),
    ],
)
def test_a_ghost_text_is_judged_by_the_finished_text(
    ghost: Ghost, right: tuple[int, ...], verdict: Verdict
) -> None:
    assert judge(ghost, Spot(5, right), FINISHED) == verdict


def test_nothing_is_right_where_the_typist_has_slipped() -> None:
    verdict = judge(Ghost("first", 0), Spot(-1, (18,)), FINISHED)
    assert verdict == Verdict(word=False, line=False, whole=False)


class Editor:
    """Collects what the typist sends; answers as the test says."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, Any]] = []

    def notify(self, method: str, params: Any) -> None:
        self.sent.append((method, params))

    def request(self, method: str, params: Any) -> tuple[int, float]:
        self.sent.append((method, params))
        return len(self.sent), 0.0


def stretch_of(start: str, steps: list[Step]) -> Stretch:
    return corpus.stretch("python", "x.py", start, steps, len(steps))


async def test_the_typist_cancels_the_request_before_and_shows_the_newest_only(
    tmp_path: Path,
) -> None:
    steps = [Step(((at, 0, letter),), at + 1) for at, letter in enumerate("abc")]
    places: list[Place] = []
    typist, editor = Typist(stretch_of("", steps), places.append), Editor()
    typist.open(editor, tmp_path)
    log = await typist.run([0.0, 0.0, 0.0])
    methods = [method for method, _ in editor.sent]
    change, cancel, ask = (
        "textDocument/didChange",
        "$/cancelRequest",
        "textDocument/inlineCompletion",
    )
    assert methods == [
        "textDocument/didOpen",
        change,
        ask,
        change,
        cancel,
        ask,
        change,
        cancel,
        ask,
    ]
    assert editor.sent[4][1] == {"id": 3}
    assert [place.tail for place in places] == ["", "a", "ab", "abc"]
    assert log.end == "abc"
    typist.take(3, {"items": [{"insertText": "late"}]}, 0.0)
    assert log.seen[-1].ghost is None


async def test_what_is_right_is_accepted_and_the_typing_goes_on_behind_it(tmp_path: Path) -> None:
    steps = [Step(((at, 0, letter),), at + 1) for at, letter in enumerate("value = 1\n")]
    stretch = stretch_of("", steps)
    typist = Typist(stretch, lambda _: None, accept=True)

    class Answering(Editor):
        def request(self, method: str, params: Any) -> tuple[int, float]:
            number, moment = super().request(method, params)
            if len(self.sent) == 3:
                item = {"insertText": "alue = 1", "command": {"command": "glossator.accepted"}}
                loop = asyncio.get_running_loop()
                loop.call_soon(typist.take, number, {"items": [item]}, now())
            return number, moment

    editor = Answering()
    typist.open(editor, tmp_path)
    log = await typist.run([0.0, 0.6, 0.0, 0.0])
    assert log.end == stretch.finished
    assert log.skipped == 7
    assert ("workspace/executeCommand", {"command": "glossator.accepted", "arguments": []}) in (
        editor.sent
    )


def test_known_lines_and_words_follow_the_errors() -> None:
    knowledge = Knowledge(FINISHED, wrong=1.0, seed=5)
    error = knowledge.error_at(0)
    assert error is not None
    assert not knowledge.knows_line(0, 20)
    assert knowledge.knows_line(error + 1, 20)
    assert knowledge.knows_word(0, 20) == (error >= len("call"))
