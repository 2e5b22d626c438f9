"""Runs a server as long as the tests live: `python -m tests.servers.guard COMMAND …`.

Its standard input is a pipe that the tests hold open. However they end, the pipe closes, and the
server is ended with all that it started. The guard must lead a process group of its own.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading


def main() -> int:
    """Run the command to its end, or to that of the tests; its exit status."""
    process = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL)
    threading.Thread(target=_end_with_the_tests, daemon=True).start()
    return process.wait()


def _end_with_the_tests() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())
