"""The nodes of Python and what they mean. Imports tree-sitter's grammar."""

from __future__ import annotations

import tree_sitter_python

from glossator.syntax.language import Language
from glossator.syntax.python.documentable import PythonDocumentation
from glossator.syntax.python.nodes import (
    CLASS,
    DECORATED,
    FUNCTION,
    IGNORED,
    attributes_in,
    declared,
    defined_names,
    is_docstring,
    members,
)

PYTHON = Language(
    grammar=tree_sitter_python.language,
    atoms=frozenset({"string"}),
    ignored=IGNORED,
    opens_scope=lambda node: node.type in (FUNCTION, CLASS),
    wrappers=frozenset({DECORATED}),
    identifiers=frozenset({"identifier"}),
    is_docstring=is_docstring,
    members=members,
    defined_names=defined_names,
    declares=declared,
    attributes_in=attributes_in,
    documentation=PythonDocumentation(),
)
