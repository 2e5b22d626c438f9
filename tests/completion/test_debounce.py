"""The debounce delay: by the rhythm of the keys, by rejections and by the service's latency."""

from __future__ import annotations

from glossator.completion.debounce import BURST_GAP, LONGEST_DELAY, LONGEST_QUEUE_DELAY, Debounce


def typed(*gaps: float) -> Debounce:
    """The debounce for a user who has typed with these gaps."""
    debounce, now = Debounce(), 100.0
    debounce.note_key(now)
    for gap in gaps:
        now += gap
        debounce.note_key(now)
    return debounce


def wait(debounce: Debounce, *, deleting: bool = False) -> float:
    return debounce.delay(deleting=deleting)


def test_who_follows_the_suggestions_does_not_wait() -> None:
    debounce = typed(0.2, 0.2)
    debounce.note_rejected()
    debounce.note_followed()
    assert wait(debounce) == 0


def test_each_rejection_makes_it_wait_as_long_or_longer() -> None:
    debounce, waits = typed(0.2, 0.2), []
    for _ in range(5):
        waits.append(wait(debounce))
        debounce.note_rejected()
    assert waits == sorted(waits)
    assert 0 == waits[0] < waits[-1] <= LONGEST_DELAY


def test_a_rejection_after_following_outweighs_those_before() -> None:
    debounce = typed(0.2)
    for _ in range(3):
        debounce.note_rejected()
    debounce.note_rejected(after_following=True)
    assert debounce.rejected_in_a_row == 1


def test_another_line_forgets_all_rejections_but_one() -> None:
    debounce = typed(0.2)
    for _ in range(3):
        debounce.note_rejected()
    debounce.note_new_line()
    assert debounce.rejected_in_a_row == 1


def test_in_a_burst_of_keys_it_waits_for_the_next_one() -> None:
    debounce = typed(0.2, 0.2, BURST_GAP / 2)
    assert BURST_GAP / 2 < wait(debounce) < 2 * BURST_GAP


def test_while_deleting_it_waits_even_after_success() -> None:
    debounce = typed(0.2, 0.2)
    debounce.note_followed()
    assert wait(debounce, deleting=True) > 0


def test_a_slow_service_shortens_the_wait() -> None:
    quick, slow = typed(0.2, 0.2), typed(0.2, 0.2)
    for debounce in (quick, slow):
        debounce.note_rejected()
    for _ in range(20):
        slow.note_latency(0.2)
    assert wait(slow) < wait(quick)


def test_a_service_that_is_very_slow_is_never_asked_sooner() -> None:
    waits = []
    for latency in (0.1, 0.5, 2.0, 10.0):
        debounce = typed(0.2, 0.2)
        for _ in range(3):
            debounce.note_rejected()
        for _ in range(60):
            debounce.note_latency(latency)
        waits.append(wait(debounce))
    quick, usual, slow, slowest = waits
    assert usual < quick <= slow <= slowest == LONGEST_DELAY


def test_a_pause_for_thought_says_nothing_about_the_rhythm() -> None:
    brisk, thoughtful = typed(0.2, 0.2), typed(0.2, 0.2, 60.0)
    brisk.note_rejected()
    thoughtful.note_rejected()
    assert wait(thoughtful) == wait(brisk)


def test_a_penalty_waits_as_after_rejections() -> None:
    easy, penalized = typed(0.2), typed(0.2)
    for _ in range(2):
        easy.note_rejected()
    assert penalized.delay(deleting=False, penalty=2) == wait(easy) > 0


def test_a_rejection_that_was_corrected_does_not_count() -> None:
    debounce = typed(0.2)
    debounce.note_rejected()
    debounce.note_corrected()
    debounce.note_corrected()
    assert debounce.rejected_in_a_row == 0


def test_a_silence_that_is_given_up_counts_where_it_was_long() -> None:
    quick, slow = typed(0.2, 0.2), typed(0.2, 0.2)
    for _ in range(20):
        quick.note_silence(0.9)
        slow.note_silence(3.0)
    assert not quick.is_slow
    assert slow.is_slow
    assert wait(slow) > wait(quick)


def test_a_service_that_reads_on_is_asked_still_later() -> None:
    frees, reads_on = typed(0.2, 0.2), typed(0.2, 0.2)
    for debounce in (frees, reads_on):
        for _ in range(20):
            debounce.note_latency(5.0)
    reads_on.reads_on = True
    assert wait(frees) == LONGEST_DELAY
    assert wait(reads_on) == LONGEST_QUEUE_DELAY
