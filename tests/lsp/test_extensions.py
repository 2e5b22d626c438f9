"""`docs/lsp-extensions.md` against the code, and its examples against a real session."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from glossator import config
from glossator.lsp import extensions
from glossator.settings import every
from tests.e2e.editor import environment
from tests.lsp.features.test_next_edit import user
from tests.lsp.raw_client import Message, RawClient, running
from tests.standin.asked import wants_docstring
from tests.standin.contract import PROSE_MODEL
from tests.standin.scripts import Script, speak
from tests.standin.server import Request, StandIn

PAGE = (Path(__file__).parents[2] / "docs" / "lsp-extensions.md").read_text("utf-8")
EXAMPLES = re.findall(r"```json (client|server|result|closed)\n(.*?)```", PAGE, re.DOTALL)
PRICES = "def total(prices):\n    return sum(prices)\n"
OPENED = [
    ("file:///shop/prices.py", "python", PRICES),
    ("file:///shop/notes.md", "markdown", "# Notes\n"),
    ("file:///shop/new.py", "python", "def total(prices):\n    "),
    ("file:///shop/stock.py", "python", "def price(net):\n    return net + TAX\n"),
]

NEXT_EDIT_CHANGED = extensions.Method.NEXT_EDIT_CHANGED
NOTIFICATIONS = (
    "textDocument/didChange",
    extensions.ClientMethod.NEXT_EDIT_SHOWN,
    extensions.ClientMethod.NEXT_EDIT_REJECTED,
)


def names() -> Iterator[str]:
    """Everything that a client has to know by name."""
    yield from (extensions.CLIENT, config.KEPT_KEYS, f"{extensions.PAGES_SCHEME}:")
    for kind in (
        extensions.Flag,
        extensions.Method,
        extensions.ClientMethod,
        extensions.Command,
        extensions.ActionKind,
    ):
        yield from kind
    for each in vars(extensions).values():
        if isinstance(each, type) and each.__module__ == extensions.__name__:
            yield from getattr(each, "__annotations__", {}) if issubclass(each, dict) else ()


@pytest.mark.parametrize("name", sorted(set(names())))
def test_every_name_is_on_the_page(name: str) -> None:
    assert f"`{name}`" in PAGE


def test_every_name_of_ours_on_the_page_is_one_of_the_code() -> None:
    ours = set(re.findall(r"`(glossator[./]\w+|[\w.]+\.glossator)`", PAGE))
    known = set(names()) | {f"glossator.{each.key}" for each in every()}
    assert ours <= known


def answer(request: Request) -> Script:
    if wants_docstring(request):
        return speak("Sum the prices.\n")
    if request.model == PROSE_MODEL:
        return speak("It sums the prices.")
    if "Round to cents" in request.prompt:
        return speak("```python\ndef total(prices):\n    return round(sum(prices), 2)\n```")
    return speak(
        "    first = 0\n", "    for p in prices:\n", "        first += p\n\n\nx", between=0.2
    )


async def test_a_session_goes_as_the_page_says(tmp_path: Path) -> None:
    async with (
        StandIn() as service,
        running("glossator", env=environment(tmp_path)) as client,
    ):
        service.answer = answer
        session = Session(client, service)
        try:
            await session.play()
        finally:
            await session.end()


async def test_an_edit_of_a_file_that_is_not_open_is_as_the_page_says(tmp_path: Path) -> None:
    (expected,) = (json.loads(text) for kind, text in EXAMPLES if kind == "closed")
    (tmp_path / "use.py").write_text("from calc import area\n")
    async with user(tmp_path, folders=[{"uri": tmp_path.as_uri(), "name": "shop"}]) as me:
        own = me.open((tmp_path / "calc.py").as_uri(), "python", "def area():\n    return 1\n")
        me.replace(own, "area", "room")
        await me.changed(1)
        found = await me.edits(own)
    (edit,), (wanted,) = found, expected["edits"]
    assert shape(edit) == shape(wanted)
    assert (edit["text"], edit["range"]) == (wanted["text"], wanted["range"])


class Session:
    """A client that says what the page's client says, and compares what it hears."""

    def __init__(self, client: RawClient, service: StandIn) -> None:
        self._client = client
        self._service = service
        self._heard: dict[str, Any] = {}
        self._typed = next(
            example["result"] for example in self._examples("client") if "result" in example
        )
        self._pages: list[str] = []
        self._answering = asyncio.create_task(self._answer_requests())

    async def play(self) -> None:
        results = self._examples("result")
        for message in self._examples("client"):
            if message.get("method") == "initialize":
                await self._initialize(message["params"])
            elif message.get("method") in NOTIFICATIONS:
                self._client.notify(message["method"], message["params"])
                if message["method"] == "textDocument/didChange":
                    await self._client.message(lambda m: m.get("method") == NEXT_EDIT_CHANGED)
            elif "method" in message:
                heard = await self._client.ask(message["method"], self._of_now(message["params"]))
                expected = next(results)
                assert shape(heard.get("result", heard)) == shape(expected), (message, heard)
                if "uri" in expected:
                    self._pages.append(heard["result"]["uri"])
        assert next(results, None) is None
        await self._grow()
        for message in self._examples("server"):
            heard = await self._client.message(partial(_is_like, message))
            assert ("id" in heard) == ("id" in message)

    async def end(self) -> None:
        self._answering.cancel()
        await asyncio.gather(self._answering, return_exceptions=True)

    async def _initialize(self, params: Message) -> None:
        options = params["initializationOptions"]
        (origin,) = options["keys"]
        assert options["baseUrl"].startswith(origin)
        host = self._service.base_url.removesuffix("/v1")
        ours = {"baseUrl": self._service.base_url, "keys": {host: self._service.key}}
        params["initializationOptions"] = {**options, **ours}
        await self._client.ask("initialize", params)
        self._client.notify("initialized", {})
        for uri, language, text in OPENED:
            document = {"uri": uri, "languageId": language, "version": 1, "text": text}
            self._client.notify("textDocument/didOpen", {"textDocument": document})

    async def _grow(self) -> None:
        here = {"textDocument": {"uri": OPENED[2][0]}, "position": {"line": 1, "character": 4}}
        context = {"triggerKind": 2}
        await self._client.ask("textDocument/inlineCompletion", here | {"context": context})

    def _of_now(self, params: Message) -> Message:
        """The parameters with the page that the server really made."""
        text = json.dumps(params)
        if self._pages:
            text = re.sub(r"glossator:/[^\"]+", self._pages[-1], text)
        found: Message = json.loads(text)
        return found

    async def _answer_requests(self) -> None:
        """Do what any client does; edits are made of the document that OPENED has first."""
        answered: set[Any] = set()
        version = 1
        while True:
            request = await self._client.message(
                lambda m: "method" in m and "id" in m and m["id"] not in answered
            )
            answered.add(request["id"])
            result: Any = None
            match request["method"]:
                case "glossator/input":
                    result = self._typed
                case "window/showDocument":
                    result = {"success": True}
                case "workspace/applyEdit":
                    (part,) = request["params"]["edit"]["documentChanges"]
                    version += 1
                    (edit,) = part["edits"]
                    change = {"range": edit["range"], "text": edit["newText"]}
                    identifier = {"uri": part["textDocument"]["uri"], "version": version}
                    self._client.notify(
                        "textDocument/didChange",
                        {"textDocument": identifier, "contentChanges": [change]},
                    )
                    result = {"applied": True}
            self._client.send({"jsonrpc": "2.0", "id": request["id"], "result": result})

    @staticmethod
    def _examples(kind: str) -> Iterator[Message]:
        return (json.loads(text) for each, text in EXAMPLES if each == kind)


def _is_like(example: Message, heard: Message) -> bool:
    """Whether a message has the method of an example, and parameters of the same make."""
    same = heard.get("method") == example["method"]
    return bool(same) and shape(heard["params"]) == shape(example["params"])


def shape(value: Any) -> Any:
    """What a value is made of; the keys of a map from URIs or origins do not matter."""
    if isinstance(value, dict):
        if value and all("://" in key for key in value):
            return {"…": shape(next(iter(value.values())))}
        return {key: shape(each) for key, each in value.items()}
    if isinstance(value, list):
        return [shape(each) for each in value[:1]]
    return type(value).__name__
