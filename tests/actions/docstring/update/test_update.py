"""An update: nothing of the user's is lost, and what says the same comes back the same."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossator.actions.docstring.plan import plan
from tests.actions.canned import CannedModel
from tests.actions.docstring.documenting import buffer_of, states


@dataclass(frozen=True)
class Grammar:
    """Documentation of one dialect, with SUMMARY, TEXT, MORE and TYPE for what is drawn.

    In `code` it stands at DOC. `asked` is what the texts of the entries are about, in their order;
    `own` are the user's own parts, `above` those of them that stand in the description.
    """

    language: str
    code: str
    mark: str
    description: str
    entries: tuple[str, ...]
    asked: tuple[str, ...]
    own: tuple[str, ...] = ()
    above: tuple[str, ...] = ("- one\n- two", "More\nof it.", "1. first\n2. second")
    frame: str = "DOC"
    types: tuple[str, ...] = ("T",)


JS = "function f(a, b) { if (a) throw new E(); return a; }\n"
JS_TYPES = ("string[]", "{id: number}", "Array<{a: {b: {c: T}}}>", "?T", "function(T, U): V")
JS_OWN = ("@template T", "@deprecated Use\n  another.", "@example\nf(1)", "@see {@link g}")
FENCED = ("```js\nf(1)\n@param x\n```",)
PYTHON = "def f(a, b):\n    DOC\n    if a:\n        raise ValueError\n    return a\n"
PY_TYPES = ("dict[str, int]", "`~m.A`", "tuple[int, ...]", "Callable[[int], str]")
GRAMMARS = {
    "google": Grammar(
        "python",
        PYTHON,
        "    ",
        "SUMMARY",
        (
            "\nArgs:\n    a (TYPE): TEXT\n    b: TEXT\n        MORE",
            "\nReturns:\n    TYPE: TEXT",
            "\nRaises:\n    ValueError: TEXT\n    KeyError: From below.",
        ),
        ("a", "b", "Returns", "Raises ValueError"),
        ("\nNote:\n    Mind.\n\n    Twice.", "\n>>> f(1)\n1", "\nExamples:\n    >>> f(2)\n    2"),
        (">>> f(3)\n3", "* one\n* two", ".. note::\n    It.", "::\n\n    code(here)"),
        frame='"""DOC"""',
        types=PY_TYPES,
    ),
    "numpy": Grammar(
        "python",
        PYTHON,
        "    ",
        "SUMMARY",
        (
            "\nParameters\n----------\na : TYPE, optional\n    TEXT\nb\n    TEXT\n    MORE",
            "\nReturns\n-------\nTYPE\n    TEXT",
            "\nRaises\n------\nValueError\n    TEXT",
        ),
        ("a", "b", "Returns", "Raises ValueError"),
        ("\nSee Also\n--------\ng : other", "\nNotes\n-----\n.. math:: x^2"),
        frame='"""DOC"""',
        types=(*PY_TYPES, "{1, 2}", "array_like, shape (n, 2)"),
    ),
    "rest": Grammar(
        "python",
        PYTHON,
        "    ",
        "SUMMARY",
        (
            "\n:param a: TEXT\n:type a: TYPE\n:param TYPE b: TEXT\n    MORE",
            ":returns: TEXT\n:rtype: TYPE",
            ":raises ValueError: TEXT",
        ),
        ("a", "b", "Returns", "Raises ValueError"),
        (":meta private:", "\n>>> f(1)\n1"),
        frame='"""DOC"""',
        types=("list", "dict[str, int]"),
    ),
    "jsdoc": Grammar(
        "javascript",
        JS,
        " * ",
        "SUMMARY",
        (
            "@param {TYPE} a - TEXT\n@param {TYPE} b TEXT\n  MORE",
            "@returns {TYPE} TEXT",
            "@throws {E} TEXT",
        ),
        ("a", "b", "Returns", "Raises E"),
        JS_OWN,
        (*Grammar.above, *FENCED),
        frame="/**\nDOC\n */\n",
        types=JS_TYPES,
    ),
    "tsdoc": Grammar(
        "typescript",
        "function f<T>(a: T, b: T): T { if (a) throw new E(); return a; }\n",
        " * ",
        "SUMMARY",
        (
            "@typeParam T - TEXT\n@param a - TEXT\n@param b - TEXT\n  MORE",
            "@returns TEXT",
            "@throws {@link E} TEXT",
        ),
        ("T", "a", "b", "Returns", "Raises E"),
        ("@internal", "@defaultValue 3", "@remarks\nSome,\nlong."),
        frame="/**\nDOC\n */\n",
    ),
    "javadoc": Grammar(
        "java",
        "class A {\nDOC    <T> int f(int a, int b) throws E { return a; }\n}\n",
        "     * ",
        "SUMMARY",
        (
            "@param <T> TEXT\n@param a TEXT\n@param b TEXT\n    MORE",
            "@return TEXT",
            "@throws E TEXT",
        ),
        ("T", "a", "b", "Returns", "Raises E"),
        ("@since 1.2", "@see #g", "@deprecated no"),
        ("<p>More.", "<ul>\n<li>one\n</ul>", "{@code\n@Override\n}"),
        frame="    /**\nDOC\n     */\n",
    ),
    "kdoc": Grammar(
        "kotlin",
        "fun <T> f(a: Int, b: Int): Int { return a }\n",
        " * ",
        "SUMMARY",
        ("@param T TEXT\n@param a TEXT\n@param b TEXT\n  MORE", "@return TEXT"),
        ("T", "a", "b", "Returns"),
        ("@sample g", "@since 1"),
        frame="/**\nDOC\n */\n",
    ),
    "doxygen": Grammar(
        "cpp",
        "int f(int a, int b) { if (a) throw E(); return a; }\n",
        " * ",
        "@brief SUMMARY",
        (
            "@param[in] a TEXT\n@param[in,out] b TEXT\n    MORE",
            "@return TEXT",
            "@throws E TEXT",
        ),
        ("a", "b", "Returns", "Raises E"),
        ("@note Mind.", "@warning Careful.", "@code\n@param x\n@endcode"),
        frame="/**\nDOC\n */\n",
    ),
    "phpdoc": Grammar(
        "php",
        "<?php\nDOCfunction f($a, $b) { if ($a) throw new E(); return $a; }\n",
        " * ",
        "SUMMARY",
        (
            "@param TYPE $a TEXT\n@param TYPE $b TEXT\n  MORE",
            "@return TYPE TEXT",
            "@throws E TEXT",
        ),
        ("a", "b", "Returns", "Raises E"),
        ("@template T", "@see g()", "@psalm-pure"),
        frame="/**\nDOC\n */\n",
        types=("array<string, int>", "array{id: int, n?: A}", "callable(int, A): bool", "?list<A>"),
    ),
    "yard": Grammar(
        "ruby",
        "def f(a, b)\n  raise E if a\n  a\nend\n",
        "# ",
        "SUMMARY",
        (
            "@param a [TYPE] TEXT\n@param [TYPE] b TEXT\n  MORE",
            "@return [TYPE] TEXT",
            "@raise [E] TEXT",
        ),
        ("a", "b", "Returns", "Raises E"),
        ("@api private", "@example\n  f(1, 2)", "@option a [A] :b The b."),
        types=("Hash{Symbol => String}", "Array<(A, B)>", "String, nil", "#read"),
    ),
    "luals": Grammar(
        "lua",
        "local function f(a, b) return a end\n",
        "---",
        "SUMMARY",
        ("@param a TYPE TEXT\n@param b? TYPE TEXT", "@return TYPE # TEXT"),
        ("a", "b", "Returns"),
        ("@deprecated", "@nodiscard", "@generic T"),
        types=("string[]", "{ x: number }", "fun(x: number): string", "string|number", "T<A, B>"),
    ),
    "xml": Grammar(
        "csharp",
        "class A {\nDOC    int F(int a, int b) { if (a > 0) throw new E(); return a; }\n}\n",
        "    /// ",
        "<summary>\nSUMMARY\n</summary>",
        (
            '<param name="a">TEXT</param>\n<param name="b">\nTEXT\n</param>',
            "<returns>TEXT</returns>",
            '<exception cref="E">TEXT</exception>',
        ),
        ("a", "b", "Returns", "Raises E"),
        ("<example>\n<code>f &lt; 1</code>\n</example>", '<seealso cref="G"/>'),
        (),
    ),
    "godoc": Grammar(
        "go",
        "package p\n\nDOCfunc f(a int, b int) int { return a }\n",
        "// ",
        "f SUMMARY",
        (),
        (),
        (),
        ("  - one\n  - two", "\tf(1)", "# Heading", "Deprecated: no."),
    ),
    "rustdoc": Grammar(
        "rust",
        "fn f(a: i32, b: i32) -> Result<i32, E> { Ok(a) }\n",
        "/// ",
        "SUMMARY",
        ("\n# Errors\n\nTEXT\nMORE",),
        ("Errors",),
        ("\n# Examples\n\n```\nassert_eq!(f(1), 1);\n```", "\n# Notes\n\n* one"),
        (*Grammar.above, "```\nf(1);\n```"),
    ),
    "swift": Grammar(
        "swift",
        "func f(a: Int, b: Int) throws -> Int { return a }\n",
        "/// ",
        "SUMMARY",
        (
            "\n- Parameters:\n  - a: TEXT\n  - b: TEXT\n    MORE",
            "- Returns: TEXT",
            "- Throws: TEXT",
        ),
        ("a", "b", "Returns", "Raises Error"),
        ("- Complexity: O(n)", "- SeeAlso: `g`", "- Warning: careful"),
        ("```swift\nf(1)\n```", "More\nof it."),
    ),
    "shell": Grammar(
        "shellscript",
        "f() {\n  local a=$1\n  local b=$2\n  return 1\n}\n",
        "# ",
        "SUMMARY",
        ("Arguments:\n  $1 - TEXT\n  $2 - TEXT", "Returns:\n  TEXT"),
        ("a", "b", "Returns"),
        ("Globals:\n  HOME",),
    ),
}
WORDS = ["the", "sum", "of", "things", "that", "come", "later", "`code`", "and", "more"]
TEXTS = st.lists(st.sampled_from(WORDS), min_size=2, max_size=6).map(" ".join)
PARTS = 2
"""At most so many of the user's own parts at each place."""


