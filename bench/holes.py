"""What is inserted into real files, however a model tells it: `python -m bench.holes`.

The files are those of `bench.real_files`. In each, some holes are cut at
seven kinds of places, and what stood in a hole is told in the ways in which models tell it. A
suggestion is right when the buffer then holds the true text, or its first lines and nothing else.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bench.real_files import folders
from glossator.completion.cursor import Cursor, scan_before
from glossator.completion.faults import fault_count
from glossator.languages import facts_of, facts_of_file, language_of_text
from tests.completion.quality import suggested

RESULTS = ("right", "nothing", "wrong")
SIZES = range(400, 30_000)
LONGEST = 1_500
"""Code points of a hole: no model is asked for more."""
_ARGUMENTS = re.compile(
    r"[\w)\]](?P<open>\()(?P<first>[^()\n\"',;]{2,30})(?P<rest>, [^()\n]{2,60}\)[;,]?)$"
)
_CLOSED = re.compile(r"[(\[{](?P<inner>[^()\[\]{}\n\"'`]{3,50})(?P<closers>[)\]}]+[;,]?)$")
_STRING = re.compile(r"\"(?P<text>[A-Za-z][^\"\\\n]{8,60})\"")


@dataclass(frozen=True, slots=True)
class Hole:
    """A place where `middle` is missing between `before` and `after`."""

    place: str
    before: str
    middle: str
    after: str

    @property
    def typed(self) -> str:
        """The cursor's line up to the cursor."""
        return self.before[self.before.rfind("\n") + 1 :]

    @property
    def tail(self) -> str:
        """The cursor's line from the cursor on."""
        return self.after.partition("\n")[0]

    @property
    def below(self) -> list[str]:
        """The lines below that are not blank."""
        return [line for line in self.after.split("\n")[1:] if line.strip()]


CODE = (
    "end of a line",
    "before closers",
    "in arguments",
    "empty line in a block",
    "between definitions",
)

Telling = Callable[[Hole], str]


def _line(hole: Hole) -> str:
    return hole.typed + hole.middle


def _with_tail(hole: Hole) -> str:
    return hole.middle + hole.tail


TELLINGS: dict[str, tuple[str, Telling]] = {
    "the line": ("chat", _line),
    "its rest": ("chat", lambda hole: hole.middle.lstrip("\n")),
    "in a fence": ("chat", lambda hole: f"```\n{_line(hole)}\n```"),
    "prose and a fence": (
        "chat",
        lambda hole: f"Here is the code:\n\n```\n{_line(hole)}\n```\n\nDone.",
    ),
    "in tags": ("chat", lambda hole: f"<COMPLETION>{_line(hole)}</COMPLETION>"),
    "after thoughts": ("chat", lambda hole: f"<think>\nSo it is.\n</think>\n\n{_line(hole)}"),
    "with the line's end": ("chat", lambda hole: _line(hole) + hole.tail),
    "with the lines below": (
        "chat",
        lambda hole: "\n".join([_line(hole) + hole.tail, *hole.after.split("\n")[1:4]]),
    ),
    "with the line above": (
        "chat",
        lambda hole: (
            hole.before[hole.before.rfind("\n", 0, len(hole.before) - len(hole.typed) - 1) + 1 :]
            + hole.middle
        ),
    ),
    "without indentation": ("chat", lambda hole: _line(hole).lstrip()),
    "continued": ("fim", lambda hole: hole.middle),
    "continued to the line's end": ("fim", _with_tail),
    "continued below": (
        "fim",
        lambda hole: "\n".join([_with_tail(hole), *hole.after.split("\n")[1:3]]),
    ),
    "continued, <EOT>": ("fim", lambda hole: f"{hole.middle} <EOT>"),
}


