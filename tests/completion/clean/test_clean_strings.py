"""A line of a string of several lines is inserted once as deep, however a model tells it."""

from __future__ import annotations

import pytest

from tests.completion.drawn import at
from tests.completion.quality import suggested

STRINGS = [
    ("cpp", 'auto a = R"(\n        select a\n        │\n    )";\n'),
    ("csharp", 'class A {\n    string a = """\n        select a\n        │\n        """;\n}\n'),
    ("csharp", 'class A {\n    string a = @"\n        select a\n        │\n        ";\n}\n'),
    ("dart", "void f() {\n  var a = '''\n    select a\n    │\n  ''';\n}\n"),
    ("elixir", 'defmodule A do\n  @doc """\n  Says it.\n\n  │\n  """\n  def f, do: 1\nend\n'),
    ("gdscript", 'func f():\n\tvar a = """\n\t\tselect a\n\t\t│\n\t"""\n\treturn a\n'),
    ("go", "func f() string {\n\treturn `\n\t\tselect a\n\t\t│\n\t`\n}\n"),
    ("graphql", 'type A {\n  """\n  Says it.\n  │\n  """\n  a: Int\n}\n'),
    ("groovy", 'def f() {\n    def a = """\n        select a\n        │\n    """\n}\n'),
    ("java", 'class A {\n    String a = """\n        select a\n        │\n        """;\n}\n'),
    ("javascript", "function f() {\n  const a = `\n    select a\n    │\n  `;\n  return a;\n}\n"),
    ("julia", 'function f()\n    a = """\n    select a\n    │\n    """\nend\n'),
    ("kotlin", 'fun f() {\n    val a = """\n        select a\n        │\n    """.trim()\n}\n'),
    ("lua", "local function f()\n  local a = [[\n    select a\n    │\n  ]]\nend\n"),
    ("nim", 'proc f() =\n  let a = """\n    select a\n    │\n  """\n'),
    ("nix", "{\n  a = ''\n    select a\n    │\n  '';\n}\n"),
    ("perl", "sub f {\n    my $a = <<~EOT;\n        select a\n        │\n        EOT\n}\n"),
    (
        "php",
        "<?php\nfunction f() {\n    $a = <<<SQL\n    select a\n    │\n    SQL;\n}\n",
    ),
    ("python", 'def f():\n    """Say it.\n\n    │\n    """\n    return 1\n'),
    ("python", 'def f():\n    a = """\n        select a\n        │\n    """\n    return a\n'),
    ("ruby", "def f\n  a = <<~SQL\n    select a\n    │\n  SQL\nend\n"),
    ("rust", 'fn f() {\n    let a = r#"\n        select a\n        │\n    "#;\n}\n'),
    ("scala", 'object A {\n  val a = """\n    |select a\n    │\n    |""".stripMargin\n}\n'),
    ("shellscript", "f() {\n    cat <<-EOF\n    select a\n    │\n    EOF\n}\n"),
    ("swift", 'func f() {\n    let a = """\n        select a\n        │\n        """\n}\n'),
    ("toml", '[a]\nb = """\n    select a\n    │\n"""\n'),
    ("typescript", "function f() {\n  const a = html`\n    <p>a</p>\n    │\n  `;\n}\n"),
    ("yaml", "a:\n  b: |\n    select a\n    │\n  c: 1\n"),
]


@pytest.mark.parametrize(("language", "drawn"), STRINGS)
def test_a_line_of_a_string_is_as_deep_as_the_cursor(language: str, drawn: str) -> None:
    above, _, below = drawn.partition("│")
    before, _, indent = above.rpartition("\n")
    line, line_above = "from b where c", before.split("\n")[-1]
    whole = indent + line
    right = f"{above}{line}{below}"
    tellings = {
        "its rest": (True, line, indent),
        "the line": (True, whole, indent),
        "in a fence": (True, f"```\n{whole}\n```", indent),
        "with the line above": (True, f"{line_above}\n{whole}", indent),
        "with the line below": (True, whole + "\n".join(below.split("\n")[:2]), indent),
        "the line, at the left edge": (True, whole, ""),
        "the line, half of the way": (True, whole, indent[: len(indent) // 2]),
        "continued": (False, line, indent),
        "continued with the line": (False, whole, indent),
        "continued at the left edge": (False, whole, ""),
    }
    for name, (chat, answer, typed) in tellings.items():
        cursor = at(f"{before}\n{typed}│{below}", language)
        assert suggested(answer, cursor, chat=chat, size=7) == right, name


def test_what_stands_deeper_in_a_string_or_apart_from_its_summary_stays_so() -> None:
    cursor = at('def f():\n    """Say it.\n\n    Args:\n    │\n    """\n')
    seen = suggested("        a: It.", cursor, chat=True, size=7)
    assert seen == f"{cursor.prefix}    a: It.{cursor.suffix}"
    cursor = at('def f():\n    """Say it.\n    │\n    """\n')
    assert "\n\n    Args:\n" in suggested("\n    Args:", cursor, chat=True, size=7).replace(
        "    \n", "\n"
    )
