"""The real local model over the whole way: an editor, a server, llama.cpp in the server's child.

The small model is no judge of code, so what is asked is that its text comes, streams, and lands in
the right place. One server for all: loading a model costs a second.
"""

from __future__ import annotations

import ast
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from tests.e2e.editor import Editor, running, until
from tests.models.local.test_process import is_gone

CODE = '''\
"""Sums and means."""


def total(numbers):
    result = 0
    for number in numbers:
        result += number
    return result


def mean(numbers):
    return total(numbers) / len(numbers)
'''


def check_mean_is_documented(text: str) -> None:
    """That `mean` of CODE has got a docstring, and that nothing else is different."""
    _, total, mean = ast.parse(text).body
    assert isinstance(total, ast.FunctionDef)
    assert isinstance(mean, ast.FunctionDef)
    assert ast.get_docstring(mean)
    assert ast.get_docstring(total) is None
    del mean.body[0]
    assert ast.dump(ast.parse(CODE).body[2]) == ast.dump(mean)


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def editor(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Editor]:
    root = tmp_path_factory.mktemp("project")
    async with running(root, GLOSSATOR_PROFILE="local") as editor:
        own = {"title": "Write it shorter", "prompt": "Write this shorter:\n{selection}"}
        able = {"groupsUndo": True, "input": True}
        # A busy machine may need long for what a user would not wait for.
        options = {"client": able, "actions": [own], "completionDeadline": 30}
        await editor.initialize(options=options)
        editor.typed = "Return 0 for an empty list."
        yield editor


async def test_the_local_model_says_that_it_is_ready(editor: Editor) -> None:
    status = await editor.run("glossator.status", {"wait": True})
    assert status["state"] == "ready"
    assert status["codeModel"].startswith("SmolLM2")
    assert status["service"].startswith("127.0.0.1:")
    assert editor.messages == []
    # Loading is shown while it lasts, if that is longer than a moment.
    shown = [str(value) for value in editor.progress]
    begun = [value for value in shown if "Loading the local model" in value]
    assert len(begun) == len([value for value in shown if "'end'" in value])


async def test_ghost_text_comes(editor: Editor) -> None:
    offset = CODE.index("total(numbers) /")
    buffer = editor.open("ghost.py", CODE[:offset] + "\n")
    (item,) = await editor.ghost(buffer, offset)
    assert isinstance(item.insert_text, str)
    assert item.insert_text.strip()


async def test_an_explanation_streams_into_the_margin(editor: Editor) -> None:
    buffer = editor.open("explained.py", CODE)
    editor.pages.clear()
    await editor.choose(
        buffer, "Explain selection", CODE.index("def total"), CODE.index("def mean")
    )
    lengths = [len(text) for text in editor.pages]
    assert lengths == sorted(lengths)
    assert len(set(lengths)) > 2, "it grows"
    heading, _, prose = editor.pages[-1].partition("\n\n")
    assert "`total`" in heading
    assert len(prose.split()) > 10
    assert buffer.text == CODE


async def test_a_docstring_comes_into_the_buffer(editor: Editor) -> None:
    buffer = editor.open("documented.py", CODE)
    place = CODE.index("def mean")
    await editor.choose(buffer, "Generate docstring", place, place)
    check_mean_is_documented(buffer.text)  # on a fast machine in one edit


PROBLEM = types.Diagnostic(
    types.Range(types.Position(11, 11), types.Position(11, 16)), '"total" is too slow'
)


@pytest.mark.parametrize(
    "title", ["Edit selection…", "Fix this problem", "Add type annotations", "Write it shorter"]
)
async def test_an_edit_is_whole_or_is_none_and_says_why(editor: Editor, title: str) -> None:
    buffer = editor.open("edited.py", CODE)
    start = CODE.index("def mean")
    head, _, _ = CODE.partition("def mean")
    try:
        await editor.choose(buffer, title, start, len(CODE), PROBLEM)
    except JsonRpcException as error:
        assert error.message.endswith((".", "”"))
        assert buffer.text == CODE
    else:
        assert buffer.text.startswith(head)
        assert buffer.text != CODE
        ast.parse(buffer.text)
    editor.close(buffer)


async def test_a_question_is_answered_on_the_page(editor: Editor) -> None:
    buffer = editor.open("asked.py", CODE)
    page = await editor.choose(buffer, "Explain selection", CODE.index("def mean"), len(CODE))
    await editor.run("glossator.ask", {"page": page["uri"], "question": "What is it for?"})
    _, _, answer = editor.pages[-1].partition("## What is it for?")
    assert answer.strip()


async def test_tests_are_shown(editor: Editor) -> None:
    buffer = editor.open("tested.py", CODE)
    place = CODE.index("def mean")
    try:
        page = await editor.choose(buffer, "Write tests for this", place, place)
    except JsonRpcException as error:
        assert "model" in error.message
    else:
        assert page["uri"].endswith("test_tested.py")
        assert editor.pages[-1].strip()


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds the child in /proc")
@pytest.mark.parametrize("kill", [False, True], ids=["the server exits", "the server is killed"])
async def test_the_model_ends_with_the_server(tmp_path: Path, kill: bool) -> None:
    async with running(tmp_path, GLOSSATOR_PROFILE="local") as editor:
        await editor.initialize()
        await editor.run("glossator.status", {"wait": True})
        server = editor.client._server
        assert server is not None
        (model,) = children_of(server.pid)
        assert not is_gone(model)
        if kill:
            os.kill(server.pid, signal.SIGKILL)
            await until(lambda: is_gone(model))
            editor.client.capabilities = None  # nobody is left to say goodbye to
    await until(lambda: is_gone(model))


def children_of(pid: int) -> list[int]:
    """The processes that `pid` has started and that still run."""
    lists = [each.read_text() for each in Path(f"/proc/{pid}/task").glob("*/children")]
    return [int(child) for text in lists for child in text.split()]
