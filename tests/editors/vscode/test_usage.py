"""What VS Code shows of the day's budget: the warning, and its share beside what was spent."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from glossator.models.ledger import WRITE_AFTER
from tests.editors.vscode.server import VSCodeServer
from tests.editors.vscode.workbench import window

BUDGET = {"glossator.budgetTokens": 20, "glossator.joulesPerToken": 2}
"""Finding out about the service spends it."""


async def test_a_budget_that_is_nearly_spent_is_told_and_stands_in_the_report(
    vscode: VSCodeServer, project: Path, settings: dict[str, Any]
) -> None:
    vscode.set({**settings, **BUDGET})
    async with window(vscode, project) as workbench:
        await workbench.wait_for_status("of today’s budget for models is spent")
        (warning,) = await workbench.wait_for_notifications()
        assert "of today’s budget for models is spent" in warning
        await workbench.dismiss_notifications()
        await asyncio.sleep(WRITE_AFTER + 1)
        await workbench.choose("What was spent")
        await workbench.until(workbench.text, lambda text: "Useless" in text)
        await workbench.press("Control+End")  # below the tables of all models of the other tests
        report = await workbench.until(workbench.text, lambda text: "of today’s is spent" in text)
        assert "by 2 J a token, set in" in report
