"""The figures as one table, and as one JSON line for each run."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import isfinite, isinf, isnan, nan
from typing import Any

from bench.costs import Costs
from bench.numbers import percentile
from bench.sight import Sight
from bench.times import Times

AFTER_ACCEPTS = "after_accepts"


@dataclass(frozen=True, slots=True)
class Figures:
    """One run in numbers."""

    sight: Sight
    costs: Costs
    times: Times

    def flat(self) -> dict[str, float]:
        """All of them by name; of the waits after accepts the median."""
        figures = asdict(self.sight) | asdict(self.costs) | asdict(self.times)
        return figures | {AFTER_ACCEPTS: _median(figures.pop(AFTER_ACCEPTS))}


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: its name, the field, its unit and, where there is one, its target."""

    name: str
    field: str
    unit: str
    target: str = ""
    met: Callable[[float, float], bool] | None = None
    """Whether the target is met, of Glossator's value and the plain server's."""


def _mean(values: Sequence[float]) -> float:
    there = [value for value in values if not isnan(value)]
    return sum(there) / len(there) if there else nan


def _median(values: Sequence[float]) -> float:
    return percentile([value / 1000 for value in values], 50)


def _over(field: str, runs: Sequence[Figures]) -> float:
    """One figure of several runs: the mean, or the median of all the waits after accepts."""
    if field == AFTER_ACCEPTS:
        return _median([wait for run in runs for wait in run.sight.after_accepts])
    return _mean([run.flat()[field] for run in runs])


def _at_most(limit: float) -> Callable[[float, float], bool]:
    return lambda ours, _: ours <= limit


def _at_least(limit: float) -> Callable[[float, float], bool]:
    return lambda ours, _: ours >= limit


ROWS = (
    Row("right suggestion, of keys whose line is known", "right", "%", ">= 80", _at_least(0.80)),
    Row("  within 50 ms", "right_at_once", "%"),
    Row("right next word, of keys whose word is known", "right_word", "%", ">= 80", _at_least(0.8)),
    Row("wait for the first right one, p50", "wait_p50", "ms"),
    Row("wait for the first right one, p95", "wait_p95", "ms"),
    Row("  of these waits in vain", "waits_in_vain", "%"),
    Row("wrong suggestion, of all keys", "wrong", "%"),
    Row("  wrong in its first word", "wrong_word", "%"),
    Row("right first line, wrong below", "wrong_below", "%"),
    Row("accepts", "accepts", ""),
    Row("keys saved by accepting", "saved", "%"),
    Row("accept to the next right one, p50", AFTER_ACCEPTS, "ms", "<= 60", _at_most(60)),
    Row("requests per 100 keys", "requests", "", "<= 8", _at_most(8)),
    Row("  about text that is deleted again", "doomed", "%"),
    Row("prefilled tokens per 100 keys", "prefilled", ""),
    Row("decoded tokens per 100 keys", "decoded", "", "<= 150", _at_most(150)),
    Row("prompt tokens found in the prefix cache", "cached", "%", ">= 85", _at_least(0.85)),
    Row(
        "slot seconds per 100 keys",
        "slot_seconds",
        "s",
        "<= plain / 5",
        lambda ours, plain: ours <= plain / 5,
    ),
    Row("decoded when nobody could use it", "useless", "%", "<= 5", _at_most(0.05)),
    Row("decoded and never seen", "unseen", "%"),
    Row("own time from the cache, p50", "own_p50", "ms", "< 1.5", lambda ours, _: ours < 1.5),
    Row("own time from the cache, p99", "own_p99", "ms", "< 10", lambda ours, _: ours < 10),
    Row("  since its request was read, p50", "handled_p50", "ms"),
    Row("  and until the client had it, p50", "seen_p50", "ms"),
    Row("  and until the client had it, p99", "seen_p99", "ms"),
    Row("added to the first whole line, p50", "added_p50", "ms", "<= 5", _at_most(5)),
    Row("requests left unanswered", "unanswered", "", "0", _at_most(0)),
    Row("answers that did not fit the buffer", "misfits", "", "0", _at_most(0)),
)


def render(runs: Mapping[str, Sequence[Figures]]) -> str:
    """The table: a row for each figure, a column for each server, the ratio and the target.

    `runs` are each server's, in the order of the seeds. A cell is the mean over the runs that have
    the figure, or the median of all waits after accepts; a wait that never ended stays infinite.
    """
    both = {"glossator", "plain"} <= runs.keys()
    heads = [f"{name:>10}" for name in runs] + ([f"{'ratio':>7}"] if both else [])
    lines = [f"{'':46}" + " ".join(heads) + "   target"]
    for row in ROWS:
        values = {name: _over(row.field, figures) for name, figures in runs.items()}
        if all(isnan(value) for value in values.values()):
            continue
        cells = [f"{_value(value, row.unit):>10}" for value in values.values()]
        if both:
            cells.append(f"{_ratio(values['glossator'], values['plain']):>7}")
        lines.append(f"{row.name:46}" + " ".join(cells) + f"   {_mark(row, runs)}")
    return "\n".join(line.rstrip() for line in lines)


def json_line(server: str, options: Mapping[str, Any], figures: Figures) -> str:
    """One run for machines; a figure that a run does not have is null."""
    values = {name: value if isfinite(value) else None for name, value in figures.flat().items()}
    return json.dumps({"server": server, "options": dict(options), **values})


def _mark(row: Row, runs: Mapping[str, Sequence[Figures]]) -> str:
    """The target, whether all runs together meet it and, of several, how many do."""
    ours, plain = runs.get("glossator", ()), runs.get("plain", ())
    rows = [value for run in ours if not isnan(value := run.flat()[row.field])]
    if row.met is None or not rows or ("plain" in row.target and not plain):
        return row.target
    reference = _over(row.field, plain)
    met = "met" if row.met(_over(row.field, ours), reference) else "MISSED"
    each = [row.met(one, reference) for one in rows]
    in_runs = f" ({sum(each)} of {len(each)})" if len(each) > 1 else ""
    return f"{row.target:13} {met}{in_runs}"


def _value(value: float, unit: str) -> str:
    if isnan(value):
        return "-"
    if isinf(value):
        return "never"
    if unit == "%":
        return f"{100 * value:.1f} %"
    digits = 1 if unit == "s" or value < 100 else 0
    return f"{value:.{digits}f}{' ' + unit if unit else ''}"


def _ratio(ours: float, plain: float) -> str:
    return "-" if not isfinite(ours) or not isfinite(plain) or plain == 0 else f"{ours / plain:.2f}"
