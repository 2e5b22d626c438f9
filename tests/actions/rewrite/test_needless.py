"""Lines that are gone and needed no more, and lines that only seem so."""

from __future__ import annotations

import pytest

from glossator.actions.rewrite.losses import lost_lines


@pytest.mark.parametrize(
    ("language", "instruction", "old", "new", "lost"),
    [
        ("lua", "cache the length", "for i = 1, #xs do\nn = n + xs[i]\nend\ng(n)",
         "local m = #xs\nfor i = 1, m do\nend\ng(n)", "n = n + xs[i]"),
        ("elixir", "handle it", "f()\ntext", "case f() do\n{:ok, text} -> g()\nend", "text"),
        ("php", "use ??", "function page(array $q)\n$page = isset($q[1]) ? $q[1] : 1;",
         "$page = $q[1] ?? 1;", "function page(array $q)"),
        ("cpp", "use smart pointers", "auto n = new N();\nn->v = v;\nadd(v);",
         "auto n = make_unique<N>();\nadd(v);", "n->v = v;"),
        ("c", "extract it", "if (a) {\n  f();\n  return -1;\n}\nreturn g();",
         "int h() {\n  return a;\n}\nif (h()) {\n  f();\n}\nreturn g();", "return -1;"),
        ("java", "make it a record",
         "class A {\nprivate int x;\nA(int x) {\nthis.x = x;\n}\nf();\n}",
         "record A(int x) {\nf();\n}", ""),
        ("php", "promote them", "private $a;\nfunction __construct($a)\n{\n$this->a = $a;\n}",
         "function __construct(private string $a)\n{\n}", ""),
        ("r", "vectorize", "n <- 0\nfor (x in xs) n <- n + x\nn", "sum(xs)", ""),
        ("swift", "use guard", "if let a = a {\n  f(a)\n}\nreturn nil",
         "guard let a = a else { return nil }\nf(a)", ""),
        ("haskell", "use foldr", "f [] = 0\nf (x:xs) = x + f xs", "f = foldr (+) 0", ""),
        ("java", "Optional statt null", "if (u == null) {\n  return null;\n}\nreturn u;",
         "return Optional.ofNullable(u);", ""),
    ],
)  # fmt: skip
def test_what_an_instruction_lets_go(
    language: str, instruction: str, old: str, new: str, lost: str
) -> None:
    found = lost_lines(old.split("\n"), new.split("\n"), language, instruction)
    assert found == ([lost] if lost else [])
