"""The command that prints a key is bounded in time and bytes, and ends with all that it started."""

from __future__ import annotations

import shlex
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from glossator.errors import NotConfiguredError
from glossator.models import key_command
from glossator.models.key_command import KeyCommand
from glossator.platforms import is_running
from tests.liveness import LIVENESS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="groups of processes are POSIX")

STARTS_ANOTHER = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
open(sys.argv[1], "w").write(str(child.pid))
{then}
"""


def python(code: str, *arguments: object) -> KeyCommand:
    return KeyCommand(shlex.join([sys.executable, "-c", code, *map(str, arguments)]))


def gone(noted: Path) -> bool:
    pid = noted.read_text() if noted.is_file() else ""
    return pid != "" and (not is_running(int(pid)) or _waits_to_be_buried(pid))


def _waits_to_be_buried(pid: str) -> bool:
    status = Path("/proc", pid, "status")
    return status.is_file() and "State:\tZ" in status.read_text()


def wait_until(happened: Callable[[], bool]) -> None:
    until = time.monotonic() + LIVENESS
    while not happened():
        assert time.monotonic() < until
        time.sleep(0.05)


def test_a_command_without_end_is_not_read_without_end() -> None:
    with pytest.raises(NotConfiguredError, match="far more than a key"):
        KeyCommand("yes").run()


def test_a_complaint_without_end_is_not_read_without_end() -> None:
    with pytest.raises(NotConfiguredError, match="failed with status"):
        python("import sys\nwhile True: print('no', file=sys.stderr)").run()


def test_a_command_that_hangs_is_ended_with_what_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_command, "COMMAND_TIMEOUT", 2.0)
    noted = tmp_path / "pid"
    with pytest.raises(NotConfiguredError, match="no key within"):
        python(STARTS_ANOTHER.format(then="time.sleep(600)"), noted).run()
    wait_until(lambda: gone(noted))


def test_what_a_command_leaves_running_does_not_hold_the_key_back(tmp_path: Path) -> None:
    noted = tmp_path / "pid"
    assert python(STARTS_ANOTHER.format(then="print('k', flush=True)"), noted).run() == "k"
    wait_until(lambda: gone(noted))


def test_a_command_is_ended_from_outside(tmp_path: Path) -> None:
    noted = tmp_path / "pid"
    command = python(STARTS_ANOTHER.format(then="time.sleep(600)"), noted)
    failed = threading.Event()

    def run() -> None:
        with pytest.raises(NotConfiguredError):
            command.run()
        failed.set()

    threading.Thread(target=run, daemon=True).start()
    wait_until(noted.is_file)
    command.end()
    wait_until(lambda: gone(noted) and failed.is_set())


@pytest.mark.parametrize(
    "complaint",
    [
        "the key sk-proj-4xAmPl3kEyThatIsLong is not valid",
        "bad token: QmFzZTY0IGlzIGEga2V5Lg0/aGVyZTMyMTAwMDA=",
        "hunter2 is refused",
    ],
)
def test_what_a_failing_command_says_is_told_without_what_may_be_a_key(complaint: str) -> None:
    code = "import sys; print('hunter2'); sys.exit(sys.argv[1])"
    with pytest.raises(NotConfiguredError) as found:
        python(code, complaint).run()
    told = str(found.value)
    assert "failed with status 1" in told and "[key]" in told
    assert not any(key in told for key in ("4xAmPl3", "QmFzZTY0", "aGVyZTM", "hunter2"))
