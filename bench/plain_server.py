"""The reference: what an afternoon's work gives. Asks the whole answer at each key.

It cancels the request before, strips a fence, and knows nothing else.
"""

from __future__ import annotations

import re

from lsprotocol import types
from openai import AsyncOpenAI
from pygls.lsp.server import LanguageServer

MODEL = "qwen/Qwen2.5-Coder-7B-Instruct"
BEFORE, AFTER = 4000, 1000
"""Characters of the file around the cursor that are sent."""
MOST = 128
"""Tokens of an answer."""
ASK = "Complete the code at <CURSOR>. Answer with the code to insert only, without explanation."


def create(base_url: str, wire: str) -> LanguageServer:
    """A server that asks the service at `base_url` by the wire `chat` or `fim`."""
    server = LanguageServer("plain", "1")
    client = AsyncOpenAI(base_url=base_url, api_key="none", max_retries=0)
    ask = _fim if wire == "fim" else _chat

    @server.feature(types.TEXT_DOCUMENT_INLINE_COMPLETION, types.InlineCompletionOptions())
    async def complete(params: types.InlineCompletionParams) -> list[types.InlineCompletionItem]:
        document = server.workspace.get_text_document(params.text_document.uri)
        offset = document.offset_at_position(params.position)
        before = document.source[max(0, offset - BEFORE) : offset]
        after = document.source[offset : offset + AFTER]
        text = await ask(client, before, after)
        here = types.Range(start=params.position, end=params.position)
        return [types.InlineCompletionItem(insert_text=text, range=here)] if text.strip() else []

    return server


async def _chat(client: AsyncOpenAI, before: str, after: str) -> str:
    answer = await client.chat.completions.create(
        model=MODEL,
        messages=[
            {"role": "system", "content": ASK},
            {"role": "user", "content": f"{before}<CURSOR>{after}"},
        ],
        max_tokens=MOST,
    )
    text = answer.choices[0].message.content or ""
    fenced = re.search(r"```\w*\n(.*?)(?:\n```|\Z)", text, re.DOTALL)
    return fenced.group(1) if fenced else text


async def _fim(client: AsyncOpenAI, before: str, after: str) -> str:
    prompt = f"<|fim_prefix|>{before}<|fim_suffix|>{after}<|fim_middle|>"
    answer = await client.completions.create(model=MODEL, prompt=prompt, max_tokens=MOST)
    return answer.choices[0].text
