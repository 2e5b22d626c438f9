"""How long to wait before a stream is opened: by rhythm, departures and the service's latency."""

from __future__ import annotations

from glossator.completion.debounce import BURST_GAP, LONGEST_WAIT, Patience


def typed(*gaps: float) -> Patience:
    """The patience with a user who has typed with these gaps."""
    patience, now = Patience(), 100.0
    patience.key(now)
    for gap in gaps:
        now += gap
        patience.key(now)
    return patience


def wait(patience: Patience, *, deleting: bool = False) -> float:
    return patience.wait(deleting=deleting)


def test_who_follows_the_suggestions_does_not_wait() -> None:
    patience = typed(0.2, 0.2)
    patience.departed()
    patience.followed()
    assert wait(patience) == 0


def test_each_departure_makes_it_wait_as_long_or_longer() -> None:
    patience, waits = typed(0.2, 0.2), []
    for _ in range(5):
        waits.append(wait(patience))
        patience.departed()
    assert waits == sorted(waits)
    assert 0 == waits[0] < waits[-1] <= LONGEST_WAIT


def test_a_departure_after_following_forgives_the_ones_before() -> None:
    patience = typed(0.2)
    for _ in range(3):
        patience.departed()
    patience.departed(after_following=True)
    assert patience.in_a_row == 1


def test_another_line_forgives_all_but_one() -> None:
    patience = typed(0.2)
    for _ in range(3):
        patience.departed()
    patience.moved_on()
    assert patience.in_a_row == 1


def test_in_a_burst_of_keys_it_waits_for_the_next_one() -> None:
    patience = typed(0.2, 0.2, BURST_GAP / 2)
    assert BURST_GAP / 2 < wait(patience) < 2 * BURST_GAP


def test_while_deleting_it_waits_even_after_success() -> None:
    patience = typed(0.2, 0.2)
    patience.followed()
    assert wait(patience, deleting=True) > 0


def test_a_slow_service_shortens_the_wait() -> None:
    quick, slow = typed(0.2, 0.2), typed(0.2, 0.2)
    for patience in (quick, slow):
        patience.departed()
    for _ in range(20):
        slow.answered(0.2)
    assert wait(slow) < wait(quick)


def test_a_pause_for_thought_says_nothing_about_the_rhythm() -> None:
    brisk, thoughtful = typed(0.2, 0.2), typed(0.2, 0.2, 60.0)
    brisk.departed()
    thoughtful.departed()
    assert wait(thoughtful) == wait(brisk)


def test_an_awkward_place_waits_as_after_departures() -> None:
    easy, awkward = typed(0.2), typed(0.2)
    for _ in range(2):
        easy.departed()
    assert awkward.wait(deleting=False, awkwardness=2) == wait(easy) > 0


def test_a_departure_that_was_a_slip_is_forgiven() -> None:
    patience = typed(0.2)
    patience.departed()
    patience.forgiven()
    patience.forgiven()
    assert patience.in_a_row == 0
