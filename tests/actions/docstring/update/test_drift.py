from __future__ import annotations

import pytest

from glossator.actions.docstring.update.drift import gone, missing
from glossator.actions.docstring.update.tags import Order, read_tags
from glossator.syntax.documentable import documentables


@pytest.mark.parametrize(
    ("tags", "head", "lacking", "superfluous"),
    [
        ("@param a x\n@param b x", "a, b", [], []),
        ("@param a x", "a, b", ["b"], []),
        ("@param a x\n@param c x", "a", [], ["c"]),
        ("@param o x\n@param o.p x", "o", [], []),
        ("@param props x\n@param props.p x", "{ p, q }", [], []),
        ("@param {string} [a=1] x", "a = 1", [], []),
        ("@param rest x", "...rest", [], []),
        ("@param c x", "...rest", ["...rest"], []),
        ("@template T", "a", ["a"], []),
    ],
)
def test_what_the_signature_has_and_what_it_has_not(
    tags: str, head: str, lacking: list[str], superfluous: list[str]
) -> None:
    (subject,) = documentables(f"function f({head}) {{}}", "javascript")
    found = read_tags(["Adds.", "", *tags.split("\n")], Order())
    assert [each.name for each in missing(found, subject)] == lacking
    assert [name for each in gone(found, subject) for name in each.names] == superfluous
