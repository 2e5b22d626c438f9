"""Whether what a line calls of an installed package is shown: `python -m bench.installed FOLDER…`.

Each folder is a project whose packages are installed: in `.venv`, `node_modules`, the module cache
or Cargo's registry. Lines that call something of a package are taken out one by one, and the
context is asked there, with that file alone open; at a receiver, whose type a package declares, the
line is there up to the point.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bench.recall.measure import SIZES
from glossator.context.buffer import Buffer
from glossator.context.ignore import Folder, Ignore
from glossator.context.index.candidates import Candidate
from glossator.context.index.imports import family_of
from glossator.context.index.listing import walk
from glossator.context.steady import Known, PromptWindow, Steady
from glossator.context.workspace import Workspace
from glossator.languages import facts_of_file

OF_A_FILE = 3
NEAR = 3_000
"""Code points after a receiver is made in which its members are looked for."""
_TEST = re.compile(r"(?:^|/)_?(?:tests?|testing|examples?|docs?)/|_test\.|\.test\.|\.d\.ts$|test_")
_NO_CODE = ("//", "#", "*", "use ", "from ", "import ")
_NOTHING = r"(?!x)x"
_PYTHON = re.compile(
    r"^(?:from ([a-zA-Z][\w.]*) import (\([^)]*\)|[^\n(]+)|import ([^\n]+))", re.MULTILINE
)
_SCRIPT = re.compile(
    r"^import (?:type )?([\w$*{},\s]+?) from ['\"](@?[a-z][\w./@-]*)['\"]", re.MULTILINE
)
_GO = re.compile(r'^\s*(?:import )?(?:(\w+) )?"([\w-]+\.[\w.-]+/[^"]+)"$', re.MULTILINE)
_RUST = re.compile(
    r"^\s*(?:pub )?use (?!std|core|alloc|crate|super|self)[a-z]\w*::([^;]+);", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Line:
    """What is missing in a file from `begins` to `ends`, and the name it needs."""

    file: Path
    text: str
    begins: int
    ends: int
    name: str
    at_receiver: bool = False


@dataclass(frozen=True, slots=True)
class Brought:
    """The modules and the names that an import brings into a file from a package."""

    modules: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


def main() -> int:
    """Print how often it was shown."""
    parser = argparse.ArgumentParser(prog="python -m bench.installed", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--lines", type=int, default=40, help="of a project, of each kind")
    parser.add_argument("--misses", action="store_true", help="print what was not shown")
    options = parser.parse_args()
    for folder in options.folders:
        _project(folder.resolve(), options.lines, misses=options.misses)
    return 0


def _project(root: Path, most: int, *, misses: bool) -> None:
    workspace = Workspace(Ignore([Folder(root)]))
    count: Counter[tuple[str, bool]] = Counter()
    choosing: list[float] = []
    for line in lines(root, most):
        before, after = line.text[: line.begins], line.text[line.ends :]
        known = _beside(workspace, line, root, before, after)
        shown = {"lines": True, "known": _has(line.name, known.ranking.order(before, after))}
        for size in SIZES:
            steady, begun = Steady(), time.process_time()
            steady.show(known, size, PromptWindow(before, after))
            choosing.append(1e3 * (time.process_time() - begun))
            shown[str(size)] = _has(line.name, steady.chosen)
        count.update((each, line.at_receiver) for each, is_so in shown.items() if is_so)
        if misses and not all(shown.values()):
            print(f"  {line.file.name}: {line.name}: {line.text[line.begins : line.ends][:80]!r}")
    workspace.close()
    _report(root.name, count, sorted(choosing))


def _report(name: str, count: Mapping[tuple[str, bool], int], choosing: list[float]) -> None:
    for receiver, title in ((False, "lines"), (True, "receivers")):
        if total := count["lines", receiver]:
            shares = [
                f"{key} {100 * count[key, receiver] / total:.0f} %"
                for key in ("known", *map(str, SIZES))
            ]
            print(f"{name}: {total} {title}: {', '.join(shares)}")
    if choosing:
        half, most = choosing[len(choosing) // 2], choosing[-1 - len(choosing) // 100]
        print(f"{name}: choosing p50 {half:.1f} and p99 {most:.1f} ms of processor")


def _beside(workspace: Workspace, line: Line, root: Path, before: str, after: str) -> Known:
    language = facts_of_file(line.file.name).id
    buffer = Buffer("", before + after, language, 1, line.file, root)
    workspace.forget(buffer.uri)
    read = workspace._beside_of(buffer)
    workspace._read(read, buffer, (), (before, after), reads_files=True)
    assert read.known is not None
    return read.known


def _has(name: str, found: Iterable[Candidate]) -> bool:
    return any(each.package and each.declaration.name == name for each in found)


def lines(root: Path, most: int) -> Iterator[Line]:
    """Lines of a project that use something of a package, the same each time."""
    dice = Random(1)
    listing = walk(root)
    files = sorted(listing.files())
    own = {part for each in listing.by_folder for part in each.relative_to(root).parts}
    own |= {each.name.partition(".")[0] for each in files}
    if (root / "go.mod").is_file():
        own.add((root / "go.mod").read_text().split()[1])
    dice.shuffle(files)
    left = Counter({False: most, True: most})
    for file in files:
        if _TEST.search(file.relative_to(root).as_posix()):
            continue
        made = list(of_file(file, file.read_text("utf-8", errors="replace"), own))
        dice.shuffle(made)
        here: Counter[bool] = Counter()
        for line in made:
            if left[line.at_receiver] > 0 and here[line.at_receiver] < OF_A_FILE:
                left[line.at_receiver] -= 1
                here[line.at_receiver] += 1
                yield line


def of_file(file: Path, text: str, own: set[str]) -> Iterator[Line]:
    """The lines of a file; `own` are the modules that the project has itself."""
    read = _READERS.get(family_of(facts_of_file(file.name).id))
    brought = list(read(text, own)) if read is not None else []
    modules = "|".join(re.escape(name) for each, _ in brought for name in each.modules) or _NOTHING
    names = "|".join(re.escape(name) for each, _ in brought for name in each.names) or _NOTHING
    after = max((ends for _, ends in brought), default=0)
    called = rf"(?<![\w.:])(?:(?:{modules})(?:\.|::)(\w+)(?=[(<!{{])|({names})(?=[(<!{{]|::new))"
    seen: set[int] = set()
    for found in re.compile(called).finditer(text, after):
        begins = text.rfind("\n", 0, found.start()) + 1
        line = text[begins : text.find("\n", begins)]
        if begins not in seen and not line.lstrip().startswith(_NO_CODE):
            seen.add(begins)
            start = begins + len(line) - len(line.lstrip())
            yield Line(file, text, start, begins + len(line), found[1] or found[2])
    kind = rf"(?:(?:{modules})(?:\.|::)[A-Z]\w*|(?:{names})(?<=[a-z]))"
    made = rf"(?<![\w.])(\w+)\s*:?=\s*(?:await |new |&)*{kind}(?:::new)?[({{]"
    for found in re.finditer(made, text):
        use = re.compile(rf"(?<![\w.]){re.escape(found[1])}\.(\w+)(?=\()").search(
            text, found.end(), found.end() + NEAR
        )
        if use is not None:
            ends = text.find("\n", use.start(1))
            yield Line(file, text, use.start(1), ends, use[1], at_receiver=True)


def _python(text: str, own: set[str]) -> Iterator[tuple[Brought, int]]:
    for found in _PYTHON.finditer(text):
        words = (found[3] or "").split(",")[0].split()
        target = found[1] or words[0]
        if target.split(".")[0] in sys.stdlib_module_names | own:
            continue
        if found[1]:
            listed = [e.split() for e in re.sub(r"#[^\n]*|[()\\]", " ", found[2]).split(",")]
            yield Brought((), tuple(each[0] for each in listed if len(each) == 1)), found.end()
        else:
            yield Brought((words[-1] if "as" in words else target,)), found.end()


def _script(text: str, own: set[str]) -> Iterator[tuple[Brought, int]]:
    for found in _SCRIPT.finditer(text):
        if found[2].split("/")[0] in own:
            continue
        inside = re.search(r"\{([^}]*)\}", found[1])
        listed = [each.split() for each in (inside[1] if inside else "").split(",")]
        outside = re.sub(r"\{[^}]*\}|[,*]|\bas\b", " ", found[1]).split()
        names = tuple(each[0] for each in listed if len(each) == 1)
        yield Brought(tuple(outside), names), found.end()


def _go(text: str, own: set[str]) -> Iterator[tuple[Brought, int]]:
    for found in _GO.finditer(text):
        if not any(found[2].startswith(each) for each in own if "/" in each):
            parts = [each for each in found[2].split("/") if not re.fullmatch(r"v\d+", each)]
            name = found[1] or re.sub(r"^go-|[.-]go$|\.v\d+$", "", parts[-1])
            yield Brought(() if name == "_" else (name,)), found.end()


def _rust(text: str, own: set[str]) -> Iterator[tuple[Brought, int]]:
    for found in _RUST.finditer(text):
        yield Brought((), tuple(re.findall(r"\b([A-Z]\w+)\b(?!\s+as)", found[1]))), found.end()


_READERS: Mapping[str, Callable[[str, set[str]], Iterator[tuple[Brought, int]]]] = {
    "python": _python,
    "javascript": _script,
    "go": _go,
    "rust": _rust,
}


if __name__ == "__main__":
    raise SystemExit(main())
