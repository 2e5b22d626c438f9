"""The local model: llama.cpp's server in a child process that never outlives this one.

The child is `child.py`. It gets its orders, with the key, as one JSON line on its stdin, so
that nothing shows in the process list; the open pipe is also its lifeline, because its end is the
one sign of this process's death that every platform gives, even after SIGKILL. It answers with one
JSON line on stdout. What it says on stderr is kept for error messages only.
"""

from __future__ import annotations

import asyncio
import importlib.util
import json
import os
import re
import secrets
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable
from pathlib import Path
from typing import TypedDict, TypeVar

from glossator import tasks
from glossator.errors import LocalModelFailedError
from glossator.installation import EXTRAS, install_command
from glossator.models.endpoints import LocalAddress
from glossator.models.local.catalogue import is_gguf_file
from glossator.platforms import NO_WINDOW

_KEPT_LOG_BYTES = 16_384
_STOP_GRACE = 3.0
"""Seconds that the child has to end by itself."""
_Stream = TypeVar("_Stream")
_ERROR_LINE = re.compile(r"^[\d.]+ E (.+)$", re.MULTILINE)


class LocalModel:
    """Runs one GGUF file; satisfies `endpoints.LocalSource`.

    `context` is in tokens and holds for each of two simultaneous requests. `on_progress` hears
    None when loading begins, because llama.cpp tells nothing in between, and 1.0 when it is over.
    """

    def __init__(
        self,
        model: Path,
        *,
        context: int,
        on_progress: Callable[[float | None], None] | None = None,
    ) -> None:
        self._model = model
        self._context = context
        self._on_progress = on_progress or (lambda _fraction: None)
        self._starting: asyncio.Task[LocalAddress] | None = None
        self._child: Process | None = None
        self._log = _Tail()
        self._log_reader: asyncio.Task[None] | None = None

    @property
    def alive(self) -> bool:
        """Whether the model is loaded and its process runs."""
        loaded = self._starting is not None and _succeeded(self._starting)
        return loaded and self.pid is not None

    @property
    def pid(self) -> int | None:
        """The process that loads or runs the model; None where there is none."""
        if self._child is None or self._child.returncode is not None:
            return None
        return self._child.pid

    def runs(self, model: Path, context: int) -> bool:
        """Whether this is the model that is meant, and did not fail to start."""
        failed = (
            self._starting is not None and self._starting.done() and not _succeeded(self._starting)
        )
        return not failed and (self._model, self._context) == (model, context)

    async def start(self) -> LocalAddress:
        """Start the model unless it runs, and wait until it answers.

        Concurrent callers share one start, and a caller that is cancelled does not stop it. A model
        that ended by itself is started anew; one that failed to start fails again at once, until
        `stop()`.

        Raises:
            LocalModelFailedError: when it cannot be loaded, or is stopped meanwhile.
        """
        ended = self._starting is not None and _succeeded(self._starting) and not self.alive
        if self._starting is None or ended:
            self._starting = asyncio.create_task(self._launch())
            self._starting.add_done_callback(_mark_retrieved)
        starting = self._starting
        try:
            return await asyncio.shield(starting)
        except asyncio.CancelledError:
            if starting.cancelled():
                raise LocalModelFailedError(
                    "The local model was stopped while it loaded."
                ) from None
            raise

    async def stop(self) -> None:
        """End the model's process and wait until it is gone; harmless where there is none."""
        starting, self._starting = self._starting, None
        if starting is not None:
            await tasks.end(starting)
        if self._child is not None:
            await _end(self._child)

    async def _launch(self) -> LocalAddress:
        _check(self._model)
        self._on_progress(None)
        orders = _Orders(
            model=str(self._model), context=self._context, key=secrets.token_urlsafe(32)
        )
        try:
            answer = await self._load(orders)
            if answer is None and _was_killed(self._child):  # once may be by chance
                answer = await self._load(orders)
        finally:
            self._on_progress(1.0)
        if answer is None:
            raise LocalModelFailedError(
                f"{self._model} could not be loaded: {self._log.cause()}. Choose another with "
                "`glossator model use`, or pull it again."
            )
        return LocalAddress(f"{answer['address']}/v1", orders["key"], answer["name"])

    async def _load(self, orders: _Orders) -> dict[str, str] | None:
        """Start the process; its answer, None if it ended without one."""
        child = self._child = await _spawn()
        self._log = _Tail()
        try:
            self._log_reader = asyncio.create_task(self._log.follow(_pipe(child.stderr)))
            answer = await _ask(child, orders)
            if answer is None:
                await child.wait()
                await self._log_reader
        except BaseException:
            # A child that still loads cannot see its stdin close, so it is not asked but ended.
            await _end(child, grace=0)
            raise
        return answer


