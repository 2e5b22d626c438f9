"""What a file imports, as it is written there. Pure.

By regular expressions: an import may stand in a function, under a condition, or in a file that does
not parse while it is typed. What a comment seems to import leads to a file or to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from glossator.languages import facts_of

LONGEST = 200_000
"""Code points of a file that are searched."""


@dataclass(frozen=True, slots=True)
class Import:
    """One import: `target` as written, and the names taken from it; none is all that it has."""

    target: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """A file that an import means, and the names taken from it; none is all that it declares."""

    file: Path
    names: tuple[str, ...] = ()


def imports_of(text: str, language: str) -> tuple[Import, ...]:
    """The imports of a text, without doubles."""
    read = _READERS.get(family_of(language))
    return tuple(dict.fromkeys(read(text[:LONGEST]))) if read is not None else ()


def family_of(language: str) -> str:
    """The family of languages that import each other, or the language where it is alone."""
    return facts_of(language).family or language


_FROM = re.compile(
    r"^[ \t]*from[ \t]+(\.*[\w.]*)[ \t]+import[ \t]*(\([^)]*\)|(?:[^\n\\]|\\\n)*)", re.MULTILINE
)
_IMPORT = re.compile(r"^[ \t]*import[ \t]+([\w.][^\n#;]*)", re.MULTILINE)


def _python(text: str) -> Iterator[Import]:
    for found in _FROM.finditer(text):
        listed = re.sub(r"#[^\n]*|[()\\]", " ", found[2])
        names = [each.split()[0] for each in listed.split(",") if each.split()]
        yield Import(found[1], tuple(name for name in names if name != "*"))
    for found in _IMPORT.finditer(text):
        for each in found[1].split(","):
            if words := each.split():
                yield Import(words[0])


_JS_FROM = re.compile(
    r"""^[ \t]*(import|export)\s+(?:type\s+)?([\w$*{}\s,]*?)\s*from\s*['"]([^'"\n]+)['"]""",
    re.MULTILINE,
)
_JS_CALL = re.compile(r"""(?:\brequire|\bimport)\s*(?:\(\s*)?['"]([^'"\n]+)['"]""")


def _javascript(text: str) -> Iterator[Import]:
    for found in _JS_FROM.finditer(text):
        names = [each.split() for each in re.sub(r"[{}]", " ", found[2]).split(",")]
        taken = [words[1] if words[0] == "type" and len(words) > 1 else words[0]
                 for words in names if words]  # fmt: skip
        if found[1] == "export":  # others ask for what it is called from here on
            taken += [words[-1] for words in names if "as" in words]
        yield Import(found[3], () if "*" in taken else tuple(taken))
    for found in _JS_CALL.finditer(text):
        yield Import(found[1])


_GO_BLOCK = re.compile(r'^import\s*(\([^)]*\)|(?:[\w.]+\s+)?"[^"\n]+")', re.MULTILINE)


def _go(text: str) -> Iterator[Import]:
    for found in _GO_BLOCK.finditer(text):
        for target in re.findall(r'"([^"\n]+)"', found[1]):
            yield Import(target)


_RUST_USE = re.compile(r"\buse\s+([^;]+);")
_RUST_PATH = re.compile(r"\b(?:crate|super|self)(?:::\w+)+(?![\w:])")
_RUST_MOD = re.compile(r"^\s*(?:pub(?:\([^)]*\))?\s+)?mod\s+(\w+)\s*;", re.MULTILINE)
_RUST_BLOCK = re.compile(r"^([ \t]*)(?:pub(?:\([^)]*\))?\s+)?mod\s+(\w+)\s*\{", re.MULTILINE)


def _rust(text: str) -> Iterator[Import]:
    blocks = list(_rust_blocks(text))
    for found in _RUST_USE.finditer(text):
        around = [name for begins, ends, name in blocks if begins < found.start() < ends]
        for path in _use_tree(re.sub(r"//[^\n]*|\s+", " ", found[1]).strip(), 0):
            yield _rust_path(_from_around(path, around))
    for found in _RUST_PATH.finditer(text):
        yield _rust_path(found[0])
    for found in _RUST_MOD.finditer(text):
        yield Import(f"self::{found[1]}")


def _rust_blocks(text: str) -> Iterator[tuple[int, int, str]]:
    """The modules that have a body in a text: where it begins and ends, by its indentation."""
    for found in _RUST_BLOCK.finditer(text):
        ends = re.compile(rf"^{found[1]}\}}", re.MULTILINE).search(text, found.end())
        yield found.start(), ends.start() if ends else len(text), found[2]


def _from_around(path: str, around: list[str]) -> str:
    """A path in a module that has its body in the file, as from outside of that module."""
    first, _, rest = path.partition("::")
    if not around or first in ("crate", "std", "core", "alloc"):
        return path
    if first == "super":
        return "::".join(["self", *around[:-1], rest])
    return "::".join(["self", *around, rest if first == "self" else path])


def _rust_path(path: str) -> Import:
    path = path.partition(" as ")[0].replace(" ", "").strip(":")
    owner, _, name = path.rpartition("::")
    return Import(owner, ()) if name in ("*", "self") else Import(path)


def _use_tree(tree: str, depth: int) -> Iterator[str]:
    """The paths of a `use`: `a::{b, c::*}` is `a::b` and `a::c::*`."""
    head, brace, rest = tree.partition("{")
    if not brace or depth > 8:
        yield tree.strip()
        return
    for part in _parts(rest.rpartition("}")[0]):
        yield from _use_tree(head.strip() + part.strip(), depth + 1)


def _parts(listed: str) -> Iterator[str]:
    start = nesting = 0
    for at, sign in enumerate(listed):
        nesting += (sign == "{") - (sign == "}")
        if sign == "," and nesting == 0:
            yield listed[start:at]
            start = at + 1
    if listed[start:].strip():
        yield listed[start:]


def _by(pattern: str) -> Callable[[str], Iterator[Import]]:
    """A reader of a language whose imports each stand in group 1 of a pattern."""
    compiled = re.compile(pattern, re.MULTILINE)
    return lambda text: (Import(found[1]) for found in compiled.finditer(text))


_PHP_USE = re.compile(r"^\s*use\s+(?:function\s+|const\s+)?([\w\\]+)(?:\{([^}]*)\})?", re.MULTILINE)


def _php(text: str) -> Iterator[Import]:
    for found in _PHP_USE.finditer(text):
        for each in (found[2] or "").split(","):
            yield Import(found[1] + each.split(" as ")[0].strip())


_READERS: dict[str, Callable[[str], Iterator[Import]]] = {
    "python": _python,
    "javascript": _javascript,
    "go": _go,
    "rust": _rust,
    "c": _by(r'^\s*#\s*(?:include|import)\s*["<]([^">\n]+)[">]'),
    "jvm": _by(r"^\s*import\s+(?:static\s+)?([\w.]+)"),
    "dotnet": _by(r"^\s*(?:global\s+)?using\s+(?:static\s+)?([\w.]+)\s*;"),
    "php": _php,
    "ruby": _by(
        r"""^\s*(?:require|require_relative|autoload\s+:\w+,)\s*\(?\s*['"]([^'"\n]+)['"]"""
    ),
    "lua": _by(r"""\brequire\s*\(?\s*['"]([^'"\n]+)['"]"""),
    "shellscript": _by(r"""^\s*(?:source|\.)\s+["']?([\w./-]+)"""),
}
