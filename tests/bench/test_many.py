from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.many import LONGEST_WAIT, Load, Waits, crowd, loads_of, queued, slots_needed
from bench.service import Charge

FOREVER = float("inf")


def test_a_request_waits_for_the_one_before() -> None:
    loads = [Load(0.0, 2.0, FOREVER), Load(0.5, 1.0, FOREVER), Load(0.75, 1.0, FOREVER)]
    waits = queued(loads, 1)
    assert (waits.served, waits.queue) == ([0.0, 1.5, 2.25], 2)
    assert queued(loads, 2).served == [0.0, 0.0, 0.75]


def test_a_long_wait_is_in_seconds() -> None:
    assert Waits([0.05] * 100, 0).long == pytest.approx(0.05)


def test_who_is_hung_up_while_waiting_costs_nothing() -> None:
    loads = [Load(0.0, 2.0, FOREVER), Load(0.5, 9.0, 1.0), Load(1.0, 1.0, FOREVER)]
    waits = queued(loads, 1)
    assert (waits.served, waits.given_up) == ([0.0, 1.0], 1)


@given(st.integers(1, 40))
def test_as_many_slots_as_requests_at_once(users: int) -> None:
    loads = [Load(0.0, 5.0, FOREVER)] * users
    assert 0.9 * users <= slots_needed(loads) <= users


@given(st.lists(st.tuples(st.floats(0, 10), st.floats(0.01, 3)), min_size=1, max_size=60))
def test_the_slots_are_enough_and_one_less_is_not(given_loads: list[tuple[float, float]]) -> None:
    loads = sorted((Load(at, work, FOREVER) for at, work in given_loads), key=lambda load: load.at)
    slots = slots_needed(loads)
    assert queued(loads, slots).long <= LONGEST_WAIT
    assert slots == 1 or queued(loads, slots - 1).long > LONGEST_WAIT


def test_a_crowd_has_the_requests_of_each_user() -> None:
    stretch = [Load(float(second), 0.1, FOREVER) for second in range(60)]
    loads = crowd([stretch], users=50, seconds=30.0)
    assert 45 * 30 <= len(loads) <= 50 * 31
    assert loads == sorted(loads, key=lambda load: load.at)


def test_what_was_hung_up_is_waited_for_as_long() -> None:
    charges = [Charge(5.0, 100, slot_seconds=0.5), Charge(6.0, 100, slot_seconds=0.2, hung_up=6.75)]
    assert loads_of(charges) == [Load(0.0, 0.5, FOREVER), Load(1.0, 0.2, 0.75)]
