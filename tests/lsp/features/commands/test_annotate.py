"""`glossator.annotate`: type annotations, what they need imported, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from tests.e2e.editor import Editor, running
from tests.standin.scripts import fenced
from tests.standin.server import StandIn

CODE = '"""Sums."""\n\nimport sys\n\n\ndef add(a, b=1):\n    return a + b\n\n\nprint(add(1))\n'
START, END = CODE.index("def"), CODE.index("\n\n\nprint")
TYPED = "def add(a: int, b: int = 1) -> int:\n    return a + b"


def place(buffer: Any) -> dict[str, Any]:
    start = buffer.position(START)
    return {"uri": buffer.uri, "position": {"line": start.line, "character": 4}}


async def test_annotations_are_added(editor: Editor, service: StandIn) -> None:
    service.answer = lambda _: fenced(TYPED)
    buffer = editor.open("calc.py", CODE)
    await editor.choose(buffer, "Add type annotations", START + 4, START + 4)
    assert buffer.text == CODE[:START] + TYPED + CODE[END:]


async def test_what_the_annotations_need_is_imported(editor: Editor, service: StandIn) -> None:
    typed = TYPED.replace("int = 1", "Any = 1")
    service.answer = lambda _: fenced(typed)
    buffer = editor.open("calc.py", CODE)
    await editor.run("glossator.annotate", place(buffer))
    wanted = CODE.replace("import sys", "from typing import Any\nimport sys")
    assert buffer.text == wanted.replace(CODE[START:END], typed)
    assert len({edit.label for edit in editor.edits}) == 1, "one step of undo where they are joined"
    for ended in editor.ended:  # told once the import has come in, too
        assert buffer.text[buffer.offset(ended.range.start) :].startswith(typed)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (TYPED.replace("-> int", "-> Number"), "Number"),
        (TYPED.replace("a: int", "x: int"), "no annotations"),
    ],
)
async def test_an_answer_with_other_names_or_unknown_types_is_no_annotation(
    editor: Editor, service: StandIn, answer: str, sentence: str
) -> None:
    service.answer = lambda _: fenced(answer)
    buffer = editor.open("calc.py", CODE)
    with pytest.raises(JsonRpcException, match=sentence):
        await editor.run("glossator.annotate", place(buffer))
    assert buffer.text == CODE


async def test_nothing_is_offered_where_nothing_is_missing(vscode: Editor) -> None:
    for name, text, language in (
        ("calc.py", f"{TYPED}\n", "python"),
        ("calc.rb", "def add(a)\n  a\nend\n", "ruby"),
        ("notes.txt", "add\n", "plaintext"),
    ):
        buffer = vscode.open(name, text, language)
        titles = {action.title for action in await vscode.actions(buffer, 5, 5)}
        assert "Add type annotations" not in titles
    assert "Write tests for this" not in titles


async def test_typescript_is_annotated_too(vscode: Editor, service: StandIn) -> None:
    service.answer = lambda _: fenced(
        "function add(a: number, b: number): number {\n  return a + b;\n}", language="typescript"
    )
    buffer = vscode.open("calc.ts", "function add(a, b) {\n  return a + b;\n}\n", "typescript")
    await vscode.choose(buffer, "Add type annotations", 10, 10)
    assert buffer.text.startswith("function add(a: number, b: number): number {\n")


@pytest.mark.parametrize("wanted", [True, False])
async def test_an_edit_is_shown_for_consent_where_the_user_wants_it(
    tmp_path: Path, service: StandIn, options: dict[str, Any], wanted: bool
) -> None:
    async with running(tmp_path) as editor:
        options = {**options, "previewEdits": "always", "client": {"groupsUndo": True}}
        await editor.initialize(options=options)
        service.answer = lambda _: fenced(TYPED)
        editor.refuse_edits = not wanted
        buffer = editor.open("calc.py", CODE)
        answer = await editor.run("glossator.annotate", place(buffer))
        (edit,) = editor.edits
        (annotation,) = (edit.edit.change_annotations or {}).values()
        assert annotation.needs_confirmation
        (part,) = edit.edit.document_changes or []
        assert isinstance(part, types.TextDocumentEdit)
        assert isinstance(part.edits[0], types.AnnotatedTextEdit)
        assert (answer is not None) == wanted
        assert ("a: int" in buffer.text) == wanted
        assert editor.messages == []


@pytest.mark.parametrize("preview", ["always", "never"])
async def test_annotations_with_an_import_are_one_edit(
    tmp_path: Path, service: StandIn, options: dict[str, Any], preview: str
) -> None:
    async with running(tmp_path) as editor:
        client = {"groupsUndo": preview == "always"}
        await editor.initialize(options={**options, "previewEdits": preview, "client": client})
        typed = TYPED.replace("int = 1", "Any = 1")
        service.answer = lambda _: fenced(typed)
        buffer = editor.open("calc.py", CODE)
        await editor.run("glossator.annotate", place(buffer))
        wanted = CODE.replace("import sys", "from typing import Any\nimport sys")
        assert buffer.text == wanted.replace(CODE[START:END], typed)
        assert len(editor.edits) == 1


async def test_an_import_inside_of_the_annotated_text_is_part_of_the_edit(
    tmp_path: Path, service: StandIn, options: dict[str, Any]
) -> None:
    async with running(tmp_path) as editor:
        await editor.initialize(options={**options, "client": {"groupsUndo": False}})
        typed = CODE[:START] + TYPED.replace("int = 1", "Any = 1") + CODE[END:]
        service.answer = lambda _: fenced(typed)
        buffer = editor.open("calc.py", CODE)
        end = {"line": CODE.count("\n"), "character": 0}
        whole = {"start": {"line": 0, "character": 0}, "end": end}
        await editor.run("glossator.annotate", {"uri": buffer.uri, "range": whole})
        assert buffer.text == typed.replace("import sys", "from typing import Any\nimport sys")
        assert len(editor.edits) == 1
