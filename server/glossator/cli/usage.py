"""`glossator usage`: what models were asked and gave, by day, model and kind of work."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict
from typing import TextIO

import click

from glossator import config
from glossator.cli.console import Console, bold
from glossator.cli.editor_settings import editor_settings, section_of
from glossator.cli.user_file import set_in_user_file
from glossator.models.accounts import budget_of
from glossator.models.ledger import Budget, Ledger, Spending, ledger_file, today
from glossator.settings import Loaded
from glossator.text.sanitize import plain

_JOULES_OF_A_WATT_HOUR = 3600
_HEADERS = "Day Work Requests Read Cached Written Useless Shown Kept Seconds".split()
_PRICES = ("pricePrompt", "priceDecoded")


@click.command(short_help="Show what models were asked and gave; nothing of it leaves the machine.")
@click.option("--days", type=click.IntRange(1), default=7, show_default=True, help="How many days.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")
@click.option("--off", is_flag=True, help="Keep count no more, and delete what was counted.")
@click.option("--on", is_flag=True, help="Keep count again.")
@editor_settings
def usage(days: int, as_json: bool, off: bool, on: bool, settings: TextIO | None) -> None:
    """Show requests, tokens, suggestions and seconds by day, model, server and kind of work.

    Money and energy are estimated from the prices and joules that are set, and from nothing else.
    """
    ledger = Ledger(ledger_file())
    if off or on:
        file = set_in_user_file("usage", on)
        if off:
            ledger.delete()
        done = "kept" if on else "kept no more, and what was counted is deleted"
        click.echo(f"Count is {done}; `usage` is set in {file}. Restart the editors that are open.")
        return
    editor = section_of(settings) if settings else None
    loaded, spent = config.load(environ=os.environ, editor=editor), ledger.read(days)
    if as_json:
        click.echo(json.dumps(_as_json(loaded, spent), indent=2))
    else:
        _show(loaded, spent)


def _as_json(loaded: Loaded, spent: list[Spending]) -> dict[str, object]:
    budget = budget_of(loaded.settings)
    entries = [{**asdict(each), "money": _money(budget, [each])} for each in spent]
    joules = loaded.settings.joules_per_token
    return {
        "kept": loaded.settings.usage,
        "file": str(ledger_file()),
        "entries": entries,
        "money": _money(budget, spent),
        "watt_hours": _watt_hours(joules, spent),
        "budget_share": budget.share(_of_today(spent)),
        "sources": _sources(loaded),
    }


def _show(loaded: Loaded, spent: list[Spending]) -> None:
    if not spent:
        kept = "" if loaded.settings.usage else " `glossator usage --on` keeps count again."
        click.echo(f"Nothing was counted in these days.{kept}")
        return
    tables: dict[str, list[tuple[str, ...]]] = {}
    for each in spent:
        counts = (each.requests, each.prompt_tokens, each.cached_tokens, each.decoded_tokens)
        more = (each.useless_tokens, each.shown, each.kept)
        numbers = (*map(_number, (*counts, *more)), f"{each.seconds:,.0f}")
        rows = tables.setdefault(plain(f"{each.model} at {each.server}"), [])
        rows.append((each.day, each.work, *numbers))
    console = Console()
    for model, rows in tables.items():
        console.print(bold(model))
        console.table(_HEADERS, rows, whole=len(_HEADERS))
        console.print()
    for line in _estimates(loaded, spent):
        click.echo(line)


def _estimates(loaded: Loaded, spent: list[Spending]) -> Iterable[str]:
    budget, sources = budget_of(loaded.settings), _sources(loaded)
    money = _money(budget, spent)
    if money is None:
        yield "Money: set pricePrompt and priceDecoded to see an estimate."
    else:
        places = ", ".join(sorted({sources[key] for key in _PRICES if key in sources}))
        yield f"Money: {money:,.4f}, by the prices set in {places}."
    energy = _watt_hours(loaded.settings.joules_per_token, spent)
    if energy is None:
        yield "Energy: set joulesPerToken to see an estimate."
    else:
        joules = f"{loaded.settings.joules_per_token:g} J a token"
        yield f"Energy: {energy:,.2f} Wh, by {joules}, set in {sources['joulesPerToken']}."
    if share := budget.share(_of_today(spent)):
        yield f"Budget: {share:.0%} of today’s is spent."


def _money(budget: Budget, spent: list[Spending]) -> float | None:
    if not budget.prompt_price and not budget.decoded_price:
        return None
    return sum(map(budget.cost, spent))


def _watt_hours(joules: float, spent: list[Spending]) -> float | None:
    tokens = sum(each.decoded_tokens for each in spent)
    return joules * tokens / _JOULES_OF_A_WATT_HOUR if joules else None


def _of_today(spent: list[Spending]) -> list[Spending]:
    return [each for each in spent if each.day == today()]


def _sources(loaded: Loaded) -> dict[str, str]:
    """Where the figures come from that money and energy are estimated by."""
    keys = (*_PRICES, "joulesPerToken")
    return {key: loaded.origins[key] for key in keys if key in loaded.origins}


def _number(value: int) -> str:
    return f"{value:,}"
