from __future__ import annotations

import pytest

from glossator.syntax.documentable import documentable_at, documentables
from glossator.syntax.signature import Documentable, Parameter, Raised, Signature
from tests.syntax.drawn import cursor


def found_at(drawn: str) -> Documentable | None:
    return documentable_at(*cursor(drawn), "python")


def signature(source: str) -> Signature:
    """The signature of the last function, which is the innermost in these sources."""
    return list(documentables(source, "python"))[-1].signature


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        ("def │f(): pass\n", ("function", "f")),
        ("def f(): pass│\n", ("function", "f")),
        ("async def f():\n    │return 1\n", ("function", "f")),
        ("@wraps(│g)\ndef f():\n    pass\n", ("function", "f")),
        ("@a\n@b\ndef f(\n    x,│\n):\n    pass\n", ("function", "f")),
        ("class A:\n    │x = 1\n", ("class", "A")),
        ("class A:\n    x = 1\n│    def f(self): pass\n", ("method", "f")),
        ("class A:\n    def f(self):\n        def g():\n            │pass\n", ("function", "g")),
        ("class A:\n    class B:\n        │pass\n", ("class", "B")),
        ("def f():\n    class A:\n        def m(self): │pass\n", ("method", "m")),
        ("if x:\n    def f():\n        pas│s\n", ("function", "f")),
        ("def größe(länge): re│turn länge\n", ("function", "größe")),
        ("s = '😀'\ndef f(): pass│\n", ("function", "f")),
        ("def f(x):\n    │\n", ("function", "f")),
        ("class A:\n    def f(self):\n        │\n\n    def g(self): pass\n", ("method", "f")),
        ("x = = 1\ndef g():\n    │return 1\n", ("function", "g")),
        ("def g(x):\n    y = x.\n    │return y\n", ("function", "g")),
        ("def g(x):\n    if x\n        │return y\n", ("function", "g")),
        ("def g(│x\n", None),
        ("│import x\n", ("module", "")),
        ("# licence│\n\nimport x\n", ("module", "")),
        ('"""Mod│ule."""\nimport x\n', ("module", "")),
        ('"""Mod│ule."""\n', ("module", "")),
        ("│", None),
        ("#!/bin/sh\n# TODO│\n", None),
        ("import x\n│y = 1\n", None),
        ("def f(): pass\n\n│\nx = 1\n", None),
    ],
)
def test_the_cursor_means_the_innermost_definition(
    drawn: str, expected: tuple[str, str] | None
) -> None:
    found = found_at(drawn)
    assert (found and (found.kind, found.name)) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("def f(): ...", []),
        ("def f(a, b=1): ...", [Parameter("a"), Parameter("b", default="1")]),
        (
            "def f(a: int, b: dict[str, int] = {}): ...",
            [Parameter("a", "int"), Parameter("b", "dict[str, int]", "{}")],
        ),
        ("def f(a, /, b, *, c): ...", [Parameter("a"), Parameter("b"), Parameter("c")]),
        ("def f(*args: str, **kw): ...", [Parameter("*args", "str"), Parameter("**kw")]),
        ("def f(a: Callable[[int],\n        str]): ...", [Parameter("a", "Callable[[int], str]")]),
        ("def f(a,  # first\n      b): ...", [Parameter("a"), Parameter("b")]),
        ("class A:\n    def f(self, a): ...", [Parameter("a")]),
        ("class A:\n    def f(this: 'A', a): ...", [Parameter("a")]),
        ("class A:\n    def f(*args): ...", [Parameter("*args")]),
        ("class A:\n    @classmethod\n    def f(cls, a): ...", [Parameter("a")]),
        ("class A:\n    @staticmethod\n    def f(a, b): ...", [Parameter("a"), Parameter("b")]),
        ("class A:\n    def m(self):\n        def f(a): ...", [Parameter("a")]),
        ("class A:\n    if x:\n        def f(self, a): ...", [Parameter("a")]),
    ],
)
def test_parameters_are_those_that_a_caller_gives(source: str, expected: list[Parameter]) -> None:
    assert list(signature(source).parameters) == expected


