"""What a large workspace costs: `python -m bench.large --files 50000`.

A workspace of generated Python modules is made, one of them is opened, and keys are typed into it
for a minute, in real time and in this process. Then many files change at once, as when a branch is
switched. With `--two-languages` every other folder is of TypeScript, and one of its modules is
opened, too.
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
from glossator.languages import facts_of_file

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
    parser.add_argument("--two-languages", action="store_true", help="TypeScript beside Python")
    parser.add_argument("--seconds", type=float, default=60.0, help="of typing")
    options = parser.parse_args()
    with TemporaryDirectory() as place:
        root = Path(place) / "work"
        files = make(root, options.files, two_languages=options.two_languages)
        workspace = Workspace(Ignore([]), Path(place) / "index")
        _measure(workspace, root, files, options)
        if options.two_languages:
            _measure_other(workspace, root, files)
        workspace.close()
    return 0


def make(root: Path, count: int, *, two_languages: bool = False) -> list[Path]:
    """Write modules that import others of their language, the same each time."""
    dice = Random(1)
    suffixes = (".py", ".ts") if two_languages else (".py",)
    files = [_place(root, n, suffixes[n // IN_A_FOLDER % len(suffixes)]) for n in range(count)]
    of_kind = {each: [n for n in range(count) if files[n].suffix == each] for each in suffixes}
    for number, file in enumerate(files):
        file.parent.mkdir(parents=True, exist_ok=True)
        kin = of_kind[file.suffix]
        imported = dice.sample(kin, min(IMPORTS, len(kin)))
        file.write_text((module if file.suffix == ".py" else other_module)(number, imported))
    return files


def _place(root: Path, number: int, suffix: str) -> Path:
    return root / f"part{number // IN_A_FOLDER}" / f"module{number}{suffix}"


def module(number: int, imported: list[int]) -> str:
    """The text of one module."""
    imports = "".join(f"from part{n // IN_A_FOLDER}.module{n} import Shape{n}\n" for n in imported)
    methods = "".join(f"    def area_{k}(self, by: int) -> float:\n        ...\n" for k in range(8))
    return (
        f"{imports}\nLIMIT_{number} = 1\n\nclass Shape{number}:\n{methods}\n"
        f"def make_{number}(a):\n    ...\n"
    )


def other_module(number: int, imported: list[int]) -> str:
    """The text of one module of TypeScript."""
    imports = "".join(
        f'import {{ Shape{n} }} from "../part{n // IN_A_FOLDER}/module{n}";\n' for n in imported
    )
    methods = "".join(
        f"  area_{k}(by: number): number {{\n    return by;\n  }}\n" for k in range(8)
    )
    return (
        f"{imports}\nexport const LIMIT_{number} = 1;\n\n"
        f"export class Shape{number} {{\n{methods}}}\n\n"
        f"export function make_{number}(a: number) {{\n  return a;\n}}\n"
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


def _measure_other(workspace: Workspace, root: Path, files: list[Path]) -> None:
    """Open a module of the other language, too, and tell of which languages it is shown files."""
    file = next(each for each in files if each.suffix != files[0].suffix)
    text, version, began = f"{file.read_text()}const area = Shape", 1, time.monotonic()
    uri = file.as_uri()
    while not workspace.shown(uri) and time.monotonic() < began + 60:
        _key(workspace, root, file, text, version)
        time.sleep(GAP / 10)
    suffixes = {Path(each.file).suffix for each in workspace.shown(uri)}
    print(f"the other language: first context after {time.monotonic() - began:.2f} s, "
          f"of {', '.join(sorted(suffixes))}")  # fmt: skip


def _key(workspace: Workspace, root: Path, file: Path, text: str, version: int) -> float:
    """What one key costs in this thread, in seconds of processor."""
    begun = time.thread_time()
    language = facts_of_file(file.name).id
    buffer = Buffer(file.as_uri(), text, language, version, file, root)
    workspace.read(buffer, (), near=(text, ""))
    workspace.excerpts(buffer.uri, PromptWindow(text, "", uncached=1_000), SIZE)
    return time.thread_time() - begun


def _memory() -> float:
    """The most memory so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    raise SystemExit(main())
