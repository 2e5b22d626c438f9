"""The code action menu: what can be done here, and nothing where nothing can.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.18/specification/#textDocument_codeAction
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from lsprotocol import types

from glossator.actions.commit.message import MESSAGE_LANGUAGE, has_message
from glossator.actions.docstring.plan import meant_offset, plan, worth_documenting
from glossator.actions.rewrite.annotate import can_annotate
from glossator.actions.rewrite.custom import wants_input
from glossator.actions.rewrite.edit import instruction_above
from glossator.actions.rewrite.region import Region, region_of
from glossator.actions.rewrite.test_file import can_test
from glossator.context.buffer import Buffer
from glossator.context.outgoing import why_withheld
from glossator.lsp.extensions import HINT_CODE, HINT_SOURCE, ActionKind, Command
from glossator.lsp.features.command_arguments import argument_for, span_of
from glossator.lsp.features.commands.request import tree_made
from glossator.lsp.features.next_edit import action as next_edit_action
from glossator.lsp.features.next_edit import note_diagnostics
from glossator.syntax.registry import LANGUAGES
from glossator.text.remembered import remembered

if TYPE_CHECKING:
    from glossator.lsp.session import Session
    from glossator.settings import CustomAction

LONG = 100_000
"""Code points; a thread looks at a longer text, and what documentation would change in it is looked
at when it is asked for, not before."""
MOST_PROBLEMS = 3
"""At one place; a menu with two entries for each of more would bury the others."""
MOST_LOOKED_AT = 300
"""Definitions among which the menu looks for one without documentation; it has to open at once."""
LONGEST_PROBLEM = 50
"""Code points of a problem's message in the menu."""


@dataclass(frozen=True, slots=True)
class _Offer:
    title: str
    kind: ActionKind
    command: Command
    problem: types.Diagnostic | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class _Menu:
    """Where the menu opens. `is_invoked`: the user opened it and does not merely move about."""

    session: Session
    buffer: Buffer
    span: tuple[int, int]
    problems: Sequence[types.Diagnostic]
    is_invoked: bool

    @property
    def selected(self) -> bool:
        return self.span[0] < self.span[1]

    @property
    def region(self) -> Region:
        return region_of(self.buffer, self.span)


async def offered(session: Session, params: types.CodeActionParams) -> list[types.CodeAction]:
    """The actions for a range; quiet while the user merely moves about."""
    uri = params.text_document.uri
    session.documents.touch(uri)  # editors ask wherever the cursor rests
    snapshot = session.snapshot(uri)
    buffer = snapshot.buffer
    if (
        not (buffer.text.strip() or _is_commit(buffer))
        or why_withheld(buffer, session.backend.ignore) is not None
    ):
        return []
    note_diagnostics(session, uri, params.context.diagnostics, params.range)
    span = span_of(params.range, snapshot, session.client.capabilities)
    is_invoked = params.context.trigger_kind != types.CodeActionTriggerKind.Automatic
    if is_invoked:
        await tree_made(buffer)
    menu = _Menu(session, buffer, span, params.context.diagnostics, is_invoked)
    is_long = len(buffer.text) > LONG
    offers = await asyncio.to_thread(list, _offers(menu)) if is_long else _offers(menu)
    actions = [
        _action(session, offer, uri, _place(offer, params.range))
        for offer in offers
        if _wanted(params, offer.kind)
    ]
    if _wanted(params, ActionKind.NEXT_EDIT):
        next_edit = next_edit_action(session, uri, is_invoked=is_invoked)
        actions += [next_edit] if next_edit is not None else []
    return actions


def _is_commit(buffer: Buffer) -> bool:
    return buffer.language == MESSAGE_LANGUAGE


