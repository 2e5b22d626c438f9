from __future__ import annotations

import pytest

from glossator.text.elision import may_stand_for_code, stands_for_code


@pytest.mark.parametrize(
    "line",
    [
        "    # ...",
        "    # ... rest of the code ...",
        "// … existing code …",
        "/* ... */",
        "{/* ... rest of the items ... */}",
        "<!-- ... -->",
        "-- ... unchanged ...",
        "; ... the rest",
        "void f() { /* ... */ }",
        "void f() { ... }",
        "... rest of the code ...",
        "return a  # ... and so on",
        "[... rest of the file ...]",
        "(* ... *)",
        "% ... rest",
    ],
)
def test_dots_in_a_comment_stand_for_code(line: str) -> None:
    assert stands_for_code(line)


@pytest.mark.parametrize(
    "line",
    [
        "# (unchanged)",
        "// other properties remain the same",
        "# rest of the method",
        "/* existing code */",
        "// remaining cases omitted for brevity",
        "-- same as before",
        "# Rest der Methode unverändert",
        "// reste du code",
        "# resto del código",
        "// 其余代码保持不变",
        "# 残りのコード",
        "// остальной код без изменений",
        "...",
    ],
)
def test_words_can_stand_for_code(line: str) -> None:
    assert may_stand_for_code(line)


@pytest.mark.parametrize(
    "line",
    [
        "f(...args)",
        "  ...props,",
        "# load the file",
        "x = [1, 2]",
        "for (;;) {",
        "int f(int a, ...) {",
        "def f(*args, **kw): ...",
        "# TODO: more tests",
        "a: 1..10",
    ],
)
def test_code_and_other_comments_do_not(line: str) -> None:
    assert not stands_for_code(line)
    assert not may_stand_for_code(line)
