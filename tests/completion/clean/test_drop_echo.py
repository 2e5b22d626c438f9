"""What `drop_echo` changes, and the right replies that it leaves alone."""

from __future__ import annotations

import pytest

from glossator.completion.clean.drop_echo import drop_echo
from tests.completion.clean.checks import check_head


@pytest.mark.parametrize(
    ("drawn", "reply", "kept"),
    [
        ("    return │", "    return a + b", "a + b"),
        ("    return│", "return a + b", " a + b"),
        ("    return a │", "    return a + b\n    c", "+ b\n    c"),
        ("def f(a):\n    b = a\n    ret│", "def f(a):\n    b = a\n    return b", "urn b"),
        ("def f(a):\n    big = a\n    │", "    big = a\n    return b", "    return b"),
        ("def f(a):\n    b = a\n    │", "def f(a):\n    b = a\n    return b", "    return b"),
        ('def f(a):\n    """A."""\n    │', "def f(a):\n    return b", "    return b"),
        ("    if a:\n        b = a\n        │", "if a:\n    b = a\n    c = b", "        c = b"),
        ("        return │", "return a(\n    b\n)", "a(\n            b\n        )"),
        ("  }\n  │", "}", "}"),
        ("module A\n  x\nend\n│", "end", "end"),
        ("    x = │", "y", "y"),
        ("    else:\n        │", "    else:\n        return b", "        return b"),
        ("        a.b(│", "a.b(1)\n        c()", "1)\n        c()"),
        ("    if a in bcd│", "bcd:\n        c()\n    d()", ":\n        c()\n    d()"),
        # the word that is being typed, and an operator
        ("    return fi│", "file.read()", "le.read()"),
        ("x = f(self.va│)", "self.value", "lue"),
        ("x = f(self.va│)", "value", "lue"),
        ("for a in│", "in b:", " b:"),
        ("x = y(a) ->│", "y(a) -> b", " b"),
        ("x = │", "= y", "y"),
        ("if x =│", "= y:", "= y:"),
        ("x = 1│", "10", "10"),
        # an operand and its operator, unless the operand comes three times
        ("x = total + │", "total + b", "b"),
        ("x = n * │", "n * n", "n * n"),
        ("f(label=│", "label='a')", "'a')"),
        ("a.b(c).map_it(│", "map_it(d)", "d)"),
        ("x = import_module(<module>) │", "import_module(<module>) if a", "if a"),
        # an item that no list has twice, and the beginning of a list or string
        ("def f(a: int, │", "a: int, b: int):", "b: int):"),
        ("x = {'k': first, │", "{'k': first, 'l': a}", "'l': a}"),
        ("get('/users/{│", "'/users/{a}')", "a}')"),
        ("int f(unsigned int, │", "unsigned int, char);", "unsigned int, char);"),
        ("x = [0, 0, │", "0, 0]", "0, 0]"),
        ("f(first_item, other_item, │", "other_item, a)", "a)"),
        # right only with what it repeats
        ("1;2;3\n4;│", "4;5;6", "5;6"),
        ("1;2;3\n4;│", "4;5", "4;5"),
        ("[│", "[a]]", "[a]]"),
        ("[│", "[a]", "a]"),
        # one more line that is the same
        ("  1, 1,\n  1│\n", "  1, 1,", ", 1,"),
        ("  f(a)\n  f(│\n", "  f(a)\n  g()", "a)\n  g()"),
        ("  f(a)\n  f(│\n", "  f(a)\n  f(b)", "b)"),
        # a closer too many on a blank line
        ('a = [\n    """b\n"""\n]\n│\nc = 1\n', "]\nd = 2", "d = 2"),
        # the next line begins with the word with which a comment ends
        ("# the name│", "name = user.name", "name = user.name"),
        ("# sort the items│", "items.sort()", "items.sort()"),
        ("# the name│", "name of the user", " of the user"),
        ("# the key│", "key == value", " == value"),
        ("# the item│", "item(s) of it", "(s) of it"),
        ("    try:\n        │", "        try:\n            x()", "        try:\n            x()"),
    ],
)
def test_what_stands_before_the_cursor_is_dropped(drawn: str, reply: str, kept: str) -> None:
    check_head(drop_echo, drawn, reply, kept)


@pytest.mark.parametrize(
    ("drawn", "language", "reply", "kept"),
    [
        ("a:\n  b:\n    │", "yaml", "b:\n  - c", "    - c"),
        ("a:\n\t│", "makefile", "a:\n\tb", "\tb"),
        ("a: x\n│", "yaml", "a: y", "a: y"),
        ("# the key│", "yaml", "key: b", "key: b"),
        ("# the key│", "python", "key: b", ": b"),
        ("// the key│", "c", "key;", "key;"),
        ("select\n    a\nfrom\n    │", "sql", "from\n    b", "    b"),
        ("a = s%\n  │", "perl", "a = s%\n  foo", "  foo"),
    ],
)
def test_a_key_or_target_that_is_repeated_is_dropped(
    drawn: str, language: str, reply: str, kept: str
) -> None:
    check_head(drop_echo, drawn, reply, kept, language=language)


@pytest.mark.parametrize(
    ("drawn", "reply"),
    [("x = a│", "ab"), ("    total = total │", "total + 1"), ("a = 1\n│", "a = 1\n")],
)
def test_a_continuation_may_begin_like_the_text_before_it(drawn: str, reply: str) -> None:
    check_head(drop_echo, drawn, reply, reply, chat=False)
