from __future__ import annotations

import pytest

from glossator.actions.docstring.plan import plan, why_not
from tests.actions.docstring.documenting import buffer_of
from tests.syntax.drawn import cursor


@pytest.mark.parametrize(
    ("drawn", "by"),
    [
        ("class │A:\n    __doc__ = 'Old.'\n    x = 1\n", "`__doc__`"),
        ("class │A:\n    __doc__: str = 'Old.'\n", "`__doc__`"),
        ("def │f(): pass\nf.__doc__ = 'Old.'\n", "`__doc__`"),
        ("class A:\n    def │f(self): pass\n    f.__doc__ = g.__doc__\n", "`__doc__`"),
        ("class A:\n    def │f(self): pass\nA.f.__doc__ += 'Old.'\n", "`__doc__`"),
        ("│import a\n\n__doc__ = 'Old.'\n", "`__doc__`"),
        ("def f(g):\n    @functools.wraps(g)\n    def │h(*a): pass\n", "`@functools.wraps(g)`"),
        ("def f(g):\n    @wraps(g)\n    async def h(*a):\n        │pass\n", "`@wraps(g)`"),
        ("@overload\ndef │f(a: int) -> int: ...\n", "`@overload`"),
        ("class A:\n    @size.setter\n    def │size(self, n): pass\n", "`@size.setter`"),
        ("@doc(storage='x')\ndef │f(): pass\n", "`@doc(storage='x')`"),
        ("@_docstring.copy(g)\ndef │f(): pass\n", "`@_docstring.copy(g)`"),
        ("@inherit_docstring_from(g)\ndef │f(): pass\n", "`@inherit_docstring_from(g)`"),
    ],
)
def test_what_documents_a_definition_besides_a_docstring(drawn: str, by: str) -> None:
    text, offset = cursor(drawn)
    buffer = buffer_of(text)
    assert plan(buffer, offset, "auto") is None
    assert f" is documented already, by {by}: " in why_not(buffer, offset, "line 1")


@pytest.mark.parametrize(
    "drawn",
    [
        "def │f(): pass\ng.__doc__ = f.__doc__\n",
        "def │f(): pass\nassert f.__doc__ == ''\n",
        "def │f(): pass\nprint(f.__doc__)\n",
        "class A:\n    @property\n    def │size(self): pass\n",
        "@documents\ndef │f(): pass\n",
        "@docker.task\ndef │f(): pass\n",
        "class │A:\n    def f(self):\n        __doc__ = 1\n",
        "@doc('x')\ndef │f():\n    'Old.'\n",
    ],
)
def test_what_only_looks_like_documentation_is_none(drawn: str) -> None:
    text, offset = cursor(drawn)
    assert plan(buffer_of(text), offset, "auto") is not None
