"""The figures, on logs small enough to count by hand."""

from __future__ import annotations

from math import inf, isclose, isnan

import pytest

from bench import corpus
from bench.corpus import Step
from bench.costs import costs
from bench.knowledge import Knowledge
from bench.numbers import percentile, share
from bench.screen import Ghost, Verdict
from bench.service import Charge
from bench.sight import sight
from bench.times import times
from bench.typist import Key, Log, Seen

TEXT = "value = 1\n"
STRETCH = corpus.stretch(
    "python", "x.py", "", [Step(((at, 0, c),), at + 1) for at, c in enumerate(TEXT)], len(TEXT)
)
RIGHT, WRONG = Verdict(True, True, True), Verdict(False, False, False)


def typed(*shown: dict[float, Verdict | None]) -> Log:
    """A log of keys one second apart; for each, what was on the screen how long after it."""
    log = Log(steps=len(shown) - 1)
    for at, verdicts in enumerate(shown):
        key = Key(float(at), STRETCH.spots[at], TEXT[:at], solid=len("".join(TEXT[:at].split())))
        key.counted = at > 0
        log.keys.append(key)
        for delay, verdict in ({0.0: None} | verdicts).items():
            ghost = Ghost(TEXT[at:], 0) if verdict else None
            log.seen.append(Seen(at + delay, at, ghost, verdict))
    return log


def charge(key: int, sent: list[float], codes: list[int], hung_up: float | None = None) -> Charge:
    return Charge(
        begun=sent[0] - 0.5,
        prompt=160,
        key=key,
        road=TEXT[key:],
        cached=112,
        slot_seconds=0.5,
        hung_up=hung_up,
        sent=sent,
        codes=codes,
    )


@pytest.mark.parametrize(
    ("seconds", "percent", "expected"), [([0.1], 50, 100), ([1, 2, 3, 4], 50, 2000)]
)
def test_percentiles_are_values_that_occurred(
    seconds: list[float], percent: int, expected: float
) -> None:
    assert percentile(seconds, percent) == expected


def test_nothing_to_count_is_not_zero() -> None:
    assert isnan(percentile([], 50))
    assert isnan(share([]))


def test_what_was_right_is_counted_where_the_service_knew_it() -> None:
    log = typed({}, {}, {0.04: RIGHT}, {0.0: RIGHT}, {0.3: WRONG}, {0.0: WRONG})
    figures = sight(log, STRETCH, Knowledge(STRETCH.finished, wrong=0.0, seed=1))
    assert (figures.keys, figures.line_keys) == (5, 5)
    assert isclose(figures.right, 2 / 5)
    assert isclose(figures.right_at_once, 2 / 5)
    assert isclose(figures.wrong, 2 / 5)
    assert isclose(figures.wait_p50, 1040)
    assert isclose(figures.waits_in_vain, 1 / 2)


def test_the_time_after_an_accept_is_until_the_next_right_one_or_never() -> None:
    log = typed({}, {0.05: RIGHT}, {})
    knowledge = Knowledge(STRETCH.finished, wrong=0.0, seed=1)
    log.keys[1].accepted = 1
    assert [isclose(wait, 50) for wait in sight(log, STRETCH, knowledge).after_accepts] == [True]
    log.keys[2].accepted, log.keys[1].accepted = 1, 0
    assert sight(log, STRETCH, knowledge).after_accepts == (inf,)


def test_costs_are_per_hundred_keys_and_leave_probes_out() -> None:
    probe = Charge(begun=0.0, prompt=50)
    figures = costs(typed({}, {}, {}), [charge(1, [1.5], [4]), probe], 0.0)
    assert (figures.requests, figures.prefilled, figures.decoded) == (50, 2400, 50)
    assert (figures.cached, figures.slot_seconds) == (112 / 160, 25)
    assert figures.other_requests == 1


def test_a_request_is_doomed_where_the_text_before_the_cursor_is_deleted_again() -> None:
    log = typed({}, {}, {})
    log.keys[2].spot = corpus.Spot(-1, ())
    charges = [charge(1, [1.5], [4]), charge(2, [2.5], [4])]
    assert costs(log, charges, 0.0).doomed == 0.5


def test_a_token_is_useless_once_the_buffer_has_left_its_text() -> None:
    log = typed({}, {}, {}, {})
    log.keys[3].tail = "vax"
    on_the_way, left = charge(1, [1.5, 2.5], [4, 6]), charge(1, [2.5, 3.5], [4, 6])
    assert costs(log, [on_the_way], 0.0).useless == 0
    assert costs(log, [left], 0.0).useless == 0.5


def test_a_token_is_useless_after_the_client_hung_up() -> None:
    log = typed({}, {}, {})
    assert costs(log, [charge(1, [1.2, 1.4], [4, 6], hung_up=1.3)], 0.0).useless == 0.5


def test_a_token_is_seen_only_if_its_text_is_on_the_screen_after_it_came() -> None:
    log = typed({}, {0.5: RIGHT}, {})
    assert costs(log, [charge(1, [1.2, 1.4], [4, 6])], 0.0).unseen == 0
    assert costs(log, [charge(1, [1.2, 1.8], [4, 6])], 0.0).unseen == 0.5
    prose = charge(1, [1.2, 1.4], [0, 4])
    assert costs(log, [prose], 0.0).unseen == 0.5


def test_an_answer_is_out_of_memory_if_nothing_came_meanwhile() -> None:
    log = typed({}, {}, {})
    for at, took in ((1, 0.002), (2, 0.4)):
        key = log.keys[at]
        key.written, key.answered, key.empty = key.at, key.at + took, False
        key.number = at
    log.note_moments({"1": (log.keys[1].at + 0.0005, log.keys[1].at + 0.0015)})
    figures = times(log, [charge(1, [2.1, 2.39], [4, 9])], 0.0)
    assert isclose(figures.seen_p50, 2)
    assert isclose(figures.own_p50, 1.5)
    assert isclose(figures.handled_p50, 1)
    assert isclose(figures.added_p50, 10)
    assert figures.unanswered == 0
