"""What a comment must not say, because it would end or the compiler would obey. Pure."""

from __future__ import annotations

import re


def javascript(line: str) -> str:
    """`*/` ends the comment."""
    return line.replace("*/", "*\\/")


def spaced(line: str) -> str:
    """`*/` ends the comment, and nothing can stand for it."""
    return line.replace("*/", "* /")


def java(line: str) -> str:
    """javac reads `\\uXXXX` before it knows of comments: a broken one is an error anywhere."""
    return line.replace("*/", "*&#47;").replace("\\u", "&#92;u")


def kotlin(line: str) -> str:
    """Comments nest: one that is opened must be closed."""
    return re.sub(r"/(?=\*)", "&#47;", line.replace("*/", "*&#47;"))


def whole_line(line: str) -> str:
    """In C a backslash at the end of a line draws the next one into the comment."""
    return f"{line}." if line.rstrip().endswith(("\\", "??/")) else line
