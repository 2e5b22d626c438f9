"""One line or a block, and where it ends in a text that grows."""

from __future__ import annotations

import pytest

from glossator.completion.cursor import scan_before
from glossator.completion.stop import StopRule, complete_lines, end_of_suggestion, stop_rule_at
from tests.completion.drawn import at


@pytest.mark.parametrize(
    ("drawn", "language", "stop_rule"),
    [
        ("def f():│", "python", StopRule.BLOCK),
        ("def f():  # why│", "python", StopRule.LINE),
        ("def f():\n    │", "python", StopRule.BLOCK),
        ("x = │", "python", StopRule.LINE),
        ("x = f(│)", "python", StopRule.LINE),
        ("x = a[1:│", "python", StopRule.LINE),
        ("# sort the list\n│", "python", StopRule.BLOCK),
        ("# sort│", "python", StopRule.LINE),
        ('x = "a:│', "python", StopRule.LINE),
        ("f() {│", "javascript", StopRule.BLOCK),
        ("f() {│}", "javascript", StopRule.BLOCK),
        ("f() {\n  │\n}", "javascript", StopRule.BLOCK),
        ("a.map(b => {│});", "javascript", StopRule.BLOCK),
        ("if x then│", "lua", StopRule.BLOCK),
        ("list.each do |x|│", "ruby", StopRule.BLOCK),
        # only the tree tells: text over several lines, and marks of text that are none
        ("a = `one {│\n  two\n`;\nb();", "javascript", StopRule.LINE),
        ("a = `one ${f(() => {│\n})}\n`;", "javascript", StopRule.BLOCK),
        ('x = 1\ny = """\nif a:│\n"""\n', "python", StopRule.LINE),
        ('let a = r#"\n "  {│\n"#;\n', "rust", StopRule.LINE),
        ('if (/"/.test(a)) {│\n}', "javascript", StopRule.BLOCK),
        ("/* why\n   for (;;) {│\n*/\nint a;", "c", StopRule.LINE),
        ("int a; // why {│\nint b;", "c", StopRule.LINE),
        # and where it is broken, the scan
        ('x = "a {│\ny = 1', "python", StopRule.LINE),
        ('x = """Totals:\n│\ny = 1\n', "python", StopRule.LINE),
        ('let x = "Totals {│\nlet y = 1;\n', "rust", StopRule.LINE),
        ("const x = `Totals {│\nbar();\n", "javascript", StopRule.LINE),
        ('x = "Totals do│\nfoo\n', "ruby", StopRule.LINE),
        ('<?php\n$x = "Totals {│\nfoo();\n', "php", StopRule.LINE),
        ("def f(:\n    if a:│", "python", StopRule.BLOCK),
        ("def total(prices)│", "ruby", StopRule.BLOCK),
        ("local function total(prices)│", "lua", StopRule.BLOCK),
        ("puts total if prices│", "ruby", StopRule.LINE),
        ("Some prose │", "markdown", StopRule.LINE),
        ("services:│", "yaml", StopRule.BLOCK),
        ("│", "", StopRule.BLOCK),
    ],
)
def test_the_shape_is_told_by_what_stands_around_the_cursor(
    drawn: str, language: str, stop_rule: StopRule
) -> None:
    assert stop_rule_at(at(drawn, language)) is stop_rule