def _offers(menu: _Menu) -> Iterator[_Offer]:
    if _is_commit(menu.buffer):
        if menu.is_invoked and not has_message(menu.buffer.text):
            title = "Write the commit message"
            yield _Offer(title, ActionKind.COMMIT_MESSAGE, Command.COMMIT_MESSAGE)
        return
    if menu.is_invoked or menu.selected:
        title = "Explain selection" if menu.selected else "Explain this code"
        yield _Offer(title, ActionKind.EXPLAIN, Command.EXPLAIN)
    yield from _for_problems(menu)
    if not menu.is_invoked:
        return
    style = menu.session.settings_for(menu.buffer).docstring_style
    offset, checked = meant_offset(menu.buffer, menu.span), len(menu.buffer.text) <= LONG
    if plan(menu.buffer, offset, style, checked=checked) is not None:
        yield _Offer("Generate docstring", ActionKind.DOCSTRING, Command.DOCUMENT)
    if _has_gaps(menu.buffer.text, menu.buffer.language):
        title = "Document everything undocumented in this file"
        yield _Offer(title, ActionKind.DOCUMENT_ALL, Command.DOCUMENT_ALL)
    if menu.selected and _has_instruction(menu):
        yield _Offer("Edit selection…", ActionKind.EDIT, Command.EDIT)
    if can_annotate(menu.buffer, menu.region):
        yield _Offer("Add type annotations", ActionKind.ANNOTATE, Command.ANNOTATE)
    if can_test(menu.buffer, menu.span):
        yield _Offer("Write tests for this", ActionKind.TEST, Command.TEST_FILE)
    for action in menu.session.settings.actions:
        if _applies(action, menu):
            yield _Offer(action.title, ActionKind.CUSTOM, Command.CUSTOM, name=action.title)


def _for_problems(menu: _Menu) -> Iterator[_Offer]:
    for hint in filter(_is_hint, menu.problems):
        yield _Offer("Update the documentation", ActionKind.FIX, Command.DOCUMENT, hint)
    others = [each for each in menu.problems if not _is_hint(each)]
    for problem in others[:MOST_PROBLEMS]:
        message = _shortened(problem.message) if len(others) > 1 else ""
        which = f": {message}" if message else ""
        yield _Offer(f"Explain this error{which}", ActionKind.EXPLAIN, Command.EXPLAIN, problem)
        yield _Offer(f"Fix this problem{which}", ActionKind.FIX, Command.FIX, problem)


def _place(offer: _Offer, place: types.Range) -> types.Range:
    """Where the command works: for a hint at what it is about."""
    is_about_hint = offer.command is Command.DOCUMENT and offer.problem is not None
    return offer.problem.range if is_about_hint and offer.problem else place


def _is_hint(problem: types.Diagnostic) -> bool:
    """Whether a problem is one that this server has told."""
    return problem.source == HINT_SOURCE and problem.code == HINT_CODE


def _applies(action: CustomAction, menu: _Menu) -> bool:
    if action.languages and menu.buffer.language not in action.languages:
        return False
    if wants_input(action) and not menu.session.client.capabilities.asks_user:
        return False
    return bool(menu.region.shown.strip())


def _shortened(message: str) -> str:
    line = message.strip().split("\n", 1)[0]
    return line if len(line) <= LONGEST_PROBLEM else f"{line[:LONGEST_PROBLEM]}…"


@remembered(4)
def _has_gaps(text: str, language: str) -> bool:
    if language not in LANGUAGES:
        return False
    subjects = worth_documenting(Buffer("", text, language, 0))
    looked_at = islice(subjects, MOST_LOOKED_AT)
    return (
        any(not subject.is_documented for subject in looked_at) or next(subjects, None) is not None
    )


def _has_instruction(menu: _Menu) -> bool:
    if menu.session.client.capabilities.asks_user:
        return True
    return bool(instruction_above(menu.buffer, menu.region))


def _wanted(params: types.CodeActionParams, kind: str) -> bool:
    """`only` asks for kinds and all that lies below them."""
    only = params.context.only
    return only is None or any(f"{kind}.".startswith(f"{_value(k)}.") or not k for k in only)


def _value(kind: types.CodeActionKind | str) -> str:
    return kind.value if isinstance(kind, types.CodeActionKind) else kind


def _action(session: Session, offer: _Offer, uri: str, region: types.Range) -> types.CodeAction:
    tags = (
        [types.CodeActionTag.LlmGenerated]
        if session.client.capabilities.tags_generated_actions
        else None
    )
    return types.CodeAction(
        title=offer.title,
        kind=offer.kind,
        tags=tags,
        diagnostics=[offer.problem] if offer.problem is not None else None,
        command=types.Command(
            title=offer.title,
            command=offer.command,
            arguments=[argument_for(uri, region, offer.problem, offer.name)],
        ),
    )
