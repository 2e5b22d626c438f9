"""Lines that a shorter form of the language says."""

from __future__ import annotations

import pytest

from glossator.actions.rewrite.losses import lost_lines


@pytest.mark.parametrize(
    ("language", "instruction", "old", "new"),
    [
        ("rust", "use ?", "match f() {\n    Ok(x) => x,\n    Err(e) => return Err(e),\n}", "f()?;"),
        ("java", "use a lambda",
         "on(new L() {\n    @Override\n    public void go(E e) {\n        save();\n    }\n});",
         "on(e -> {\n    save();\n});"),
        ("csharp", "use ??", "string T\n{\n  get\n  {\n    return t;\n  }\n}", "string T => t;"),
        ("javascript", "make it a class", "C.prototype.f = function () {\n  go();\n};",
         "class C {\n  f() {\n    go();\n  }\n}"),
        ("kotlin", "make it a data class",
         "class U {\n  val n: Int\n  override fun toString(): String {\n    return n\n  }\n}",
         "data class U(val n: Int)"),
        ("rust", "derive it", "struct C;\nimpl Show for C {\n  fn show() {\n    a();\n  }\n}",
         "#[derive(Show)]\nstruct C;"),
        ("javascript", "use modules",
         'const fs = require("fs");\nf(fs);', 'import fs from "fs";\nf(fs);'),
        ("ruby", "make it idiomatic", "def f(a)\n  s = a\n  return s\nend", "def f(a)\n  a\nend"),
    ],
)  # fmt: skip
def test_the_longer_form_may_go_where_it_is_asked_for(
    language: str, instruction: str, old: str, new: str
) -> None:
    assert lost_lines(old.split("\n"), new.split("\n"), language, instruction) == []


def test_what_the_longer_form_did_may_not() -> None:
    old = "on(new L() {\n    public void go(E e) {\n        save();\n        close();\n    }\n});"
    new = "on(e -> {\n    save();\n});"
    assert lost_lines(old.split("\n"), new.split("\n"), "java", "use a lambda") == ["close();"]
