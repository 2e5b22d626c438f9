"""Documentation in every language: the drawn tables, and what must hold for any answer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossator.actions.docstring.dialects import DIALECTS
from glossator.actions.docstring.plan import plan
from glossator.errors import NoUsableAnswerError
from glossator.syntax.registry import LANGUAGES, parse
from glossator.syntax.same_code import same_code
from tests.actions.canned import CannedModel
from tests.actions.docstring.documenting import buffer_of, states
from tests.actions.docstring.drawn_cases import Case, cases
from tests.syntax.drawn import cursor


@pytest.mark.parametrize("case", list(cases()), ids=str)
async def test_a_drawn_case_becomes_what_is_drawn_below_it(case: Case) -> None:
    text, offset = cursor(case.before)
    buffer = buffer_of(text, case.language)
    made = plan(buffer, offset, "auto")
    if not case.after:
        assert made is None
        return
    assert made is not None
    seen = await states(buffer, made, CannedModel(case.answer))
    assert seen[-1] == case.after
    for state in seen:
        assert same_code(text, state, case.language)
    assert (await states(buffer, made, CannedModel(case.answer, piece=1)))[-1] == case.after


@pytest.mark.parametrize("case", [case for case in cases() if case.after], ids=str)
async def test_line_ends_stay_what_they_are(case: Case) -> None:
    drawn, after = case.before.replace("\n", "\r\n"), case.after.replace("\n", "\r\n")
    text, offset = cursor(drawn)
    buffer = buffer_of(text, case.language)
    made = plan(buffer, offset, "auto")
    assert made is not None
    assert (await states(buffer, made, CannedModel(case.answer)))[-1] == after


@pytest.mark.parametrize("mark", ["\f", "\v", "\x1c", "\x85", "\u2028"], ids=ascii)
@pytest.mark.parametrize(
    ("language", "drawn", "kept"),
    [
        ("python", 'def │f(a):\n    """Old.\n\n    >>> f(1)~2\n    """\n', "    >>> f(1)~2\n"),
        (
            "typescript",
            "/**\n * Old.\n * @deprecated use~other\n */\nfunction │f(a) {}\n",
            " * @deprecated use~other\n",
        ),
        (
            "javascript",
            "/**\n * Old.\n *\n * - one~two\n */\nfunction │f(a) {}\n",
            " * - one~two\n",
        ),
        (
            "java",
            "class A {\n  /**\n   * Old.\n   * @since 1~2\n   */\n  │void f(int a) {}\n}\n",
            "   * @since 1~2\n",
        ),
        ("kotlin", "/**\n * Old.\n *\n * @since 1~2\n */\nfun │f(a: Int) {}\n", " * @since 1~2\n"),
        (
            "c",
            "/**\n * Old.\n * @deprecated use~g\n */\nint │f(int a);\n",
            " * @deprecated use~g\n",
        ),
        (
            "php",
            "<?php\n/**\n * Old.\n * @see one~two\n */\nfunction │f($a) {}\n",
            " * @see one~two\n",
        ),
        ("ruby", "# Old.\n#\n# @deprecated use~g\ndef │f(a)\nend\n", "# @deprecated use~g\n"),
        (
            "lua",
            "---Old.\n---@deprecated use~g\nlocal function │f(a)\nend\n",
            "---@deprecated use~g\n",
        ),
        (
            "rust",
            "/// Old.\n///\n/// # Examples\n///\n/// f(1)~2\nfn │f(a: u8) {}\n",
            "/// f(1)~2\n",
        ),
        (
            "swift",
            "/// Old.\n///\n/// # Notes\n///\n/// one~two\nfunc │f(a: Int) {}\n",
            "/// one~two\n",
        ),
        ("shellscript", "# Old.\n# Globals:\n#   ONE~TWO\n│f() {\n  :\n}\n", "#   ONE~TWO\n"),
    ],
)
async def test_a_line_that_is_kept_is_one_line_still(
    language: str, drawn: str, kept: str, mark: str
) -> None:
    """Of `str.splitlines`' ends only LF and CR are line ends in a buffer."""
    text, offset = cursor(drawn.replace("~", mark))
    buffer = buffer_of(text, language)
    made = plan(buffer, offset, "auto")
    assert made is not None
    seen = await states(buffer, made, CannedModel("Do it.\na: The first.\n"))
    assert "Do it." in seen[-1]
    assert kept.replace("~", mark) in seen[-1]


def test_every_language_with_a_grammar_has_a_dialect() -> None:
    assert set(LANGUAGES) == set(DIALECTS)


@pytest.mark.parametrize("language", sorted({case.language for case in cases()}))
async def test_the_code_repeated_is_no_documentation(language: str) -> None:
    case = next(case for case in cases() if case.language == language)
    text, offset = cursor(case.before)
    made = plan(buffer_of(text, language), offset, "auto")
    assert made is not None
    for answer in (text, f"Here is the code:\n```\n{text}```\nLet me know!\n", "", "```\n```"):
        with pytest.raises(NoUsableAnswerError):
            await states(buffer_of(text, language), made, CannedModel(answer))


