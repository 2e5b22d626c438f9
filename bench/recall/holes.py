"""Lines of real projects that use something which another file of the project declares.

A name counts when exactly one file of the project declares it, once, it is made of two words or
more, and at most one other project knows the word, so that it hardly means anything else: what
many know (`into_iter`) is of the language's own library. It must be used as what it is: a member
after a point, a function with its arguments, a name of another module where an import brings it in.
What the hole's file shows itself is no hole.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from pathlib import Path
from random import Random

from glossator.context.ignore import Ignore
from glossator.context.index.listing import Listing, walk
from glossator.context.index.outlines import FileOutline, Outlines
from glossator.syntax.outline import Declaration
from glossator.syntax.registry import language_of, parse_once
from glossator.syntax.tree import SourceTree

ENDINGS = {
    "python": (".py",),
    "typescript": (".ts", ".tsx"),
    "go": (".go",),
    "rust": (".rs",),
    "java": (".java",),
    "cpp": (".cpp", ".cc", ".h", ".hpp"),
    "php": (".php",),
}
OF_A_FILE = 8
OF_A_NAME = 4
SHORTEST = 6

_TWO_WORDS = re.compile(r"[a-z\d][A-Z]|[a-zA-Z\d]_[a-zA-Z]")
_TEST = re.compile(
    r"(?:^|/)_?(?:tests?|__tests__|examples?|docs?|benches|benchmarks?|testing|fixtures?|testdata"
    r"|vendor)/|test(?:ing|s)?\.\w+$|(?:^|/)test_|\.test\.|\.spec\.|conftest|generated|\.pb\.|\.d\.ts$",
    re.IGNORECASE,
)
_BRINGS_IN = re.compile(r"import|^use_|using|namespace_use|package|preproc|module|export_clause")
_IMPORT = re.compile(
    r"^[ \t]*(?:from\s+\S+\s+import\s*(?:\([^)]*\)|[^\n]*)|import\s[^'\";]*['\"][^'\"\n]+['\"];?"
    r"|import\s[^\n]*;|(?:pub\s+)?use\s[^;]*;)\n?",
    re.MULTILINE,
)
_EMPTY = re.compile(
    r"import\s*(?:type\s*)?(?:\{\s*\}\s*from|\(\s*\)|$)|(?:::|[.\\])\s*(?:\{\s*\})?;|import\s+;"
)
_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*["<]([^">\n]+)', re.MULTILINE)
_WORD = re.compile(r"[^\W\d]\w+")
_QUALIFIER = re.compile(r"(\w*)[)\]}>]?[?!]?(?:\.|->|::)\s*\Z")


@dataclass(frozen=True, slots=True)
class Hole:
    """A line that is missing in `file` between `before` and `after`, and what it needs."""

    file: Path
    before: str
    line: str
    after: str
    needed: Declaration
    declared_in: Path


def without_space(text: str) -> str:
    """A text as signatures are compared: layout does not count."""
    return re.sub(r"\s+", "", text)


def holes(
    outlines: Outlines,
    listing: Listing,
    root: Path,
    language: str,
    most: int,
    common: Collection[str] = (),
) -> list[Hole]:
    """Holes of one project, the same each time; `common` are names that may mean anything."""
    dice = Random(1)
    read = {
        file: outline
        for file in _sources(listing, root, language)
        if (outline := outlines.of_file(file)) is not None
    }
    declared = {name: each for name, each in _declared_once(read).items() if name not in common}
    files = list(read)
    included = _Included(listing) if language == "cpp" else None
    dice.shuffle(files)
    uses: Counter[str] = Counter()
    found: list[Hole] = []
    for file in files:
        if len(found) >= most:
            break
        here = 0
        for hole in _of_file(file, read[file], declared, language, dice):
            if included is not None and hole.declared_in not in included.by(file):
                continue
            if uses[hole.needed.name] < OF_A_NAME and here < OF_A_FILE:
                uses[hole.needed.name] += 1
                here += 1
                found.append(hole)
    return found[:most]


def of_projects(
    roots: Sequence[Path],
    language: str,
    most: int,
    made_of: Callable[[Hole], Hole | None] | None = None,
) -> Iterator[tuple[Path, list[Hole]]]:
    """Projects, each with its share of `most` holes, or of what is made of holes."""
    count, common = 0, _common(roots, language)
    for left, root in zip(range(len(roots), 0, -1), roots, strict=True):
        share = -(-(most - count) // left)
        listing, outlines = walk(root), Outlines(root, Ignore([]))
        wanted = share if made_of is None else 20 * share
        made = holes(outlines, listing, root, language, wanted, common)
        if made_of is not None:
            made = list(islice(filter(None, map(made_of, made)), share))
        count += len(made)
        yield root, made


def _sources(listing: Listing, root: Path, language: str) -> list[Path]:
    return [
        file
        for file in sorted(listing.files())
        if file.suffix in ENDINGS[language] and not _TEST.search(file.relative_to(root).as_posix())
    ]


def _common(roots: Iterable[Path], language: str) -> set[str]:
    """Words that more than two projects know."""
    known: Counter[str] = Counter()
    for root in roots:
        words: set[str] = set()
        for file in _sources(walk(root), root, language):
            words.update(_WORD.findall(file.read_text("utf-8", errors="replace")))
        known.update(words)
    return {word for word, count in known.items() if count > 2}


class _Included:
    """The headers that a file of C++ includes, and those that these include.

    What stands in no one of them cannot be meant. They are found by their names alone, so that it
    does not matter here how well the server resolves them.
    """

    def __init__(self, listing: Listing) -> None:
        self._named: dict[str, list[Path]] = defaultdict(list)
        for each in listing.files():
            self._named[each.name].append(each)
        self._known: dict[Path, list[Path]] = {}
        self._all: dict[Path, set[Path]] = {}

    def by(self, file: Path) -> set[Path]:
        """All that a file includes, however many steps away."""
        if file in self._all:
            return self._all[file]
        found = self._all[file] = set()
        waiting = [file]
        while waiting:
            for each in self._directly(waiting.pop()):
                if each not in found:
                    found.add(each)
                    waiting.append(each)
        return found

    def _directly(self, file: Path) -> list[Path]:
        if file not in self._known:
            targets = _INCLUDE.findall(file.read_text("utf-8", errors="replace"))
            self._known[file] = [
                each
                for target in targets
                for each in self._named[target.rpartition("/")[2]]
                if each.as_posix().endswith(f"/{target.lstrip('./')}")
            ]
        return self._known[file]


def without_import(hole: Hole) -> Hole | None:
    """The hole where what it needs is not imported yet; None where its name is used elsewhere."""
    name = hole.needed.name
    if hole.needed.owner:
        return None
    before = _without(hole.before, name)
    if before == hole.before or re.search(rf"\b{name}\b", before + hole.after):
        return None
    return replace(hole, before=before)


def at_receiver(hole: Hole) -> Hole | None:
    """The hole with its line written up to the member that it needs; None where it needs none."""
    found = re.search(rf"\w[)\]]?(?:\??\.|->|::)(?={hole.needed.name}\b)", hole.line)
    if found is None or not hole.needed.owner:
        return None
    ends = found.end()
    return replace(hole, before=hole.before + hole.line[:ends], line=hole.line[ends:])


def _without(text: str, name: str) -> str:
    """A text without a name in its imports, and without the imports that have no other."""

    def shortened(found: re.Match[str]) -> str:
        taken = re.sub(rf"(?:\btype\s+)?\b{name}\b\s*,?", "", found[0])
        return "" if taken != found[0] and _EMPTY.search(taken) else taken

    return _IMPORT.sub(shortened, text)


def _declared_once(read: dict[Path, FileOutline]) -> dict[str, tuple[Path, Declaration]]:
    by_name: dict[str, list[tuple[Path, Declaration]]] = defaultdict(list)
    for file, outline in read.items():
        for each in outline.declarations:
            by_name[each.name].append((file, each))
    return {
        name: places[0]
        for name, places in by_name.items()
        if len(name) >= SHORTEST
        and _TWO_WORDS.search(name.strip("_"))
        and len({without_space(each.signature) for _, each in places}) == 1
        and len({file for file, _ in places}) == 1
        and places[0][1].kind not in ("namespace", "module")
    }


def _of_file(
    file: Path,
    outline: FileOutline,
    declared: dict[str, tuple[Path, Declaration]],
    language: str,
    dice: Random,
) -> Iterator[Hole]:
    text, known = outline.text, without_space(outline.text)
    wanted = {
        name
        for name in set(_WORD.findall(text)) & declared.keys()
        if declared[name][0] != file and without_space(declared[name][1].signature) not in known
    }
    if not wanted:
        return
    tree = parse_once(text, language)
    uses = [each for each in _WORD.finditer(text) if each[0] in wanted]
    dice.shuffle(uses)
    lines: set[int] = set()
    for use in uses:
        begins = text.rfind("\n", 0, use.start()) + 1
        place, declaration = declared[use[0]]
        if begins in lines or not _is_code(tree, use.start(), use[0], language):
            continue
        if not _means(use, text, outline, place, declaration, file):
            continue
        lines.add(begins)
        ends = text.find("\n", begins)
        line = text[begins : ends if ends >= 0 else len(text)]
        start = begins + len(line) - len(line.lstrip())
        yield Hole(file, text[:start], line.strip(), text[begins + len(line) :], declaration, place)


def _means(
    use: re.Match[str],
    text: str,
    outline: FileOutline,
    place: Path,
    declaration: Declaration,
    file: Path,
) -> bool:
    """Whether a use is one of that declaration, as far as its form and the imports tell."""
    qualifier = _QUALIFIER.search(text, max(0, use.start() - 80), use.start())
    is_called = text[use.end() : use.end() + 1] in ("(", "<", ":", "!")
    language = outline.language
    if declaration.kind in ("method", "constructor") and language != "python" and not is_called:
        return False
    modules = {re.split(r"[./:\\]+", each.target)[-1] for each in outline.imports}
    if declaration.owner:
        return qualifier is not None and qualifier[1] not in modules
    if qualifier is not None:
        if qualifier[1] == "std":
            return False
        return qualifier[1] in modules or language not in ("python", "typescript", "go")
    if language == "go":
        return place.parent == file.parent
    if language in ("python", "typescript"):
        return any(use[0] in each.names for each in outline.imports)
    return True


def _is_code(tree: SourceTree, offset: int, name: str, language: str) -> bool:
    """Whether a name is used there, and neither brought in nor written in a text."""
    at = tree.byte(offset)
    node = tree.root.descendant_for_byte_range(at, at)
    if node is None or node.type not in _identifiers(language) or tree.source(node) != name:
        return False
    above = node.parent
    while above is not None and above.parent is not None:
        if _BRINGS_IN.search(above.type):
            return False
        above = above.parent
    return True


@lru_cache(16)
def _identifiers(language: str) -> frozenset[str]:
    return frozenset(language_of(language).identifiers)
