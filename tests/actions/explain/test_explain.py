from __future__ import annotations

from dataclasses import replace

import pytest

from glossator.actions.diagnostic import Diagnostic
from glossator.actions.explain.explain import Explanation, explain, explanation
from glossator.actions.prompts import LONGEST_EXPLAINED
from glossator.errors import NoUsableAnswerError
from glossator.models.requests import Work
from glossator.settings import Settings
from tests.actions.canned import CannedModel
from tests.actions.docstring.documenting import buffer_of
from tests.syntax.drawn import selection

FILE = """\
LIMIT = 3


def helper(x):
    return x


class Base:
    size = 4

    def grow(self):
        │return helper(self.size) + LIMIT│
"""


def prepared(drawn: str, language: str = "python") -> Explanation:
    text, start, end = selection(drawn)
    return explanation(buffer_of(text, language), (start, end), Settings())


def asked(drawn: str, language: str = "python") -> str:
    chat = prepared(drawn, language).chat
    assert [message.role for message in chat.messages] == ["system", "user"]
    return chat.messages[1].content


def test_the_selection_comes_with_its_scope_and_what_it_uses() -> None:
    request = asked(FILE)
    assert request.startswith("File: calc.py (python)")
    assert request.endswith("```python\nreturn helper(self.size) + LIMIT\n```")
    assert "def grow(self):" in request
    assert "def helper(x):" in request
    assert "LIMIT = 3" in request


def test_what_other_files_declare_stands_first() -> None:
    text, start, end = selection(FILE)
    buffer = replace(buffer_of(text), beside=(("a.py", "def far(x)"), ("b.py", "y = 1")))
    found = explanation(buffer, (start, end), Settings())
    request = found.chat.messages[1].content
    assert "a.py:\ndef far(x)\n\nb.py:\ny = 1\n```" in request
    assert request.index("def far(x)") < request.index("def helper(x):")
    assert found.context.endswith("; from other files `def far(x)`, `y = 1`")


def test_what_the_scope_already_shows_is_not_said_twice() -> None:
    request = asked("class A:\n    size = 1\n    x = │size│\n")
    assert request.count("size = 1") == 1


def test_a_long_file_is_cut_to_the_budget() -> None:
    body = "".join(f"    x{number} = {number}\n" for number in range(5000))
    request = asked(f"LIMIT = 1\n\ndef f():\n{body}    │return LIMIT│\n")
    assert len(request) < LONGEST_EXPLAINED + 500
    assert "return LIMIT" in request
    assert "left out" in request


def test_a_fence_is_longer_than_those_in_the_code() -> None:
    assert "````python" in asked("│x = '```'│\n")


@pytest.mark.parametrize("language", ["ruby", "plaintext"])
def test_other_languages_are_explained_from_the_selection(language: str) -> None:
    assert asked("before\n│selected│\nafter\n", language).endswith(f"```{language}\nselected\n```")


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        ("x = 1\n\n│def add(a):\n    return a\n│", "Explanation of `add` in calc.py, lines 3–4"),
        ("def add(a):\n    ││return a\n", "Explanation of `add` in calc.py, lines 1–2"),
        ("def add(a):\n    │return a│\n", "Explanation of `add` in calc.py, line 2"),
        ("x = 1\n│y = 2│\n", "Explanation of calc.py, line 2"),
        ("x = 1\n││\ny = 2\n", "Explanation of calc.py, lines 1–3"),
        ("x = 1\ny = a││dd(x)\n", "Explanation of `add` in calc.py, line 2"),
        ("def a││dd(a):\n    return a\n", "Explanation of `add` in calc.py, lines 1–2"),
        ("│def f(): pass\ndef g(): pass\n│", "Explanation of calc.py, lines 1–2"),
    ],
)
def test_the_heading_names_what_is_explained(drawn: str, expected: str) -> None:
    assert prepared(drawn).title == expected


@pytest.mark.parametrize(
    ("drawn", "context"),
    [
        (
            FILE,
            "line 12; the code around it, `def grow(self):`; from the same file `LIMIT = 3`, "
            "`def helper(x):`, `size = 4`",
        ),
        ("│x = 1│\n", "line 1"),
    ],
)
def test_the_reader_is_told_what_the_model_was_told(drawn: str, context: str) -> None:
    assert prepared(drawn).context == context


@pytest.mark.parametrize(
    ("drawn", "code"),
    [
        ("x = hel│per(1) + oth│er\n", "helper(1) + other"),
        ("x = 'one t│wo' + y│ear\n", "'one two' + year"),
        ("x = │one│ + two\n", "one"),
    ],
)
def test_no_word_and_no_string_is_cut_in_half(drawn: str, code: str) -> None:
    assert asked(drawn).endswith(f"```python\n{code}\n```")


def test_the_symbol_at_the_cursor_comes_with_its_definition() -> None:
    request = asked("def helper(x):\n    return x\n\n\ny = hel││per(1)\n")
    assert "def helper(x):\n    return x" in request
    assert request.endswith(
        "Explain what `helper` is and what it does in this code:\n```python\ny = helper(1)\n```"
    )


