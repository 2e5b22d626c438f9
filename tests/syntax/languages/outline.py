"""The definitions that a language finds in a text, drawn as an outline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from glossator.syntax.documentable import documentables
from glossator.syntax.signature import Documentable, Parameter, Signature
from tests.syntax.drawn import CURSOR


def check(language: str, drawn: str, *expected: str) -> None:
    """Each `│` in `drawn` is where the documentation of the next definition begins or belongs."""
    text = drawn.replace(CURSOR, "")
    found = list(documentables(text, language))
    assert outline(found) == list(expected)
    marked = text
    for start in sorted({each.slot.span[0] for each in found}, reverse=True):
        marked = marked[:start] + CURSOR + marked[start:]
    assert marked == drawn


def outline(found: Iterable[Documentable]) -> list[str]:
    """A line for each definition; one more for its class where that is another than before."""
    lines, owner = [], ""
    for each in found:
        if each.owner not in ("", owner):
            lines.append(f"in {each.owner}")
        owner = each.owner
        lines += ["  " * bool(owner) + line for line in _lines(each)]
    return lines


def _lines(found: Documentable) -> Iterator[str]:
    """`method add(a, b: int = 1) -> int, documented` and `  raises X if a`."""
    signature = found.signature
    head = f"{found.kind} {found.name}{_parameters(signature)}{_result(signature)}"
    yield head + ", documented" * (found.docstring is not None)
    for each in signature.raises:
        yield f"  raises {each.name} if {each.condition}".removesuffix(" if ")


def _parameters(signature: Signature) -> str:
    if not signature.parameters:
        return ""
    return f"({', '.join(map(_parameter, signature.parameters))})"


def _parameter(each: Parameter) -> str:
    name = f"<{each.name}>" if each.is_type else each.name
    name += "?" * each.is_optional + f" as {each.alias}" * bool(each.alias)
    typed = f"{name}: {each.annotation}" if each.annotation else name
    default = f"{typed} = {each.default}" if each.default else typed
    return f"property {default}" if each.is_property else default


def _result(signature: Signature) -> str:
    word = " yields" if signature.yields else " ->" if signature.returns else ""
    return f"{word} {signature.result}".rstrip() if word or signature.result else ""