def holes(text: str, language: str, dice: Random) -> Iterator[Hole]:
    """One hole of each kind in a file, where it has a place for it."""
    lines = text.split("\n")
    places = list(range(1, len(lines) - 1))
    dice.shuffle(places)
    found: set[str] = set()
    for number in places:
        for hole in _at(lines, number, language, dice):
            if hole.place in CODE and _is_text(hole, language):
                continue
            if hole.place in found or not 0 < len(hole.middle.strip()) < LONGEST:
                continue
            line = hole.typed + hole.middle.partition("\n")[0] + hole.tail
            if "".join(hole.below[:1]).strip() != line.strip():  # else nothing is right, too
                found.add(hole.place)
                yield hole


def _is_text(hole: Hole, language: str) -> bool:
    inside = scan_before(Cursor(hole.before, hole.after, language))
    return inside.in_comment or bool(inside.quote)


def _at(lines: list[str], number: int, language: str, dice: Random) -> Iterator[Hole]:
    line, above, below = lines[number], lines[number - 1], lines[number + 1]
    before = "".join(f"{each}\n" for each in lines[:number])
    after = "\n" + "\n".join(lines[number + 1 :])
    code = line.strip()
    indent = line[: len(line) - len(line.lstrip())]
    mark = facts_of(language).line_comment
    if not code or len(line) > 160:
        return
    if mark and code.startswith(mark):
        words = [found.end() for found in re.finditer(r"\w+ ", line)][1:]
        if words:
            at = dice.choice(words)
            yield Hole("in a comment or string", before + line[:at], line[at:], after)
        follows = bool(below.strip()) and not below.strip().startswith(mark)
        if follows and code[-1].isalnum() and indent == below[: len(indent)]:
            rest = "\n" + "\n".join(lines[number + 2 :])
            yield Hole("after a comment", before + line, f"\n{below}", rest)
        return
    if re.search(r"[\"'`*#]", line):
        if string := _STRING.search(line):
            at = string.start("text") + 4
            end = string.end("text")
            yield Hole(
                "in a comment or string", before + line[:at], line[at:end], line[end:] + after
            )
        return
    tokens = [found.start() for found in re.finditer(r"\w+|[^\w\s]", line)][1:]
    if tokens:
        at = dice.choice(tokens)
        yield Hole("end of a line", before + line[:at], line[at:], after)
    if closed := _CLOSED.search(line):
        at, end = closed.start("inner"), closed.end("inner")
        yield Hole("before closers", before + line[:at], line[at:end], line[end:] + after)
    if some := _ARGUMENTS.search(line):
        at, end = some.start("first"), some.end("first")
        yield Hole("in arguments", before + line[:at], line[at:end], line[end:] + after)
    if (
        indent
        and code[0].isalpha()
        and above.strip()
        and below.startswith(indent)
        and below.strip()
    ):
        yield Hole("empty line in a block", before + indent, code, after)
    if not indent and not above.strip() and code[0].isalpha():
        end = next((n for n in range(number, len(lines)) if not lines[n].strip()), len(lines))
        if number + 1 < end < len(lines) - 1:
            rest = "\n" + "\n".join(lines[end:])
            yield Hole("between definitions", before, "\n".join(lines[number:end]), rest)


def verdict(hole: Hole, telling: str, language: str) -> tuple[str, str]:
    """Whether what is inserted is right, nothing or wrong, and the buffer after it."""
    wire, tell = TELLINGS[telling]
    cursor = Cursor(hole.before, hole.after, language, "src/example")
    seen = suggested(tell(hole), cursor, chat=wire == "chat", size=7)
    if not seen:
        return "nothing", seen
    truth = hole.middle.split("\n")
    ends = (count for count in range(1, len(truth) + 1))
    firsts = ["\n".join(truth[:count]) for count in ends]
    rights = (hole.before + each + hole.after for each in (*firsts, hole.middle.rstrip()))
    return ("right" if any(_same(seen, right) for right in rights) else "wrong"), seen


def _same(one: str, other: str) -> bool:
    return [line.rstrip() for line in one.split("\n") if line.strip()] == [
        line.rstrip() for line in other.split("\n") if line.strip()
    ]


