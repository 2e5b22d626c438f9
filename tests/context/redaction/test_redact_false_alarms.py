"""How often `redact` takes ordinary code for a secret: over the whole standard library."""

from __future__ import annotations

import sysconfig
from pathlib import Path

from bench.secrets import false_alarms


def test_at_most_one_false_alarm_in_10_000_lines_of_the_standard_library() -> None:
    lines, alarms = false_alarms(Path(sysconfig.get_paths()["stdlib"]))
    assert lines > 100_000
    assert len(alarms) <= lines / 10_000, alarms
