"""A service that fails rests longer each time, and is tried again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from glossator.completion.circuit_breaker import LONGEST_REST, REST, CircuitBreaker
from glossator.errors import ModelError, OverloadedError, ServiceFailedError

FAILED = ServiceFailedError("it failed")


def test_each_failure_in_a_row_doubles_the_rest() -> None:
    circuit, rests = CircuitBreaker(), []
    for _ in range(7):
        circuit.failed(FAILED, 0.0)
        rests.append(next(s for s in range(100) if not circuit.rests(float(s))))
    assert rests == [1, 2, 4, 8, 16, 30, 30]


def test_it_opens_at_the_third_failure_and_closes_with_an_answer() -> None:
    circuit, states = CircuitBreaker(), []
    for _ in range(3):
        circuit.failed(FAILED, 0.0)
        states.append((circuit.is_sound, circuit.is_open))
    circuit.worked()
    assert states == [(False, False), (False, False), (False, True)]
    assert circuit.is_sound
    assert not circuit.is_open
    assert not circuit.rests(0.0)


def test_a_busy_service_is_left_alone_as_long_as_it_says() -> None:
    circuit = CircuitBreaker()
    circuit.failed(OverloadedError("busy", retry_after=60.0), 0.0)
    assert circuit.rests(59.9)
    assert not circuit.rests(60.0)


@given(st.lists(st.sampled_from([FAILED, OverloadedError("busy", retry_after=1e9)]), min_size=1))
def test_no_rest_is_for_ever(errors: list[ModelError]) -> None:
    circuit = CircuitBreaker()
    for error in errors:
        circuit.failed(error, 0.0)
    assert circuit.rests(REST[0] - 0.1)
    assert not circuit.rests(LONGEST_REST)
