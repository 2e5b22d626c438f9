"""A server ends with the tests that started it, however they end."""

from __future__ import annotations

import subprocess
import sys

SERVER = "import subprocess; subprocess.run(['sleep', '600'])"


def test_all_that_was_started_ends_when_the_pipe_closes() -> None:
    guard = subprocess.Popen(
        [sys.executable, "-m", "tests.servers.guard", sys.executable, "-c", SERVER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    # The output is at its end when the last process that holds it is gone: `sleep` holds it too.
    guard.communicate(timeout=60)
    assert guard.returncode == -9


def test_a_server_that_ends_is_told() -> None:
    guard = subprocess.Popen(
        [sys.executable, "-m", "tests.servers.guard", sys.executable, "-c", "exit(3)"],
        stdin=subprocess.PIPE,
        start_new_session=True,
    )
    assert guard.stdin is not None
    assert guard.wait(timeout=60) == 3
    guard.stdin.close()
