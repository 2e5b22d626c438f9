"""`glossator.documentAll`: documentation for everything in a file that has none, one by one."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from glossator.actions.docstring.plan import plan_for, why_not, worth_documenting
from glossator.errors import CommandError, ModelError, NoUsableAnswerError
from glossator.lsp.client.progress import CancelledByUserError, Numbered, Progress
from glossator.lsp.edits.live_edit import EditDeclinedError, RegionLostError, SilentClientError
from glossator.lsp.features.commands.document import steps
from glossator.lsp.features.commands.request import SHORT, let_out
from glossator.syntax.registry import LANGUAGES, MISSING
from glossator.syntax.signature import Documentable

if TYPE_CHECKING:
    from glossator.context.outgoing import Outgoing
    from glossator.lsp.documents.documents import Document
    from glossator.lsp.session import Session

Name = tuple[str, str, str, int]
"""Kind, owner, name, and the how-manieth of them: what stays the same while the file changes."""
MOST_NAMED = 5
"""In the sentence about what could not be documented."""


async def document_all(session: Session, arguments: Sequence[Any]) -> dict[str, Any] | None:
    """Document a file from top to bottom; answers with how many and which not.

    Each is an edit of its own. Null when the user cancelled the run: what had been written stays,
    the one under way is taken back.
    """
    document = session.snapshot(_uri(arguments)).document
    shown = await let_out(session, session.documents.buffer(document))
    name = shown.buffer.name
    if shown.buffer.language not in LANGUAGES:
        if shown.buffer.language in MISSING:
            raise CommandError(why_not(shown.buffer, 0, name))
        raise CommandError(f"{name}: documentation is not known for this language.")
    _, missing = await _looked_at(session, document)
    if not missing:
        raise CommandError(f"Everything in {name} is documented already.")
    title = f"Documenting {name}"
    run = _Run(session, document)
    try:
        async with session.client.progress(title) as line:
            await run.to_the_end(line)
    except CancelledByUserError:
        return None
    except ModelError as error:
        raise CommandError(f"{error} {run.count()}") from None
    if run.left:
        session.client.show_message(f"{run.count()} {_those(run.left)}", types.MessageType.Info)
    return {"documented": run.documented, "left": run.left}


class _Run:
    """One run through a document that the user may go on to edit."""

    def __init__(self, session: Session, document: Document) -> None:
        self._session = session
        self._document = document
        self._tried: set[Name] = set()
        self.documented = 0
        self.left: list[str] = []

    def count(self) -> str:
        """What came of it so far, as a sentence."""
        return f"Documented so far: {self.documented}."

    async def to_the_end(self, line: Progress) -> None:
        """Document one after the other; what was added meanwhile as well."""
        while True:
            shown, missing = await _looked_at(self._session, self._document)
            todo = {name: each for name, each in missing.items() if name not in self._tried}
            if not todo:
                return
            name, subject = next(iter(todo.items()))
            self._tried.add(name)
            step = len(self._tried)
            title = f"{step} of {step + len(todo) - 1}, {subject.name}: "
            try:
                is_written = await self._is_written(Numbered(line, title), shown, subject)
            except EditDeclinedError:
                continue
            if is_written:
                self.documented += 1
            else:
                self.left.append(subject.name)

    async def _is_written(self, line: Numbered, shown: Outgoing, subject: Documentable) -> bool:
        plan = plan_for(
            shown.buffer, subject, self._session.settings_for(shown.buffer).docstring_style
        )
        if plan is None:
            return False
        title = f"Docstring for {subject.name}"
        try:
            await self._session.edits.stream_within(
                line,
                self._document,
                plan.replace,
                title,
                steps(self._session, shown, plan),
                preview=self._session.settings.preview_edits,
            )
        except NoUsableAnswerError:
            return False
        except RegionLostError as lost:
            is_open = self._session.documents.document(self._document.uri) is self._document
            if is_open and not isinstance(lost, SilentClientError):
                return False
            raise CommandError(f"The run was stopped, because {lost}. {self.count()}") from None
        return True


async def _looked_at(
    session: Session, document: Document
) -> tuple[Outgoing, dict[Name, Documentable]]:
    """The document as it is now, as a model may see it, and what has no documentation yet."""
    while True:
        buffer = session.documents.buffer(document)
        shown = await let_out(session, buffer)
        is_long = len(buffer.text) > SHORT
        missing = await asyncio.to_thread(_missing, shown) if is_long else _missing(shown)
        if document.text == buffer.text:
            return shown, missing


def _missing(shown: Outgoing) -> dict[Name, Documentable]:
    """What has no documentation yet."""
    seen: Counter[tuple[str, str, str]] = Counter()
    missing: dict[Name, Documentable] = {}
    for subject in worth_documenting(shown.buffer):
        name = subject.kind, subject.owner, subject.name
        seen[name] += 1
        if not subject.is_documented:
            missing[(*name, seen[name])] = subject
    return missing


def _those(names: list[str]) -> str:
    some = ", ".join(f"`{name}`" for name in names[:MOST_NAMED])
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return f"Nothing was written for {some}{more}; try those one by one, or a larger model."


def _uri(arguments: Sequence[Any]) -> str:
    argument = arguments[0] if len(arguments) == 1 else None
    if isinstance(argument, Mapping) and isinstance(argument.get("uri"), str):
        return str(argument["uri"])
    raise JsonRpcInvalidParams(message="The command takes one argument: {uri}.")
