"""The real server under messages that are broken, and under more requests than make sense.

The long forms are commands: `python -m bench.fuzz`, `bench.orders` and `bench.storm`.
"""

from __future__ import annotations

import pytest
from pygls.exceptions import JsonRpcException

from bench.fuzz import fuzz
from bench.orders import MANNERS, orders
from bench.storm import storm
from tests.e2e.editor import Editor

INTERNAL_ERROR = -32603
MOST_GROWTH = 40.0
"""Megabytes: in so short a time caches are still filling."""


async def test_nothing_that_a_client_sends_goes_unanswered_or_ends_the_server() -> None:
    found = await fuzz(2000, seed=7)
    assert found.unanswered == []
    assert found.answered_twice == []
    assert found.exit_code == 0
    assert found.codes[INTERNAL_ERROR] == 0, found.log
    assert "could not be handled" not in found.log, found.log
    assert "Traceback" not in found.log, found.log


async def test_sessions_in_the_wrong_order_end_and_owe_nobody_an_answer() -> None:
    found = await orders(len(MANNERS), seed=7)
    assert found.unanswered == []
    assert found.answered_twice == []
    assert found.faults == []
    assert set(found.exit_codes) <= {0, 1}


async def test_after_a_storm_of_cancelled_requests_the_server_is_idle() -> None:
    found = await storm(400, rate=1000.0)
    assert len(found.answered) == 400
    assert set(found.answered.values()) == {1}
    assert found.open_streams == 0
    assert found.after["tasks"] == found.before["tasks"]
    assert found.after["sockets"] <= found.before["sockets"]
    assert found.after["megabytes"] <= found.before["megabytes"] + MOST_GROWTH


BEYOND = 2**31


async def test_a_place_that_no_document_can_have_is_refused(vscode: Editor) -> None:
    vscode.open("calc.py", "a = 1\n")
    place = {"line": BEYOND, "character": 0}
    argument = {"uri": (vscode.root / "calc.py").as_uri(), "position": place}
    with pytest.raises(JsonRpcException, match="The command takes one argument"):
        await vscode.run("glossator.explain", argument)
