from __future__ import annotations

import ast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossator.actions.docstring.plan import (
    meant_offset,
    messages,
    plan,
    why_not,
    width_of,
    worth_documenting,
)
from glossator.errors import NoUsableAnswerError
from glossator.models.requests import Work
from glossator.syntax.same_code import same_code
from tests.actions.canned import CannedModel
from tests.actions.docstring.documenting import buffer_of, code_of, documented, plan_at, states

ONE_LINE = "Do the thing.\n"


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        ("def │f():\n    pass\n", 'def f():\n    """Do the thing."""\n    pass\n'),
        ("def │f(): pass\n", 'def f():\n    """Do the thing."""\n    pass\n'),
        ("def │f(): pass; g()\n", 'def f():\n    """Do the thing."""\n    pass; g()\n'),
        ("def │f(): pass  # note\n", 'def f():\n    """Do the thing."""\n    pass  # note\n'),
        ("def │f(): pass", 'def f():\n    """Do the thing."""\n    pass'),
        ("def │f(): ...\n", 'def f():\n    """Do the thing."""\n    ...\n'),
        ("def │f(): \\\n    pass\n", 'def f():\n    """Do the thing."""\n    pass\n'),
        ("async def │f():\n  pass\n", 'async def f():\n  """Do the thing."""\n  pass\n'),
        ("def │f():\n\tpass\n", 'def f():\n\t"""Do the thing."""\n\tpass\n'),
        ("def │f():\r\n    pass\r\n", 'def f():\r\n    """Do the thing."""\r\n    pass\r\n'),
        ("def │f(): pass\r\n", 'def f():\r\n    """Do the thing."""\r\n    pass\r\n'),
        (
            "@a(1)\n@b\ndef f(\n):  # why\n    pass│\n",
            '@a(1)\n@b\ndef f(\n):  # why\n    """Do the thing."""\n    pass\n',
        ),
        (
            "def │f():\n    # Explains the pass.\n    pass\n",
            'def f():\n    """Do the thing."""\n    # Explains the pass.\n    pass\n',
        ),
        (
            "def │f():\n    # type: () -> None\n    pass\n",
            'def f():\n    # type: () -> None\n    """Do the thing."""\n    pass\n',
        ),
        ("def │f():\n\n    pass\n", 'def f():\n    """Do the thing."""\n\n    pass\n'),
        ("class │A: pass\n", 'class A:\n    """Do the thing."""\n    pass\n'),
        ("class │A:\n    x = 1\n", 'class A:\n    """Do the thing."""\n\n    x = 1\n'),
        (
            "class A:\n    @property\n    def │f(self) -> int:\n        return 1\n",
            "class A:\n    @property\n    def f(self) -> int:\n"
            '        """Do the thing."""\n        return 1\n',
        ),
        (
            "def f():\n    def │g():\n        pass\n    return g\n",
            'def f():\n    def g():\n        """Do the thing."""\n        pass\n    return g\n',
        ),
        ("│import x\n", '"""Do the thing."""\n\nimport x\n'),
        ("#!/bin/sh\n# é│\n\nimport x\n", '#!/bin/sh\n# é\n"""Do the thing."""\n\nimport x\n'),
        ("s = '😀'\ndef │ä(): pass\n", 's = \'😀\'\ndef ä():\n    """Do the thing."""\n    pass\n'),
    ],
)
async def test_a_docstring_stands_where_python_looks_for_it(drawn: str, expected: str) -> None:
    assert await documented(drawn, ONE_LINE) == expected


@pytest.mark.parametrize(
    "literal",
    [
        '"old"',
        "'old'",
        '"""old"""',
        "'''old'''",
        'r"""o\\ld"""',
        '"""o\n    ld."""',
        '"o" "ld"',
        '("o")',
    ],
)
@pytest.mark.parametrize("form", ["def │f():\n    {}\n    pass\n", "def │f(): {}; pass\n"])
async def test_the_docstring_that_is_there_is_replaced(form: str, literal: str) -> None:
    changed = await documented(form.format(literal), ONE_LINE)
    function = ast.parse(changed).body[0]
    assert isinstance(function, ast.FunctionDef)
    assert ast.get_docstring(function) == "Do the thing."
    assert len(function.body) == 2


@pytest.mark.parametrize(
    "drawn",
    [
        "x = = 1\ndef │f(a):\n    return a\n",
        "def │f(a):\n    y = a.\n    return y\n",
        "class A:\n    def │f(self):\n\n    def g(self):\n        pass\n",
        "def │f(a):\n",
        "def │f(a):",
        "def │f(a):  # to do",
        "def │f(a):\n    # to do\n",
        "def │f(a):\n    # type: (int) -> int",
    ],
)
async def test_code_that_is_being_typed_stays_as_it_is(drawn: str) -> None:
    buffer, made = plan_at(drawn)
    for text in await states(buffer, made, CannedModel("Do it.\n\nMore.\n\na: First.\n")):
        assert same_code(buffer.text, text, "python")
    assert f'{made.subject.indent}"""Do it.\n\n{made.subject.indent}More.\n' in text


