from __future__ import annotations

import pytest

from glossator.syntax.documentable import documentables
from glossator.syntax.signature import Parameter, Raised, Signature


def signature(source: str) -> Signature:
    """The signature of the last function, which is the innermost in these sources."""
    return list(documentables(source, "python"))[-1].signature


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
