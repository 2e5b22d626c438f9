"""Filter on the whole: white space at the end of lines and of the answer."""

from __future__ import annotations

from glossator.completion.cursor import Cursor, scan_before


def trim_trailing_space(text: str, cursor: Cursor) -> str:
    """Trim the lines' ends outside of strings and prose, and the end where nothing follows it."""
    in_text = scan_before(cursor).quote or '"""' in text or "'''" in text or "`" in text
    if not in_text and not cursor.facts.prose:
        *lines, last = text.split("\n")
        text = "\n".join([*(line.rstrip(" \t") for line in lines), last])
    if not text.strip():
        return ""
    if cursor.line_after.strip():
        if not text.startswith("\n") and "\n" not in text.rstrip():
            text = text.rstrip("\n")
        return text.rstrip(" ") if cursor.line_after[0] in ";,)" and not in_text else text
    return text.rstrip()