BUNDLE = "function f(a) { return a; }" * 1_000
"""In one line, as bundlers write it."""


def test_in_a_file_that_nobody_wrote_by_hand_nothing_is_worth_documenting() -> None:
    lines = BUNDLE.replace("}", "}\n")
    assert len(list(worth_documenting(buffer_of(lines, "javascript")))) == 1_000
    assert list(worth_documenting(buffer_of(BUNDLE, "javascript"))) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("x = 1\n\ny = 2\n", "python"),
        ("def f(x", "python"),
        ("def f(x:\n    pass\n\ndef g():\n    pass", "python"),
        ("def f():\n    if x\n        return 1", "python"),
        ("def f():\n    pass\n", "cobol"),
        ("", "python"),
        (BUNDLE, "javascript"),
    ],
)
def test_where_a_docstring_might_harm_or_be_about_nothing_there_is_none(
    text: str, language: str
) -> None:
    assert plan(buffer_of(text, language), len(text), "auto") is None


STYLES = {
    "google": '''\
def add(a: int, b: int = 1, *rest) -> int:
    """Add numbers.

    It never overflows.

    Args:
        a (int): The first.
        b (int, optional): The second. Defaults to 1.
        *rest: The others.

    Returns:
        int: The sum.

    Raises:
        ValueError: If ``a < 0``.
    """
    if a < 0:
        raise ValueError
    return a + b
''',
    "numpy": '''\
def add(a: int, b: int = 1, *rest) -> int:
    """Add numbers.

    It never overflows.

    Parameters
    ----------
    a : int
        The first.
    b : int, default: 1
        The second.
    *rest
        The others.

    Returns
    -------
    int
        The sum.

    Raises
    ------
    ValueError
        If ``a < 0``.
    """
    if a < 0:
        raise ValueError
    return a + b
''',
    "rest": '''\
def add(a: int, b: int = 1, *rest) -> int:
    """Add numbers.

    It never overflows.

    :param a: The first.
    :type a: int
    :param b: The second. Defaults to 1.
    :type b: int
    :param rest: The others.
    :returns: The sum.
    :rtype: int
    :raises ValueError: If ``a < 0``.
    """
    if a < 0:
        raise ValueError
    return a + b
''',
}
ADD = """\
def │add(a: int, b: int = 1, *rest) -> int:
    if a < 0:
        raise ValueError
    return a + b
"""
ANSWER = """\
Add numbers. It never overflows.
a: The first.
b: The second.
rest: The others.
carry: Not a parameter.
Returns: The sum.
Raises KeyError: Never.
"""


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("piece", [1, 7, 10_000])
async def test_each_style_writes_all_that_the_signature_has(style: str, piece: int) -> None:
    assert await documented(ADD, ANSWER, style, piece) == STYLES[style]


@pytest.mark.parametrize("style", STYLES)
async def test_auto_follows_the_file(style: str) -> None:
    changed = await documented(f"{STYLES[style]}\n\n{ADD}", ANSWER)
    assert changed == f"{STYLES[style]}\n\n{STYLES[style]}"


async def test_what_nobody_described_is_still_there_beside_what_somebody_did() -> None:
    assert await documented("def │f(a: int, b): yield 1\n", f"{ONE_LINE}b: The other.\n") == (
        'def f(a: int, b):\n    """Do the thing.\n\n    Args:\n        a (int):\n'
        "        b: The other.\n\n    Yields:\n        The next value.\n"
        '    """\n    yield 1\n'
    )


async def test_a_list_in_which_nothing_is_said_is_left_out() -> None:
    assert await documented("def │f(a: int, b): pass\n", ONE_LINE) == (
        'def f(a: int, b):\n    """Do the thing."""\n    pass\n'
    )


async def test_lines_come_as_soon_as_nothing_before_them_can() -> None:
    buffer, made = plan_at("def │f(a, b): pass\n")
    model = CannedModel("Do it.\n\nSlowly.\n\nb: Second.\na: First.\n", piece=1)
    grown = [text.split('"""')[1] for text in await states(buffer, made, model)]
    assert grown[:3] == ["Do it.", "Do it.\n\n    Slowly.", grown[2]]
    assert grown[2].endswith("Args:\n        a: First.")


async def test_reading_stops_when_everything_has_been_told() -> None:
    buffer, made = plan_at("def │f(a): pass\n")
    model = CannedModel("Do it.\na: First.\na: Again.\n" + "a: And again.\n" * 100, piece=1)
    await states(buffer, made, model)
    assert model.given < 50
    assert model.closed


async def test_reading_stops_when_the_model_goes_in_circles() -> None:
    buffer, made = plan_at("def │f(a): pass\n")
    model = CannedModel("Do it.\n" + "It can do this.\nIt can do that.\n" * 100, piece=1)
    assert "this. It can do that.\n" in (await states(buffer, made, model))[-1]
    assert model.given < 60