@st.composite
def documented(draw: st.DrawFn, name: str) -> tuple[str, str]:
    """A file with documentation of its function, and the answer that says the same."""
    grammar = GRAMMARS[name]
    summary = f"adds {draw(TEXTS)}."
    above = draw(st.lists(st.sampled_from(grammar.above), max_size=PARTS)) if grammar.above else []
    own = draw(st.lists(st.sampled_from(grammar.own), max_size=PARTS)) if grammar.own else []
    parts = [grammar.description.replace("SUMMARY", summary), *(f"\n{each}" for each in above)]
    answer = [f"f {summary}" if name == "godoc" else summary]
    asked = iter(grammar.asked)
    for number, entry in enumerate((*grammar.entries, *own)):
        lead = "" if number or entry.startswith("\n") else "\n"
        text = entry.replace("MORE", "And so on.")
        while "TEXT" in text:
            reply = f"What {draw(TEXTS)}."
            answer.append(f"{next(asked)}: {reply}")
            text = text.replace("TEXT", reply, 1)
        while "TYPE" in text:
            text = text.replace("TYPE", draw(st.sampled_from(grammar.types)), 1)
        parts.append(lead + text)
    first, *rest = "\n".join(parts).split("\n")
    is_python = grammar.language == "python"
    lines = [first if is_python else grammar.mark + first]
    lines += [f"{grammar.mark}{line}".rstrip() for line in rest]
    doc = "\n".join(lines) + (f"\n{grammar.mark}" if is_python and rest else "")
    framed = grammar.frame.replace("DOC", doc) + ("\n" if grammar.frame == "DOC" else "")
    code = grammar.code if "DOC" in grammar.code else f"DOC{grammar.code}"
    return code.replace("DOC", framed), "\n".join(answer)


