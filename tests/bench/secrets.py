"""What redaction costs: `python -m tests.bench.secrets`.

For the standard library in windows of 4 KB: the first time (every line is new), and on a keystroke
(one line has changed, the others are remembered).
"""

from __future__ import annotations

import statistics
import sysconfig
import time
from pathlib import Path

from glossator.context.secrets import redact

WINDOW = 4096
MOST_WINDOWS = 2000


def milliseconds(text: str) -> float:
    started = time.perf_counter()
    redact(text)
    return (time.perf_counter() - started) * 1000


def row(name: str, times: list[float]) -> str:
    times.sort()
    p99 = times[len(times) * 99 // 100]
    return f"{name:34} median {statistics.median(times):6.3f} ms   p99 {p99:6.3f} ms"


def main() -> None:
    library = Path(sysconfig.get_paths()["stdlib"])
    text = "".join(p.read_text("utf-8", errors="replace") for p in sorted(library.glob("*.py")))
    windows = [text[at : at + WINDOW] for at in range(0, len(text), WINDOW)][:MOST_WINDOWS]
    first = [milliseconds(window) for window in windows]
    typed = []
    for window in windows:
        redact(window)
        line_end = window.find("\n", WINDOW // 2)
        typed.append(milliseconds(f"{window[:line_end]}x{window[line_end:]}"))
    one_line = [milliseconds(window.replace("\n", " ")) for window in windows]
    print(row("4 KB, every line new", first))
    print(row("4 KB, one line changed", typed))
    print(row("4 KB in one line, new", one_line))


if __name__ == "__main__":
    main()