def test_a_problem_is_explained_where_it_is() -> None:
    problem = Diagnostic('"z" is not defined', (4, 5), "pyright", "reportUndefinedVariable")
    found = explanation(buffer_of("x = z\ny = 1\n"), (4, 5), Settings(), problem)
    assert found.title == "Explanation of a problem in calc.py, line 1"
    reply = 'pyright (reportUndefinedVariable): "z" is not defined'
    assert reply in found.chat.messages[1].content
    assert "The code around it:\n```python\nx = z\ny = 1\n" in found.chat.messages[1].content
    assert found.chat.messages[1].content.endswith("```python\nx = z\n```")
    assert reply in found.context


@pytest.mark.parametrize("mark", ["\f", "\v", "\x1c", "\x85", "\u2028"], ids=ascii)
@pytest.mark.parametrize(
    ("language", "filler", "line"),
    [
        ("python", "# {}", "x = z"),
        ("typescript", "/* {} */", "const x = z;"),
        ("c", "/* {} */", "int x = z;"),
        ("go", "/* {} */", "var x = z"),
        ("ruby", "# {}", "x = z"),
        ("shellscript", "# {}", "x=$z"),
        ("plaintext", "{}", "x is z"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=ascii)
def test_a_problem_at_the_top_level_comes_with_its_own_lines(
    language: str, filler: str, line: str, newline: str, mark: str
) -> None:
    """What `str.splitlines` takes for line ends beyond those of LSP moves nothing."""
    lines = [filler.format(f"{number}{mark}") for number in range(60)]
    lines[40] = line
    text = newline.join(lines)
    start = text.index(line)
    problem = Diagnostic("z is not defined", (start, start + len(line)))
    found = explanation(buffer_of(text, language), problem.span, Settings(), problem)
    near = newline.join(lines[30:51])
    assert found.title.endswith("line 41")
    assert f"The code around it:\n```{language}\n{near}\n```" in found.chat.messages[1].content


def test_the_readers_language_is_a_setting() -> None:
    found = explanation(buffer_of("x = 1\n"), (0, 5), Settings(language="German"))
    assert found.chat.messages[0].content.endswith("Write in German.")


async def test_the_prose_model_is_streamed_as_it_speaks() -> None:
    buffer = buffer_of("x = 1\n")
    model = CannedModel("\n\n  It sets `x`.\n", piece=3)
    pieces = [piece async for piece in explain(buffer, (0, 5), model, Settings())]
    assert "".join(pieces) == "It sets `x`.\n"
    assert len(pieces) > 1
    assert model.asked == [(Work.PROSE, explanation(buffer, (0, 5), Settings()).chat)]
    assert model.closed


@pytest.mark.parametrize(
    ("text", "answer"), [("", "It."), (" \n", "It."), ("x\n", ""), ("x\n", "\n ")]
)
async def test_nothing_to_explain_or_to_say_is_told(text: str, answer: str) -> None:
    with pytest.raises(NoUsableAnswerError):
        async for _ in explain(buffer_of(text), (0, 0), CannedModel(answer), Settings()):
            pass


@pytest.mark.parametrize("span", [(-5, 900), (900, 901), (5, 0)])
def test_a_span_outside_of_the_text_is_brought_in(span: tuple[int, int]) -> None:
    assert "x = 1" in explanation(buffer_of("x = 1\n"), span, Settings()).chat.messages[1].content


@pytest.mark.parametrize(
    ("language", "drawn", "fence", "title"),
    [
        ("html", "<p>\n<script>\nfunction f() {\n  │g();│\n}\n</script>\n", "javascript", "`f`"),
        ("vue", "<b/>\n<script lang='ts'>\n│const a = 1;│\n</script>\n", "typescript", "line 3"),
        ("markdown", "# T\n\n```py\ndef f():\n    ││return 1\n```\n", "python", "lines 4–5"),
    ],
)
def test_code_inside_of_a_page_is_explained_in_its_own_language(
    language: str, drawn: str, fence: str, title: str
) -> None:
    assert f"```{fence}\n" in asked(drawn, language)
    assert prepared(drawn, language).language == fence
    assert title in prepared(drawn, language).title


def test_a_definition_comes_with_the_few_lines_that_use_it() -> None:
    request = asked("│def f(a):\n    return f(a - 1)│\n\n\nx = f(1)\nprint(f(2))\n")
    assert "Lines of the same file that use it:\n```python\nx = f(1)\nprint(f(2))\n```" in request
    many = "".join(f"x = f({n})\n" for n in range(9))
    assert "that use it" not in asked(f"│def f(a):\n    return a│\n\n\n{many}")


def test_where_a_problem_is_described_is_told_as_text() -> None:
    problem = Diagnostic("unused", (0, 1), "ruff", "F401", "https://docs.astral.sh/ruff/F401")
    found = explanation(buffer_of("import os\n"), (0, 1), Settings(), problem)
    assert "which `https://docs.astral.sh/ruff/F401` describes" in found.context
