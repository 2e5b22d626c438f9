from __future__ import annotations

import pytest

from glossator.actions.rewrite.losses import has_elision, lost_lines

OLD = """\
def f(xs):
    total = 0
    for x in xs:
        log(x)
        total += x
    save(total)
    return total
"""


def _lost(new: str, old: str = OLD, language: str = "python") -> list[str]:
    return lost_lines(old.splitlines(), new.splitlines(), language)


@pytest.mark.parametrize("line", [each for each in OLD.splitlines() if "total = 0" not in each])
def test_a_line_that_goes_is_lost(line: str) -> None:
    new = "\n".join(each for each in OLD.splitlines() if each != line)
    assert _lost(new) == [line.strip()]


def test_a_line_that_goes_beside_a_new_one_is_lost_too() -> None:
    assert _lost(OLD.replace("    save(total)\n", "    if not xs:\n        raise Empty\n")) == [
        "save(total)"
    ]


def test_another_call_does_not_stand_for_one_that_goes() -> None:
    assert _lost(OLD.replace("log(x)", "check(x)")) == ["log(x)"]
    assert _lost(OLD.replace("log(x)", "logs(x)")) == []


@pytest.mark.parametrize(
    ("instruction", "lost"),
    [
        ("improve it", ["return sum(xs)"]),
        ("return early", ["return sum(xs)"]),
        ("Return nothing.", []),
        ("the result is always 0", []),
    ],
)
def test_what_is_given_back_changes_where_it_is_asked_for(
    instruction: str, lost: list[str]
) -> None:
    old, new = ["def f(xs):", "    return sum(xs)"], ["def f(xs):", "    return 0"]
    assert lost_lines(old, new, "python", instruction) == lost


@pytest.mark.parametrize(
    "new",
    [
        OLD,
        OLD.replace("total = 0", "total = 1"),
        OLD.replace("    save(total)\n", "    check(total)\n    save(total)\n"),
        OLD.replace("log(x)", "log.info(x)"),
        OLD.replace("    for x in xs:\n", "    for x in (\n        xs\n    ):\n"),
        OLD.replace("total", "sum_"),
        OLD.replace("        log(x)\n        total += x\n", "        total += x\n        log(x)\n"),
    ],
)
def test_a_line_that_is_changed_moved_or_broken_is_not(new: str) -> None:
    assert _lost(new) == []


def test_what_is_said_in_one_line_is_not_lost() -> None:
    old = "out = []\nfor x in xs:\n    if x > 0:\n        out.append(x)\nreturn out"
    assert _lost("return [x for x in xs if x > 0]", old) == []


def test_a_value_that_nothing_uses_may_go() -> None:
    assert _lost("return 6", "a = 1\nb = 2\nreturn a + b") == []
    assert _lost("return 6", "a = 1\nb = call()\nreturn a + b") == ["b = call()"]


def test_who_selects_one_line_wants_another() -> None:
    assert _lost("y = load()", "x = 1") == []


@pytest.mark.parametrize(
    ("language", "old", "new", "lost"),
    [
        ("javascript", "a: 1,\nb: 2,", "a: 1,", ["b: 2,"]),
        ("html", "<li>a</li>\n<li>b</li>", "<li>a</li>", ["<li>b</li>"]),
        ("c", "f();\nbreak;", "f();", ["break;"]),
        ("yaml", "a: 1\nb: 2", "a: 3", ["b: 2"]),
        ("sql", "SELECT a\nWHERE b = 1", "SELECT a", ["WHERE b = 1"]),
        ("rust", "#[test]\nfn f() {}", "fn f() {}", ["#[test]"]),
        ("lua", "-- why\nf()\ng()", "f()\ng()", []),
        ("css", "a { b: c; }\nd { e: f; }", "a { b: c; }", ["d { e: f; }"]),
    ],
)
def test_in_any_language(language: str, old: str, new: str, lost: list[str]) -> None:
    assert _lost(new, old, language) == lost


@pytest.mark.parametrize(
    ("new", "line"),
    [
        (["def f():", "    # ... rest"], "# ... rest"),
        (["def f():", "    # (unchanged)", "    return b"], "# (unchanged)"),
        (["def f():", "    ..."], "..."),
        (["def f():", "    a = 1", "    # keep the same", "    return a"], ""),
        (["def f():", "    a = 1", "    return a"], ""),
    ],
)
def test_a_comment_in_the_place_of_code_is_found(new: list[str], line: str) -> None:
    assert has_elision(["def f():", "    a = 1", "    return a"], new, "python") == line


@pytest.mark.parametrize(
    ("language", "old", "new"),
    [
        ("python", "def f(a):\n    return a + b", "f = lambda a: a + b"),
        ("javascript", "function f(a) {\n  return a + b;\n}", "const f = (a) => a + b;"),
        ("java", "int f(int a) {\n  return a + b;\n}", "f = a -> a + b;"),
        ("rust", "fn f(a: i32) -> i32 {\n    return a + b;\n}", "let f = |a: i32| a + b;"),
    ],
)
def test_a_closure_gives_back_what_a_function_did(language: str, old: str, new: str) -> None:
    assert _lost(new, old, language) == []
    assert _lost(new.replace("a + b", "0"), old, language) != []
