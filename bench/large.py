"""What a large workspace costs: `python -m bench.large --files 50000`.

A workspace of generated Python modules is made, one of them is opened, and keys are typed into it
for a minute, in real time and in this process. Then many files change at once, as when a branch is
switched.
"""

from __future__ import annotations

import argparse
import resource
import time
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from glossator.context.buffer import Buffer
from glossator.context.ignore import Ignore
from glossator.context.steady import PromptWindow
from glossator.context.workspace import Workspace

IN_A_FOLDER = 25
IMPORTS = 8
GAP = 0.15
"""Seconds from key to key."""
SIZE = 4_000
KEYS_AFTER = 60


def main() -> int:
    """Print what one workspace cost."""
    parser = argparse.ArgumentParser(prog="python -m bench.large", description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--changes", type=int, default=10_000, help="files that change at once")
    parser.add_argument("--seconds", type=float, default=60.0, help="of typing")
    options = parser.parse_args()
    with TemporaryDirectory() as place:
        root = Path(place) / "work"
        files = make(root, options.files)
        workspace = Workspace(Ignore([]), Path(place) / "index")
        _measure(workspace, root, files, options)
        workspace.close()
    return 0


def make(root: Path, count: int) -> list[Path]:
    """Write modules that import each other, the same each time."""
    dice = Random(1)
    files = [root / f"part{n // IN_A_FOLDER}" / f"module{n}.py" for n in range(count)]
    for number, file in enumerate(files):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(module(number, dice.sample(range(count), min(IMPORTS, count))))
    return files


def module(number: int, imported: list[int]) -> str:
    """The text of one module."""
    imports = "".join(f"from part{n // IN_A_FOLDER}.module{n} import Shape{n}\n" for n in imported)
    methods = "".join(f"    def area_{k}(self, by: int) -> float:\n        ...\n" for k in range(8))
    return (
        f"{imports}\nLIMIT_{number} = 1\n\nclass Shape{number}:\n{methods}\n"
        f"def make_{number}(a):\n    ...\n"
    )


def _measure(
    workspace: Workspace, root: Path, files: list[Path], options: argparse.Namespace
) -> None:
    text = files[0].read_text()
    memory, worked, began = _memory(), time.process_time(), time.monotonic()
    own: list[float] = []
    first = 0.0
    version = 0
    while time.monotonic() < began + options.seconds:
        version += 1
        own.append(_key(workspace, root, files[0], text, version))
        first = first or (time.monotonic() - began if workspace.shown(files[0].as_uri()) else 0.0)
        text += "x" if version % 20 else "\n    area = Shape"
        time.sleep(GAP if first else GAP / 10)
    own.sort()
    print(f"{len(files):,} files: first context after {first:.2f} s")
    print(f"a key, p50 {1e3 * own[len(own) // 2]:.1f} and p99 {1e3 * own[-len(own) // 100]:.1f} ms")
    print(f"processor {time.process_time() - worked:.1f} s in {options.seconds:g} s of typing")
    print(f"memory {_memory() - memory:+.0f} MB, {workspace.unread:,} files still to be read")
    changed, worked = files[: options.changes], time.process_time()
    workspace.change(changed)
    slowest = 0.0
    for more in range(1, KEYS_AFTER + 1):
        slowest = max(slowest, _key(workspace, root, files[0], text, version + more))
        time.sleep(GAP)
    print(f"{len(changed):,} files change: slowest of {KEYS_AFTER} keys {1e3 * slowest:.1f} ms")
    print(f"processor {time.process_time() - worked:.1f} s in {KEYS_AFTER * GAP:g} s")


def _key(workspace: Workspace, root: Path, file: Path, text: str, version: int) -> float:
    """What one key costs in this thread, in seconds of processor."""
    begun = time.thread_time()
    buffer = Buffer(file.as_uri(), text, "python", version, file, root)
    workspace.read(buffer, (), near=(text, ""))
    workspace.excerpts(buffer.uri, PromptWindow(text, "", uncached=1_000), SIZE)
    return time.thread_time() - begun


def _memory() -> float:
    """The most memory so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    raise SystemExit(main())