@pytest.mark.parametrize(
    ("source", "returns", "yields", "result"),
    [
        ("def f(): pass", False, False, ""),
        ("def f(): return", False, False, ""),
        ("def f(): return None", False, False, ""),
        ("def f(): return 1", True, False, ""),
        ("def f() -> int: ...", True, False, "int"),
        ("def f() -> None: return g()", False, False, ""),
        ("def f() -> NoReturn: raise X", False, False, ""),
        ("def f(): lambda: 1", False, False, ""),
        ("def f():\n    x = lambda: (yield)", False, False, ""),
        ("def f(): yield 1", False, True, ""),
        ("def f() -> Iterator[int]: yield 1", False, True, "int"),
        ("def f() -> typing.Iterator[int]: yield 1", False, True, "int"),
        ("def f() -> Generator[dict[str, int], None, X]: yield 1", False, True, "dict[str, int]"),
        ("async def f() -> AsyncIterator[int]: yield 1", False, True, "int"),
        ("def f() -> Stream: yield 1", False, True, ""),
        ("def f() -> Iterator[int]: return iter(x)", True, False, "Iterator[int]"),
        ("class A:\n    @property\n    def f(self) -> int: return 1", False, False, ""),
        ("class A:\n    @cached_property\n    def f(self): return 1", False, False, ""),
        ("@overload\ndef f(x: int) -> int: ...", True, False, "int"),
    ],
)
def test_a_result_is_told_where_there_is_one(
    source: str, returns: bool, yields: bool, result: str
) -> None:
    read = signature(source)
    assert (read.returns, read.yields, read.result) == (returns, yields, result)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("raise ValueError('x')", [Raised("ValueError")]),
        ("raise ValueError", [Raised("ValueError")]),
        ("raise", []),
        ("raise error", []),
        ("raise self.Error()", []),
        ("raise errors.Broken('x') from e", [Raised("errors.Broken")]),
        ("if x < 0:\n        raise ValueError", [Raised("ValueError", "x < 0")]),
        (
            "if x:\n        raise A\n    elif y:\n        raise B",
            [Raised("A", "x"), Raised("B", "y")],
        ),
        ("if x:\n        pass\n    else:\n        raise A", [Raised("A")]),
        ("raise B\n    raise A\n    raise B", [Raised("B"), Raised("A")]),
        ("def g(): raise A", []),
        ("try:\n        raise A\n    except A:\n        pass", []),
        ("try:\n        raise A\n    except (B, A) as e:\n        pass", []),
        ("try:\n        raise A\n    except:\n        pass", []),
        ("try:\n        raise A\n    except B:\n        raise C", [Raised("A"), Raised("C")]),
    ],
)
def test_exceptions_are_those_that_leave_the_body(body: str, expected: list[Raised]) -> None:
    read = next(documentables(f"def f(x):\n    {body}\n", "python")).signature
    assert list(read.raises) == expected


def test_what_a_nested_function_does_is_not_told_of_the_outer_one() -> None:
    outer, inner = documentables(
        "def f():\n    def g():\n        yield 1\n        raise A\n", "python"
    )
    assert (outer.signature.yields, outer.signature.raises) == (False, ())
    assert (inner.signature.yields, inner.signature.raises) == (True, (Raised("A"),))


def test_a_definition_knows_its_class_and_its_docstring() -> None:
    found = found_at('class A(B):\n    def f(self):│\n        """Old."""\n        return 1\n')
    assert found is not None
    assert found.owner == "class A(B):"
    assert found.docstring == (37, 47)
    assert found.indent == " " * 8


@pytest.mark.parametrize(
    "statement", ['f"doc {x}"', 'b"doc"', '"doc" % 3', "'doc',", "x = 'doc'", "1", '"a" f"b"']
)
def test_only_a_plain_string_is_a_docstring(statement: str) -> None:
    assert next(documentables(f"def f(x):\n    {statement}\n", "python")).docstring is None


@pytest.mark.parametrize(
    "literal", ['"d"', "'d'", '"""d"""', "'''d'''", 'r"""d"""', 'U"d"', '"d" "e"', '("d")']
)
def test_every_kind_of_string_literal_is_a_docstring(literal: str) -> None:
    source = f"def f(x):\n    # note\n    {literal}\n    return 1\n"
    span = next(documentables(source, "python")).docstring
    assert span is not None
    assert source[slice(*span)] == literal
