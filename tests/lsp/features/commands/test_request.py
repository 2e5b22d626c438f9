from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

from glossator.context.buffer import Buffer
from glossator.lsp.features.commands import request
from glossator.syntax import registry
from glossator.syntax.tree import SourceTree

if TYPE_CHECKING:
    import pytest

LONG = "def f(x):\n    return x\n\n\n" * 1_000


def buffer(text: str, language: str = "python") -> Buffer:
    return Buffer(uri="file:///a", text=text, language=language, version=1)


async def test_a_long_text_is_parsed_in_a_thread_and_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    threads = list[threading.Thread]()
    parse_once = registry.parse_once

    def noted(text: str, language_id: str) -> SourceTree:
        threads.append(threading.current_thread())
        return parse_once(text, language_id)

    monkeypatch.setattr(registry, "parse_once", noted)
    await request.tree_made(buffer(LONG))
    registry.parse(LONG, "python")
    assert len(threads) == 1
    assert threads[0] is not threading.main_thread()


async def test_what_is_short_or_has_no_grammar_is_not_waited_for() -> None:
    for each in (buffer("x = 1\n"), buffer(LONG, "cobol")):
        waiting = asyncio.ensure_future(request.tree_made(each))
        await asyncio.sleep(0)
        assert waiting.done()
