"""A server whose loop is stuck ends all the same when it should."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import sys

import pytest

from tests.liveness import LIVENESS
from tests.lsp.raw_client import frame

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals and pipes")

DEAF = """
import sys, time
from glossator.lsp.server import watchdog

watchdog.GRACE = watchdog.POLL_SECONDS = 0.1
watchdog.WATCHDOG.start(0)
watchdog.WATCHDOG.end_on_signals(lambda: None)
if len(sys.argv) > 1:
    watchdog.WATCHDOG.follow(int(sys.argv[1]))
print("ready", flush=True)
while True:
    time.sleep(1)
"""

SERVER = """
import sys
from glossator.lsp.server import watchdog
from glossator.lsp.server.start import serve_stdio

watchdog.GRACE = watchdog.POLL_SECONDS = 0.2
sys.exit(serve_stdio())
"""


def started(code: str, *arguments: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def ends(process: subprocess.Popen[bytes]) -> None:
    process.wait(LIVENESS)
    for pipe in (process.stdin, process.stdout):
        assert pipe is not None
        with contextlib.suppress(BrokenPipeError):
            pipe.close()


def ready(process: subprocess.Popen[bytes]) -> None:
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"


@pytest.mark.parametrize("which", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_a_deaf_process(which: signal.Signals) -> None:
    process = started(DEAF)
    ready(process)
    process.send_signal(which)
    ends(process)


def test_a_closed_stdin_ends_a_deaf_process() -> None:
    process = started(DEAF)
    ready(process)
    assert process.stdin is not None
    process.stdin.close()
    ends(process)


def test_a_deaf_process_does_not_outlive_its_parent() -> None:
    parent = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    process = started(DEAF, parent.pid)
    ready(process)
    parent.communicate(b"\n")
    ends(process)


@pytest.mark.parametrize("way", ["SIGTERM", "SIGINT", "stdin"])
def test_a_server_whose_stdout_nobody_reads_ends(way: str) -> None:
    process = started(SERVER)
    assert process.stdin is not None
    params: dict[str, object] = {"processId": None, "rootUri": None, "capabilities": {}}
    first = {"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": params}
    process.stdin.write(frame(json.dumps(first).encode()))
    request = {"jsonrpc": "2.0", "id": 1, "method": "no/such/" + "x" * 4_000}
    process.stdin.flush()
    os.set_blocking(process.stdin.fileno(), False)
    message = frame(json.dumps(request).encode())
    stuck = 0
    while stuck < 40:  # nothing more goes in: the server waits for its own reader
        try:
            stuck = 0 if os.write(process.stdin.fileno(), message) else stuck + 1
        except BlockingIOError:
            stuck += 1
            select.select([], [process.stdin], [], 0.1)
    if way == "stdin":
        process.stdin.close()
    else:
        process.send_signal(getattr(signal, way))
    ends(process)