@pytest.mark.parametrize("name", GRAMMARS)
@given(data=st.data())
@settings(max_examples=25)
async def test_what_says_the_same_comes_back_the_same(name: str, data: st.DataObject) -> None:
    text, answer = data.draw(documented(name))
    grammar = GRAMMARS[name]
    buffer = buffer_of(text, grammar.language)
    made = plan(buffer, text.index(grammar.code.split("DOC")[-1][:8].strip() or "f"), "auto")
    assert made is not None
    assert made.existing is not None
    (state,) = await states(buffer, made, CannedModel(answer, 1000))
    assert state == text


@pytest.mark.parametrize("name", GRAMMARS)
@given(data=st.data())
@settings(max_examples=20)
async def test_another_answer_changes_what_it_tells_and_nothing_else(
    name: str, data: st.DataObject
) -> None:
    text, answer = data.draw(documented(name))
    grammar = GRAMMARS[name]
    own = [line for part in (*grammar.own, *grammar.above) for line in part.split("\n") if line]
    buffer = buffer_of(text, grammar.language)
    made = plan(buffer, text.index(grammar.code.split("DOC")[-1][:8].strip() or "f"), "auto")
    assert made is not None
    lines = [f"{line.partition(': ')[0]}: Quite another thing." for line in answer.split("\n")[1:]]
    other = CannedModel("\n".join(["Does something else.", *lines]), 1000)
    (state,) = await states(buffer, made, other)
    for line in text.split("\n"):
        if any(line.endswith(each) for each in own):
            assert line in state.split("\n")
    for kind in grammar.types:
        assert state.count(kind) >= text.count(kind)
    if grammar.asked:
        assert state.count("Quite another thing.") == len(grammar.asked)


