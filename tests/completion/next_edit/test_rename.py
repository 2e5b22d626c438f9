"""Uses of a renamed name, in 14 languages; drawn with `«old»` where each must be renamed.

`‹old›` is the declaration that the user renames, and a bare `old` is another thing of this name.
"""

from __future__ import annotations

import pytest

from glossator.completion.next_edit.burst import Burst
from glossator.completion.next_edit.rename import edits_of, rename_in, uses_left
from glossator.context.buffer import Buffer

DRAWN = {
    ("python", "a parameter"): """\
def f(‹old›, b=1):
    x.old = «old»
    y = [old for old in a] + [«old»]
    return g(old=«old»)

def h(old):
    return old
""",
    ("python", "a variable"): """\
def f(a):
    ‹old› = 1
    «old» += 2
    return "old", «old»
""",
    ("python", "a function"): """\
def ‹old›(a):
    return «old»(a - 1)

def g(old):
    return old + x.old()

print(«old»)
""",
    ("python", "an attribute"): """\
class A:
    def __init__(self, old):
        self.‹old› = old

    def f(self):
        return self.«old» + old
""",
    ("kotlin", "a variable in templates"): """\
fun f(): Int {
    var ‹old› = 1
    for (x in y) { «old» += x }
    println("$«old» ${«old»} \\$old $older")
    return «old»
}
""",
    ("lua", "a variable that is assigned"): """\
local function f()
  local ‹old› = 1
  «old» = «old» + x.old
  local other, old = g(1)
  return old
end
""",
    ("lua", "a function of a module"): """\
local M = {}
function M.‹old›(a)
  return old
end
function M.g(a)
  return M.«old»(a) .. M.«old»(a)
end
""",
    ("lua", "a field"): """\
local function f(old)
  local self = {}
  self.‹old› = old
  return self.«old»
end
""",
    ("ruby", "a method of the class itself"): """\
class A
  def ‹old›(a)
    a
  end

  def g
    puts «old»(1) + self.«old»(2)
  end

  def h(old)
    old
  end
end
""",
    ("typescript", "a constant"): """\
function f() {
  const ‹old› = 1;
  { const old = 2; g(old); }
  return { «old» , a: x.old };
}
""",
    ("typescript", "an exported function"): """\
function ‹old›() {}
«old»();
export { «old» };
""",
    ("typescript", "a field"): """\
interface I { ‹old›: number }
const f = (i: I, old: number) => i.«old» + old;
""",
    ("go", "a parameter"): """\
package a

func f(‹old› int) int {
	if old := g(); old > 1 {
		return old
	}
	return «old» + x.old
}
""",
    ("go", "a field"): """\
package a

type S struct{ ‹old› int }

func f(s S, old int) S { return S{«old»: s.«old» + old} }
""",
    ("rust", "a variable"): """\
fn f(old: u8) -> u8 {
    let ‹old› = 1;
    g(«old»);
    let old = 3;
    old
}
""",
    ("rust", "a variant"): """\
enum E { ‹old›, B }
fn f(e: E) -> u8 { match e { E::«old» => 1, E::B => 2 } }
""",
    ("java", "a field"): """\
class A {
  int ‹old› = 1;
  int f(int a) { return «old» + this.«old»; }
  int g(int old) { return old; }
}
""",
    ("c", "a function"): """\
int ‹old›(int a) { return a; }
int g(int old) { return old; }
int main(void) { return «old»(1); }
""",
    ("cpp", "a field"): """\
struct P {
  int ‹old› = 0;
  int twice() { return this->«old» * 2; }
};
int f(P p, int old) { return p.«old» + old; }
""",
    ("csharp", "a method"): """\
class A {
  int ‹old›(int a) { return a; }
  int g() { return «old»(1) + this.«old»(2); }
}
""",
    ("kotlin", "a parameter"): """\
fun f(‹old›: Int): Int { return «old» + 1 }
fun g(old: Int): Int { return old }
""",
    ("ruby", "a method"): """\
class A
  def ‹old›(a)
    a
  end
  def g
    self.«old»(1)
  end
end
""",
    ("php", "a parameter"): """\
<?php
function f($‹old›) { return $«old» + $x->old; }
function g($old) { return $old; }
""",
    ("lua", "a local"): """\
local ‹old› = 1
print(«old», t.old)
""",
    ("shellscript", "a variable"): """\
f() {
  local ‹old›=1
  echo "$«old»"
}
""",
    ("swift", "a parameter"): """\
func f(‹old›: Int) -> Int { return «old» + 1 }
func g(old: Int) -> Int { return old }
""",
}


def plain(drawn: str) -> str:
    return "".join(char for char in drawn if char not in "‹›«»")


