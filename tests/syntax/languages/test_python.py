"""The definitions of Python, drawn with the places of their documentation."""

from __future__ import annotations

import pytest

from tests.syntax.languages.outline import check

CASES = {
    "how a function is left": (
        """\
async def fetch(url: str, *names, retry=3, **more) -> bytes:
│    if not url:
        raise ValueError(url)
    return await get(url)
""",
        [
            "function fetch(url: str, *names, retry = 3, **more) -> bytes",
            "  raises ValueError if not url",
        ],
    ),
    "a docstring and a decorator": (
        '''\
@cached
def rows(path):
    │"""Read it."""
    yield from path
''',
        [
            "function rows(path) yields, documented",
        ],
    ),
    "members of a class": (
        """\
class A(B):
│    def __init__(self, a):│ ...

    @property
    def b(self) -> int:
│        return 1

    class C:
│        pass
""",
        [
            "class A",
            "in class A(B):",
            "  method __init__(a)",
            "  method b",
            "  class C",
        ],
    ),
    "a caught exception": (
        """\
def f():
│    try:
        raise KeyError
    except KeyError:
        raise a.Broken from None
""",
        [
            "function f",
            "  raises a.Broken",
        ],
    ),
}


@pytest.mark.parametrize("title", CASES)
def test_definitions(title: str) -> None:
    drawn, outline = CASES[title]
    check("python", drawn, *outline)
