"""Imports as statements: where they are in lines, what names they bring, one without some. Pure.

Read line by line, since an import is one also in a language without a grammar.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from glossator.text.imports import is_import
from glossator.text.lines import split_lines

_BY_NAME = frozenset(
    "python javascript javascriptreact typescript typescriptreact java kotlin scala go php lua "
    "zig".split()
)
_STRING = re.compile(r"'[^']*'|\"[^\"]*\"|`[^`]*`")
_NAME = re.compile(r"([^\W\d]\w*)(?=(\s*(?:\.|::|\\|\bas\s|=>|:\s*\w))?)")
_NO_NAMES = frozenset(
    "import from use using static type function const let var as typeof qualified "
    "require require_relative library show hide".split()
)
_LIST = re.compile(
    r"(?P<before>.*?)(?P<open>[{(])(?P<items>[^{}()]*)(?P<close>[})])(?P<after>.*)", re.DOTALL
)
_PLAIN_LIST = re.compile(r"(?P<before>from\s+[\w.]+\s+import\s+)(?P<items>[^()]*)$", re.DOTALL)
_DEFAULT = re.compile(r"(import\s+)(\w+)\s*,\s*$")
_GO_SPEC = re.compile(r"\s*(?:import\s+)?(?P<alias>[\w.]+\s+)?\"(?P<path>[^\"]+)\"")


def is_by_name(language: str) -> bool:
    """Whether an import brings nothing but the names in it."""
    return language in _BY_NAME


def split_imports(lines: Sequence[str], language: str) -> tuple[list[str], list[str]]:
    """The imports with which `lines` begin, each of them one text, and the other lines."""
    at, found = 0, list[str]()
    for number, line in enumerate(lines):
        if number < at or not line.strip():
            continue
        if not is_import(line, language):
            break
        at = number + statement_length(lines[number:])
        found += parted("\n".join(lines[number:at]).rstrip(), language)
    return found, list(lines[at:])


def statement_length(lines: Sequence[str]) -> int:
    """How many of `lines` the statement takes with which they begin."""
    depth = 0
    for number, line in enumerate(lines, 1):
        code = _STRING.sub("", line)
        depth += sum(map(code.count, "([{")) - sum(map(code.count, ")]}"))
        goes_on = code.rstrip().endswith(("\\", ",", " from"))
        if depth <= 0 and not goes_on:
            return number
    return 1


def parted(statement: str, language: str) -> list[str]:
    """The statement, or the imports of which Go makes one list."""
    if language != "go" or "(" not in statement:
        return [statement]
    found = map(_GO_SPEC.match, split_lines(statement.partition("(")[2]))
    return [f'import {each["alias"] or ""}"{each["path"]}"' for each in found if each]


def names_of_import(statement: str, language: str) -> set[str]:
    """The names that an import brings; empty where that is not told."""
    if language == "go":
        return _go_names(statement)
    if statement.startswith("#"):
        return set()
    code = _STRING.sub("", re.sub(r"//.*|#.*", "", statement))
    if "*" in code.replace("* as", "") or re.search(r"\._\s*$", code):
        return set()
    if language in ("csharp", "lua", "zig"):
        return set(re.findall(r"(\w+)\s*=", code)[:1])
    if language == "python" and code.lstrip().startswith("import"):
        parts = code.replace("import", "", 1).split(",")
        return {(part.split(" as ")[-1].strip().split(".") or [""])[0] for part in parts}
    if language == "python":
        code = code.partition("import")[2]
    if code.lstrip().startswith(("const ", "let ", "var ")):
        code = code.partition("=")[0]
    return {each[1] for each in _NAME.finditer(code) if each[2] is None} - _NO_NAMES


def _go_names(statement: str) -> set[str]:
    found = _GO_SPEC.match(statement)
    if found is None:
        return set()
    if alias := (found["alias"] or "").strip():
        return set() if alias in "_." else {alias}
    parts = [part for part in found["path"].split("/") if not re.fullmatch(r"v\d+", part)]
    last = re.sub(r"\.v\d+$", "", parts[-1]) if parts else ""
    return {last, last.removeprefix("go-"), last.removesuffix("-go"), last.rpartition("-")[2]}


def without(statement: str, useless: set[str], language: str) -> str:
    """The import without what is useless of it; "" where nothing is left."""
    if not names_of_import(statement, language) - useless:
        return ""
    found = _LIST.match(statement) or _PLAIN_LIST.match(statement)
    if found is None:
        return statement
    items = [item.strip() for item in re.sub(r"(?://|#).*", "", found["items"]).split(",")]
    kept = [item for item in items if item and not _item_names(item) & useless]
    before, groups = found["before"], found.groupdict()
    default = _DEFAULT.match(before)
    if default and default[2] in useless:
        before = default[1]
    if not kept:
        return re.sub(r"\s*,\s*$", " ", before) + found["after"].lstrip() if default else ""
    pad = " " if groups.get("open") == "{" and groups["items"][:1].isspace() else ""
    inside = f"{groups.get('open', '')}{pad}{', '.join(kept)}{pad}{groups.get('close', '')}"
    return f"{before}{inside}{groups.get('after', '')}"


def _item_names(item: str) -> set[str]:
    return set(re.findall(r"[^\W\d]\w*", item)[-1:])
