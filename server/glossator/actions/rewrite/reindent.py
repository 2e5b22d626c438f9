"""Indentation on its way to a model and back. Pure."""

from __future__ import annotations

from glossator.text.indentation import TAB_WIDTH, indent_width, leading_space


def common_indent(lines: list[str]) -> str:
    """The blank space with which all of the lines begin that are not blank."""
    spaces = [leading_space(line) for line in lines if line.strip()]
    # what the least and the greatest begin with, all between them begin with
    first, last = min(spaces, default=""), max(spaces, default="")
    same = (n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b)
    return first[: next(same, min(len(first), len(last)))]


class Reindent:
    """Gives the lines of an answer the indentation of the lines that they replace.

    A model is shown `old` without its common indentation. It answers so, or with all lines as they
    are in the file, or as it likes: what counts is where its first line stands against ours.
    """

    def __init__(self, old: list[str], common: str) -> None:
        self._common = common
        self._tabs = any(line.startswith("\t") for line in [*old, common])
        first = next((line for line in old if line.strip()), common)
        self._expected = indent_width(first) - indent_width(common)
        self._shift: int | None = None

    def line(self, line: str) -> str:
        """One line of the answer, in its order, as it belongs in the file."""
        if not line.strip():
            return ""
        space = leading_space(line)
        if self._shift is None:
            self._shift = self._expected - indent_width(space)
        if self._shift == 0 and ("\t" in space) == (self._tabs and bool(space)):
            return self._common + line
        columns = max(0, indent_width(space) + self._shift)
        return self._common + self._blank(columns) + line[len(space) :]

    def _blank(self, columns: int) -> str:
        if self._tabs:
            return "\t" * (columns // TAB_WIDTH) + " " * (columns % TAB_WIDTH)
        return " " * columns
