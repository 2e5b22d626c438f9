"""What a name is where it stands, in every language.

Drawn: `‹b›` stands for a name that is a binding of the whole file, `‹t›` one of a type, `‹l›` one
of a function or block; `‹i›` is an import, `‹m›` a member, `‹a›` an argument, `‹s›` a shorthand
and `‹u›` another use.
"""

from __future__ import annotations

import re

import pytest

from glossator.syntax.name_uses import NameUse, name_at, name_uses

DRAWN = {
    "python": """\
from prices import ‹i›
class A:
    ‹t› = 1
    def __init__(self, ‹l›):
        self.‹m› = ‹u›
    def f(self):
        return [‹u› for ‹l› in g(‹a›=‹u›)]
""",
    "typescript": """\
import { ‹i› } from "./prices";
enum E { ‹t›, B }
class A {
  ‹t›: number;
  f(‹l›: number) { const ‹l› = this.‹m›; return { ‹s›, a: { ‹m›: 1 } }; }
}
const g = (‹l›) => ‹u›;
function ‹b›() {}
""",
    "go": """\
package a
type S struct { ‹t› int }
const ‹b› = 1
func f(‹l› int) int { ‹l› := 1; for _, ‹l› := range s.‹m› {}; return S{‹m›: ‹u›}.x }
""",
    "rust": """\
struct S { ‹t›: u8 }
enum E { ‹t› }
const ‹b›: u8 = 1;
fn f(‹l›: u8) -> S { let ‹l› = s.‹m›; E::‹m›; S { ‹m›: ‹u› } }
""",
    "java": """\
class A {
  int ‹t› = 1;
  int f(int ‹l›) { for (int ‹l› : y) {} this.‹m› = ‹u›; return ‹u›(); }
}
""",
    "c": """\
struct S { int ‹t›; };
enum E { ‹t› };
int ‹b›(int ‹l›) { int *‹l› = s->‹m›; return ‹u›; }
int g(int ‹l›);
""",
    "csharp": """\
class A {
  int ‹t› { get; set; }
  int f(int ‹l›) { var ‹l› = this.‹m›; return ‹u›; }
}
""",
    "kotlin": """\
class A(val ‹t›: Int) {
  fun f(‹l›: Int): Int { val ‹l› = this.‹m›; return ‹u› }
}
enum class E { ‹t› }
""",
    "swift": """\
class A {
  var ‹t› = 1
  func f(‹l›: Int) -> Int { let ‹l› = self.‹m›; return ‹u› }
}
""",
    "php": """\
<?php class A {
  const ‹t› = 1;
  function f() { $this->‹m› = 1; return self::‹m›; }
}
""",
    "ruby": """\
class A
  def ‹t›(a)
    foo.‹m›
  end
  def g(‹l›)
    ‹u›
  end
end
""",
    "lua": """\
local ‹b› = 1
function f(‹l›) local ‹l› = t.‹m›; return { ‹m› = ‹u› } end
""",
    "shellscript": """\
‹b›=1
f() { local ‹l›=2; echo $‹u›; }
""",
}
NAME = "price"
KINDS = {"import": "i", "member": "m", "argument": "a", "shorthand": "s", "use": "u"}


def kind_of(use: NameUse) -> str:
    if use.role != "binding":
        return KINDS[use.role]
    return "l" if use.scope else "t" if use.is_of_type else "b"


@pytest.mark.parametrize("language", DRAWN)
def test_roles(language: str) -> None:
    drawn = DRAWN[language]
    text = re.sub("‹.›", NAME, drawn)
    seen, at = list[str](), 0
    for use in name_uses(text, NAME, language):
        seen += [text[at : use.start], f"‹{kind_of(use)}›"]
        at = use.end
    assert "".join([*seen, text[at:]]) == drawn


def test_strings_and_comments_hold_no_names() -> None:
    text = "# price\nx = 'price' + prices  # price\n"
    assert name_uses(text, NAME, "python") == []


def test_a_members_owner() -> None:
    (use,) = name_uses("a.b.price\n", NAME, "python")
    assert use.owner == "a.b"


@pytest.mark.parametrize(
    ("language", "text", "offset", "name"),
    [
        ("python", "price = 1", 2, "price"),
        ("ruby", "@price = 1", 1, "@price"),
        ("python", "'price'", 2, ""),
        ("python", "x = 1 ", 5, ""),
    ],
)
def test_the_name_at_an_offset(language: str, text: str, offset: int, name: str) -> None:
    assert name_at(text, offset, language) == name
