"""Whether a type in a documentation and the one in the code cannot both be true. Pure."""

from __future__ import annotations

import re

SPELLINGS = {
    **dict.fromkeys(("str", "string", "unicode"), "str"),
    **dict.fromkeys(("bool", "boolean"), "bool"),
    **dict.fromkeys(("int", "integer"), "int"),
    **dict.fromkeys(("float", "double"), "float"),
    **dict.fromkeys(("list", "array", "sequence"), "list"),
    **{name: name for name in ("bytes", "complex", "dict", "set", "tuple", "callable")},
}
"""Types that everyone knows, of which no two are the same; others may be aliases of each other."""
NOTHING = frozenset({"none", "null"})
WRAPPED = re.compile(r"(?:typing\.)?(?:Optional|Union)\[(.*)\]")


def contradict(documented: str, written: str) -> bool:
    """Whether `documented` is not among the types that the code has `written`."""
    named, known = _members(documented), _members(written)
    return bool(named and known) and not named & known


def _members(kind: str) -> frozenset[str]:
    """The well-known types of a union; nothing where there is one that is not well known."""
    kind = kind.strip().strip("`\"'").removeprefix("?")
    wrapped = WRAPPED.fullmatch(kind)
    kind = wrapped[1] if wrapped else kind
    found = set()
    for part in re.split(r"\s*[|,]\s*|\s+or\s+", re.sub(r"[\[<({].+[\])>}]", "", kind)):
        name = re.sub(r"(?:\[\])+$", "", part.strip()).lower()
        if part.endswith("[]"):
            name = "list"
        if name in NOTHING:
            continue
        if name not in SPELLINGS:
            return frozenset()
        found.add(SPELLINGS[name])
    return frozenset(found)
