"""Syntax trees of long texts are made in a thread, so that the loop never waits for one."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from glossator.syntax.registry import LANGUAGES, parse

if TYPE_CHECKING:
    from glossator.context.buffer import Buffer

SHORT = 10_000
"""Code points; a shorter text is parsed within a few milliseconds where it is asked for."""


async def tree_made(buffer: Buffer) -> None:
    """Return when the tree of a buffer is there, for all who ask for it from now on."""
    if len(buffer.text) > SHORT and buffer.language in LANGUAGES:
        await asyncio.to_thread(parse, buffer.text, buffer.language)
