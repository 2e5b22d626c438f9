"""A service that fails rests longer each time, and is tried again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from glossator.completion.circuit_breaker import LONGEST_REST, REST, CircuitBreaker
from glossator.errors import ModelError, OverloadedError, ServiceFailedError

FAILED = ServiceFailedError("it failed")


def test_each_failure_in_a_row_doubles_the_rest() -> None:
    breaker, rests = CircuitBreaker(), []
    for _ in range(7):
        breaker.note_failure(FAILED, 0.0)
        rests.append(next(s for s in range(100) if not breaker.is_resting(float(s))))
    assert rests == [1, 2, 4, 8, 16, 30, 30]


def test_it_opens_at_the_third_failure_and_closes_with_an_answer() -> None:
    breaker, states = CircuitBreaker(), []
    for _ in range(3):
        breaker.note_failure(FAILED, 0.0)
        states.append((breaker.is_sound, breaker.is_open))
    breaker.note_success()
    assert states == [(False, False), (False, False), (False, True)]
    assert breaker.is_sound
    assert not breaker.is_open
    assert not breaker.is_resting(0.0)


def test_a_busy_service_is_left_alone_as_long_as_it_says() -> None:
    breaker = CircuitBreaker()
    breaker.note_failure(OverloadedError("busy", retry_after=60.0), 0.0)
    assert breaker.is_resting(59.9)
    assert not breaker.is_resting(60.0)


@given(st.lists(st.sampled_from([FAILED, OverloadedError("busy", retry_after=1e9)]), min_size=1))
def test_no_rest_is_for_ever(errors: list[ModelError]) -> None:
    breaker = CircuitBreaker()
    for error in errors:
        breaker.note_failure(error, 0.0)
    assert breaker.is_resting(REST[0] - 0.1)
    assert not breaker.is_resting(LONGEST_REST)
