"""Add type annotations: to Python and TypeScript, and nothing else."""

from __future__ import annotations

import collections.abc
import typing
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from glossator.actions.code_context import surroundings
from glossator.actions.rewrite.prompts import rewrite_messages
from glossator.actions.rewrite.region import Region
from glossator.context.buffer import Buffer
from glossator.errors import NoUsableAnswerError
from glossator.languages import facts_of
from glossator.models.requests import Chat
from glossator.text.lines import split_lines

if TYPE_CHECKING:
    from glossator.syntax.annotations import Annotation

_ASKS = (
    "Add type annotations to the parameters and the return values that have none. Change nothing "
    "else: keep names, code and comments as they are."
)
_PARTICULAR = {"python": " Use built-in types such as `list[int]` and `str | None`."}


def can_annotate(buffer: Buffer, region: Region) -> bool:
    """Whether something in `region` can be annotated and is not."""
    if not facts_of(buffer.language).annotated:
        return False
    from glossator.syntax.annotations import lacks_annotations

    return lacks_annotations(buffer.text, *region.span, buffer.language)


def messages(buffer: Buffer, region: Region) -> Chat:
    """What the model is asked."""
    instruction = _ASKS + _PARTICULAR.get(buffer.language, "")
    return rewrite_messages(buffer, region, surroundings(buffer, *region.span), instruction)


def annotated(buffer: Buffer, region: Region, answer: Sequence[str]) -> list[str]:
    """The lines of `region` with the annotations that `answer` adds, and nothing else of it.

    What the author has written stays, types included. In Python a type that does not exist yet
    where it is evaluated is put in quotes.

    Raises:
        NoUsableAnswerError: where it adds none, or types that the file does not know.
    """
    from glossator.syntax.annotations import added_annotations

    start, end = region.span
    new = buffer.newline.join(answer)
    after = buffer.text[:start] + new + buffer.text[end:]
    added = added_annotations(
        buffer.text, (start, end), after, (start, start + len(new)), buffer.language
    )
    if not added:
        raise NoUsableAnswerError("The model added no annotations, so nothing was changed.")
    if buffer.language == "python":
        added = _python_types(buffer.text, added)
    text, at = "", start
    for each in added:
        text += buffer.text[at : each.span[0]] + each.text
        at = each.span[1]
    return split_lines(text + buffer.text[at:end])


def _python_types(text: str, added: list[Annotation]) -> list[Annotation]:
    """The annotations with quotes where they need them, if all names in them are known."""
    from glossator.syntax.python.annotation_names import exists_at, unknown_names

    imported = unknown_names(text, [each.type for each in added])
    strange = [name for name in imported if _module_of(name) is None]
    if strange:
        names = ", ".join(sorted(strange))
        raise NoUsableAnswerError(
            f"The model annotated with {names}, which this file does not know, so nothing was "
            "changed; import it first, or try again."
        )
    return [
        each
        if exists_at(text, each.type, each.span[0], imported)
        else replace(each, type=_in_quotes(each.type))
        for each in added
    ]


def _in_quotes(type_: str) -> str:
    plain = type_.replace('"', "'") if "'" not in type_ else type_.replace('"', "")
    return f'"{plain}"'


def missing_imports(before: str, after: str) -> str:
    """The lines that a Python file needs for its new annotations, "" where it needs none."""
    from glossator.syntax.annotations import added_annotations
    from glossator.syntax.python.annotation_names import unknown_names

    added = added_annotations(before, (0, len(before)), after, (0, len(after)), "python")
    names: dict[str, list[str]] = {}
    for name in sorted(unknown_names(before, [each.type for each in added])):
        if module := _module_of(name):
            names.setdefault(module, []).append(name)
    return "".join(f"from {module} import {', '.join(names[module])}\n" for module in sorted(names))


def _module_of(name: str) -> str | None:
    """Where the standard library has a name for annotations."""
    if name in collections.abc.__all__:
        return "collections.abc"
    return "typing" if name in typing.__all__ else None