@pytest.mark.parametrize(("language", "what"), DRAWN)
def test_each_use_is_found_and_nothing_else(language: str, what: str) -> None:
    drawn = DRAWN[language, what].replace("{ «old» , a", "{ «old», a")
    before = plain(drawn)
    text = plain(drawn.replace("‹old›", "brand"))
    burst = Burst.between("file:///a", before, text)
    rename = rename_in(burst, language)
    assert rename is not None
    buffer = Buffer("file:///a", text, language, 1)
    expected = plain(drawn.replace("‹old›", "brand").replace("«old»", "brand"))
    expected = expected.replace("{ brand, a", "{ old: brand, a")
    for edit in reversed(edits_of(rename, text, buffer.uri, uses_left(rename, buffer))):
        text = edit.change.applied_to(text)
    assert text == expected


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("python", "a = old\nb = old\n", "a = brand\nb = old\n"),
        ("python", "old = 1\nprint(old)\n", "old = 2\nprint(old)\n"),
        ("python", "f(old=1)\nf(old=2)\n", "f(brand=1)\nf(old=2)\n"),
        ("python", "x.old()\nx.old()\n", "x.brand()\nx.old()\n"),
        ("python", "def f(old, brand): old\n", "def f(brand, brand): old\n"),
        ("go", "package a\n\nvar x = old\nvar y = old\n", "package a\n\nvar x = b\nvar y = old\n"),
        ("markdown", "old is old\n", "brand is old\n"),
    ],
)
def test_other_changes_are_no_renames(language: str, before: str, after: str) -> None:
    assert rename_in(Burst.between("file:///a", before, after), language) is None


@pytest.mark.parametrize(
    ("language", "declared", "other", "renamed"),
    [
        (
            "python",
            "def old(): pass\n",
            "from a import old\nold()\nx.old\n",
            "from a import brand\nbrand()\nx.old\n",
        ),
        (
            "python",
            "def old(): pass\n",
            "import a\na.old()\nold()\n",
            "import a\na.brand()\nold()\n",
        ),
        ("python", "def old(): pass\n", "def old(): pass\nold()\n", None),
        ("python", "class A:\n    old = 1\n", "x.old = old\n", "x.brand = old\n"),
        (
            "typescript",
            "export function old() {}\n",
            'import { old } from "./a";\nold();\n',
            'import { brand } from "./a";\nbrand();\n',
        ),
        ("python", "def old(): pass\n", "from requests import old\nold()\n", None),
        ("typescript", "function old() {}\n", 'import { old } from "lib";\nold();\n', None),
        ("rust", "fn old() {}\n", "use other::old;\nfn f() { old(); }\n", None),
        ("kotlin", "fun old() {}\n", "import com.shop.old\n\nval x = old()\n", None),
        (
            "python",
            "def old(): pass\n",
            "from . import old\nold()\n",
            "from . import brand\nbrand()\n",
        ),
        (
            "typescript",
            "function old() {}\n",
            'import { old } from "..";\nold();\n',
            'import { brand } from "..";\nbrand();\n',
        ),
        (
            "rust",
            "fn old() {}\n",
            "use crate::a::old;\nfn f() { old(); a::old(); b::old(); }\n",
            "use crate::a::brand;\nfn f() { brand(); a::brand(); b::old(); }\n",
        ),
        (
            "typescript",
            "function old() {}\n",
            'export { old } from "./a";\nexport { old as b } from "./a";\n',
            'export { brand } from "./a";\nexport { brand as b } from "./a";\n',
        ),
        ("typescript", "function old() {}\n", 'export { old } from "lib";\n', None),
        (
            "typescript",
            "function old() {}\n",
            'import { old } from "./a";\n\nexport { old };\n',
            'import { brand } from "./a";\n\nexport { brand };\n',
        ),
        (
            "rust",
            "fn old() {}\n",
            "pub use crate::a::old;\n",
            "pub use crate::a::brand;\n",
        ),
        (
            "rust",
            "fn old() {}\n",
            "use crate::{b, old};\nfn f() { old(); }\n",
            "use crate::{b, brand};\nfn f() { brand(); }\n",
        ),
        (
            "java",
            "class A { static void old() {} }\n",
            "import static shop.A.old;\nclass B { int x = a.old() + old(); }\n",
            "import static shop.A.brand;\nclass B { int x = a.brand() + brand(); }\n",
        ),
        (
            "python",
            "class A:\n    old = 1\n",
            "from lib import old\nx.old = old\n",
            "from lib import old\nx.brand = old\n",
        ),
        (
            "c",
            "int old(int a);\n",
            '#include "a.x"\nint old(int a) { return a; }\nint f() { return old(1); }\n',
            '#include "a.x"\nint brand(int a) { return a; }\nint f() { return brand(1); }\n',
        ),
        ("c", "int old(int a);\n", '#include "c.x"\nint old(int a) { return a; }\n', None),
        ("java", "class A { void old() {} }\n", "class B { int x = a.old(); }\n", None),
        ("go", "package a\n\nfunc old() {}\n", "package a\n\nvar x = old()\n", None),
    ],
)
def test_uses_in_other_files(language: str, declared: str, other: str, renamed: str | None) -> None:
    after = declared.replace("old", "brand", 1)
    rename = rename_in(Burst.between("file:///a.x", declared, after), language)
    assert rename is not None
    buffer = Buffer("file:///b.x", other, language, 1)
    text = other
    for edit in reversed(edits_of(rename, text, buffer.uri, uses_left(rename, buffer))):
        text = edit.change.applied_to(text)
    if language == "go" or (language == "java" and "import" not in other):
        renamed = other.replace("old", "brand")
    assert text == (renamed if renamed is not None else other)
