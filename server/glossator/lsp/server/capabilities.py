"""What the server offers, by name: light enough to be told before the server itself is loaded.

A command is named here and in `commands/`, a kind of code action here and in `code_actions.py`.
"""

from __future__ import annotations

from glossator.settings import Settings

COMMANDS = (
    "glossator.explain",
    "glossator.ask",
    "glossator.document",
    "glossator.documentAll",
    "glossator.edit",
    "glossator.fix",
    "glossator.test",
    "glossator.annotate",
    "glossator.own",
    "glossator.accepted",
    "glossator.status",
)

EXPLAIN = "explain.glossator"
"""A kind of our own: explaining is neither a fix nor a refactoring, it changes nothing."""
DOCSTRING = "refactor.rewrite.docstring.glossator"
DOCUMENT_ALL = "source.documentAll.glossator"
EDIT = "refactor.rewrite.edit.glossator"
FIX = "quickfix.glossator"
ANNOTATE = "refactor.rewrite.annotate.glossator"
TEST = "test.glossator"
OWN = "own.glossator"
CODE_ACTIONS = (EXPLAIN, DOCSTRING, DOCUMENT_ALL, EDIT, FIX, ANNOTATE, TEST, OWN)

MENU_TRIGGERS = (".", "(", "[", "=")
"""After these a client asks by itself, and it does in words; elsewhere the user asks."""

PAGES_SCHEME = "glossator"
"""The scheme of the documents beside the text."""


def wants_menu(settings: Settings, *, has_ghost_text: bool) -> bool:
    """Whether a client that has ghost text, or has not, gets suggestions in its menu."""
    menu = settings.completion_menu
    return menu == "always" or (menu == "auto" and not has_ghost_text)
