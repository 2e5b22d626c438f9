from __future__ import annotations

import asyncio
import gc

import pytest
from pygls.exceptions import JsonRpcException

from glossator.lsp.client import owed
from glossator.lsp.client.owed import UnansweredError, answered


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(owed, "ANSWER_TIMEOUT", 0.01)


def reply() -> asyncio.Future[int]:
    return asyncio.get_running_loop().create_future()


async def test_an_answer_comes_through_and_so_does_an_error() -> None:
    good, bad = reply(), reply()
    good.set_result(7)
    bad.set_exception(JsonRpcException("No.", code=-32603))
    assert await answered(good, "window/showDocument") == 7
    with pytest.raises(JsonRpcException, match="No."):
        await answered(bad, "window/showDocument")


@pytest.mark.parametrize("late", [None, JsonRpcException("Late.", code=-32603)])
async def test_what_does_not_come_is_an_error_and_may_still_come(late: Exception | None) -> None:
    owing = reply()
    with pytest.raises(UnansweredError, match="did not answer window/showDocument within"):
        await answered(owing, "window/showDocument")
    if late is None:
        owing.set_result(7)
    else:
        owing.set_exception(late)


async def test_who_is_cancelled_leaves_the_answer_to_come() -> None:
    owing = reply()
    waiting = asyncio.create_task(answered(owing, "window/showDocument"))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert not owing.cancelled()


async def test_an_error_that_nobody_waits_for_any_more_is_no_complaint_of_asyncio() -> None:
    complaints = list[str]()
    asyncio.get_running_loop().set_exception_handler(
        lambda _, context: complaints.append(context["message"])
    )
    owing = reply()
    waiting = asyncio.create_task(answered(owing, "window/showDocument"))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.wait([waiting])
    owing.set_exception(JsonRpcException("Late.", code=-32603))
    await asyncio.sleep(0)
    del owing, waiting
    gc.collect()
    assert complaints == []
