"""Which declarations of a package's file others can use. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from glossator.context.index.imports import Import, family_of, imports_of
from glossator.syntax.outline import Declaration

_LIST = re.compile(r"^export\s+(?:type\s+)?\{([^}]*)\}(?!\s*from)", re.MULTILINE)
_ASSIGNED = re.compile(r"^export\s*(?:=|default)\s+(\w+)\s*;?", re.MULTILINE)
_PRIVATE_MEMBER = re.compile(r"(?:static\s+)?(?:private|protected)\b|#|_")
_PUB_USE = re.compile(r"^\s*(pub\s+use\s[^;]*;)", re.MULTILINE)
_CONSTRUCTOR = "__init__"


def public(declared: Sequence[Declaration], text: str, language: str) -> tuple[Declaration, ...]:
    """The declarations of a file's text that others can use, by the names they use."""
    rule = _RULES.get(family_of(language))
    return tuple(rule(declared, text.split("\n"))) if rule is not None else ()


def handed_on(text: str, language: str) -> tuple[Import, ...]:
    """The imports of a package's file by which it hands on what others of the package declare."""
    family = family_of(language)
    if family == "rust":
        text = "\n".join(_PUB_USE.findall(text))
    found = imports_of(text, language) if family != "go" else ()
    return tuple(e for e in found if family != "javascript" or e.target.startswith("."))


def _python(declared: Sequence[Declaration], _lines: Sequence[str]) -> list[Declaration]:
    return [
        each
        for each in declared
        if not each.owner.startswith("_")
        if not each.name.startswith("_") or (each.name == _CONSTRUCTOR and each.owner)
    ]


def _go(declared: Sequence[Declaration], _lines: Sequence[str]) -> list[Declaration]:
    return [each for each in declared if each.name[:1].isupper() and _is_upper(each.owner)]


def _is_upper(owner: str) -> bool:
    return not owner or owner[0].isupper()


def _rust(declared: Sequence[Declaration], lines: Sequence[str]) -> list[Declaration]:
    public_ = {each.name for each in declared if _is_pub(each)}
    open_ = {each.name for each in declared if each.kind in ("trait", "enum")} & public_
    hidden = {each.name for each in declared if not each.owner} - public_
    return [
        each
        for each in declared
        if each.kind != "namespace" and each.owner not in hidden
        if _is_pub(each) or each.owner in open_ or _is_exported_macro(each, lines)
    ]


def _is_pub(declaration: Declaration) -> bool:
    return declaration.signature.startswith("pub ")


def _is_exported_macro(declaration: Declaration, lines: Sequence[str]) -> bool:
    before = lines[max(0, declaration.line - 4) : declaration.line]
    return declaration.kind == "macro" and any("macro_export" in each for each in before)


def _javascript(declared: Sequence[Declaration], lines: Sequence[str]) -> list[Declaration]:
    text = "\n".join(lines)
    listed = _listed(text)
    is_listed_only = bool(listed) or bool(_LIST.search(text))
    hidden = {
        each.name
        for each in declared
        if not each.owner and is_listed_only and each.name not in listed
        if not _begins_with(lines, each.line, ("export", " ", "\t"))
    } if not _is_ambient(text) else set()  # fmt: skip
    return [
        _renamed(each, listed)
        for each in declared
        if each.name not in hidden and each.owner not in hidden and each.kind != "namespace"
        if not (each.owner and _PRIVATE_MEMBER.match(each.signature))
        if not each.name.startswith(("_", "#"))
    ]


def _listed(text: str) -> dict[str, str]:
    """The names that a text exports in lists, with the names that they have outside."""
    found = {each[1]: each[1] for each in _ASSIGNED.finditer(text)}
    for each in _LIST.finditer(text):
        for entry in each[1].split(","):
            words = [word for word in entry.split() if word != "type"]
            if words:
                found[words[0]] = words[-1] if words[-1] != "default" else words[0]
    return found


def _begins_with(lines: Sequence[str], at: int, starts: tuple[str, ...]) -> bool:
    return at < len(lines) and lines[at].startswith(starts)


def _is_ambient(text: str) -> bool:
    """Whether all that a file declares is known everywhere, or below the name of a module."""
    return not re.search(r"^(?:import|export)\b", text, re.MULTILINE)


def _renamed(declaration: Declaration, names: Mapping[str, str]) -> Declaration:
    """A declaration under the names that it and its type have outside."""
    name, owner = declaration.name, declaration.owner
    outside = names.get(name, name) if not owner else name
    if outside == name and names.get(owner, owner) == owner:
        return declaration
    signature = re.sub(rf"\b{re.escape(name)}\b", outside, declaration.signature, count=1)
    return replace(declaration, name=outside, owner=names.get(owner, owner), signature=signature)


_RULES: Mapping[str, Callable[[Sequence[Declaration], Sequence[str]], list[Declaration]]] = {
    "python": _python,
    "go": _go,
    "rust": _rust,
    "javascript": _javascript,
}
