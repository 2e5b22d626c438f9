"""How long to wait before a stream is opened: by rhythm, departures and the service's latency."""

from __future__ import annotations

from glossator.completion.debounce import BURST_GAP, LONGEST_WAIT, Debounce


def typed(*gaps: float) -> Debounce:
    """The patience with a user who has typed with these gaps."""
    debounce, now = Debounce(), 100.0
    debounce.key(now)
    for gap in gaps:
        now += gap
        debounce.key(now)
    return debounce


def wait(debounce: Debounce, *, deleting: bool = False) -> float:
    return debounce.wait(deleting=deleting)


def test_who_follows_the_suggestions_does_not_wait() -> None:
    debounce = typed(0.2, 0.2)
    debounce.rejected()
    debounce.followed()
    assert wait(debounce) == 0


def test_each_departure_makes_it_wait_as_long_or_longer() -> None:
    debounce, waits = typed(0.2, 0.2), []
    for _ in range(5):
        waits.append(wait(debounce))
        debounce.rejected()
    assert waits == sorted(waits)
    assert 0 == waits[0] < waits[-1] <= LONGEST_WAIT


def test_a_departure_after_following_forgives_the_ones_before() -> None:
    debounce = typed(0.2)
    for _ in range(3):
        debounce.rejected()
    debounce.rejected(after_following=True)
    assert debounce.in_a_row == 1


def test_another_line_forgives_all_but_one() -> None:
    debounce = typed(0.2)
    for _ in range(3):
        debounce.rejected()
    debounce.moved_on()
    assert debounce.in_a_row == 1


def test_in_a_burst_of_keys_it_waits_for_the_next_one() -> None:
    debounce = typed(0.2, 0.2, BURST_GAP / 2)
    assert BURST_GAP / 2 < wait(debounce) < 2 * BURST_GAP


def test_while_deleting_it_waits_even_after_success() -> None:
    debounce = typed(0.2, 0.2)
    debounce.followed()
    assert wait(debounce, deleting=True) > 0


def test_a_slow_service_shortens_the_wait() -> None:
    quick, slow = typed(0.2, 0.2), typed(0.2, 0.2)
    for debounce in (quick, slow):
        debounce.rejected()
    for _ in range(20):
        slow.answered(0.2)
    assert wait(slow) < wait(quick)


def test_a_pause_for_thought_says_nothing_about_the_rhythm() -> None:
    brisk, thoughtful = typed(0.2, 0.2), typed(0.2, 0.2, 60.0)
    brisk.rejected()
    thoughtful.rejected()
    assert wait(thoughtful) == wait(brisk)


def test_an_awkward_place_waits_as_after_departures() -> None:
    easy, awkward = typed(0.2), typed(0.2)
    for _ in range(2):
        easy.rejected()
    assert awkward.wait(deleting=False, penalty=2) == wait(easy) > 0


def test_a_departure_that_was_a_slip_is_forgiven() -> None:
    debounce = typed(0.2)
    debounce.rejected()
    debounce.forgiven()
    debounce.forgiven()
    assert debounce.in_a_row == 0
