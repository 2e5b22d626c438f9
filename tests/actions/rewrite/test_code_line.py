from __future__ import annotations

import pytest

from glossator.actions.rewrite.code_line import CodeLine, code_lines


def _line(text: str, language: str = "python") -> CodeLine:
    (line,) = code_lines([text], language)
    return line


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("def f(a):", "python", "definition"),
        ("int f(int a) {", "java", "definition"),
        ("pub fn f(a: u8) -> u8 {", "rust", "definition"),
        ("if a > 1:", "python", "head"),
        ("} else if (a) {", "javascript", "head"),
        ("with open(path) as f:", "python", "head"),
        ("return a", "python", "leave"),
        ('panic("no")', "go", "leave"),
        ("save(a)", "python", "effect"),
        ("await save(a);", "typescript", "effect"),
        ('puts "a"', "ruby", "effect"),
        ("begin(a)", "python", "effect"),
        ("work $1", "shellscript", "effect"),
        ('std::cout << "a";', "cpp", "effect"),
        ("a = 1", "python", "binding"),
        ("const a = f();", "javascript", "binding"),
        ("private int _n;", "csharp", "binding"),
        ("total += a", "python", "mutation"),
        ("out = append(out, a)", "go", "mutation"),
        ("path = os.path.join(a)", "python", "binding"),
        ('"a": 1,', "json", "item"),
        ("C bool", "go", "item"),
        ("x: f64,", "rust", "item"),
    ],
)
def test_what_a_line_is(text: str, language: str, kind: str) -> None:
    assert _line(text, language).kind == kind


@pytest.mark.parametrize(
    ("text", "language", "bound"),
    [
        ("a = 1", "python", {"a"}),
        ("a, b = f()", "python", {"a", "b"}),
        ("for i, x in xs:", "python", {"i", "x"}),
        ("with f() as g:", "python", {"g"}),
        ("users.each do |user|", "ruby", {"user"}),
        ("foreach ($users as $user) {", "php", {"user", "users"}),
        ("def f(a, b):", "python", {"a", "b"}),
        ("save(a)", "python", set()),
    ],
)
def test_what_a_line_binds(text: str, language: str, bound: set[str]) -> None:
    assert _line(text, language).bound == bound


def test_what_a_line_calls() -> None:
    line = _line("log.info(a, f(b))")
    assert (line.path, line.callee, line.receiver) == (("log", "info"), "info", "log")
    assert line.calls == {"info", "f"}
    assert line.atoms == {"log", "info", "a", "f", "b"}


def test_what_says_nothing_is_no_line() -> None:
    lines = ["{", "} else {", "# why", "", "end", "/* a", "b */", "f()"]
    assert [line.text for line in code_lines(lines, "ruby")] == ["f()"]
    assert [line.text for line in code_lines(["else:", "default:"], "yaml")] == ["default:"]
