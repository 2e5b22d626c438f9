"""Mechanical changes in real files, made by script, of which the true rest is known.

A change is found by patterns, not by the server's syntax trees: a name counts only where nothing
else in its file is called so, so that its other occurrences are the true rest.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, zip_longest
from pathlib import Path
from random import Random

from bench.next_edit.model import Truth, same
from bench.real_files import folders

URI = "file:///work/"
SIZES = range(600, 30_000)
"""Bytes of a file."""
ENDINGS = {
    ".py": "python", ".ts": "typescript", ".js": "javascript", ".rs": "rust", ".go": "go",
    ".java": "java", ".kt": "kotlin", ".swift": "swift", ".php": "php", ".rb": "ruby",
}  # fmt: skip
LOCALS = {
    "python": r"^[ \t]+(?P<name>\w{4,}) = ",
    "typescript": r"^[ \t]+(?:const|let) (?P<name>\w{4,}) = ",
    "javascript": r"^[ \t]+(?:const|let) (?P<name>\w{4,}) = ",
    "rust": r"^[ \t]+let (?:mut )?(?P<name>\w{4,}) = ",
    "go": r"^\t+(?P<name>\w{4,}) := ",
    "java": r"^[ \t]+(?:final )?[A-Z]\w* (?P<name>\w{4,}) = ",
    "kotlin": r"^[ \t]+va[lr] (?P<name>\w{4,}) = ",
    "swift": r"^[ \t]+(?:let|var) (?P<name>\w{4,}) = ",
    "php": r"^[ \t]+\$(?P<name>\w{4,}) = ",
    "ruby": r"^[ \t]+(?P<name>[a-z]\w{3,}) = ",
}
FIELDS = {
    "python": r"^[ \t]+self\.(?P<name>\w{4,}) = ",
    "typescript": r"^  (?:private |public |readonly )*(?P<name>\w{4,}): \w+;",
    "rust": r"^    (?:pub )?(?P<name>\w{4,}): [\w<>]+,$",
    "go": r"^\t(?P<name>[a-z]\w{3,}) +[\w.*\[\]]+$",
    "java": r"^    private (?:final )?\w+ (?P<name>\w{4,});",
}
FUNCTIONS = {
    "python": r"^def (?P<name>\w{4,})\(",
    "typescript": r"^(?:export )?(?:async )?function (?P<name>\w{4,})\(",
    "javascript": r"^(?:export )?(?:async )?function (?P<name>\w{4,})\(",
    "rust": r"^(?:pub )?fn (?P<name>\w{4,})\(",
    "go": r"^func (?P<name>\w{4,})\(",
}
CALLERS = {
    "python": "from {stem} import {name}\n\n\ndef other():\n    return {name}()\n",
    "typescript": 'import {{ {name} }} from "./{stem}";\n\nconst other = {name}();\n',
    "javascript": 'import {{ {name} }} from "./{stem}";\n\nconst other = {name}();\n',
    "rust": "use crate::{stem}::{name};\n\nfn other() {{\n    {name}();\n}}\n",
    "go": "package other\n\nfunc other() {{\n\t{name}()\n}}\n",
}
FRONTS = {
    "python": "from {stem} import {name}\n",
    "typescript": 'export {{ {name} }} from "./{stem}";\n',
    "javascript": 'export {{ {name} }} from "./{stem}";\n',
    "rust": "pub use crate::{stem}::{name};\n",
}
"""A file that hands a function on."""
PARAMETERS = {
    "python": "spare", "typescript": "spare: number", "javascript": "spare",
    "rust": "spare: usize", "go": "spare int",
}  # fmt: skip
ENUMS = {
    "rust": ("enum Made {{\n    First,\n    Second,\n{}}}\n", "    Third,\n",
             "fn made(it: Made) -> u8 {{\n    match it {{\n        Made::First => one(),\n"
             "        Made::Second => two(),\n{}    }}\n}}\n", "        Made::Third => three(),\n"),
    "typescript": ("enum Made {{\n  First,\n  Second,\n{}}}\n", "  Third,\n",
                   "function made(it: Made) {{\n  switch (it) {{\n    case Made.First:\n"
                   "      return one();\n    case Made.Second:\n      return two();\n{}  }}\n}}\n",
                   "    case Made.Third:\n      return three();\n"),
    "java": ("enum Made {{\n    First,\n    Second,\n{}}}\n", "    Third,\n",
             "class Maker {{\n    int made(Made it) {{\n        switch (it) {{\n"
             "            case First:\n                return one();\n            case Second:\n"
             "                return two();\n{}        }}\n    }}\n}}\n",
             "            case Third:\n                return three();\n"),
}  # fmt: skip
LOGS = {
    "python": ("def made({0}, {1}, {2}):\n", '    logging.info("{0}: %s", {0})\n', ": %s", "=%s"),
    "typescript": ("function made({0}, {1}, {2}) {{\n", '  console.log("{0}: %s", {0});\n',
                   ": %s", "=%s"),
    "go": ("func made({0}, {1}, {2} int) {{\n", '\tlog.Printf("{0}: %v", {0})\n', ": %v", "=%v"),
    "rust": ("fn made({0}: u8, {1}: u8, {2}: u8) {{\n", '    println!("{0}: {{}}", {0});\n',
             ": {}", "={}"),
    "java": ("void made(int {0}, int {1}, int {2}) {{\n", '    log.info("{0}: " + {0});\n',
             ': "', '="'),
}  # fmt: skip
"""The head of a function, a line in it, and what becomes of it."""


@dataclass(frozen=True, slots=True)
class Made:
    """A change: what the user replaces in the first of some documents, and what is right then.

    `texts` are (uri, language, before, finished); the user makes `start:end` of the first `new`.
    """

    kind: str
    texts: tuple[tuple[str, str, str, str], ...]
    start: int
    end: int
    new: str
    truth: Truth = same


def made_changes(count: int, seed: int) -> list[Made]:
    """So many changes, of all kinds and languages in turn."""
    files = source_files(seed)
    makers: list[Callable[[str, str, str], Iterator[Made]]] = [
        _local, _field, _function, _parameter, _case, _key, _log,
    ]  # fmt: skip
    lanes = [_lane(maker, language, paths) for maker in makers for language, paths in files.items()]
    turns = (made for row in zip_longest(*lanes) for made in row if made is not None)
    return list(islice(turns, count))


def behind_a_front(made: Made) -> Made | None:
    """The change of a function, with its callers importing it from a file that hands it on."""
    own, *callers = made.texts
    language, stem = own[1], Path(own[0]).stem
    if language not in FRONTS or not callers:
        return None
    names = own[2][made.start : made.end], made.new
    before, finished = (FRONTS[language].format(stem=stem, name=name) for name in names)
    texts = [own, (f"{URI}front{Path(own[0]).suffix}", language, before, finished)]
    for uri, _, *caller in callers:
        was, then = (re.sub(rf"\b{re.escape(stem)}\b", "front", text, count=1) for text in caller)
        texts.append((uri, language, was, then))
    return replace(made, texts=tuple(texts))


def _lane(
    maker: Callable[[str, str, str], Iterator[Made]], language: str, paths: Sequence[Path]
) -> Iterator[Made]:
    for path in paths:
        text = path.read_text("utf-8", errors="replace")
        if "\r" not in text and "\ufffd" not in text:
            yield from islice(maker(text, language, path.name), 1)


def source_files(seed: int) -> dict[str, list[Path]]:
    """The source files of this machine by language, shuffled."""
    found: defaultdict[str, list[Path]] = defaultdict(list)
    for folder in folders():
        for path in sorted(folder.rglob("*")):
            if path.suffix in ENDINGS and path.is_file() and path.stat().st_size in SIZES:
                found[ENDINGS[path.suffix]].append(path)
    for paths in found.values():
        Random(seed).shuffle(paths)
    return dict(sorted(found.items()))


def _local(text: str, language: str, file: str) -> Iterator[Made]:
    for found in re.finditer(LOCALS[language], text, re.MULTILINE):
        places = _occurrences(text, found["name"], but_first=r"[.:>@\w]")
        indent = len(found[0]) - len(found[0].lstrip())
        lines = [text[text.rfind("\n", 0, at) + 1 :] for at in places]
        deep = all(len(line) - len(line.lstrip()) >= indent for line in lines)
        once = re.findall(LOCALS[language], text, re.MULTILINE).count(found["name"]) == 1
        if 3 <= len(places) <= 12 and places[0] == found.start("name") and deep and once:
            yield _renamed("local", text, language, file, found["name"], places)


def _field(text: str, language: str, file: str) -> Iterator[Made]:
    for found in re.finditer(FIELDS.get(language, r"(?!)"), text, re.MULTILINE):
        places = _occurrences(text, found["name"])
        others = [at for at in places if at != found.start("name")]
        dotted = all(text[at - 1] == "." for at in others)
        own = language != "python" or all(text[:at].endswith("self.") for at in others)
        if 2 <= len(places) <= 12 and dotted and own and places[0] == found.start("name"):
            yield _renamed("field", text, language, file, found["name"], places)


def _function(text: str, language: str, file: str) -> Iterator[Made]:
    for found in re.finditer(FUNCTIONS.get(language, r"(?!)"), text, re.MULTILINE):
        name, stem = found["name"], file.rpartition(".")[0]
        places = _occurrences(text, name, but_first=r"[.:>@\w]")
        if found.start("name") not in places or not 2 <= len(places) <= 12:
            continue
        if name in ("main", "init") or re.search(rf"^\s*{name},$", text, re.MULTILINE):
            continue
        places.remove(found.start("name"))
        places.insert(0, found.start("name"))
        made = _renamed("function", text, language, file, name, places)
        other = CALLERS[language].format(stem=stem, name=name)
        then = CALLERS[language].format(stem=stem, name=_new_name(name))
        caller = (f"{URI}other{Path(file).suffix}", language, other, then)
        yield Made("function", (*made.texts, caller), made.start, made.end, made.new)


def _renamed(
    kind: str, text: str, language: str, file: str, name: str, places: Sequence[int]
) -> Made:
    finished, new = text, _new_name(name)
    for at in sorted(places, reverse=True):
        finished = finished[:at] + new + finished[at + len(name) :]
    texts = ((URI + file, language, text, finished),)
    return Made(kind, texts, places[0], places[0] + len(name), new)


def _new_name(name: str) -> str:
    return f"{name}_too" if "_" in name or name.islower() else f"{name}Too"


def _parameter(text: str, language: str, file: str) -> Iterator[Made]:
    for found in re.finditer(FUNCTIONS.get(language, r"(?!)"), text, re.MULTILINE):
        name = found["name"]
        places = _occurrences(text, name, but_first=r"[.:>@\w]")
        head = re.compile(r"\((?P<inner>[^()\n]*)\)")
        heads = [head.match(text, at + len(name)) for at in places]
        if found.start("name") not in places or not 2 <= len(places) <= 5 or not all(heads):
            continue
        finished, at_own = text, 0
        for at, match in sorted(zip(places, heads, strict=True), reverse=True, key=lambda p: p[0]):
            assert match is not None
            put = PARAMETERS[language] if at == found.start("name") else "SPARE"
            put = f", {put}" if match["inner"].strip() else put
            at_own = match.end("inner") if at == found.start("name") else at_own
            finished = finished[: match.end("inner")] + put + finished[match.end("inner") :]
        own = PARAMETERS[language]
        own = own if text[at_own - 1] == "(" else f", {own}"
        texts = ((URI + file, language, text, finished),)

        def truth(block: str, name: str = name) -> str:
            call = re.compile(rf"(?<![\w.])({re.escape(name)}\()([^()\n]*)\)")
            return call.sub(
                lambda m: f"{m[1]}{m[2]}{', ' if m[2].strip() else ''}SPARE)"
                if "SPARE" not in m[2] and "spare" not in m[2] else m[0], block,
            )  # fmt: skip

        yield Made("parameter", texts, at_own, at_own, own, truth)


def _case(text: str, language: str, file: str) -> Iterator[Made]:
    if language not in ENUMS:
        return
    enum, member, match, arm = ENUMS[language]
    before = f"{text}\n{enum.format('')}\n{match.format('')}"
    typed = f"{text}\n{enum.format(member)}\n{match.format('')}"
    finished = f"{text}\n{enum.format(member)}\n{match.format(arm)}"
    at = next(i for i, (a, b) in enumerate(zip(before, typed, strict=False)) if a != b)
    at = before.rindex("\n", 0, at + 1) + 1
    second = match.split("{}")[0].format().rstrip("\n").split("\n")[-1]

    def truth(block: str) -> str:
        return block.replace(f"{second}\n", f"{second}\n{arm}", 1)

    yield Made("case", ((URI + file, language, before, finished),), at, at, member, truth)


def _key(text: str, language: str, file: str) -> Iterator[Made]:
    if language not in ("python", "typescript", "go"):
        return
    words = sorted(set(re.findall(r"\b[a-z]{5,}\b", text)))
    name = next((word for word in words if f'"{word}"' not in text and f".{word}" not in text), "")
    if not name:
        return
    data = f'{{\n  "{name}": 1,\n  "made": true\n}}\n'
    use = {"python": f'x = data["{name}"]\n', "typescript": f'const x = data["{name}"];\n',
           "go": f'var x = data["{name}"]\n'}[language]  # fmt: skip
    new = _new_name(name)
    code = f"{text}\n{use}"
    texts = (
        ("file:///work/data.json", "json", data, data.replace(name, new)),
        (URI + file, language, code, f"{text}\n{use.replace(name, new)}"),
    )
    yield Made("key", texts, data.index(name), data.index(name) + len(name), new)


def _log(text: str, language: str, file: str) -> Iterator[Made]:
    names = sorted(set(re.findall(r"\b[a-z]{4,}\b", text)))[:3]
    if language not in LOGS or len(names) < 3:
        return
    head, line, old, new = LOGS[language]
    lines = [line.format(name) for name in names]
    body = head.format(*names) + "".join(lines) + ("" if language == "python" else "}\n")
    before, finished = f"{text}\n{body}", f"{text}\n{body.replace(old, new)}"
    at = before.index(old, len(text) + len(head.format(*names)))
    yield Made("log", ((URI + file, language, before, finished),), at, at + len(old), new)


def _occurrences(text: str, name: str, but_first: str = "") -> list[int]:
    """Where a name stands in code; none where one of its occurrences may be something else."""
    places = [found.start() for found in re.finditer(rf"(?<![\w$@]){re.escape(name)}\b", text)]
    if re.search(rf"[@$]{re.escape(name)}\b", text):
        places = [found.start() for found in re.finditer(rf"\b{re.escape(name)}\b", text)]
    for at in places:
        line = text[text.rfind("\n", 0, at) + 1 : at]
        after = text[at + len(name) : at + len(name) + 2]
        quoted = any(line.count(mark) % 2 for mark in "\"'`")
        comment = re.search(r"//|/\*|^\s*\*|#|\"\"\"", line)
        label = after[:1] == ":" and after != "::" and at != places[0]
        keyword = after[:1] == "=" and after != "==" and line.strip() != ""
        other = bool(but_first) and re.search(rf"{but_first}$", line) is not None
        if quoted or comment or label or keyword or other:
            return []
    return places
