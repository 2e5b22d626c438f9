"""A notebook's cell as a model sees it: between the cells above and below, as one text.

The text is laid out in the percent format that Jupytext and several editors know: a comment `# %%`
begins each cell, and cells of another language stand in comments. It is made anew at each request
from the cells as they are then.

LSP 3.18, notebook documents:
https://microsoft.github.io/language-server-protocol/specifications/lsp/3.18/specification/#notebookDocument_synchronization
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lsprotocol import types

from glossator.context.buffer import Buffer
from glossator.context.redaction.redact import redact
from glossator.languages import facts_of, language_id
from glossator.lsp.documents.documents import Document, Documents
from glossator.text.lines import split_lines

SYNC = types.NotebookDocumentSyncOptions(
    notebook_selector=[types.NotebookDocumentFilterWithNotebook(notebook="*")]
)
"""All notebooks, and of each all cells."""

OTHER_LANGUAGE_CHARACTERS = 600
"""What is shown of a cell in another language: they are long, and help less than code does."""

_LINE_ENDS = "\r\n"


@dataclass(frozen=True, slots=True)
class NotebookView:
    """A document with the cells around it, not redacted yet.

    The document itself begins in `buffer` at the offset `begins`. `mark` begins the line above a
    cell; it is empty where no mark does.
    """

    buffer: Buffer
    begins: int = 0
    mark: str = ""

    def within_cell(self, text: str) -> str:
        """A suggestion up to where the model goes on to write another cell."""
        if not self.mark:
            return text
        kept, *beyond = re.split(rf"^{re.escape(self.mark)}", text, maxsplit=1, flags=re.MULTILINE)
        return kept.rstrip(_LINE_ENDS) if beyond else kept


def page_of(buffer: Buffer, documents: Documents) -> NotebookView:
    """The view of a notebook around its cell `buffer`; of any other buffer, the buffer alone.

    The text of the cell is that of `buffer`, which need not be that of the document.
    """
    above, below = _neighbours(buffer.uri, documents)
    if not above and not below:
        return NotebookView(buffer)
    comment = facts_of(buffer.language).line_comment
    mark = f"{comment} %%" if comment else ""
    end = buffer.newline
    before = "".join(_section(cell, buffer, mark) for cell in above)
    if above:
        before += f"{mark}{end}"
    after = "".join(f"{end}{_section(cell, buffer, mark)}" for cell in below)
    return NotebookView(replace(buffer, text=f"{before}{buffer.text}{after}"), len(before), mark)


def cells_closed(
    change: types.NotebookDocumentChangeEvent,
) -> Sequence[types.TextDocumentIdentifier]:
    """The cells that a change of a notebook took away."""
    structure = change.cells.structure if change.cells else None
    return (structure.did_close or ()) if structure else ()


def _neighbours(uri: str, documents: Documents) -> tuple[list[Document], list[Document]]:
    """The open cells above and below one; both empty where it is no cell."""
    notebook = documents.get_notebook_document(cell_uri=uri)
    cells = [documents.document(cell.document) for cell in notebook.cells] if notebook else []
    current = documents.document(uri)
    if current not in cells:
        return [], []
    at = cells.index(current)
    return [cell for cell in cells[:at] if cell], [cell for cell in cells[at + 1 :] if cell]


def _section(cell: Document, current: Buffer, mark: str) -> str:
    """A neighbour of the cell `current` under its own mark, with a blank line below it.

    In comments and cut short where its language is another. It is redacted before it is cut,
    because half a secret is not always recognised.
    """
    end = current.newline
    if language_id(cell.language_id) == current.language:
        return f"{mark}{end}{cell.text.rstrip(_LINE_ENDS)}{end}{end}"
    comment = facts_of(current.language).line_comment
    text = redact(cell.text).text[:OTHER_LANGUAGE_CHARACTERS].rstrip(_LINE_ENDS)
    shown = [f"{comment} {line}".strip() for line in split_lines(text)]
    heading = f"{mark} [{cell.language_id}]" if mark else ""
    return end.join([heading, *shown, "", ""])
