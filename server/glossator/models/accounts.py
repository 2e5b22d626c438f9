"""Enters what each answer has spent into the ledger, and keeps to the day's budget."""

from __future__ import annotations

from collections.abc import Callable

from glossator.errors import BudgetSpentError
from glossator.models.fitting import length
from glossator.models.ledger import Budget, Ledger, Spending, today
from glossator.models.requests import Prompt
from glossator.models.stream import ModelStream
from glossator.settings import Settings

WARN_AT = 0.8
"""The share of a budget from which on the user is warned."""
_TOKEN = 4
"""Code points of a token, where a service does not count."""
GHOST_TEXT, NEXT_EDIT, FINDING_OUT = "ghost text", "next edit", "finding out"
"""Kinds of work that the ledger tells from the rest of what the two models do."""


class Accounts:
    """The accounts of one set of settings; without a ledger nothing is kept and no budget holds."""

    def __init__(
        self, settings: Settings, ledger: Ledger | None, warn: Callable[[str], None]
    ) -> None:
        self._ledger = ledger
        self._warn = warn
        self._warned_on = ""
        self._ghost: tuple[str, str] | None = None
        self._budget = budget_of(settings)
        self._stops_all = settings.budget_stops == "everything"

    def check(self, *, for_ghost_text: bool) -> None:
        """Raise BudgetSpentError where today's budget is spent and stops this kind of work."""
        if self._ledger is None or not (for_ghost_text or self._stops_all) or not self._is_set():
            return
        if self._budget.share(self._ledger.spent_today()) >= 1:
            what = "Ghost text" if not self._stops_all else "Every model"
            raise BudgetSpentError(
                f"{what} rests until tomorrow, because today’s budget is spent; raise "
                "glossator.budgetTokens or glossator.budgetMoney to go on."
            )

    def enter(self, answer: ModelStream, prompt: Prompt, kind: str, *, given_up: bool) -> None:
        """Enter an answer at its end; `given_up` says that nobody waits for it any more."""
        if self._ledger is None or not answer.was_sent:
            return
        usage = answer.usage
        if kind == GHOST_TEXT:
            self._ghost = answer.model, answer.service
        decoded = usage.completion_tokens if usage else answer.deltas_seen
        self._ledger.add(
            Spending(
                today(),
                answer.model,
                answer.service,
                kind,
                requests=1,
                prompt_tokens=usage.prompt_tokens if usage else length(prompt) // _TOKEN,
                cached_tokens=usage.cached_tokens if usage else 0,
                decoded_tokens=decoded,
                useless_tokens=decoded if given_up else 0,
                seconds=answer.seconds,
            )
        )
        self._warn_in_time()

    def note_shown(self) -> None:
        """Enter that a suggestion was shown."""
        self._note(shown=1)

    def note_kept(self, kept: int) -> None:
        """Enter that the user kept so many code points of a suggestion."""
        self._note(kept=kept)

    def close(self) -> None:
        """Write what is not written yet."""
        if self._ledger is not None:
            self._ledger.close()

    def _note(self, *, shown: int = 0, kept: int = 0) -> None:
        if self._ledger is not None and self._ghost is not None:
            self._ledger.add(Spending(today(), *self._ghost, GHOST_TEXT, shown=shown, kept=kept))

    def _is_set(self) -> bool:
        return bool(self._budget.tokens or self._budget.money)

    def _warn_in_time(self) -> None:
        if self._ledger is None or not self._is_set() or self._warned_on == today():
            return
        share = self._budget.share(self._ledger.spent_today())
        if share >= WARN_AT:
            self._warned_on = today()
            self._warn(f"{share:.0%} of today’s budget for models is spent.".replace("%", " %"))


def budget_of(settings: Settings) -> Budget:
    """The budget and the prices that are set."""
    return Budget(
        settings.budget_tokens,
        settings.budget_money,
        settings.price_prompt,
        settings.price_decoded,
    )
