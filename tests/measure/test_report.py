from __future__ import annotations

from dataclasses import replace

from glossator.measure.record import Record
from glossator.measure.report import markdown, recommendation
from glossator.measure.scores import Score, score_of

FIM, CHAT = "m, fim, with context", "m, chat, with context"


def run(right: dict[str, int], seconds: float = 0.4, of: int = 20) -> Record:
    """A run with so many right answers by variant."""
    made = Record({"seed": 1})
    for variant, count in right.items():
        for n in range(of):
            score = score_of("a + b" if n < count else "x", "a + b")
            made.add(variant, f"line a.py:{n} 0", timed(score, seconds))
    return made


def timed(score: Score, seconds: float) -> Score:
    return replace(score, to_line=seconds, prompt_tokens=10, decoded_tokens=5)


def test_the_report_has_a_table_for_each_kind_that_was_asked() -> None:
    made = run({FIM: 10})
    made.add(FIM, "docstring a.py:1 0", timed(score_of("Add.", "Add two numbers."), 1.0))
    text = markdown(made)
    assert "## The rest of a line" in text
    assert "## A docstring that was taken out" in text
    assert "## The body of a block" not in text
    (row,) = [line for line in text.split("\n") if line.startswith(f"| {FIM} | 20 ")]
    assert row.split(" | ")[1:6] == ["20", "100 %", "50 %", "50 %", "50 %"]


def test_the_best_variant_is_recommended_in_two_sentences() -> None:
    text = recommendation(run({CHAT: 2, FIM: 18}))
    assert text.startswith(f"Use {FIM}: 90 % of its lines are exact, ")
    assert "may be chance" not in text
    assert text.endswith("It answers within 0.4 seconds and is worth having on while you type.")


def test_a_lead_that_may_be_chance_is_said_to_be() -> None:
    assert "which may be chance" in recommendation(run({CHAT: 9, FIM: 10}))


def test_where_all_are_alike_it_says_so() -> None:
    text = recommendation(run({CHAT: 18, FIM: 18}))
    assert text.startswith(f"Use {CHAT}: 90 % of its lines are exact, as many as of {FIM}. ")


def test_a_slow_or_poor_model_is_not_recommended_for_ghost_text() -> None:
    assert "longer than typing it" in recommendation(run({FIM: 18}, seconds=4.0))
    assert "switch ghost text off" in recommendation(run({FIM: 1}))
    assert recommendation(Record()) == ""


def test_a_run_is_set_against_another_hole_by_hole() -> None:
    text = markdown(run({FIM: 18}), run({FIM: 2}))
    assert "## Against the other run" in text
    assert f"- {FIM}, 20 holes: exact lines +80.0 points (" in text
    assert f"{FIM} against {CHAT}, 20 holes" in markdown(run({FIM: 18}), run({CHAT: 2}))
    other = {FIM.replace("m", "n", 1): 2, CHAT.replace("m", "n", 1): 18}
    text = markdown(run({FIM: 18, CHAT: 2}), run(other))
    assert "- m, fim, with context against n, fim, with context, 20 holes: exact lines +80" in text
    assert (
        "- m, chat, with context against n, chat, with context, 20 holes: exact lines -80" in text
    )
    few = markdown(run({FIM: 2}, of=3), run({FIM: 2}))
    assert "too few holes are the same" in few


def test_failures_are_counted() -> None:
    made = run({FIM: 2})
    made.add(FIM, "line b.py:1 0", score_of("", "a"), "The service is busy.")
    assert "- 1 times: The service is busy." in markdown(made)
