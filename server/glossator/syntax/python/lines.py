"""Whether one line is Python code or a sentence about it. Imports tree-sitter: import it lazily."""

from __future__ import annotations

import re

from glossator.syntax.registry import parse_once

OPENERS = re.compile(
    r"(async\s+)?(def|class|for|while|with)\b.*:$|(if|elif|except)\b.*:$|(else|try|finally):$|@\w"
    r"|(async\s+)?def\s+\w+\s*(\(|$)|class\s+\w+\s*[(:]"
)
STATEMENTS = frozenset(
    {
        "return_statement",
        "raise_statement",
        "import_statement",
        "import_from_statement",
        "future_import_statement",
        "delete_statement",
        "assert_statement",
        "global_statement",
        "nonlocal_statement",
        "pass_statement",
    }
)
EXPRESSIONS = frozenset({"call", "assignment", "augmented_assignment", "await", "yield"})


def is_code_line(line: str) -> bool:
    """Whether `line` can only be code: a statement or the head of one, alone on its line.

    A single word, a `name: type` or a tuple could be prose, and counts as such.
    """
    line = line.strip()
    if OPENERS.match(line) or line.startswith((">>>", "... ")):
        return True
    root = parse_once(line, "python").root
    if root.has_error or not root.named_children:
        return False
    first = root.named_children[0]
    if first.type == "expression_statement" and first.named_children:
        value = first.named_children[0]
        annotated = value.child_by_field_name("type") is not None
        return value.type in EXPRESSIONS and (not annotated or "=" in line)
    return first.type in STATEMENTS
