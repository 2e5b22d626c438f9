"""Bursts that ask for nothing, so that an offer is wrong: prose, a new function, another value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, zip_longest
from pathlib import Path
from random import Random

from bench.next_edit.changes import URI, Made, source_files
from bench.next_edit.model import Model
from bench.next_edit.play import Desk
from bench.real_files import folders

FUNCTIONS = {
    "python": "\n\ndef made(one, two):\n    return one + two\n",
    "typescript": "\nfunction made(one: number, two: number) {\n  return one + two;\n}\n",
    "javascript": "\nfunction made(one, two) {\n  return one + two;\n}\n",
    "rust": "\nfn made(one: u8, two: u8) -> u8 {\n    one + two\n}\n",
    "go": "\nfunc made(one, two int) int {\n\treturn one + two\n}\n",
    "kotlin": "\nfun made(one: Int, two: Int): Int {\n    return one + two\n}\n",
    "swift": "\nfunc made(one: Int, two: Int) -> Int {\n    return one + two\n}\n",
    "php": "\nfunction made($one, $two) {\n    return $one + $two;\n}\n",
    "ruby": "\ndef made(one, two)\n  one + two\nend\n",
}
VALUE = re.compile(r"(?<=[=:,(] )(?:\d+|\"[a-z]+\"|'[a-z]+'|true|false|True|False)(?=[,;)\n])")
PROSE = re.compile(r"(?<=\w )[a-z]{4,}(?= \w)")


def quiet_bursts(count: int, seed: int) -> list[Made]:
    """So many bursts, of all kinds and languages in turn."""
    lanes = [_prose(Random(seed))] * 10
    for language, paths in source_files(seed).items():
        lanes += [_functions(language, paths), _values(language, paths, Random(seed))]
    turns = (made for row in zip_longest(*lanes) for made in row if made is not None)
    return list(islice(turns, count))


async def offers_after(made: Made, model: Model) -> bool:
    """Whether anything is offered after a burst."""
    desk = Desk(model, [(uri, language, before) for uri, language, before, _ in made.texts])
    desk.type(made.texts[0][0], made.start, made.end, made.new)
    edit = await desk.offered()
    desk.edits.close()
    return edit is not None


def _functions(language: str, paths: Sequence[Path]) -> Iterator[Made]:
    for path in paths:
        text = _read(path).rstrip("\n") + "\n"
        if language in FUNCTIONS:
            yield _made("function", language, path, text, len(text), len(text), FUNCTIONS[language])


def _values(language: str, paths: Sequence[Path], random: Random) -> Iterator[Made]:
    for path in paths:
        text = _read(path)
        if found := list(VALUE.finditer(text)):
            value = random.choice(found)
            new = {"true": "false", "false": "true", "True": "False", "False": "True"}
            other = new.get(value[0]) or re.sub(r"\d+", "12", value[0]).replace("a", "ab", 1)
            yield _made("value", language, path, text, *value.span(), other)


def _prose(random: Random) -> Iterator[Made]:
    for path in (path for folder in folders() for path in sorted(folder.rglob("*.md"))):
        text = _read(path)
        if len(text) < 30_000 and (found := list(PROSE.finditer(text))):
            word = random.choice(found)
            yield _made("prose", "markdown", path, text, *word.span(), "another")


def _made(kind: str, language: str, path: Path, text: str, start: int, end: int, new: str) -> Made:
    return Made(kind, ((URI + path.name, language, text, text),), start, end, new)


def _read(path: Path) -> str:
    return path.read_text("utf-8", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
