"""`textDocument/completion`: the same suggestions, for editors without inline completion.

Helix, Emacs and Neovim before 0.12 filter and sort the items by their own rules, which are met
here; a client that needs more than these fields was not found.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.18/specification/#textDocument_completion
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lsprotocol import types

from glossator.completion.cursor import split_lines
from glossator.lsp import ghost_text

if TYPE_CHECKING:
    from glossator.completion.engine import Suggestion
    from glossator.lsp.documents import Document
    from glossator.lsp.session import Session

# Not a space and not a line end: with a menu open, Enter may accept what was not asked for.
OPTIONS = types.CompletionOptions(trigger_characters=[".", "(", "[", "="])
"""After these a client asks by itself, and it does in words; elsewhere the user asks."""

LABEL_CHARACTERS = 60
"""A menu's width; longer lines are cut."""

# After every letter and digit: the language's own items keep their places, and where the menu
# wraps around, the suggestion is one step up from its top.
_SORTED_LAST = "~"
_LONGEST_WORD = 100


def offered(session: Session) -> bool:
    """Whether this client gets suggestions in its menu."""
    wanted = session.settings.completion_menu
    return wanted == "always" or (wanted == "auto" and not session.abilities.inline_completion)


async def complete(session: Session, params: types.CompletionParams) -> types.CompletionList:
    """The items for a position; always incomplete, for with each key they change."""
    items: list[types.CompletionItem] = []
    if offered(session):
        document = session.document(params.text_document.uri)
        offset = document.offset_at(params.position)
        word = _word_before(document.text, offset)
        invoked = _is_invoked(params.context, word)
        found = await ghost_text.suggestions(session, document, offset, invoked=invoked)
        markdown = session.abilities.markdown_in_menus
        items = [
            _item(document, offset, word, suggestion, number, markdown)
            for number, suggestion in enumerate(found)
        ]
    return types.CompletionList(is_incomplete=True, items=items)


def _is_invoked(context: types.CompletionContext | None, word: str) -> bool:
    """Whether the user has asked.

    Clients say `Invoked` also when they ask by themselves because a word is being typed (LSP 3.18,
    CompletionTriggerKind), so in a word it says nothing.
    """
    kind = context.trigger_kind if context else None
    return kind == types.CompletionTriggerKind.Invoked and not word


def _item(
    document: Document,
    offset: int,
    word: str,
    suggestion: Suggestion,
    number: int,
    markdown: bool,
) -> types.CompletionItem:
    """An item that replaces the word before the cursor by itself and what follows.

    `filter_text` is what the user would type, to the end of the line. There is no kind: some
    clients leave out items of the kind Text, and it is none of the others.
    """
    whole = word + suggestion.text
    place = document.range_of(offset - len(word), offset + suggestion.replace_right)
    return types.CompletionItem(
        label=_label(whole),
        detail="Glossator",
        documentation=_documentation(whole, document.language_id or "") if markdown else whole,
        sort_text=f"{_SORTED_LAST}{number}",
        filter_text=split_lines(whole)[0],
        insert_text_format=types.InsertTextFormat.PlainText,
        insert_text_mode=types.InsertTextMode.AsIs,
        text_edit=types.TextEdit(range=place, new_text=whole),
        command=ghost_text.accepted(suggestion),
    )


def _word_before(text: str, offset: int) -> str:
    """The letters, digits and underscores right before an offset."""
    start = offset
    while max(0, offset - _LONGEST_WORD) < start and re.match(r"\w", text[start - 1]):
        start -= 1
    return text[start:offset]


def _label(text: str) -> str:
    """The first line that is not blank, in a menu's width."""
    line = next((line.strip() for line in split_lines(text) if line.strip()), "")
    return line if len(line) <= LABEL_CHARACTERS else f"{line[: LABEL_CHARACTERS - 1]}…"


def _documentation(text: str, language: str) -> types.MarkupContent:
    """All of `text` as code, in a fence longer than any in it."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    value = f"{fence}{language}\n{text}\n{fence}"
    return types.MarkupContent(kind=types.MarkupKind.Markdown, value=value)
