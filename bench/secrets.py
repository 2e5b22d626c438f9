"""How well secrets are hidden, and at what cost: `python -m bench.secrets [FOLDER]...`.

Recall on the labelled corpus, false alarms on the source trees of the standard library and of the
installed packages (or of the folders given), and the cost for windows of 4 KB in CPU time.
"""

from __future__ import annotations

import itertools
import statistics
import sys
import sysconfig
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from glossator.context.redaction.redact import redact
from tests.context import secret_corpus
from tests.context.secret_corpus import Sample

WINDOW = 4096
SOURCES = "*.py *.pyi *.js *.ts *.json *.toml *.yaml *.yml *.c *.h *.rs *.go *.java *.sh".split()


def corpus() -> dict[str, Iterable[Sample]]:
    """The labelled corpus by where its forms come from."""
    return {
        "provider keys, everyday code": secret_corpus.known_formats(seed=11, each=3),
        "public scanners' rules": secret_corpus.by_public_rules(seed=12, each=3),
        "told by their surroundings": secret_corpus.in_context(seed=13, each=60),
        "told by a vendor's name": secret_corpus.by_vendor(seed=14, each=3),
        "private key blocks": secret_corpus.private_key_blocks(seed=15, each=20),
    }


def main(
    folders: Sequence[str], samples: Mapping[str, Iterable[Sample]], most_windows: int = 2000
) -> None:
    """Print the three tables."""
    for name, labelled in samples.items():
        print(recall(name, list(labelled)))
    paths = sysconfig.get_paths()
    for folder in folders or (paths["stdlib"], paths["purelib"]):
        print(row_of_false_alarms(Path(folder)))
    costs(most_windows)


def recall(name: str, samples: list[Sample]) -> str:
    """One row: how many of the samples are hidden, and which kinds are missed most."""
    missed = Counter(sample.kind for sample in samples if secret_corpus.is_left(sample))
    hidden = len(samples) - missed.total()
    most = ", ".join(f"{kind} {count}" for kind, count in missed.most_common(5))
    percent = f"{hidden / len(samples):8.2%}"
    return f"{name:30} {hidden:6} of {len(samples):6} {percent}   {most}".rstrip()


def false_alarms(folder: Path) -> tuple[int, list[str]]:
    """How many lines of real code there are, and those that were taken for secrets."""
    lines, alarms = 0, list[str]()
    for path in itertools.chain.from_iterable(map(folder.rglob, SOURCES)):
        if "site-packages" in path.parts and "site-packages" not in folder.parts:
            continue
        text = path.read_text("utf-8", errors="replace")
        shown = redact(text).text
        lines += text.count("\n")
        if shown != text:
            pairs = zip(text.splitlines(), shown.splitlines(), strict=True)
            alarms += [f"{path.name}: {one.strip()[:90]}" for one, two in pairs if one != two]
    return lines, alarms


def row_of_false_alarms(folder: Path) -> str:
    """Their rate, and a few of them."""
    lines, alarms = false_alarms(folder)
    rate = f"{len(alarms) / max(lines, 1) * 10_000:.3f} in 10,000"
    head = f"{folder}: {len(alarms)} lines of {lines} ({rate})"
    return "\n".join((head, *(f"  {alarm}" for alarm in alarms[:12])))


def costs(most_windows: int) -> None:
    """Rows of CPU milliseconds: every line new, one line changed, one long line."""
    library = Path(sysconfig.get_paths()["stdlib"])
    text = "".join(p.read_text("utf-8", errors="replace") for p in sorted(library.glob("*.py")))
    windows = [text[at : at + WINDOW] for at in range(0, len(text), WINDOW)][:most_windows]
    print(cost("4 KB, every line new", windows))
    print(cost("4 KB, one line changed", map(_typed, windows), known=windows))
    dense = [text[at : at + 8 * WINDOW].replace("\n\n", "\n") for at in range(0, len(text), WINDOW)]
    dense = dense[: most_windows // 8 + 1]
    print(cost("32 KB without a blank line", map(_typed, dense), known=dense))
    print(cost("4 KB in one line, new", [window.replace("\n", " ") for window in windows]))


def _typed(window: str) -> str:
    """The window after a key in one of its lines."""
    line_end = window.find("\n", len(window) // 2)
    return f"{window[:line_end]}x{window[line_end:]}"


def cost(name: str, texts: Iterable[str], known: Iterable[str] = ()) -> str:
    """One row; `known` are the texts that were seen just before."""
    times = []
    for text, before in itertools.zip_longest(texts, known):
        redact(before or "")
        started = time.thread_time()
        redact(text)
        times.append((time.thread_time() - started) * 1000)
    times.sort()
    p99 = times[len(times) * 99 // 100]
    return f"{name:30} median {statistics.median(times):6.3f} ms   p99 {p99:6.3f} ms"


if __name__ == "__main__":
    main(sys.argv[1:], corpus())
