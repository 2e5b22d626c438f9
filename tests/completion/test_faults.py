"""How much a text at the cursor is not the file's language, with and without a grammar."""

from __future__ import annotations

import pytest

from glossator.completion.faults import fault_count, unpaired_count
from tests.completion.drawn import at


@pytest.mark.parametrize(
    ("language", "drawn", "right", "wrong"),
    [
        ("python", "f(│)\n", "a", "a)"),
        ("ruby", "def a\n  b\n│\n", "end", "end\nend"),
        ("json", '{"a": [│]}\n', "1", "1]"),
        ("yaml", "a:\n  - b\n│", "  - c", " - c\n  d: ["),
        ("css", "a {\n  │\n}\n", "color: red;", "color: red; }"),
        ("html", "<div>\n│\n</div>\n", "<p>a</p>", "<p>a</p></div>"),
        # code in a page and in Markdown
        ("html", "<style>/*\n</style│\n<p>a</p>\n", ">", "></b>"),
        ("vue", "<script setup>\nconst n = f(│);\n</script>\n", "1", "1);"),
        ("svelte", "<style>\na {│}\n</style>\n", "color: red;", "color: red; }"),
        ("html", '<script lang="ts">\nlet a: [│];\n</script>\n', "string", "string];"),
        ("markdown", "Text (\n\n```python\nf(│)\n```\n", "a", "a)"),
        # no grammar
        ("clojure", "(defn add [a b]\n  (│))\n", "+ a b", "+ a b))"),
        ("julia", "function f(a)\n  a\n│\n", "end", "end\nend"),
        ("handlebars", "<div>\n│\n</div>\n", "<p>a</p>", "</div>"),
        ("latex", "\\begin{a}\nb\n│\n", "\\end{a}", "\\end{a}\n\\end{a}"),
        ("", "f(│)\n", "a", "a)"),
    ],
)
def test_what_is_wrong_has_more_faults(language: str, drawn: str, right: str, wrong: str) -> None:
    cursor = at(drawn, language)
    assert fault_count(right, 0, cursor) == 0
    assert fault_count(wrong, 0, cursor) > 0


@pytest.mark.parametrize(
    ("language", "drawn", "right", "wrong"),
    [
        ("shellscript", "for a in b; do\n  if c; then\n    d\n│\ndone\n", "  fi", "  fi\nfi"),
        ("cmake", "if(A)\n  set(B 1)\n│\n", "endif()", "endif()\nendif()"),
        ("makefile", "ifdef A\nB = 1\n│\n", "endif", "endif\nendif"),
        ("elixir", "def f(x) do\n  Enum.map(x, fn y ->\n    y\n│\n", "  end)\nend", "  end)"),
        ("lua", "local f = function()\n  while a do\n    b()\n  end\n│\n", "end", "end\nend"),
        ("julia", "open(a) do f\n  while true\n    g(f)\n│\nend\n", "  end", "  end\nend"),
        ("crystal", "while a do\n  b\n│\n", "end", "end\nend"),
    ],
)
def test_words_pair_like_brackets(language: str, drawn: str, right: str, wrong: str) -> None:
    cursor = at(drawn, language)
    assert unpaired_count(right, 0, cursor) == 0
    assert unpaired_count(wrong, 0, cursor) > 0


def test_what_gives_way_is_left_out() -> None:
    assert fault_count("a)", 1, at("f(│)\n", "python")) == 0


def test_a_long_list_is_read_from_its_beginning() -> None:
    cursor = at("const A: &[u8] = &[\n" + "    100,\n" * 600 + "]│\n", "rust")
    assert fault_count(";", 0, cursor) == 0


@pytest.mark.parametrize("language", ["javascript", "python"])
def test_far_from_the_cursor_nothing_counts(language: str) -> None:
    cursor = at("f((\n" + "g()\n" * 3_000 + "f(│)\n" + "g()\n" * 3_000 + "))\n", language)
    assert fault_count("a", 0, cursor) == 0


def test_where_the_grammar_takes_too_long_brackets_are_counted() -> None:
    cursor = at("*/\n" * 1_200 + "f(│\n" + "*/\n" * 600, "go")
    assert fault_count("a", 0, cursor) == 1
    assert fault_count("a)", 0, cursor) == 0