def _files() -> dict[str, list[Path]]:
    found: defaultdict[str, list[Path]] = defaultdict(list)
    for folder in folders():
        for path in sorted(folder.rglob("*")):
            facts = facts_of_file(path.name)
            if facts.id and not facts.prose and path.is_file() and path.stat().st_size in SIZES:
                language = facts.id
                if path.suffix == ".h":
                    language = language_of_text(
                        language, path.name, path.read_text("utf-8", "replace")
                    )
                found[language].append(path)
    return found


def main() -> None:
    """Print a row for each language and place, and the share of insertions without new faults."""
    parser = argparse.ArgumentParser(prog="python -m bench.holes", description=__doc__)
    parser.add_argument("--files", type=int, default=10, help="of each language")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--language", help="this one only")
    parser.add_argument("--show", type=int, default=0, help="print so many wrong ones of each")
    options = parser.parse_args()
    by_place: Counter[tuple[str, str, str]] = Counter()
    by_telling: Counter[tuple[str, str]] = Counter()
    shown: Counter[tuple[str, str]] = Counter()
    new_faults = inserted = 0
    for language, paths in sorted(_files().items()):
        if options.language not in (None, language):
            continue
        dice = Random(options.seed)
        for path in dice.sample(paths, min(options.files, len(paths))):
            text = path.read_text("utf-8", "replace").replace("\r\n", "\n")
            if any(len(line) > 400 for line in text.split("\n")):
                continue
            for hole in holes(text, language, dice):
                for telling in TELLINGS:
                    result, seen = verdict(hole, telling, language)
                    by_place[language, hole.place, result] += 1
                    by_telling[telling, result] += 1
                    if result != "nothing":
                        inserted += 1
                        new_faults += result == "wrong" and _is_worse(hole, seen, language)
                    if result == "wrong" and shown[telling, language] < options.show:
                        shown[telling, language] += 1
                        at = len(hole.before)
                        print(f"--- {language}, {hole.place}, {telling}: {path.name}")
                        print(f"{hole.before[-120:]}█{hole.middle!r}█{hole.after[:80]}")
                        print(f"saw: …{seen[max(0, at - 40) : at + len(hole.middle) + 120]!r}")
    _print_tables(by_place, by_telling)
    share = 1 - new_faults / max(1, inserted)
    print(f"\n{share:.2%} of {inserted} insertions bring no fault that the true text has not.")


def _is_worse(hole: Hole, seen: str, language: str) -> bool:
    cursor = Cursor(hole.before, hole.after, language)
    text = seen[len(hole.before) :]
    ends = zip(reversed(text), reversed(hole.after), strict=False)
    kept = next((n for n, (a, b) in enumerate(ends) if a != b), min(len(text), len(hole.after)))
    replaced = len(hole.after) - kept
    faults = fault_count(text[: len(text) - kept], replaced, cursor)
    usual = max(fault_count(given, 0, cursor) for given in (hole.middle, ""))
    return faults > usual


def _print_tables(
    by_place: Counter[tuple[str, str, str]], by_telling: Counter[tuple[str, str]]
) -> None:
    print("\n| language | place | right | nothing | wrong | of |")
    print("| --- | --- | --- | --- | --- | --- |")
    languages = sorted({language for language, _, _ in by_place})
    for language in languages:
        places = sorted({place for each, place, _ in by_place if each == language})
        for place in places:
            counts = {each: by_place[language, place, each] for each in RESULTS}
            print(_row(f"{language} | {place}", counts))
        counts = {
            result: sum(by_place[language, place, result] for place in places) for result in RESULTS
        }
        print(_row(f"**{language}** | all", counts))
    print("\n| told | right | nothing | wrong | of |\n| --- | --- | --- | --- | --- |")
    for telling in TELLINGS:
        print(_row(telling, {each: by_telling[telling, each] for each in RESULTS}))


def _row(name: str, counts: dict[str, int]) -> str:
    size = max(1, sum(counts.values()))
    shares = " | ".join(f"{counts[each] / size:.1%}" for each in RESULTS)
    return f"| {name} | {shares} | {sum(counts.values())} |"


if __name__ == "__main__":
    main()
