"""Filter on the whole: the buffer's own line ends."""

from __future__ import annotations

from glossator.completion.cursor import Cursor


def restore_newlines(text: str, cursor: Cursor) -> str:
    """Write the line ends that the buffer uses at the cursor."""
    return text.replace("\n", cursor.newline)
