"""`glossator.fix`: the definition around a diagnostic, rewritten."""

from __future__ import annotations

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from tests.e2e.editor import Editor
from tests.standin.scripts import fenced
from tests.standin.server import StandIn

CODE = """\
import math


# return the area, too
def circle(radius):
    around = 2 * math.pi * radius
    return around


print(circle(1))
"""
START, END = CODE.index("def"), CODE.index("\n\n\nprint")
HERE = {"line": 4, "character": 4}


async def test_a_problem_is_fixed_with_the_definition_around_it(
    editor: Editor, service: StandIn
) -> None:
    broken = CODE.replace("math.pi * radius\n", "math.pie * radius\n")
    fixed = CODE[START:END]
    service.answer = lambda _: fenced(fixed)
    buffer = editor.open("calc.py", broken)
    at = broken.index("pie")
    problem = types.Diagnostic(
        buffer.range(at, at + 3), 'Module "math" has no "pie"', source="pyright", code="attr"
    )
    await editor.choose(buffer, "Fix this problem", at, at, problem)
    assert buffer.text == CODE
    request = service.allowed[0].prompt
    assert 'pyright (attr): Module "math" has no "pie"' in request
    assert "`pie` in the line `around = 2 * math.pie * radius`" in request


async def test_each_of_several_problems_has_its_entry(vscode: Editor) -> None:
    buffer = vscode.open("calc.py", CODE)
    problems = [types.Diagnostic(buffer.range(0, 3), message) for message in ("one", "two")]
    titles = [action.title for action in await vscode.actions(buffer, 0, 0, *problems)]
    for title in ("Fix this problem: one", "Fix this problem: two", "Explain this error: two"):
        assert title in titles
    wordless = types.Diagnostic(buffer.range(0, 3), "")
    titles = [action.title for action in await vscode.actions(buffer, 0, 0, wordless, *problems)]
    assert "Fix this problem" in titles
    assert not any("problem" in action.title for action in await vscode.actions(buffer, 0, 0))


async def test_a_fix_without_a_problem_gets_an_error(vscode: Editor) -> None:
    buffer = vscode.open("calc.py", CODE)
    with pytest.raises(JsonRpcException, match="diagnostic"):
        await vscode.run(
            "glossator.fix", {"uri": buffer.uri, "position": {"line": 4, "character": 4}}
        )