@pytest.mark.parametrize(
    ("language", "style", "drawn", "line"),
    [
        ("python", "google", "def │f(url: str, n): pass\n", "        url (str):"),
        ("python", "numpy", "def │f(url: str, n): pass\n", "    url : str"),
        ("python", "rest", "def │f(url: str, n): pass\n", "    :param url:\n    :type url: str"),
        ("javascript", "auto", "function │f(url, n) {}\n", " * @param url"),
        ("typescript", "auto", "function │f(url: string, n) {}\n", " * @param url"),
        ("java", "auto", "class A {\n  │void f(String url, int n) {}\n}\n", "   * @param url"),
        ("kotlin", "auto", "fun │f(url: String, n: Int) {}\n", " * @param url"),
        ("c", "auto", "void │f(char *url, int n) {}\n", " * @param url"),
        ("csharp", "auto", "class A {\n  void │F(string url, int n) {}\n}\n", '"url"></param>'),
        ("php", "auto", "<?php\nfunction │f(string $url, $n) {}\n", " * @param string $url"),
        ("ruby", "auto", "def │f(url, n)\nend\n", "# @param url"),
        ("swift", "auto", "func │f(url: String, n: Int) {}\n", "///   - url:"),
        ("lua", "auto", "local function │f(url, n)\nend\n", "---@param url any"),
    ],
)
async def test_parameters_are_all_listed_or_none_if_nobody_described_any(
    language: str, style: str, drawn: str, line: str
) -> None:
    text, offset = cursor(drawn)
    buffer = buffer_of(text, language)
    made = plan(buffer, offset, style)
    assert made is not None
    some = CannedModel("Do the thing.\nn: How often.\n")
    assert f"{line}\n" in (await states(buffer, made, some))[-1]
    none = (await states(buffer, made, CannedModel("Do the thing.\n")))[-1]
    assert none.count("url") == text.count("url")


FIRST_CASES = {case.language: case for case in reversed(list(cases()))}
HARMFUL = (
    *("*/", "/*", '"""', "'''", "-->", "\\", "\r\n", "\n\n", "\u2028", "\u0085", "</summary>"),
    *("\\u002a\\u002f", "\\uzz", "#{x}", "`", "@ts-ignore", "//go:noinline", "?>", "=end", "--]]"),
    *("??/", "\\\n", " \\", "```\n", "a: ", "Returns: ", "Raises ValueError: ", "/", "*", "&", "<"),
    *("Errors: ", "- ", "# ", "{@code ", "\x00", "\x1b[31m", "\ud800", "\u202e", "eslint-disable"),
)
ANSWERS = st.lists(st.sampled_from(HARMFUL) | st.text(max_size=12), max_size=25).map("".join)


@pytest.mark.parametrize("language", sorted(FIRST_CASES))
@given(answer=ANSWERS, piece=st.integers(1, 30))
@settings(max_examples=80)
async def test_no_answer_harms_the_code(language: str, answer: str, piece: int) -> None:
    text, offset = cursor(FIRST_CASES[language].before)
    buffer = buffer_of(text, language)
    made = plan(buffer, offset, "auto")
    assert made is not None
    try:
        seen = await states(buffer, made, CannedModel(f"Do it.\n\n{answer}", piece))
        seen += await states(buffer, made, CannedModel(answer, piece))
    except NoUsableAnswerError:
        return
    for state in seen:
        assert same_code(text, state, language)


C_BY_LINES = "/// Old.\nint one(void);\n\nint │add(int a) { return a; }\n"


@given(answer=ANSWERS)
@settings(max_examples=80)
async def test_no_answer_draws_the_next_line_into_a_comment(answer: str) -> None:
    text, offset = cursor(C_BY_LINES)
    buffer = buffer_of(text, "cpp")
    made = plan(buffer, offset, "auto")
    assert made is not None
    for state in await states(buffer, made, CannedModel(f"Do it.\n\n{answer}")):
        assert same_code(text, state, "cpp")
        assert state.endswith("\nint add(int a) { return a; }\n")


@given(data=st.data())
@settings(max_examples=300)
async def test_code_with_a_hole_in_it_loses_nothing(
    data: st.DataObject,
) -> None:
    case = data.draw(st.sampled_from(list(cases())))
    whole, _ = cursor(case.before)
    start = data.draw(st.integers(0, len(whole)))
    text = whole[:start] + whole[start + data.draw(st.integers(0, 12)) :]
    buffer = buffer_of(text, case.language)
    made = plan(buffer, data.draw(st.integers(0, len(text))), "auto")
    if made is None:
        return
    before, after = text[: made.replace[0]], text[made.replace[1] :]
    is_broken = parse(text, case.language).root.has_error
    for state in await states(buffer, made, CannedModel(case.answer, 40)):
        assert state.startswith(before)
        assert state.endswith(after)
        # What the parser makes of broken code may change with the comment; the command looks
        # again when the comment is whole, and takes it back.
        assert is_broken or same_code(text, state, case.language)