@pytest.mark.parametrize("above", [2_500, 20_000])
def test_far_down_a_file_the_text_of_a_docstring_is_none_of_the_code(above: int) -> None:
    text = '"""Totals.\n\n' + "class names, and don't ask why:\n" * (above // 30) + '"""\n'
    code = "def total(prices):\n    " + "net = 0\n    " * 20 + "for price in prices:"
    assert not scan_before(at(text + code + "│\n", "python")).quote
    assert stop_rule_at(at(text + code + "│\n", "python")) is StopRule.BLOCK
    assert stop_rule_at(at(text + code + "  # if│\n", "python")) is StopRule.LINE


# The suggestion is drawn with `┊` where it is complete; without it, it may go on.
@pytest.mark.parametrize(
    ("drawn", "language", "suggestion"),
    [
        ("x = │", "python", "1┊\ny = 2"),
        ("x = │", "python", "1"),
        ("x = f(│)", "python", "1, 2┊\ny"),
        ("x = 1│", "python", "\ny = 2┊\nz"),
        # the body of a line that opens a block
        ("if a:│", "python", "\n    b()\n\n    c()┊\nd()\n"),
        ("if a:│", "python", "\n    b()\n"),
        ("if a:│", "python", "\n    b()\n  "),
        ("if a:│", "python", "\n    b(\n)\n    c()┊\nd"),
        ("if a:│", "python", '\n    b = """\nc\n"""\n    d()┊\ne'),
        ("def f(a,\n      b):│", "python", "\n    return a┊\n\n\ndef g"),
        ("f() {│", "javascript", "\n  a();\n}┊\nb();"),
        ("f(int a,\n  int b) {│", "c", "\n  a();\n}┊\nb();"),
        ("f() {│", "javascript", "\n  a();\n}"),
        ("f() {│\n}", "javascript", "\n  a();┊\n}\n"),
        ("if (a) {│", "javascript", "\n  b();\n} else {┊\n  c();\n}"),
        ("list.each do |x|│", "ruby", "\n  puts x\nend┊\n"),
        # in a call that the editor has closed
        ("f(│);", "javascript", "() => {\n  a();\n}, 1);┊\nb();"),
        ("f(│);", "javascript", "() => {\n  a();"),
        ("f(() => {│}, [a]);", "javascript", "\n  a();\n}, [a]);┊\nb();"),
        ("    F(│);", "csharp", "() =>\n    {\n        G();\n    });┊\n    H();"),
        ("f(│)", "lua", "function()\n  a()\ne"),
        ("f(│)", "lua", "function()\n  a()\nend)┊\nb()"),
        ("f(│)", "swift", "a: { b in\n  c()\n})┊\nd()"),
        ("  return (│);", "typescriptreact", "<p>\n      a\n    </p>\n  );┊\nb"),
        ("f(│)", "c", "a,\n  b)┊\nc"),
        ("if (│) {", "c", "a) {┊\n  b();\n}"),
        ("f('│')", "javascript", "a {┊\n  b"),
        ("f('│')", "javascript", "a', () => {\n  b();\n});┊\nc"),
        # an empty body, the cursor in it
        ("def f():\n    │", "python", "a = 1\n\n    return a┊\n\ndef g"),
        ("if a:\n    # first\n    │", "python", "b\n\n    c┊\nd"),
        ("f() {\n\t│\n}", "go", "a()\n\tb()┊\n}\n"),
        # a statement among others
        ("a = 1\n│", "python", "b = 2\nc = 3┊\n\nd = 4\n"),
        ("a = 1\n│", "python", "def f():\n    b\n\n    c┊\n\n\nd = 4\n"),
        ("a = 1\n│", "python", "b = [\n\n1\n]┊\n\nd"),
        ("def f():\n    a = 1\n    │", "python", "b = 2┊\nc = 3"),
    ],
)
def test_a_stop_rule_ends_where_the_next_thing_begins(
    drawn: str, language: str, suggestion: str
) -> None:
    cursor = at(drawn, language)
    text, mark, _ = suggestion.partition("┊")
    end = end_of_suggestion(suggestion.replace("┊", ""), cursor, stop_rule_at(cursor))
    assert end == (len(text) if mark else None)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a", ""),
        ("a\nb", "a"),
        ("a\nb\n", "a\nb"),
        ("a \nb", "a "),
        ("a\n\n  \nb", "a"),
        ("", ""),
        ("\na", ""),
        ("  \n\na", ""),
    ],
)
def test_only_lines_that_are_complete_go_out_at_the_deadline(text: str, lines: str) -> None:
    assert complete_lines(text) == lines
