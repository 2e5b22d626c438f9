"""What the tests say to the tiny server, and read from its answers."""

from __future__ import annotations

from typing import Any

from tests.lsp.raw_client import Message, RawClient

TINY = "tests.lsp.tiny_server"
URI = "file:///text.txt"
WHERE = {"textDocument": {"uri": URI}, "position": {"line": 0, "character": 0}}
DOCUMENT = {"uri": URI, "languageId": "plaintext", "version": 1, "text": "one"}

PARSE_ERROR, INVALID_REQUEST, METHOD_NOT_FOUND = -32700, -32600, -32601
INVALID_PARAMS, INTERNAL_ERROR = -32602, -32603
NOT_INITIALIZED, CANCELLED = -32002, -32800


def code(answer: Message) -> int | None:
    error = answer.get("error")
    return None if error is None else int(error["code"])


async def still_serves(client: RawClient) -> bool:
    answer = await client.ask("workspace/executeCommand", command("add", 1, 2))
    return bool(answer["result"] == 3)


def command(name: str, *arguments: Any) -> Message:
    return {"command": name, "arguments": list(arguments)}


async def ends_well(client: RawClient) -> bool:
    answer = await client.ask("shutdown")
    client.notify("exit")
    return answer["result"] is None and await client.exit_code() == 0
