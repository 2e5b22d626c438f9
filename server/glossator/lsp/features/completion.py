"""`textDocument/completion`: the same suggestions, for editors without inline completion.

Helix, Emacs and Neovim before 0.12 filter, sort and insert items by rules of their own. The fields
here are chosen so that all three keep an item while the user types what it says, and insert it
whole.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.18/specification/#textDocument_completion
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lsprotocol import types

from glossator.lsp.features import inline_completion
from glossator.lsp.features.menu import MENU_TRIGGERS, wants_menu
from glossator.text.fences import fence_for
from glossator.text.indentation import leading_space
from glossator.text.lines import split_lines

if TYPE_CHECKING:
    from glossator.completion.request import Suggestion
    from glossator.lsp.client.capabilities import ClientCapabilities
    from glossator.lsp.documents.snapshot import Snapshot
    from glossator.lsp.session import Session

# Not a space and not a line end: with a menu open, Enter may accept what nobody wanted.
OPTIONS = types.CompletionOptions(trigger_characters=list(MENU_TRIGGERS))

LABEL_CHARACTERS = 60
"""A menu's width; longer lines are cut."""

# After every letter and digit: the language's own items keep their places, and where the menu
# wraps around, the suggestion is one step up from its top.
_SORTED_LAST = "~"
_LONGEST_WORD = 100

_PLAIN, _AS_IS = types.InsertTextFormat.PlainText, types.InsertTextMode.AsIs
_SNIPPET, _INDENT = types.InsertTextFormat.Snippet, types.InsertTextMode.AdjustIndentation


def offered(session: Session) -> bool:
    """Whether this client gets suggestions in its menu."""
    has_ghost_text = session.client.capabilities.inline_completion
    return wants_menu(session.settings, has_ghost_text=has_ghost_text)


async def complete(session: Session, params: types.CompletionParams) -> types.CompletionList:
    """The items for a position; always incomplete, for with each key they change."""
    items: list[types.CompletionItem] = []
    if offered(session):
        snapshot = session.snapshot(params.text_document.uri)
        place = _MenuContext(
            snapshot, snapshot.offset_at(params.position), session.client.capabilities
        )
        invoked = _is_invoked(params.context, place.word)
        found = await inline_completion.suggestions(
            session, snapshot, place.offset, invoked=invoked
        )
        items = [_item(place, suggestion, rank) for rank, suggestion in enumerate(found)]
    return types.CompletionList(is_incomplete=True, items=items)


class _MenuContext:
    """Where a menu is opened, and in what client. `word` stands right before the cursor."""

    def __init__(self, snapshot: Snapshot, offset: int, client: ClientCapabilities) -> None:
        self.snapshot = snapshot
        self.offset = offset
        self.client = client
        self.word = _word_before(snapshot.text, offset)

    def edit(self, suggestion: Suggestion) -> types.TextEdit:
        """The word and what follows, in the place of the word and of what it replaces."""
        end = self.offset + suggestion.replace_right
        place = self.snapshot.range_of(self.offset - len(self.word), end)
        return types.TextEdit(range=place, new_text=self.word + suggestion.text)

    def snippet(self, suggestion: Suggestion) -> types.TextEdit:
        """The same for a client that replaces nothing right of the cursor, and indents the lines
        below as the cursor's line is.
        """
        line = self.snapshot.lines[self.snapshot.position_at(self.offset).line]
        replaced = self.snapshot.text[self.offset : self.offset + suggestion.replace_right]
        text = self.word + suggestion.text.removesuffix(replaced)
        place = self.snapshot.range_of(self.offset - len(self.word), self.offset)
        return types.TextEdit(range=place, new_text=_as_snippet(text, leading_space(line)))


def _is_invoked(context: types.CompletionContext | None, word: str) -> bool:
    """Whether the user has invoked the menu.

    Clients say `Invoked` also when they ask by themselves because a word is being typed (LSP 3.18,
    CompletionTriggerKind), so in a word it says nothing.
    """
    kind = context.trigger_kind if context else None
    return kind == types.CompletionTriggerKind.Invoked and not word


def _item(place: _MenuContext, suggestion: Suggestion, rank: int) -> types.CompletionItem:
    """An item that replaces the word before the cursor by itself and what follows.

    `filter_text` is what the user would type, to the end of the line. There is no kind: some
    clients leave out items of the kind Text, and it is none of the others.
    """
    text = place.word + suggestion.text
    language = place.snapshot.language_id
    snippet = place.client.cuts_plain_items
    return types.CompletionItem(
        label=_label(text),
        detail="Glossator",
        documentation=_as_code(text, language) if place.client.markdown_in_menus else text,
        sort_text=f"{_SORTED_LAST}{rank}",
        filter_text=split_lines(text)[0],
        insert_text_format=_SNIPPET if snippet else _PLAIN,
        insert_text_mode=_INDENT if snippet else _AS_IS,
        text_edit=place.snippet(suggestion) if snippet else place.edit(suggestion),
        command=inline_completion.accepted(suggestion),
    )


def _as_snippet(text: str, indent: str) -> str:
    """`text` as a snippet without placeholders, before whose lines the client puts `indent`."""
    first, *others = split_lines(text)
    lines = [first, *(line.removeprefix(indent) for line in others)]
    return re.sub(r"[\\$}]", r"\\\g<0>", "\n".join(lines))


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


def _as_code(text: str, language: str) -> types.MarkupContent:
    """All of `text` as code."""
    fence = fence_for(text)
    value = f"{fence}{language}\n{text}\n{fence}"
    return types.MarkupContent(kind=types.MarkupKind.Markdown, value=value)
