"""How a body is left, in the languages that write it in one way or another."""

from __future__ import annotations

import pytest

from glossator.syntax.documentable import documentables
from glossator.syntax.signature import Raised

JAVA = "class A {{ int f(int a) {{ {} }} }}"
JAVASCRIPT = "function f(a) {{ {} }}"
CPP = "int f(int a) {{ {} }}"
CSHARP = "class A {{ int F(int a) {{ {} }} }}"
PHP = "<?php function f($a) {{ {} }}"
KOTLIN = "fun f(a: Int) {{ {} }}"


@pytest.mark.parametrize(
    ("language", "frame", "body", "expected"),
    [
        ("java", JAVA, "throw new A();", [Raised("A")]),
        ("java", JAVA, "throw a;", []),
        ("java", JAVA, "if (a < 0) { throw new A(); }", [Raised("A", "a < 0")]),
        ("java", JAVA, "if (a < 0) throw new A();", [Raised("A", "a < 0")]),
        ("java", JAVA, "if (a < 0) { g(); throw new A(); }", [Raised("A")]),
        ("java", JAVA, "if (a < 0) { g(); } else { throw new A(); }", [Raised("A")]),
        ("java", JAVA, "if (%s) { throw new A(); }" % ("a + " * 20 + "a < 0"), [Raised("A")]),
        ("java", JAVA, "throw new b.A(); throw new A();", [Raised("b.A"), Raised("A")]),
        ("java", JAVA, "try { throw new A(); } catch (A e) { }", []),
        ("java", JAVA, "try { throw new A(); } catch (B | A e) { }", []),
        ("java", JAVA, "try { throw new A(); } catch (Exception e) { }", []),
        ("java", JAVA, "try { throw new A(); } catch (B e) { }", [Raised("A")]),
        ("java", JAVA, "try { g(); } catch (A e) { throw new A(); }", [Raised("A")]),
        ("java", JAVA, "g(() -> { throw new A(); });", []),
        ("javascript", JAVASCRIPT, "throw new TypeError('a');", [Raised("TypeError")]),
        ("javascript", JAVASCRIPT, "throw error;", []),
        ("javascript", JAVASCRIPT, "try { throw new A(); } catch { }", []),
        ("javascript", JAVASCRIPT, "g(() => { throw new A(); });", []),
        ("cpp", CPP, "throw std::Broken(a);", [Raised("std::Broken")]),
        ("csharp", CSHARP, "throw new A();", [Raised("A")]),
        ("csharp", CSHARP, "try { throw new A(); } catch { }", []),
        ("php", PHP, r"throw new \N\A();", [Raised(r"\N\A")]),
        ("kotlin", KOTLIN, 'throw A("a")', [Raised("A")]),
    ],
)
def test_exceptions_are_those_that_leave_the_body(
    language: str, frame: str, body: str, expected: list[Raised]
) -> None:
    *_, found = documentables(frame.format(body), language)
    assert list(found.signature.raises) == expected


@pytest.mark.parametrize(
    ("language", "source", "returns", "yields"),
    [
        ("javascript", "function f() { return 1; }", True, False),
        ("javascript", "function f() { return; }", False, False),
        ("javascript", "function f() { g(() => { return 1; }); }", False, False),
        ("javascript", "function* f() { yield 1; }", False, True),
        ("php", "<?php function f() { yield 1; }", False, True),
        ("php", "<?php function f() { return 1; }", True, False),
        ("ruby", "def f\n  return 1\nend", True, False),
        ("ruby", "def f\n  yield 1\nend", False, True),
        ("lua", "function f() return 1 end", True, False),
        ("lua", "function f() return end", False, False),
    ],
)
def test_a_value_is_returned_or_yielded_by_the_body_itself(
    language: str, source: str, returns: bool, yields: bool
) -> None:
    *_, found = documentables(source, language)
    assert (found.signature.returns, found.signature.yields) == (returns, yields)
