"""Simulated time: an event loop that does not sleep, so that an hour of typing takes seconds.

Whatever in a run waits, waits on the loop; when nothing can go on, the loop's clock jumps to the
next moment at which something can. The work itself takes no time on that clock.
"""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor
from typing import Any, TypeVar, TypeVarTuple, Unpack

T = TypeVar("T")
Args = TypeVarTuple("Args")


def now() -> float:
    """The moment on the running loop's clock, in seconds; real processes here share theirs."""
    return asyncio.get_running_loop().time()


def simulate(work: Coroutine[Any, Any, T]) -> T:
    """Run `work` to its end in simulated time."""
    with asyncio.Runner(loop_factory=_SimulatedLoop) as runner:
        return runner.run(work)


class _SimulatedLoop(asyncio.SelectorEventLoop):
    """What it is given for another thread it does at once: a jump would not wait for it."""

    def __init__(self) -> None:
        self._now = 0.0
        super().__init__(_Jumping(self._jump))

    def time(self) -> float:
        return self._now

    def run_in_executor(
        self, executor: Executor | None, func: Callable[[Unpack[Args]], T], *args: *Args
    ) -> asyncio.Future[T]:
        done: asyncio.Future[T] = self.create_future()
        try:
            done.set_result(func(*args))
        except Exception as error:
            done.set_exception(error)
        return done

    def _jump(self, seconds: float) -> None:
        self._now += seconds


class _Jumping(selectors.DefaultSelector):
    """Passes time by calling `jump` where others would sleep."""

    def __init__(self, jump: Callable[[float], None]) -> None:
        super().__init__()
        self._jump = jump

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        events = super().select(0)
        if not events and timeout is None:
            raise RuntimeError("everything waits for something that nothing will bring about")
        if not events and timeout is not None:
            self._jump(max(0.0, timeout))
        return events
