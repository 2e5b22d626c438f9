"""Right answers to an edit, spoiled as models spoil them: applied rightly, refused, or harmful.

`python -m bench.mutations` takes a definition in each language, twenty changes of it, and each
change in every spoiling. It prints what became of them, and fails where a statement is lost.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from glossator.actions.rewrite.acceptance import Wish, accepted
from glossator.actions.rewrite.region import region_of
from glossator.context.buffer import Buffer
from glossator.errors import NoUsableAnswerError
from glossator.languages import facts_of

VARIANTS = 20


@dataclass(frozen=True, slots=True)
class Shape:
    """How a function looks in a language: `{name}` and `{body}` are filled in."""

    function: str
    statement: str = "step_{n}({x});"
    result: str = "return a;"
    head: str = ""
    around: str = "{all}"
    step: str = "  "


SHAPES = {
    "python": Shape(
        "def {name}(a):\n{body}", "step_{n}({x})", "return a", "import os", step="    "
    ),
    "javascript": Shape("function {name}(a) {{\n{body}\n}}", head='import b from "b";'),
    "typescript": Shape("function {name}(a: A): A {{\n{body}\n}}", head='import {A} from "a";'),
    "java": Shape(
        "int {name}(int a) {{\n{body}\n}}", head="import b.C;", around="class K {\n{all}\n}"
    ),
    "kotlin": Shape(
        "fun {name}(a: Int): Int {{\n{body}\n}}", "step_{n}({x})", "return a", "import b.C"
    ),
    "c": Shape("int {name}(int a)\n{{\n{body}\n}}", head="#include <b.h>", step="\t"),
    "cpp": Shape("int {name}(int a) {{\n{body}\n}}", head="#include <b>", step="    "),
    "csharp": Shape(
        "int {name}(int a) {{\n{body}\n}}", head="using B;", around="class K {\n{all}\n}"
    ),
    "go": Shape(
        "func {name}(a int) int {{\n{body}\n}}", "step_{n}({x})", "return a", "package b", step="\t"
    ),
    "rust": Shape("fn {name}(a: i32) -> i32 {{\n{body}\n}}", head="use b::C;", step="    "),
    "php": Shape("function {name}($a) {{\n{body}\n}}", "step_{n}({x});", "return $a;", "<?php"),
    "ruby": Shape(
        "def {name}(a)\n{body}\nend",
        "step_{n}({x})",
        "return a",
        'require "b"',
        "class K\n{all}\nend",
    ),
    "swift": Shape(
        "func {name}(a: Int) -> Int {{\n{body}\n}}", "step_{n}({x})", "return a", "import B"
    ),
    "lua": Shape(
        "function {name}(a)\n{body}\nend", "step_{n}({x})", "return a", 'local b = require "b"'
    ),
    "shellscript": Shape("{name}() {{\n{body}\n}}", "step_{n} {x}", 'echo "$a"', "#!/bin/bash"),
}


@dataclass(frozen=True, slots=True)
class Example:
    """A file with a selected definition, and the definition as it should become."""

    language: str
    before: list[str]
    old: list[str]
    new: list[str]
    after: list[str]
    changed: int
    """The number of the line of `new` that is another one."""

    def text(self, lines: list[str]) -> str:
        """The file with `lines` in the place of the definition."""
        return "\n".join([*self.before, *lines, *self.after, ""])

    @property
    def shown(self) -> list[str]:
        """The new definition without its common indentation."""
        return _dedented(self.new)

    def comment(self, words: str) -> str:
        """A comment in the language."""
        return f"{facts_of(self.language).line_comment} {words}"


Spoil = Callable[[Example], str]


def _fenced(lines: list[str], language: str = "") -> str:
    return "\n".join([f"```{language}", *lines, "```", ""])


def _dedented(lines: list[str]) -> list[str]:
    space = re.match(r"[ \t]*", lines[0])
    assert space is not None
    return [line.removeprefix(space[0]) for line in lines]


def _without(lines: list[str], first: int, count: int = 1, *put: str) -> list[str]:
    return [*lines[:first], *put, *lines[first + count :]]


def _elided(words: str, first: int = 2, count: int = 2, *, bare: bool = False) -> Spoil:
    def spoil(each: Example) -> str:
        space = re.match(r"[ \t]*", each.shown[2])
        put = (space[0] if space else "") + (words if bare else each.comment(words))
        return _fenced(_without(each.shown, first, count, put), each.language)

    return spoil


def _diff(each: Example, context: int) -> list[str]:
    old, new = _dedented(each.old), each.shown
    at = each.changed
    removed = len(old) - len(new) + 1
    lines = [f" {line}" for line in old[max(0, at - context) : at]]
    lines += [f"-{line}" for line in old[at : at + removed]] + [f"+{new[at]}"]
    return [
        "@@ -1 +1 @@",
        *lines,
        *(f" {line}" for line in old[at + removed : at + removed + context]),
    ]


def _split(each: Example) -> str:
    half = len(each.shown) // 2
    return f"{_fenced(each.shown[:half])}\nThen:\n{_fenced(each.shown[half:])}"


def _neighbour(each: Example, *, below: bool) -> str:
    lines = [*each.new, *each.after] if below else [*each.before, *each.new]
    return _fenced(lines, each.language)


SPOILINGS: dict[str, Spoil] = {
    "right": lambda e: _fenced(e.shown, e.language),
    "without a language": lambda e: _fenced(e.shown),
    "tildes": lambda e: "\n".join(["~~~", *e.shown, "~~~"]),
    "a fence without an end": lambda e: "\n".join([f"```{e.language}", *e.shown]),
    "without a fence": lambda e: "\n".join(e.shown) + "\n",
    "prose before": lambda e: f"Sure! Here is the new code:\n\n{_fenced(e.shown)}",
    "prose after": lambda e: f"{_fenced(e.shown)}\nThis calls it with another value.\n",
    "prose in the fence": lambda e: _fenced(["Here is the updated code:", *e.shown]),
    "prose without a fence": lambda e: "\n".join(
        ["Here is the code:", "", *e.shown, "", "This is all that has to change.", ""]
    ),
    "an example after": lambda e: (
        f"{_fenced(e.shown)}\nUse it so:\n{_fenced([e.shown[2].strip()])}"
    ),
    "indented as in the file": lambda e: _fenced(e.new, e.language),
    "indented more": lambda e: _fenced([f"        {line}" for line in e.shown]),
    "first line stripped": lambda e: _fenced([e.new[0].strip(), *e.new[1:]]),
    "no indentation": lambda e: _fenced([line.strip() for line in e.shown]),
    "tabs": lambda e: _fenced([re.sub(r"^ +", "\t", line) for line in e.shown]),
    "other steps": lambda e: _fenced([re.sub(r"^([ \t]+)", r"\1\1", line) for line in e.shown]),
    "the whole file": lambda e: _fenced(e.text(e.new).split("\n"), e.language),
    "with what is above": lambda e: _neighbour(e, below=False),
    "with what is below": lambda e: _neighbour(e, below=True),
    "the line above": lambda e: _fenced([next(x for x in reversed(e.before) if x.strip()), *e.new]),
    "twice": lambda e: _fenced([*e.shown, "", *e.shown]),
    "in two blocks": _split,
    "before and after": lambda e: (
        f"Before:\n{_fenced(_dedented(e.old))}\nAfter:\n{_fenced(e.shown)}"
    ),
    "a helper first": lambda e: f"{_fenced([e.shown[2].strip()])}\nand\n{_fenced(e.shown)}",
    "another language first": lambda e: f"{_fenced(['SELECT 1'], 'sql')}\n{_fenced(e.shown)}",
    "another language": lambda e: _fenced(["SELECT a", "FROM b"], "sql"),
    "untold another language": lambda e: _fenced(["defmodule X do", "  @a 1", "end"]),
    "numbers": lambda e: _fenced([f"{n} {line}" for n, line in enumerate(e.shown, 1)]),
    "numbers with a colon": lambda e: _fenced(
        [f"{n}: {line}" for n, line in enumerate(e.shown, 7)]
    ),
    "a diff": lambda e: _fenced(_diff(e, 99), "diff"),
    "a small diff": lambda e: _fenced(_diff(e, 1), "diff"),
    "a diff without context": lambda e: _fenced(_diff(e, 0), "diff"),
    "thoughts in the fence": lambda e: _fenced(["<think>", "hm", "</think>", *e.shown]),
    "tags": lambda e: "\n".join(["<code>", *e.shown, "</code>"]),
    "elided": _elided("... rest of the code ..."),
    "elided by dots": _elided("...", bare=True),
    "elided in a comment": _elided("..."),
    "elided by words": _elided("existing code remains unchanged"),
    "elided in German": _elided("Rest der Funktion unverändert"),
    "elided in Chinese": _elided("其余代码保持不变"),
    "elided for brevity": _elided("remaining steps omitted for brevity"),
    "elided at the head": _elided("... previous code ...", 1, 2),
    "one statement left out": lambda e: _fenced(_without(e.shown, 3)),
    "the first left out": lambda e: _fenced(_without(e.shown, 2)),
    "beside the change left out": lambda e: _fenced(_without(e.shown, e.changed + 1)),
    "two left out": lambda e: _fenced(_without(e.shown, 2, 2)),
    "cut": lambda e: _fenced(e.shown[: len(e.shown) // 2]),
    "cut and closed": lambda e: _fenced(
        [*e.shown[:4], *([] if e.language == "python" else e.shown[-1:])]
    ),
    "no head": lambda e: _fenced(e.shown[1:]),
    "only the body": lambda e: _fenced(e.shown[2:-2]),
    "only the change": lambda e: _fenced([e.shown[e.changed].strip()]),
    "only the head": lambda e: _fenced(e.shown[:1]),
    "only a call": lambda e: _fenced(["changed(a)"]),
    "inline": lambda e: f"`{e.shown[e.changed].strip()}`",
    "a refusal": lambda e: "I'm sorry, but I can't help with that.\n",
    "a question": lambda e: "Could you please tell me which step should change?\n",
    "nothing": lambda e: "",
}


def examples(language: str, count: int = VARIANTS) -> Iterator[Example]:
    """Definitions of one language, each with a change."""
    shape = SHAPES[language]
    value = {"php": "$a", "shellscript": '"$a"'}.get(language, "a")
    for variant in range(count):
        steps = 4 + variant % 5
        body = [shape.statement.format(n=f"{n}{n * 7}", x=value) for n in range(steps)]
        at, other = 1 + variant % (steps - 2), body[:]
        if variant % 2:
            other.insert(at, shape.statement.format(n="added", x=value))
        else:
            other[at] = other[at].replace(value, value.replace("a", "a_changed"), 1)
        old, new = (_function(shape, "target", [*lines, shape.result]) for lines in (body, other))
        neighbours = [_function(shape, name, [shape.result]) for name in ("above", "below")]
        opening, _, closing = shape.around.partition("{all}")
        before = [shape.head, "", *filter(None, opening.split("\n")), *neighbours[0], ""]
        after = ["", *neighbours[1], *filter(None, closing.split("\n"))]
        changed = next(n for n, (x, y) in enumerate(zip(old, new, strict=False)) if x != y)
        yield Example(language, before, old, new, after, changed)


def _function(shape: Shape, name: str, body: list[str]) -> list[str]:
    text = shape.function.format(name=name, body="\n".join(f"{shape.step}{x}" for x in body))
    outer = shape.step if shape.around != "{all}" else ""
    return [f"{outer}{line}" for line in text.split("\n")]


def outcome(example: Example, spoil: Spoil) -> str:
    """What becomes of a spoiled answer: "right", "refused", "odd" or "lost"."""
    text = example.text(example.old)
    start = len("\n".join(example.before)) + 1
    span = start, start + len("\n".join(example.old))
    buffer = Buffer("file:///bench", text, example.language, 1)
    region = region_of(buffer, span)
    try:
        edit = accepted(buffer, region, Wish("improve it"), spoil(example))
    except NoUsableAnswerError:
        return "refused"
    if edit is None:
        return "refused"
    first, last = region.span
    made, wanted = text[:first] + edit.text + text[last:], example.text(example.new)
    if _plain(made) == _plain(wanted):
        return "right"
    kept, needed = (Counter(map(str.strip, each.split("\n"))) for each in (made, wanted))
    return "lost" if needed - kept else "odd"


def _plain(text: str) -> str:
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())


def main() -> int:
    """Print what became of every answer; 1 where a statement is lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--variants", type=int, default=VARIANTS)
    parser.add_argument("--show", action="store_true", help="print what was odd or harmful")
    arguments = parser.parse_args()
    total: Counter[str] = Counter()
    by_spoiling: dict[str, Counter[str]] = {name: Counter() for name in SPOILINGS}
    for language in SHAPES:
        found: Counter[str] = Counter()
        for example in examples(language, arguments.variants):
            for name, spoil in SPOILINGS.items():
                came = outcome(example, spoil)
                found[came] += 1
                by_spoiling[name][came] += 1
                if arguments.show and came in ("odd", "lost"):
                    print(f"{came}: {language}, {name}, {example.changed}")
        print(f"{language:12} {_counts(found)}")
        total += found
    for name, counts in by_spoiling.items():
        print(f"{name:26} {_counts(counts)}")
    print(f"{'all':26} {_counts(total)} of {total.total()}")
    return 1 if total["lost"] else 0


def _counts(counts: Counter[str]) -> str:
    return "  ".join(f"{name} {counts[name]}" for name in ("right", "refused", "odd", "lost"))


if __name__ == "__main__":
    sys.exit(main())
