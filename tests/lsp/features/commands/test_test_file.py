"""`glossator.test`: tests on a page beside the code, never written."""

from __future__ import annotations

import pytest
from pygls.exceptions import JsonRpcException

from tests.e2e.editor import Editor, file_of
from tests.standin.scripts import fenced
from tests.standin.server import StandIn

CODE = '"""Sums."""\n\nimport sys\n\n\ndef add(a, b=1):\n    return a + b\n\n\nprint(add(1))\n'
START = CODE.index("def")


async def test_tests_are_shown_and_not_written(editor: Editor, service: StandIn) -> None:
    tests = "from calc import add\n\n\ndef test_add():\n    assert add(1, 2) == 3"
    service.answer = lambda _: fenced(tests, "Here are the tests:\n\n")
    buffer = editor.open("calc.py", CODE)
    before = sorted(editor.root.iterdir())
    answer = await editor.choose(buffer, "Write tests for this", START + 4, START + 4)
    assert editor.shown == [answer["uri"]]
    assert answer["uri"].endswith("/test_calc.py")
    assert editor.page(answer["uri"]) == f"{tests}\n"
    assert (buffer.text, editor.edits) == (CODE, [])
    assert sorted(editor.root.iterdir()) == before
    if not answer["uri"].startswith("glossator:"):
        assert not file_of(answer["uri"]).is_relative_to(editor.root)
    assert "def add(a, b=1):" in service.allowed[0].prompt
    assert "pytest" in service.allowed[0].prompt
    with pytest.raises(JsonRpcException, match="Only an explanation takes questions"):
        await editor.run("glossator.ask", {"page": answer["uri"], "question": "Why?"})
