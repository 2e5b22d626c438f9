"""What indentation the cursor's line may have, by the lines around it."""

from __future__ import annotations

import re

from glossator.completion.cursor import Cursor, scan_before
from glossator.text.indentation import indent_width
from glossator.text.lexer import is_comment, opens_block, scan, without_comment

_IN_FUNCTION = re.compile(r"(?:return|yield|await|break|continue)\b")
_CLOSES = re.compile(r"(?:end|else|elsif|elif|case|default|when|rescue|ensure)\b|\w+:")
_UNFINISHED = re.compile(r"(?:[^\w\s)\]}\"'`?!]|\b(?:and|or|not))\s*$|^\s*$")
_NOT_ENDED = re.compile(r"[^;}\s]\s*$|^\s*$")
_FLAT = re.compile(r"\s*(?:namespace|extern|module|package)\b|\}")
_LEAVES = re.compile(r"\s*(?:return|raise|break|continue)\b")
_CLAUSES = {
    "else": ("if", "elif", "for", "while", "try", "except"),
    "elif": ("if", "elif"),
    "except": ("try", "except"),
    "finally": ("try", "except", "else"),
    "case": ("match", "case"),
}


class IndentRules:
    """What may stand on the cursor's line, by the lines around it."""

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor
        language = cursor.language
        code = [n for n in cursor.lines_above if n.strip() and not is_comment(n, language)]
        self.previous = code[-1] if code else ""
        self.opens = opens_block(self.previous, language) if code else False
        self.free = bool(scan_before(cursor).opened)
        self.enclosing: dict[int, str] = {}
        for line in reversed(code):
            width = indent_width(line)
            if width < min(self.enclosing, default=1 << 30):
                self.enclosing[width] = line.strip()
        self.unit = 4 if cursor.indent_unit == "\t" else len(cursor.indent_unit)
        below = [n for n in cursor.lines_below if n.strip() and not is_comment(n, language)]
        self.next = indent_width(below[0]) if below else None
        self.next_is_end = bool(below) and _first_word(below[0]) == "end"
        self.next_is_clause = bool(below) and _first_word(below[0]) in _CLAUSES

    def is_body(self, width: int) -> bool:
        """Whether `width` is that of a block which the line above opens."""
        return self.opens and width == indent_width(self.previous) + self.unit

    def is_in_place(self, line: str, width: int) -> bool:
        """Whether `line` may not stand deeper than at `width`.

        It begins a block there, or a statement after one that is finished.
        """
        if self.is_body(width):
            return True
        opened = scan_before(self.cursor).opened
        is_open = bool(opened) and opened[-1][0] != "{"
        if self.opens or is_open or width < indent_width(self.previous):
            return False
        ends = _UNFINISHED if self.cursor.facts.blocks == "end" else _NOT_ENDED
        return bool(re.match(r"\w", line.strip())) and not ends.search(self.previous)

    def width_in_block(self, line: str) -> int:
        """The width of a line at the left edge that was said so, inside a block of braces."""
        opened = scan_before(self.cursor).opened
        previous = indent_width(self.previous)
        if _CLOSES.match(line) or not re.match(r"\w", line):
            return 0
        if self.opens and _FLAT.match(self.previous):
            return 0
        width = previous + self.unit * self.opens
        if self.next_is_end and self.next is not None:
            return width if self.next < width else 0
        is_in_braces = bool(opened) and opened[-1][0] == "{" and opened[-1][1] < width
        return width if is_in_braces else 0

    def guesses(self, line: str) -> list[int]:
        """The widths that `line` may have here, the likeliest first."""
        previous = indent_width(self.previous)
        if self.opens:
            return [previous + self.unit]
        widths = sorted(self.enclosing, reverse=True)
        likely = []
        if opens_block(line, self.cursor.language) and self.next:
            likely.append(self.next - self.unit)
        if line.lstrip().startswith("return") and not self.next:
            likely.append(self._body_of_function())
        # after a line that leaves its block nothing more of that block can run
        widths = widths[1:] + widths[:1] if _LEAVES.match(self.previous) else widths
        return [*likely, *widths]

    def _body_of_function(self) -> int:
        functions = [n for n, line in self.enclosing.items() if line.startswith(("def", "async"))]
        return max(functions, default=0) + self.unit

    def has_indent(self, width: int) -> bool:
        """Whether some line can be indented so far here."""
        previous = indent_width(self.previous)
        if self.free or not self.previous:
            return self.free or width == 0
        if self.opens:
            return previous < width <= previous + self.unit
        return width in self.enclosing

    def allows(self, line: str, width: int, *, alone: bool) -> bool:
        """Whether `line` can stand here with this indentation; `alone` without lines after it."""
        if self.free or not self.has_indent(width):
            return self.free
        text = line.strip()
        if width == 0 and _IN_FUNCTION.match(text):
            return False
        clause = _CLAUSES.get(_first_word(text))
        if clause and not self.enclosing.get(width, "").startswith(clause):
            return False
        return not alone or self._fits_below(line, width)

    def _fits_below(self, line: str, width: int) -> bool:
        if self.next is None or not without_comment(line, self.cursor.language).strip():
            return True
        if scan(line, self.cursor.language).opened:
            return True
        if self.next_is_clause:
            return self.next < width or opens_block(line, self.cursor.language)
        if opens_block(line, self.cursor.language):
            return self.next <= width + self.unit
        return self.next <= width


def _first_word(line: str) -> str:
    return re.split(r"\W", line.strip(), maxsplit=1)[0]
