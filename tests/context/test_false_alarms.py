"""How often `redact` takes ordinary code for a secret: over the whole standard library."""

from __future__ import annotations

import sysconfig
from pathlib import Path

from glossator.context.secrets import redact


def test_at_most_one_false_alarm_in_10_000_lines_of_the_standard_library() -> None:
    library = Path(sysconfig.get_paths()["stdlib"])
    lines, alarms = 0, []
    for path in sorted(library.rglob("*.py")):
        if "site-packages" in path.parts:
            continue
        text = path.read_text("utf-8", errors="replace")
        shown = redact(text).text
        lines += text.count("\n")
        if shown != text:
            pairs = zip(text.splitlines(), shown.splitlines(), strict=True)
            alarms += [f"{path.name}: {before}" for before, after in pairs if before != after]
    assert len(alarms) <= lines / 10_000, alarms
