"""One request for ghost text, and one suggestion of its answer."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Self

from glossator.completion.cursor import Cursor
from glossator.context.buffer import Buffer
from glossator.settings import Settings

INVOKED_FACTOR = 4
"""How many times longer an invoked request may take than one that follows a key."""


@dataclass(frozen=True, slots=True)
class SuggestionRequest:
    """A request for inline completion in one version of a document.

    `deadline` is a time of the event loop's clock, in seconds. An `invoked` request was made by the
    user, not by a key. The text around the cursor of a `hypothetical` request is not what the
    document holds but what it would hold, as with an entry of the editor's menu accepted. The last
    `typed` code points before the cursor were typed in one go. At most `limit` suggestions answer
    it.
    """

    cursor: Cursor
    deadline: float
    invoked: bool = False
    hypothetical: bool = False
    typed: int = 0
    limit: int = 1

    @classmethod
    def at(
        cls,
        buffer: Buffer,
        offset: int,
        settings: Settings,
        *,
        invoked: bool = False,
        hypothetical: bool = False,
        typed: int = 0,
        limit: int = 1,
    ) -> Self:
        """The request at an offset of a buffer, made now."""
        allowed = settings.completion_deadline * (INVOKED_FACTOR if invoked else 1)
        deadline = asyncio.get_running_loop().time() + allowed
        return cls(Cursor.at(buffer, offset), deadline, invoked, hypothetical, typed, limit)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`text` replaces `replace_right` code points after the cursor; `identity` names it."""

    identity: int
    text: str
    replace_right: int
