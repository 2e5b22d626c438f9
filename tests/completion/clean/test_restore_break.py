"""What `restore_break` changes, and the right replies that it leaves alone."""

from __future__ import annotations

import pytest

from glossator.completion.clean.restore_break import restore_break
from tests.completion.clean.checks import check_head


@pytest.mark.parametrize(
    ("drawn", "reply", "kept"),
    [
        ("    if a:│", "        b()", "\n        b()"),
        ("    if a:│", " b()", " b()"),
        ("if a:│", " b()", " b()"),
        ("    x = a[1:│", "        2]", "        2]"),
        ("    a = 1│", "        b()", "        b()"),
    ],
)
def test_a_body_begins_on_a_new_line(drawn: str, reply: str, kept: str) -> None:
    check_head(restore_break, drawn, reply, kept)


@pytest.mark.parametrize(
    ("language", "drawn", "reply", "kept"),
    [
        ("html", "<ul>│\n</ul>\n", "<li>a</li>", "\n  <li>a</li>"),
        ("html", "<li>│</li>\n", "<b>a</b>", "<b>a</b>"),
        ("erlang", "-module(a).│\n", "-export([f/1]).", "\n-export([f/1])."),
        # comments
        ("python", "    # load it│", "x = load(p)", "\n    x = load(p)"),
        ("python", "    # load│", "ed (see above) at once.", "ed (see above) at once."),
        ("c", "int a; // why│", "int b = 1;", "\nint b = 1;"),
        ("sql", "-- all│", "SELECT (1);", "\nSELECT (1);"),
        ("ruby", "# frozen_string_literal: true│", 'require "a"', '\nrequire "a"'),
        # finished statements
        ("java", "  int a = 1;│", "int b = 2;", "\n  int b = 2;"),
        ("java", "for (int i = 0;│", "i < 9; i++) {", "i < 9; i++) {"),
        ("java", "  }│", "else {", "else {"),
        ("python", "import os│", "import sys", "\nimport sys"),
        ("python", "import o│", "s.path", "s.path"),
        ("python", "retur│", "n a", "n a"),
        # the indentation of the line, kept
        ("perl", "\ta(); # b│\n\tc();", "\td();", "\n\td();"),
        ("perl", "#endif│\n\tld\t1", "\tadd\t{a},2", "\n\tadd\t{a},2"),
        ("java", "    a();│\n    c();", "    b();", "\n    b();"),
        ("toml", 'a = """\n# b│\nc = 1\n', '"""', '\n"""'),
        ("python", "a = (\n    # b│\n    c,\n)\n", '(b"d", None),', '\n    (b"d", None),'),
        ("python", "x  # b│", "(see c), d", "(see c), d"),
        ("shellscript", "# run it│\n", "../a/b --c d", "\n../a/b --c d"),
        ("yaml", "# all of them│\nb: 1\n", "a:", "\na:"),
        ("clojure", ";; adds│\n", "(defn add [])", "\n(defn add [])"),
        ("clojure", "(def a 1)│\n", "(def b 2)", "\n(def b 2)"),
        ("clojure", "(do (a)│\n", " (b))", " (b))"),
        ("scala", "a.map { x =>│\n}\n", "x + 1", "\n  x + 1"),
        ("kotlin", "a.map { x ->│\n}\n", "x + 1", "\n    x + 1"),
        ("scala", "a.map(x =>│)\n", " x + 1", " x + 1"),
        # a block, a list or another comment may begin after one
        ("cpp", "    // FF│\n        a();\n    }\n", "{", "\n    {"),
        ("csharp", "    // FF│\n        a();\n    }\n", "{", "\n    {"),
        ("kotlin", "    // Views│\n     * All.\n     */\n", "/**", "\n    /**"),
        ("objective-c", "  // see 12│\n", "[a compact];", "\n  [a compact];"),
        (
            "julia",
            "    # the next│\n",
            "(i += 1) > n && return i",
            "\n    (i += 1) > n && return i",
        ),
        ("python", "# see│\n", "[1], too", "[1], too"),
        # what ends its block may stand below
        (
            "javascript",
            "// a│\n  <h3/>\n);\n",
            "const A = ({ b }) => (",
            "\nconst A = ({ b }) => (",
        ),
        (
            "cmake",
            "  # a mode│\n    b()\n  endif()\n",
            'if (A MATCHES "D")',
            '\n  if (A MATCHES "D")',
        ),
        ("cmake", "# see(a│\n", "b) for it", "b) for it"),
        # lines beside it are like it
        ("go", "type T struct {\n\tA int `a`\n\t// use A│\n}\n", "Num int `b`", "\n\tNum int `b`"),
        (
            "go",
            "var a = map[int]bool{\n\t0x0C: true,\n\t// CR│\n}\n",
            "0x0E: true,",
            "\n\t0x0E: true,",
        ),
        ("powershell", "[B()] [c]$D,\n# e│\n", "[A()] [s]$C,", "\n[A()] [s]$C,"),
        ("powershell", "# show it│\n", "invoke-item out.html", "\ninvoke-item out.html"),
        ("python", "# show it│\n", "re-use it", "re-use it"),
        # arrays
        ("go", "var a []│\n", "byte", "byte"),
        ("go", "\ta := b[i]│\n", "c()", "\n\tc()"),
        ("python", "a = []│\n", "b = 1", "\nb = 1"),
        # a row of a table
        ("perl", "f(\n\ta\t$B,#1\n\tv\t$H,│\n", "$C\t@ d", "$C\t@ d"),
        ("csv", "1;2;a\n3;4;│\n", "b", "b"),
        ("csv", "1.5;-2;a\n3;null;│\n", "b", "b"),
        ("c", "f(\n  {1, 2},\n  {3,│\n", " 4},", " 4},"),
        ("asm", "\t.long\t1,2\n\t.long\t3,│\n", "4", "4"),
        # openers
        ("rust", "fn main() {│\n}", 'print("a");', '\n    print("a");'),
        ("rust", "let a = A {│", "b: 1 };", "b: 1 };"),
        ("yaml", "on:│", "push:\n    all: true", "\n  push:\n    all: true"),
        ("yaml", "on:│", "push", "push"),
        ("lua", "if a then│", "b()\nc()", "\n  b()\n  c()"),
        ("yaml", "  steps:│", "- uses: a", "\n    - uses: a"),
        ("julia", "function f(x)│", "return x", "\n    return x"),
        ("python", "def f(a):│", "if a:\n        b\n    c", "\n    if a:\n        b\n    c"),
        ("python", "f = lambda a:│", "a + 1", "a + 1"),
        # a word that would be glued to the last one
        ("c", "#include <a.h>│\n", "#include <b.h>", "\n#include <b.h>"),
        ("c", "x = a->│", "b;", "b;"),
        ("toml", "[tool]│", "a = 1", "\na = 1"),
        ("dockerfile", "FROM debian│", "WORKDIR /app", "\nWORKDIR /app"),
        ("dockerfile", "RUN apt-get inst│", "all -y curl", "all -y curl"),
        ("ini", "a=1│", "b=2", "\nb=2"),
        ("objective-c", "@interface A : B│\n@end\n", "@property int a;", "\n@property int a;"),
        ("java", "@Override│", "public int a() {", "\npublic int a() {"),
        ("cmake", "project(a)│", "set(b c)", "\nset(b c)"),
        ("css", "/* a */│", ".b { color: red; }", "\n.b { color: red; }"),
        ("shellscript", "# all of them│", "ls -l *.log", "\nls -l *.log"),
        ("sql", "-- if it is not there│", "INSERT OR IGNORE INTO a", "\nINSERT OR IGNORE INTO a"),
        ("go", "var a = []string{\n// digits│\n}\n", '"@",', '\n"@",'),
        ("kotlin", "// all│\nfun a() {}\n", "@Test", "\n@Test"),
        ("dockerfile", "RUN a\n# ccache│", "RUN yum install", "\nRUN yum install"),
        ("dockerfile", "# ccache│", "RUN yum install", "\nRUN yum install"),
        ("shellscript", "# list│", "ed with -l at once", "ed with -l at once"),
        # text
        ("markdown", "A line;│", "and more", "and more"),
        ("python", 'x = "a;│', "b", "b"),
    ],
)
def test_the_next_line_begins_on_a_new_line(
    language: str, drawn: str, reply: str, kept: str
) -> None:
    check_head(restore_break, drawn, reply, kept, language=language)
