"""What a line is: LF, CR LF and CR end one, and nothing else does, as in LSP. Pure."""

from __future__ import annotations

import re

LINE_END = re.compile(r"\r\n|\r|\n")


def split_lines(text: str) -> list[str]:
    """The lines of `text` without their ends; one more, empty, where the text ends with one."""
    return LINE_END.split(text)
