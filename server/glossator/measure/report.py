"""A run as a reader sees it: Markdown with a table for each kind of hole, and a recommendation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from glossator.measure.compare import Difference, compare
from glossator.measure.holes import KINDS, Kind
from glossator.measure.record import Record
from glossator.measure.scores import Figures, figures_of

COMPLETIONS: tuple[Kind, ...] = ("line", "block", "uses")
HEADS = (
    "asked shown exact_line first_word wrong similarity first_token line tokens tokens/right_char"
)
TITLES: dict[Kind, str] = {
    "line": "The rest of a line",
    "block": "The body of a block",
    "uses": "A name from another file",
    "docstring": "A docstring that was taken out",
}
WORTH_IT = 0.25
"""The share of exact lines from which on ghost text saves more than it disturbs."""
SLOW = 1.5
"""Seconds to a line, beyond which it is typed before it is there."""


def markdown(run: Record, against: Record | None = None) -> str:
    """The report, to be read in a terminal as well."""
    return "\n".join(_report(run, against)) + "\n"


def _report(run: Record, against: Record | None) -> Iterator[str]:
    yield "# Measured on your own code"
    yield ""
    yield from (f"- {key}: {value}" for key, value in run.about.items())
    for kind in KINDS:
        rows = [(v, figures_of(found)) for v in run.scores if (found := run.by_kind(v, [kind]))]
        if rows:
            yield from ("", f"## {TITLES[kind]}", "", *table(rows))
    if run.errors:
        yield from ("", "## What failed", "")
        yield from (f"- {count} times: {error}" for error, count in run.errors.items())
    if against is not None:
        yield from ("", "## Against the other run", "", *comparison(run, against))
    if sentences := recommendation(run):
        yield from ("", "## What to use", "", sentences)


def table(rows: Sequence[tuple[str, Figures]]) -> Iterator[str]:
    """A Markdown table of variants; times are p50 / p95 in seconds."""
    heads = [head.replace("_", " ") for head in HEADS.split()]
    yield f"| how | {' | '.join(heads)} |"
    yield f"| --- |{' ---: |' * len(heads)}"
    for name, each in rows:
        shares = (each.shown, each.exact, each.first_word, each.wrong)
        cells = (
            str(each.count),
            *(f"{share:.0%}".replace("%", " %") for share in shares),
            f"{each.similarity:.2f}",
            _times(each.first_token_p50, each.first_token_p95),
            _times(each.line_p50, each.line_p95),
            f"{each.tokens:,}",
            "–" if each.cost is None else f"{each.cost:.1f}",
        )
        yield f"| {name} | {' | '.join(cells)} |"


def _times(p50: float | None, p95: float | None) -> str:
    return "–" if p50 is None or p95 is None else f"{p50:.2f} / {p95:.2f}"


def comparison(run: Record, against: Record) -> Iterator[str]:
    """Each variant of a run against its like in another one, whose model may be another."""
    for name, ours in run.scores.items():
        other = _like(name, against)
        if other is None:
            yield f"- {name}: the other run has nothing to set beside it."
            continue
        found = compare(ours, against.scores[other])
        beside = "" if other == name else f" against {other}"
        if found is None:
            yield f"- {name}{beside}: too few holes are the same."
        else:
            yield f"- {name}{beside}, {found.holes} holes: {in_words(found)}"


def in_words(found: Difference) -> str:
    """A difference in words, in percentage points with its 95 % confidence interval."""
    low, high = (100 * each for each in found.exact_interval)
    verdict = "sure" if found.is_sure else "may be chance"
    alike_low, alike_high = found.similarity_interval
    return (
        f"exact lines {100 * found.exact:+.1f} points ({low:+.1f} to {high:+.1f}; {verdict}), "
        f"similarity {found.similarity:+.3f} ({alike_low:+.3f} to {alike_high:+.3f})."
    )


def _like(name: str, run: Record) -> str | None:
    """The variant of that name, else the only one of that wire and context, else the only one."""
    if name in run.scores:
        return name
    way = name.rsplit(", ", 2)[1:]
    alike = [each for each in run.scores if each.rsplit(", ", 2)[1:] == way] or list(run.scores)
    return alike[0] if len(alike) == 1 else None


def recommendation(run: Record) -> str:
    """Two sentences: which variant, and whether it is worth having; "" where nothing was asked."""
    known = [(v, found) for v in run.scores if (found := run.by_kind(v, COMPLETIONS))]
    if not known:
        return ""
    figures = {name: figures_of(found) for name, found in known}
    best = max(figures, key=lambda name: (figures[name].exact, figures[name].similarity))
    first = f"Use {best}: {figures[best].exact:.0%} of its lines are exact".replace("%", " %")
    if len(figures) > 1:
        rest = [name for name in figures if name != best]
        second = max(rest, key=lambda name: figures[name].exact)
        first += _lead(compare(run.scores[best], run.scores[second]), second)
    return f"{first}. {_worth(figures[best])}"


def _lead(found: Difference | None, second: str) -> str:
    if found is None:
        return ""
    low, high = (100 * each for each in found.exact_interval)
    if low == high == 0:
        return f", as many as of {second}"
    chance = "" if found.is_sure else ", which may be chance"
    return f", {low:+.0f} to {high:+.0f} points more than {second}{chance}"


def _worth(best: Figures) -> str:
    if best.line_p50 is not None and best.line_p50 > SLOW:
        return (
            f"A line takes {best.line_p50:.1f} seconds, which is longer than typing it: a smaller "
            "model or a faster machine would show more."
        )
    if best.exact < WORTH_IT:
        wrong = f"{best.wrong:.0%}".replace("%", " %")
        return (
            f"Of all suggestions {wrong} are wrong: switch ghost text off by `enabled`, or choose "
            "a larger model."
        )
    took = f" within {best.line_p50:.1f} seconds" if best.line_p50 is not None else ""
    return f"It answers{took} and is worth having on while you type."
