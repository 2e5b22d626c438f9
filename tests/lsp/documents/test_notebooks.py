"""Ghost text in the cells of a notebook."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from tests.e2e.editor import Buffer, Editor
from tests.standin.scripts import speak
from tests.standin.server import StandIn

IMPORT = "import math\n\n\ndef area(r):\n    return math.pi * r**2\n"
PROSE = "# Circles\nHow large are they?"
CALL = "x = are"
PLOT = 'plot(x, title="🎉")'


class Notebook:
    """An open notebook, whose cells are buffers of the editor."""

    def __init__(self, editor: Editor, name: str = "circles.ipynb") -> None:
        self._editor = editor
        self._path = (editor.root / name).as_uri().removeprefix("file:")
        self._opened = 0
        self.uri = f"file:{self._path}"
        self.version = 1
        self.cells: list[Buffer] = []

    def open(self, *cells: tuple[str, str]) -> list[Buffer]:
        """Open it with cells of a language and a text."""
        documents = [self._document(language, text) for language, text in cells]
        notebook = types.NotebookDocument(
            self.uri, "jupyter-notebook", self.version, list(map(_cell, documents))
        )
        self._editor.client.notebook_document_did_open(
            types.DidOpenNotebookDocumentParams(notebook, documents)
        )
        self.cells = list(map(self._buffer, documents))
        return self.cells

    def insert(self, at: int, language: str, text: str) -> Buffer:
        """Add a cell."""
        document = self._document(language, text)
        array = types.NotebookCellArrayChange(at, 0, [_cell(document)])
        self._restructure(types.NotebookDocumentCellChangeStructure(array, [document]))
        self.cells.insert(at, self._buffer(document))
        return self.cells[at]

    def remove(self, at: int) -> None:
        """Take a cell away."""
        closed = [types.TextDocumentIdentifier(self.cells.pop(at).uri)]
        array = types.NotebookCellArrayChange(at, 1)
        self._restructure(types.NotebookDocumentCellChangeStructure(array, did_close=closed))

    def type(self, cell: Buffer, start: int, text: str, removed: int = 0) -> None:
        """Replace characters of a cell as a user does."""
        place = cell.range(start, start + removed)
        cell.text = cell.text[:start] + text + cell.text[start + removed :]
        cell.version += 1
        document = types.VersionedTextDocumentIdentifier(uri=cell.uri, version=cell.version)
        changed = types.NotebookDocumentCellContentChanges(
            document, [types.TextDocumentContentChangePartial(place, text)]
        )
        self._change(types.NotebookDocumentCellChanges(text_content=[changed]))

    def close(self) -> None:
        """Close it with all cells."""
        self._editor.client.notebook_document_did_close(
            types.DidCloseNotebookDocumentParams(
                types.NotebookDocumentIdentifier(self.uri),
                [types.TextDocumentIdentifier(cell.uri) for cell in self.cells],
            )
        )

    def _restructure(self, structure: types.NotebookDocumentCellChangeStructure) -> None:
        self._change(types.NotebookDocumentCellChanges(structure))

    def _change(self, cells: types.NotebookDocumentCellChanges) -> None:
        self.version += 1
        self._editor.client.notebook_document_did_change(
            types.DidChangeNotebookDocumentParams(
                types.VersionedNotebookDocumentIdentifier(self.version, self.uri),
                types.NotebookDocumentChangeEvent(cells=cells),
            )
        )

    def _document(self, language: str, text: str) -> types.TextDocumentItem:
        self._opened += 1
        uri = f"vscode-notebook-cell:{self._path}#W{self._opened}"
        return types.TextDocumentItem(uri, language, 1, text)

    def _buffer(self, document: types.TextDocumentItem) -> Buffer:
        buffer = Buffer(document.uri, document.text, "utf-16")
        self._editor.buffers[buffer.uri] = buffer
        return buffer


def _cell(document: types.TextDocumentItem) -> types.NotebookCell:
    is_prose = document.language_id == "markdown"
    kind = types.NotebookCellKind.Markup if is_prose else types.NotebookCellKind.Code
    return types.NotebookCell(kind, document.uri)


def applied(cell: Buffer, items: Sequence[types.InlineCompletionItem]) -> str:
    """The cell after its one suggestion was accepted."""
    (item,) = items
    assert item.range is not None
    assert isinstance(item.insert_text, str)
    start, end = cell.offset(item.range.start), cell.offset(item.range.end)
    return cell.text[:start] + item.insert_text + cell.text[end:]


async def test_the_cells_above_and_below_are_context(vscode: Editor, service: StandIn) -> None:
    service.answer = lambda _: speak("x = area(3)")
    _, _, cell, _ = Notebook(vscode).open(
        ("python", IMPORT), ("markdown", PROSE), ("python", CALL), ("python", PLOT)
    )
    assert applied(cell, await vscode.ghost(cell, len(CALL))) == "x = area(3)"
    (request,) = service.allowed
    prose = "# %% [markdown]\n# # Circles\n# How large are they?\n"
    assert "circles.ipynb" in request.prompt
    assert f"{IMPORT}\n{prose}\n# %%\n{CALL}" in request.prompt
    assert f"# %%\n{PLOT}" in request.prompt


async def test_positions_are_those_of_the_cell(vscode: Editor, service: StandIn) -> None:
    service.answer = lambda _: speak('y = "🎉"; x = area(len("🎉"))')
    text = '\n\ny = "🎉"; x = area(l)\n'
    _, cell = Notebook(vscode).open(("python", IMPORT + "🎉 = 1"), ("python", text))
    cursor = text.index(")")
    (item,) = items = await vscode.ghost(cell, cursor)
    assert applied(cell, items) == text.replace("area(l)", 'area(len("🎉"))')
    assert item.range == cell.range(cursor, cursor + 1)


async def test_line_ends_are_those_of_the_cell(vscode: Editor, service: StandIn) -> None:
    service.answer = lambda _: speak("    z = a + b\n    return z\n")
    text = "def add(a, b):\r\n"
    _, cell, _ = Notebook(vscode).open(("python", IMPORT), ("python", text), ("python", PLOT))
    expected = text + "    z = a + b\r\n    return z"
    assert applied(cell, await vscode.ghost(cell, len(text))) == expected


async def test_a_model_that_goes_on_into_the_next_cell_is_cut(
    vscode: Editor, service: StandIn
) -> None:
    service.answer = lambda _: speak("def f():\n    return 1\n# %%\nprint(f())\n")
    _, cell = Notebook(vscode).open(("python", IMPORT), ("python", "def f():"))
    assert applied(cell, await vscode.ghost(cell, 8)) == "def f():\n    return 1"


async def test_an_empty_cell_begins_at_its_margin(vscode: Editor, service: StandIn) -> None:
    service.answer = lambda _: speak("y = area(2)\nprint(y)\n")
    _, cell = Notebook(vscode).open(("python", IMPORT), ("python", ""))
    assert applied(cell, await vscode.ghost(cell, 0)) == "y = area(2)\nprint(y)"


async def test_cells_are_seen_as_they_are_now(vscode: Editor, service: StandIn) -> None:
    service.answer = lambda _: speak("x = area(3)")
    notebook = Notebook(vscode)
    above, cell = notebook.open(("python", "RADIUS = 1"), ("python", CALL))
    notebook.insert(1, "python", "HEIGHT = 2")
    notebook.type(above, 0, "WIDE_", 0)
    await vscode.ghost(cell, len(CALL))
    reply = service.requests[-1].prompt
    assert reply.index("WIDE_RADIUS = 1") < reply.index("HEIGHT = 2") < reply.index(CALL)
    notebook.remove(0)
    notebook.type(cell, len(CALL), "nas")
    await vscode.ghost(cell, len(cell.text))
    reply = service.requests[-1].prompt
    assert "HEIGHT = 2" in reply
    assert "RADIUS" not in reply


async def test_a_cell_that_is_closed_has_no_ghost_text(vscode: Editor, service: StandIn) -> None:
    notebook = Notebook(vscode)
    kept, removed = notebook.open(("python", CALL), ("python", "y = are"))
    notebook.remove(1)
    with pytest.raises(JsonRpcException, match="not open"):
        await vscode.ghost(removed, 3)
    notebook.close()
    with pytest.raises(JsonRpcException, match="not open"):
        await vscode.ghost(kept, 3)
    assert service.requests == []


async def test_nothing_is_remembered_of_a_notebook_that_was_closed(
    vscode: Editor, service: StandIn
) -> None:
    service.answer = lambda _: speak("x = area(3)")
    notebook = Notebook(vscode)
    (cell,) = notebook.open(("python", CALL))
    await vscode.ghost(cell, len(CALL))
    notebook.close()
    service.answer = lambda _: speak("x = area(4)")
    again = Notebook(vscode)
    (cell,) = again.open(("python", CALL))
    assert applied(cell, await vscode.ghost(cell, len(CALL))) == "x = area(4)"


async def test_an_ignored_notebook_is_never_sent(vscode: Editor, service: StandIn) -> None:
    (vscode.root / ".gitignore").write_text("private/\n")
    _, cell = Notebook(vscode, "private/my circles.ipynb").open(
        ("python", IMPORT), ("python", CALL)
    )
    assert await vscode.ghost(cell, len(CALL)) == []
    alone = Notebook(vscode, "private/other.ipynb")
    item = types.TextDocumentItem(f"vscode-notebook-cell:{alone._path}#W1", "python", 1, CALL)
    vscode.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    assert await vscode.ghost(Buffer(item.uri, CALL, "utf-16"), len(CALL)) == []
    for command in ("glossator.explain", "glossator.document"):
        with pytest.raises(JsonRpcException, match="No model may see"):
            await vscode.run(command, {"uri": cell.uri, "position": {"line": 0, "character": 0}})
    assert service.requests == []


async def test_secrets_of_other_cells_stay_home(vscode: Editor, service: StandIn) -> None:
    secret = "ghp_wPq3T9xLm2Zr8VbNc5YdKj7FsHg4Ue1QaXo6"
    service.answer = lambda _: speak("x = area(3)")
    _, cell, _ = Notebook(vscode).open(
        ("python", f'token = "{secret}"'), ("python", CALL), ("shellscript", f"export T={secret}")
    )
    assert applied(cell, await vscode.ghost(cell, len(CALL))) == "x = area(3)"
    assert "token = " in service.requests[-1].prompt
    assert secret not in service.requests[-1].prompt


async def test_a_secret_is_hidden_also_where_its_cell_is_cut(
    vscode: Editor, service: StandIn
) -> None:
    service.answer = lambda _: speak("x = area(3)")
    secret = "ghp_wPq3T9xLm2Zr8VbNc5YdKj7FsHg4Ue1QaXo6"
    prose = "word " * 116  # the cut is 20 characters further on
    _, cell = Notebook(vscode).open(("markdown", f"{prose}{secret}"), ("python", CALL))
    await vscode.ghost(cell, len(CALL))
    assert "# word word" in service.requests[-1].prompt
    assert secret[:12] not in service.requests[-1].prompt


async def test_long_cells_of_another_language_are_cut(vscode: Editor, service: StandIn) -> None:
    service.answer = lambda _: speak("x = area(3)")
    _, cell, _ = Notebook(vscode).open(
        ("sql", "SELECT 1;\n" * 200), ("python", CALL), ("markdown", "word " * 1_000)
    )
    await vscode.ghost(cell, len(CALL))
    reply = service.requests[-1].prompt
    assert reply.count("# SELECT 1;") == 60
    assert 100 < reply.count("word ") <= 120


async def test_a_cell_of_prose_sees_the_code(vscode: Editor, service: StandIn) -> None:
    service.answer = lambda _: speak("The area of a circle")
    _, cell = Notebook(vscode).open(("python", IMPORT), ("markdown", "The area of"))
    assert applied(cell, await vscode.ghost(cell, 11)) == "The area of a circle"
    assert "def area(r):" in service.requests[-1].prompt


async def test_the_selected_item_of_a_cells_menu_is_extended(
    vscode: Editor, service: StandIn
) -> None:
    service.answer = lambda _: speak("x = area(3)")
    _, cell = Notebook(vscode).open(("python", IMPORT), ("python", CALL))
    params = vscode.ghost_params(cell, len(CALL))
    place = cell.range(4, len(CALL))
    params.context.selected_completion_info = types.SelectedCompletionInfo(place, "area")
    answer = await vscode.client.text_document_inline_completion_async(params)
    assert isinstance(answer, types.InlineCompletionList)
    (item,) = answer.items
    assert (item.insert_text, item.range) == ("area(3)", place)
    assert IMPORT.splitlines()[0] in service.requests[-1].prompt


async def test_notebooks_are_asked_for_where_the_editor_has_any(editor: Editor) -> None:
    has_notebooks = editor.client.capabilities is not None and bool(
        editor.client.capabilities.notebook_document
    )
    offered = editor.offered.notebook_document_sync
    assert (offered is not None) == has_notebooks
    if has_notebooks:
        assert isinstance(offered, types.NotebookDocumentSyncOptions)
        (selector,) = offered.notebook_selector
        assert (selector.notebook, selector.cells) == ("*", None)
