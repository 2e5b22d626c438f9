"""Code that is typed from top to bottom: some functions of a finished text, which lacks them.

Python from the standard library, and the Rust that a recorded session came to, with the automatic
indentation that editors give, and a slip now and then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from random import Random

from bench.corpus import AHEAD, Step, Stretch, load, stretch

PYTHON_MODULE = "argparse"
IMPORTED = ("copy", "gettext", "shutil", "textwrap", "warnings")
SLIPS = 0.02
"""Share of the characters before which the typist hits a wrong key and deletes it again."""
_LONGEST = 5
"""Characters for each key of a stretch, until the last scope is closed; more is another place."""
_NEIGHBOURS = {"a": "s", "e": "r", "i": "o", "n": "m", "o": "p", "r": "t", "s": "d", "t": "y"}


@dataclass(frozen=True, slots=True)
class _Language:
    """What an editor and the bench know of a language; `function` matches up to its first word."""

    name: str
    filename: str
    function: str
    definitions: tuple[str, ...]
    opens: tuple[str, ...]
    """What makes an editor indent the next line."""
    closes: str
    """What makes an editor take indentation back, typed at the head of a line."""


_PYTHON = _Language("python", "module.py", r"^ *(?=def )", ("@", "def ", "class "), (":",), "")
_RUST = _Language(
    "rust",
    "list.rs",
    r"^ *(?=(?:pub(?:\(super\))? )?(?:unsafe )?fn )",
    ("#[", "///", "fn ", "pub ", "unsafe ", "impl", "struct ", "enum ", "trait "),
    ("{", "(", "["),
    "})]",
)


def python(keys: int, seed: int, slips: float = SLIPS) -> Stretch:
    """Some functions of a standard module, typed from the first line of the first one on."""
    return _typed_from_the_top(_PYTHON, module_text(), keys, seed, slips)


def shlex(keys: int, seed: int, slips: float = SLIPS) -> Stretch:
    """A module typed from a line in its first third on, with nothing below."""
    text = module_text("shlex")
    lines = [match.end() for match in re.finditer(r"\n\n", text[: len(text) // 3])]
    at = Random(seed).choice([0, *lines])
    end = min(len(text), at + _LONGEST * (keys + AHEAD))
    steps = _typing(_PYTHON, text, at, end, Random(seed), slips)[: keys + AHEAD]
    return stretch("python", "shlex.py", text[:at], steps, keys)


def rust(keys: int, seed: int, slips: float = SLIPS) -> Stretch:
    """Some functions of what the recorded session came to, typed in the same way."""
    return _typed_from_the_top(_RUST, load("rustcode")["endContent"], keys, seed, slips)


def _typed_from_the_top(
    language: _Language, text: str, keys: int, seed: int, slips: float
) -> Stretch:
    starts = [match.end() for match in re.finditer(language.function, text, re.M)]
    Random(seed).shuffle(starts)
    for at in starts:
        end = _end_of_functions(language, text, at, keys + AHEAD)
        if end is not None and end - at < _LONGEST * (keys + AHEAD):
            steps = _typing(language, text, at, end, Random(seed), slips)
            return stretch(language.name, language.filename, text[:at] + text[end:], steps, keys)
    raise ValueError(f"the text has no stretch of {keys} keys; ask for fewer")


def _end_of_functions(language: _Language, text: str, at: int, least: int) -> int | None:
    """Where the first definition begins that leaves no scope open in which something was written,
    after so many characters at least; None if there is none."""
    outermost = at - text.rfind("\n", 0, at) - 1
    for line in re.compile(r"\n+( *)(.+)").finditer(text, at):
        is_definition = line[2].startswith(language.definitions)
        if least <= 0 and is_definition and len(line[1]) <= outermost:
            return line.start()
        outermost = min(outermost, len(line[1]))
        least -= len(line[2])
    return None


def module_text(name: str = PYTHON_MODULE) -> str:
    """The source of the Python module that is typed, of the running Python's library."""
    spec = find_spec(name)
    assert spec is not None and spec.origin is not None
    return Path(spec.origin).read_text("utf-8")


def put_beside(folder: Path) -> None:
    """Put the modules that the Python module imports into the folder that it is typed in."""
    for name in IMPORTED:
        (folder / f"{name}.py").write_text(module_text(name), "utf-8")


def _typing(
    language: _Language, text: str, at: int, end: int, random: Random, slips: float
) -> list[Step]:
    """Types this part of a text."""
    steps: list[Step] = []
    position, blanks = at, 0  # blanks: the automatic indentation of a line that stays blank
    surplus = 0  # the automatic indentation that a closing bracket takes back
    while at < end:
        character = text[at]
        at += 1
        if character != "\n":
            if character in _NEIGHBOURS and random.random() < slips:
                steps.append(_insert(position, _NEIGHBOURS[character]))
                steps.append(Step(((position, 1, ""),), position))
            position += 1 - surplus
            steps.append(Step(((position - 1, surplus, character),), position))
            surplus = 0
            continue
        automatic, wanted = _automatic(language, text, at), _indentation(text, at)
        enter = "\n" + " " * automatic
        position += len(enter) - blanks
        steps.append(Step(((position - len(enter), blanks, enter),), position))
        at += wanted
        following = text[at : at + 1]
        blanks = automatic if following == "\n" else 0
        surplus = max(0, automatic - wanted) if following and following in language.closes else 0
        if not blanks and not surplus:
            steps += _reindent(position, automatic, wanted)
            position += wanted - automatic
    return steps


def _reindent(position: int, width: int, wanted: int) -> Iterator[Step]:
    """Tab and Backspace keys from one indentation to another, four columns at a time."""
    while width < wanted:
        more = min(4, wanted - width)
        yield _insert(position, " " * more)
        position, width = position + more, width + more
    while width > wanted:
        less = min(4, width - wanted)
        position, width = position - less, width - less
        yield Step(((position, less, ""),), position)


def _automatic(language: _Language, text: str, at: int) -> int:
    """The indentation that an editor gives to the line after the one that ends here."""
    before = text[:at].rstrip().rsplit("\n", 1)[-1]
    return len(before) - len(before.lstrip()) + 4 * before.endswith(language.opens)


def _indentation(text: str, at: int) -> int:
    return len(text[at:]) - len(text[at:].lstrip(" "))


def _insert(at: int, text: str) -> Step:
    return Step(((at, 0, text),), at + len(text))
