"""A throw-away: the plain server with a cache of its answers and one shared stream, and no more.

It asks at each key that agrees with no answer so far, at once, and shows the first line that an
answer has for the cursor. What Glossator adds to this (debounce, stop rule, doubt, feedback,
filters) has to show less that is wrong, and must not hold back what is right.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator

from lsprotocol import types
from openai import AsyncOpenAI
from pygls.lsp.server import LanguageServer

from bench.plain_server import AFTER, ASK, BEFORE, MODEL, MOST

SAME = 80
"""Characters after the cursor that must be the same for an answer to be used again."""
_FENCE = re.compile(r"\A(?:[^`]*\n)?```\w*\n")
_FIRST_LINE = re.compile(r"\s*[^\n]*")


class Answer:
    """One answer of the model, which may still grow; `raw` is what it has said."""

    def __init__(self, before: str, after: str, pieces: AsyncIterator[str], *, chat: bool) -> None:
        self._before, self._after = before, after
        self._pieces = pieces
        self._chat = chat
        self._raw = ""
        self.ended = False
        self._news = asyncio.Event()
        self._task = asyncio.create_task(self._read())

    def rest(self, before: str, after: str) -> str | None:
        """What it says at a cursor; None where something else was typed."""
        if not before.startswith(self._before) or after[:SAME] != self._after[:SAME]:
            return None
        typed, text = before[len(self._before) :], self._text()
        if text.startswith(typed):
            return text[len(typed) :]
        return "" if not self.ended and typed.startswith(text) else None

    async def news(self) -> None:
        """Wait until it has more text, or ends."""
        await self._news.wait()

    def close(self) -> None:
        """Hang up."""
        self._task.cancel()

    async def _read(self) -> None:
        try:
            async for piece in self._pieces:
                self._raw += piece
                self._wake()
        finally:
            self.ended = True
            self._wake()

    def _wake(self) -> None:
        news, self._news = self._news, asyncio.Event()
        news.set()

    def _text(self) -> str:
        return self._code() if self._chat else self._raw

    def _code(self) -> str:
        """The code of a chat model's answer, without the cursor's line at its head."""
        fence = _FENCE.match(self._raw)
        if fence is None and not self.ended:
            return ""  # prose or a fence may be on its way
        text = self._raw[fence.end() :].split("\n```")[0] if fence else self._raw
        line = self._before.rsplit("\n", 1)[-1]
        if line.startswith(text) and not self.ended:
            return ""
        return text.removeprefix(line)


def create(base_url: str, wire: str) -> LanguageServer:
    """A server that asks the service at `base_url` by the wire `chat` or `fim`."""
    server = LanguageServer("throwaway", "1")
    client = AsyncOpenAI(base_url=base_url, api_key="none", max_retries=0)
    ask = _fim if wire == "fim" else _chat
    answers: list[Answer] = []

    @server.feature(types.TEXT_DOCUMENT_INLINE_COMPLETION, types.InlineCompletionOptions())
    async def complete(params: types.InlineCompletionParams) -> list[types.InlineCompletionItem]:
        document = server.workspace.get_text_document(params.text_document.uri)
        offset = document.offset_at_position(params.position)
        before, after = document.source[:offset], document.source[offset:]
        while True:
            known = [each for each in reversed(answers) if each.rest(before, after) is not None]
            lines = (_first_line(each, before, after) for each in known)
            if text := next(filter(None, lines), ""):
                here = types.Range(start=params.position, end=params.position)
                return [types.InlineCompletionItem(insert_text=text, range=here)]
            answer = next((each for each in known if not each.ended), None)
            if answer is None and any(each.rest(before, after) for each in known):
                return []
            if answer is None:
                for each in answers:
                    each.close()
                pieces = ask(client, before[-BEFORE:], after[:AFTER])
                answers.append(answer := Answer(before, after, pieces, chat=wire == "chat"))
            await answer.news()

    return server


def _first_line(answer: Answer, before: str, after: str) -> str:
    """The first line that is not blank, once it is whole."""
    rest = answer.rest(before, after) or ""
    line = _FIRST_LINE.match(rest)
    assert line is not None
    whole = answer.ended or line.end() < len(rest)
    return line.group() if whole and line.group().strip() else ""


async def _chat(client: AsyncOpenAI, before: str, after: str) -> AsyncIterator[str]:
    stream = await client.chat.completions.create(
        model=MODEL,
        messages=[
            {"role": "system", "content": ASK},
            {"role": "user", "content": f"{before}<CURSOR>{after}"},
        ],
        max_tokens=MOST,
        stream=True,
    )
    async with stream:
        async for chunk in stream:
            if chunk.choices:
                yield chunk.choices[0].delta.content or ""


async def _fim(client: AsyncOpenAI, before: str, after: str) -> AsyncIterator[str]:
    prompt = f"<|fim_prefix|>{before}<|fim_suffix|>{after}<|fim_middle|>"
    stream = await client.completions.create(
        model=MODEL, prompt=prompt, max_tokens=MOST, stream=True
    )
    async with stream:
        async for chunk in stream:
            if chunk.choices:
                yield chunk.choices[0].text
