"""What VS Code shows of the day's budget: the warning, the end, and its share in the report."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

from glossator.models.ledger import WRITE_AFTER
from tests.editors.vscode.server import VSCodeServer
from tests.editors.vscode.workbench import window

BUDGET = {
    "glossator.budgetMoney": 20,
    "glossator.pricePrompt": 1_000_000,
    "glossator.priceDecoded": 1_000_000,
    "glossator.joulesPerToken": 2,
}
"""Finding out about the service spends it."""


async def test_a_budget_is_told_when_nearly_spent_and_when_spent_and_stands_in_the_report(
    vscode: VSCodeServer, project: Path, settings: dict[str, Any]
) -> None:
    vscode.set({**settings, **BUDGET})
    async with window(vscode, project) as workbench:
        await workbench.wait_for_status("of today’s budget for models is spent")
        (warning,) = await workbench.wait_for_notifications()
        assert "of today’s budget for models is spent" in warning
        await workbench.dismiss_notifications()
        await workbench.edit("calc.py", "def add(a, b):\n    ")
        await workbench.type("ret", between=0.3)
        (end,) = await workbench.wait_for_notifications()
        assert "Ghost text rests until tomorrow" in end
        await workbench.wait_for_status("Ghost text rests until tomorrow")
        await workbench.dismiss_notifications()
        await asyncio.sleep(WRITE_AFTER + 1)
        await workbench.choose("What was spent")
        await workbench.until(workbench.text, lambda text: "Useless" in text)
        await workbench.press("Control+End")  # below the tables of all models of the other tests
        report = await workbench.until(workbench.text, lambda text: "of today’s is spent" in text)
        assert "by 2 J a token, set in" in report
        assert re.search(r"Money: [\d,.]+, by the prices set in", report)