class _Orders(TypedDict):
    """The child's orders: the file, the tokens of each request, and the key to ask for."""

    model: str
    context: int
    key: str


class _Tail:
    """The end of what a child wrote to stderr; the rest is dropped as it comes."""

    def __init__(self) -> None:
        self._bytes = b""

    async def follow(self, stream: asyncio.StreamReader) -> None:
        while chunk := await stream.read(4096):
            self._bytes = (self._bytes + chunk)[-_KEPT_LOG_BYTES:]

    def cause(self) -> str:
        """The first error, which the later ones only follow from; else the last line."""
        text = self._bytes.decode("utf-8", "replace").strip()
        if error := _ERROR_LINE.search(text):
            return error[1].strip().rstrip(".")
        return text.rpartition("\n")[2].strip().rstrip(".") or "its process ended without a word"


def _check(model: Path) -> None:
    """Say plainly what llama.cpp would say at length."""
    if importlib.util.find_spec("xllamacpp") is None:
        raise LocalModelFailedError(
            "The local model needs llama.cpp, which is not installed: run "
            f"`{install_command(*EXTRAS['local'])}`."
        )
    try:
        is_gguf = is_gguf_file(model)
    except OSError as error:
        raise LocalModelFailedError(
            f"The model file {model} cannot be read ({error.strerror}): see "
            "`glossator model list`, then choose one with `glossator model use`."
        ) from None
    if not is_gguf:
        raise LocalModelFailedError(
            f"{model} is not a GGUF file, the only kind that llama.cpp loads: choose another with "
            "`glossator model use`."
        )


async def _spawn() -> Process:
    # -P: without it `-m` would import from the working directory, which is somebody's repository.
    command = (sys.executable, "-P", "-m", "glossator.models.local.child")
    # OpenMP's threads spin while they wait; beside a busy compiler that made the model 15 times
    # slower than when they sleep.
    environ = {"OMP_WAIT_POLICY": "passive", **os.environ}
    try:
        return await asyncio.create_subprocess_exec(
            *command, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=environ, creationflags=NO_WINDOW
        )
    except OSError as error:
        raise LocalModelFailedError(
            f"The local model's process could not be started ({error.strerror}); end some "
            "programs and try again."
        ) from None


async def _ask(child: Process, orders: _Orders) -> dict[str, str] | None:
    """Send the orders and wait for the answer; None if the child ended without one."""
    stdin = _pipe(child.stdin)
    try:
        stdin.write(json.dumps(orders).encode() + b"\n")
        await stdin.drain()
    except (BrokenPipeError, ConnectionResetError):
        return None
    line = await _pipe(child.stdout).readline()
    answer: dict[str, str] | None = json.loads(line) if line.endswith(b"\n") else None
    return answer


async def _end(child: Process, grace: float = _STOP_GRACE) -> None:
    """Close the child's lifeline, and kill it if that does not end it within seconds."""
    if child.stdin is not None:
        child.stdin.close()
    try:
        async with asyncio.timeout(grace):
            await child.wait()
    except TimeoutError:
        if child.returncode is None:
            child.kill()
        await child.wait()


def _was_killed(child: Process | None) -> bool:
    """Whether a signal has ended the process, as another program or a lack of memory does."""
    return child is not None and child.returncode is not None and child.returncode < 0


def _pipe(stream: _Stream | None) -> _Stream:
    if stream is None:
        raise AssertionError("the child was started without a pipe")
    return stream


def _succeeded(task: asyncio.Task[LocalAddress]) -> bool:
    return task.done() and not task.cancelled() and task.exception() is None


def _mark_retrieved(task: asyncio.Task[LocalAddress]) -> None:
    """Keep asyncio from complaining of a failure when all who waited for it were cancelled."""
    if not task.cancelled():
        task.exception()
