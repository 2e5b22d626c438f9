"""The choice between several readings of a model's answer: what it may have meant, by syntax.

The first reading is what the answer says as it stands, as far as brackets tell. Another one takes
its place only where it is clearly better: the text around the cursor has fewer faults with it, or
it does not say twice what is there.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass, field

from glossator.completion.cursor import Cursor
from glossator.completion.faults import fault_count, is_parsed, unpaired_count
from glossator.log import READINGS
from glossator.text.diff import changed_part

_log = logging.getLogger(READINGS)

_REPEATED = 2
"""Faults that a reading counts for which says again what stands after it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text for the cursor, which replaces `replace_right` code points after it on its line.

    `name` says how the answer is read, for the log; `repeats` that it says something twice.
    """

    text: str
    replace_right: int = 0
    name: str = field(default="as answered", compare=False)
    repeats: bool = field(default=False, compare=False)


def choose(readings: Iterable[Reading], cursor: Cursor) -> Reading:
    """The reading with the fewest faults.

    Of equal ones it is the first, or where that leaves something unpaired, the best paired one. The
    first one stays, too, where it brings no fault and no other one takes all away; brackets that
    are counted for want of a grammar may pair with any, so none surely does.
    """
    each = list(dict.fromkeys(readings))
    if len(each) == 1:
        if each[0].replace_right and _log.isEnabledFor(logging.INFO):
            _explain(each, [_cost(each[0], cursor)], each[0], "there is no other")
        return each[0]
    costs = [_cost(reading, cursor) for reading in each]
    best, why = each[costs.index(min(costs))], "it has the fewest faults"
    # where the parser stumbles anyhow, one fault fewer says nothing
    is_clear = not min(costs) and is_parsed(cursor)
    if not is_clear and min(costs) < costs[0] <= fault_count("", 0, cursor):
        best, why = each[0], "there are faults without it, and none surely ends all"
    elif costs.count(min(costs)) > 1:
        equal = [it for it, cost in zip(each, costs, strict=True) if cost == min(costs)]
        best = _paired(equal, cursor)
        is_first = best is equal[0]
        why = f"of equal ones it is {'the first' if is_first else 'paired best'}"
    if _log.isEnabledFor(logging.INFO):
        _explain(each, costs, best, why)
    return best


def explain_change(by: str, before: str, after: str) -> None:
    """Log what a filter has made of a text, as far as both differ, where prompts are logged."""
    if before == after or not _log.isEnabledFor(logging.INFO):
        return
    at, size, put = changed_part(before, after)
    gone, new = (json.dumps(text, ensure_ascii=False) for text in (before[at : at + size], put))
    _log.info("%s: at %d %s gives way to %s", by, at, gone, new)


def _explain(each: list[Reading], costs: list[int], best: Reading, why: str) -> None:
    seen = "; ".join(f"{it.name}, faults: {cost}" for it, cost in zip(each, costs, strict=True))
    text, right = json.dumps(best.text, ensure_ascii=False), best.replace_right
    _log.info("insert %s over %d (%s: %s) | seen: %s", text, right, best.name, why, seen)


def _paired(equal: list[Reading], cursor: Cursor) -> Reading:
    """The first of equally good readings, or the best paired one where that leaves one alone."""
    counts = [unpaired_count(it.text, it.replace_right, cursor) for it in equal]
    if counts[0] <= unpaired_count("", 0, cursor):
        return equal[0]
    return equal[counts.index(min(counts))]


def _cost(reading: Reading, cursor: Cursor) -> int:
    faults = fault_count(reading.text, reading.replace_right, cursor)
    return faults + _REPEATED * reading.repeats