async def test_an_update_keeps_the_users_own_lines_and_what_is_not_told_anew() -> None:
    before = '''\
def │f(a, b):
    """Old summary.

    Old detail.

    Args:
        a: Old a.
        b: Old b.
        gone: No longer there.

    Examples:
        >>> f(1, "\\\\n")
        2
    """
    return a
'''
    assert (
        await documented(before, "New summary.\na: New a.\n")
        == '''\
def f(a, b):
    """New summary.

    Old detail.

    Args:
        a: New a.
        b: Old b.

    Examples:
        >>> f(1, "\\\\n")
        2
    """
    return a
'''
    )


@pytest.mark.parametrize("answer", ["", "\n\n", "```python\n```", "def f(a):\n    return a", "..."])
async def test_an_answer_without_a_sentence_says_so(answer: str) -> None:
    buffer, made = plan_at("def │f(a):\n    return a\n")
    with pytest.raises(NoUsableAnswerError, match="`f`"):
        await states(buffer, made, CannedModel(answer))


@pytest.mark.parametrize(
    "prose",
    [
        'Say """hello""" twice.',
        'Ends with a quote "',
        'Ends with quotes """',
        '"',
        '""x',
        "A path C:\\new\\x and a trailing \\",
        "\\N{BULLET} \\u12 \\x",
        "NUL \x00 and \x1b[31m and \u202e turned",
        "ÄÖ 漢字" * 80,
        "x" * 300,
        "漢\\" * 90,
    ],
)
async def test_no_prose_breaks_out_of_the_quotes(prose: str) -> None:
    answer = f"Do it.\n\n{prose}\n\na: {prose}\nReturns: {prose}\n"
    await documented("def │f(a): return a\n", answer)
    await documented("def │f(): pass\n", f"Do {prose}\n")


@given(st.text(max_size=200), st.integers(1, 20))
@settings(max_examples=200)
async def test_no_answer_harms_the_code(answer: str, piece: int) -> None:
    buffer, made = plan_at("class A:\n    def │f(self, a, b=1):\n        return 1\n")
    try:
        seen = await states(buffer, made, CannedModel(answer, piece))
    except NoUsableAnswerError:
        return
    for text in seen:
        assert code_of(text) == code_of(buffer.text)


async def test_lines_keep_to_the_width_of_the_file() -> None:
    drawn = "def │f(a):\n    pass\n" + "y = 1\n" * 60 + "x" * 79 + "\n"
    changed = await documented(drawn, "Do it.\n\n" + "word " * 60 + "\na: " + "word " * 60)
    assert max(map(len, changed.splitlines())) == 79


@pytest.mark.parametrize(
    ("lines", "width"),
    [([10], 88), ([10] * 60, 79), ([95] * 60, 95), ([300, 79] * 60, 79), ([99, 120] * 60, 99)],
)
def test_the_width_is_what_the_file_shows(lines: list[int], width: int) -> None:
    assert width_of("\n".join("x" * length for length in lines)) == width


async def test_the_code_model_is_asked_with_the_source_and_the_names() -> None:
    buffer, made = plan_at(
        'class A(B):\n    def │f(self, x):\n        """Old."""\n        raise KeyError(x)\n'
    )
    model = CannedModel(ONE_LINE)
    await states(buffer, made, model)
    ((work, chat),) = model.asked
    assert work is Work.CODE
    assert chat == messages(buffer, made)
    assert [message.role for message in chat.messages] == ["system", "user"]
    request = chat.messages[1].content
    assert "class A(B):\n    def f(self, x):\n        raise KeyError(x)" in request
    assert "Old." in request
    assert request.endswith("Describe this method in one sentence, then x, Raises KeyError.")


@pytest.mark.parametrize(
    ("language", "text", "meant"),
    [
        ("python", "x = 1\n«\n    # a remark\n    def f(self):\n        pass\n»", "def f"),
        ("python", "«@dec\ndef f():\n    pass\n»", "@dec"),
        ("python", "x = 1«\ndef f():\n    pass\n»", "def f"),
        ("javascript", "const a = 1;«\n/**\n * Old.\n */\nfunction f() {}»", "function f"),
        ("c", "int a;«\n\t*b += 1;\n»", "*b"),
        ("lua", "«-- a remark\nlocal function f() end»", "local"),
        ("go", "«// F is.\n\nfunc F() {}»", "func"),
        ("shellscript", "«#!/bin/sh\nf() { :; }»", "#!"),
        ("rust", "«\n\n/// Old.\nfn f() {}»", "fn f"),
    ],
)
def test_a_selection_means_its_first_line_of_code(language: str, text: str, meant: str) -> None:
    start, end = text.index("«"), text.index("»") - 1
    buffer = buffer_of(text.replace("«", "").replace("»", ""), language)
    offset = meant_offset(buffer, (start, end))
    assert buffer.text.startswith(meant, offset)
    assert meant_offset(buffer, (start, start)) == start


def test_a_language_whose_grammar_is_not_installed_is_told_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("glossator.actions.docstring.plan.MISSING", frozenset({"go"}))
    reason = why_not(buffer_of("func f() {}\n", "go"), 0, "line 1")
    assert reason.endswith(": install the extra `grammars`, which knows this language.")