async def changed(language: str, text: str, answer: str, at: str) -> str:
    buffer = buffer_of(text, language)
    made = plan(buffer, text.index(at), "auto")
    assert made is not None
    return (await states(buffer, made, CannedModel(answer)))[-1]


@pytest.mark.parametrize(
    ("language", "text", "answer", "expected"),
    [
        (
            "python",
            'def f(a: str, b):\n    """Adds.\n\n    Args:\n        a (int): The a.\n'
            '        gone: No.\n    """\n',
            "Adds.\nb: The b.\n",
            'def f(a: str, b):\n    """Adds.\n\n    Args:\n        a (str): The a.\n'
            '        b: The b.\n    """\n',
        ),
        (
            "python",
            'def f(**options):\n    """Adds.\n\n    Keyword Args:\n        a: One.\n    """\n',
            "Adds.\n",
            'def f(**options):\n    """Adds.\n\n    Keyword Args:\n        a: One.\n    """\n',
        ),
        (
            "python",
            'def f(a):\n    r"""Adds \\d."""\n    return a\n',
            "Adds \\d.\na: The \\w.\n",
            'def f(a):\n    r"""Adds \\d.\n\n    Args:\n        a: The \\w.\n    """\n'
            "    return a\n",
        ),
        (
            "php",
            "<?php\n/**\n * Adds.\n * @param int $a One.\n */\nfunction f(string $a) {}\n",
            "Adds.\na: One.\n",
            "<?php\n/**\n * Adds.\n * @param string $a One.\n */\nfunction f(string $a) {}\n",
        ),
        (
            "javascript",
            "/** Adds. */\nfunction f(a) {}\n",
            "Adds.\na: The a.\n",
            "/**\n * Adds.\n *\n * @param a - The a.\n */\nfunction f(a) {}\n",
        ),
        (
            "swift",
            "/// Adds.\n///\n/// - Parameter a: The a.\nfunc f(a: Int, b: Int) {}\n",
            "Adds.\na: The a.\nb: The b.\n",
            "/// Adds.\n///\n/// - Parameter a: The a.\n/// - Parameter b: The b.\n"
            "func f(a: Int, b: Int) {}\n",
        ),
    ],
)
async def test_what_is_new_is_added_and_what_is_false_is_changed(
    language: str, text: str, answer: str, expected: str
) -> None:
    at = "def f" if language == "python" else "func"
    assert await changed(language, text, answer, at) == expected
