"""Add type annotations: to Python and TypeScript, and nothing else."""

from __future__ import annotations

import collections.abc
import typing

from glossator.actions.code_context import surroundings
from glossator.actions.rewrite.prompts import rewrite_messages
from glossator.actions.rewrite.region import Region
from glossator.context.buffer import Buffer
from glossator.errors import NoUsableAnswerError
from glossator.languages import facts_of
from glossator.models.requests import Chat

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


def check_annotations(language: str, before: str, after: str) -> None:
    """Check that the two files differ in annotations alone, and that their types are known.

    Raises:
        NoUsableAnswerError: where they do not.
    """
    from glossator.syntax.annotations import only_annotations_differ, unknown_types

    if not only_annotations_differ(before, after, language):
        raise NoUsableAnswerError(
            "The model changed more than annotations, so nothing was changed."
        )
    if language == "python":
        strange = [name for name in unknown_types(before, after) if _module_of(name) is None]
        if strange:
            names = ", ".join(sorted(strange))
            raise NoUsableAnswerError(
                f"The model annotated with {names}, which this file does not know, so nothing was "
                "changed; import it first, or try again."
            )


def missing_imports(before: str, after: str) -> str:
    """The lines that a Python file needs for its new annotations, "" where it needs none."""
    from glossator.syntax.annotations import unknown_types

    names: dict[str, list[str]] = {}
    for name in sorted(unknown_types(before, after)):
        if module := _module_of(name):
            names.setdefault(module, []).append(name)
    return "".join(f"from {module} import {', '.join(names[module])}\n" for module in sorted(names))


def _module_of(name: str) -> str | None:
    """Where the standard library has a name for annotations."""
    if name in collections.abc.__all__:
        return "collections.abc"
    return "typing" if name in typing.__all__ else None
