"""`glossator/nextEdit` from a real client through a real server; no model is asked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from tests.e2e.editor import Buffer, Editor, environment
from tests.lsp.raw_client import Message, RawClient, running
from tests.standin.contract import CODE_MODEL
from tests.standin.scripts import Script, html, speak
from tests.standin.server import Request, StandIn

PRICES = """\
def total(net, tax):
    gross = net + tax
    return round(net + tax, 2) if gross else net


def other(net):
    return net
"""


class User:
    """A client that shows next edits, with its buffers."""

    def __init__(self, client: RawClient, encoding: str = "utf-16") -> None:
        self.client = client
        self.buffers: dict[str, Buffer] = {}
        self._encoding = encoding

    def open(self, uri: str, language: str, text: str) -> Buffer:
        document = {"uri": uri, "languageId": language, "version": 1, "text": text}
        self.client.notify("textDocument/didOpen", {"textDocument": document})
        self.buffers[uri] = Buffer(uri, text, self._encoding)
        return self.buffers[uri]

    def replace(self, buffer: Buffer, old: str, new: str, *, after: str = "") -> None:
        """Put `new` in the place of the first `old` that comes after `after`."""
        start = buffer.text.index(old, buffer.text.index(after))
        self.change(buffer, start, start + len(old), new)

    def change(self, buffer: Buffer, start: int, end: int, new: str) -> None:
        place = plain(buffer, start, end)
        buffer.text = buffer.text[:start] + new + buffer.text[end:]
        buffer.version += 1
        document = {"uri": buffer.uri, "version": buffer.version}
        change = {"range": place, "text": new}
        params = {"textDocument": document, "contentChanges": [change]}
        self.client.notify("textDocument/didChange", params)

    async def edits(
        self, buffer: Buffer, diagnostics: list[Message] | None = None
    ) -> list[Message]:
        params = {"textDocument": {"uri": buffer.uri}, "position": {"line": 0, "character": 0}}
        params |= {} if diagnostics is None else {"diagnostics": diagnostics}
        answer = await self.client.ask("glossator/nextEdit", params)
        found: list[Message] = answer["result"]["edits"]
        return found

    async def next_edit_actions(self, buffer: Buffer) -> list[Message]:
        """The next edit as the menu has it that opens by itself."""
        start = {"line": 0, "character": 0}
        params = {
            "textDocument": {"uri": buffer.uri},
            "range": {"start": start, "end": start},
            "context": {"diagnostics": [], "only": ["quickfix.nextEdit"], "triggerKind": 2},
        }
        answer = await self.client.ask("textDocument/codeAction", params)
        found: list[Message] = answer["result"] or []
        return found

    def take(self, edit: Message) -> None:
        """Make an edit as a client does."""
        buffer = self.buffers[edit["textDocument"]["uri"]]
        assert edit["textDocument"]["version"] == buffer.version
        ends = (edit["range"][name] for name in ("start", "end"))
        start, end = (offset(buffer, each) for each in ends)
        self.change(buffer, start, end, edit["text"])
        self.client.request("workspace/executeCommand", edit["command"])

    async def changed(self, count: int) -> Message:
        """What the notification told, the `count`th time."""

        def result(message: Message) -> bool:
            return message.get("method") == "glossator/nextEditChanged"

        await self.client.message(
            lambda _: sum(map(result, self.client.received)) >= count,
        )
        params: Message = [*filter(result, self.client.received)][count - 1]["params"]
        return params


def plain(buffer: Buffer, start: int, end: int) -> Message:
    first, last = buffer.position(start), buffer.position(end)
    return {
        "start": {"line": first.line, "character": first.character},
        "end": {"line": last.line, "character": last.character},
    }


def offset(buffer: Buffer, position: Message) -> int:
    return buffer.offset(types.Position(position["line"], position["character"]))


@asynccontextmanager
async def user(
    home: Path,
    options: dict[str, Any] | None = None,
    encoding: str = "utf-16",
    folders: list[Message] | None = None,
    *,
    draws: bool = True,
) -> AsyncIterator[User]:
    async with running("glossator", env=environment(home)) as client:
        general = {"positionEncodings": [encoding]}
        flags = {"client": {"nextEdits": draws}}
        options = {**(options or {}), **flags}
        await client.initialize(options=options, folders=folders, general=general)
        yield User(client, encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
async def test_the_uses_of_a_renamed_parameter_follow_one_by_one(
    encoding: str, tmp_path: Path
) -> None:
    async with user(tmp_path, encoding=encoding) as me:
        text = PRICES.replace("gross = net", 'gross = "é🎉" and net')
        buffer = me.open("file:///shop/prices.py", "python", text)
        me.replace(buffer, "net", "amount")
        lines = list[int]()
        while edits := await me.edits(buffer):
            lines.append(edits[0]["range"]["start"]["line"])
            me.take(edits[0])
        assert lines == [1, 2]
        head, tail = text.split("\n\n\n")
        assert buffer.text == head.replace("net", "amount") + "\n\n\n" + tail


@pytest.mark.parametrize(("old", "new"), [("gross = net", "pass"), ("other", "o" * 100_000)])
async def test_it_is_told_when_there_is_one_and_when_it_is_gone(
    old: str, new: str, tmp_path: Path
) -> None:
    async with user(tmp_path) as me:
        buffer = me.open("file:///shop/prices.py", "python", PRICES)
        me.replace(buffer, "net", "amount")
        assert await me.changed(1) == {"uri": buffer.uri, "available": True}
        me.replace(buffer, old, new)
        assert await me.changed(2) == {"uri": buffer.uri, "available": False}


async def test_it_is_gone_when_it_is_switched_off(tmp_path: Path) -> None:
    async with user(tmp_path) as me:
        buffer = me.open("file:///shop/prices.py", "python", PRICES)
        me.replace(buffer, "net", "amount")
        assert await me.changed(1) == {"uri": buffer.uri, "available": True}
        settings = {"glossator": {"nextEditLanguages": {"python": False}}}
        me.client.notify("workspace/didChangeConfiguration", {"settings": settings})
        assert await me.changed(2) == {"uri": buffer.uri, "available": False}


async def test_a_function_is_renamed_in_the_file_that_imports_it(tmp_path: Path) -> None:
    async with user(tmp_path) as me:
        use = "from prices import total\n\nprint(total(1, 2))\n"
        other = me.open("file:///shop/bill.py", "python", use)
        buffer = me.open("file:///shop/prices.py", "python", PRICES)
        me.replace(buffer, "total", "gross_of")
        while edits := await me.edits(buffer):
            assert edits[0]["textDocument"]["uri"] == other.uri
            me.take(edits[0])
        assert other.text == use.replace("total", "gross_of")


async def test_a_rejected_edit_does_not_come_again(tmp_path: Path) -> None:
    async with user(tmp_path) as me:
        buffer = me.open("file:///shop/prices.py", "python", PRICES)
        me.replace(buffer, "net", "amount")
        (edit,) = await me.edits(buffer)
        me.client.notify("glossator/nextEditShown", {"id": edit["id"]})
        me.client.notify("glossator/nextEditRejected", {"id": edit["id"]})
        assert await me.edits(buffer) == []


async def test_what_is_never_taken_is_no_longer_offered_after_other_settings_either(
    tmp_path: Path,
) -> None:
    async with user(tmp_path) as me:
        functions = [f"def f{number}(net):\n    # it\n    return net\n" for number in range(30)]
        buffer = me.open("file:///shop/prices.py", "python", "\n\n".join(functions))
        seen = 0
        me.replace(buffer, "net", "amount", after="def f0")
        while edits := await me.edits(buffer):
            seen += 1
            for what in ("Shown", "Rejected"):
                me.client.notify(f"glossator/nextEdit{what}", {"id": edits[0]["id"]})
            me.replace(buffer, "net", f"amount{seen}", after=f"def f{seen}(")
        assert 3 < seen < 20
        settings = {"glossator": {"documentationHints": False}}
        me.client.notify("workspace/didChangeConfiguration", {"settings": settings})
        me.replace(buffer, "net", "other", after=f"def f{seen + 1}(")
        assert await me.edits(buffer) == []
        other = me.open("file:///shop/prices.ts", "typescript", "let net = 1;\nf(net);\n")
        me.replace(other, "net", "amount")
        assert len(await me.edits(other)) == 1


async def test_nothing_comes_after_undo(tmp_path: Path) -> None:
    async with user(tmp_path) as me:
        buffer = me.open("file:///shop/prices.py", "python", PRICES)
        me.replace(buffer, "net", "amount")
        (edit,) = await me.edits(buffer)
        me.take(edit)
        me.replace(buffer, "amount + tax", "net + tax", after="gross")
        assert await me.edits(buffer) == []
        me.replace(buffer, "amount", "net")
        assert await me.edits(buffer) == []


@pytest.mark.parametrize(
    "options",
    [{"nextEdit": False}, {"nextEditLanguages": {"python": False}}, {"ignore": ["*.py"]}],
)
async def test_it_can_be_switched_off(options: dict[str, Any], tmp_path: Path) -> None:
    async with user(tmp_path, options) as me:
        buffer = me.open("file:///shop/prices.py", "python", PRICES)
        me.replace(buffer, "net", "amount")
        assert await me.edits(buffer) == []


async def test_other_clients_get_a_code_action(editor: Editor) -> None:
    text = "def f(net):\n    return net\n\n\n" + PRICES
    buffer = editor.open("prices.py", text)
    start = text.index("net")
    editor.type(buffer, start, "amount", removed=len("net"))
    actions = await editor.actions(buffer, 0, 0)
    (action,) = [each for each in actions if each.kind == "quickfix.nextEdit.glossator"]
    assert action.title == "Next edit: line 2: return amount"
    assert action.edit is not None
    assert action.edit.document_changes is not None
    (change,) = action.edit.document_changes
    assert isinstance(change, types.TextDocumentEdit)
    (edit,) = change.edits
    assert isinstance(edit, types.TextEdit)
    assert edit.new_text == "amount"
    assert buffer.text[buffer.offset(edit.range.start) : buffer.offset(edit.range.end)] == "net"


CALLS = """\
def f(a):
    return a


def g(a):
    print(a)
    return f(a)


def h(a):
    print(f(a))
"""


async def test_a_model_writes_the_callers_of_a_changed_signature(
    editor: Editor, service: StandIn
) -> None:
    service.answer = lambda request: speak(
        "```python\n",
        "    print(a)\n" if "    print(a)\n" in block_of(request) else "def h(a):\n",
        "    return f(a, b)\n" if "return f(a)" in block_of(request) else "    print(f(a, b))\n",
        "\n",
        "\n",
        "def h(a):\n",
        *["    more\n"] * 50,
    )
    buffer = editor.open("calls.py", CALLS)
    editor.type(buffer, CALLS.index("(a)") + 2, ", b")
    assert await next_title(editor, buffer, service, 1) == "Next edit: line 7: return f(a, b)"
    (request,) = service.allowed
    assert request.model == CODE_MODEL
    assert "=== Updated ===\ndef f(a, b):\n" in request.prompt


BROKEN = """\
user = load(1)
# it is there
name = user.name
old = user.age
"""
FAULTY, SOUND = "user.name", "user.name if user else ''"


def mended(request: Request) -> Script:
    """What a good model makes of the block that it is asked for."""
    return speak(f"```python\n{block_of(request).strip()}\n```\n".replace(FAULTY, SOUND))


def problem(buffer: Buffer, code: str, message: str = "may be None", severity: int = 1) -> Message:
    start = buffer.text.index(code)
    place = plain(buffer, start, start + len(code))
    return {"range": place, "severity": severity, "message": message}


async def test_a_problem_that_came_with_the_burst_is_mended_with_one_request(
    tmp_path: Path, service: StandIn
) -> None:
    service.answer = mended
    async with user(tmp_path, service.options) as me:
        buffer = me.open("file:///shop/names.py", "python", BROKEN)
        old = problem(buffer, "old")
        assert await me.edits(buffer, [old]) == []
        me.replace(buffer, "load", "find")
        hint = problem(buffer, "# it", "a hint", severity=4)
        for others in ([], [hint]):
            assert await me.edits(buffer, [old, *others]) == []
        now = [old, hint, problem(buffer, FAULTY)]
        assert await me.edits(buffer, now) == []
        assert await me.changed(1) == {"uri": buffer.uri, "available": True}
        for _ in range(3):
            (edit,) = await me.edits(buffer, now)
        assert edit["range"]["start"]["line"] == 2
        me.take(edit)
        assert buffer.text == BROKEN.replace("load", "find").replace(FAULTY, SOUND)
        assert await me.edits(buffer, [old]) == []
        (request,) = filter(block_of, service.allowed)
        assert request.model == CODE_MODEL


async def test_there_is_one_request_a_burst_however_often_an_edit_is_asked_for(
    tmp_path: Path, service: StandIn
) -> None:
    service.answer = lambda request: speak(f"```\n{block_of(request).strip()}\n```\n")
    async with user(tmp_path, service.options) as me:
        buffer = me.open("file:///shop/calls.py", "python", CALLS)
        for count, added in enumerate((", b", ", c"), start=1):
            end = buffer.text.index("):")
            me.change(buffer, end, end, added)
            while len([*filter(block_of, service.allowed)]) < count:
                assert await me.edits(buffer) == []
            for _ in range(5):
                assert await me.edits(buffer) == []
                me.client.notify("textDocument/didSave", {"textDocument": {"uri": buffer.uri}})
            assert len([*filter(block_of, service.allowed)]) == count


async def test_a_problem_is_learnt_from_the_menu_of_code_actions(
    editor: Editor, service: StandIn
) -> None:
    service.answer = mended
    buffer = editor.open("names.py", BROKEN)
    editor.type(buffer, BROKEN.index("load"), "find", removed=len("load"))
    await editor.actions(buffer, 0, 0)
    start = BROKEN.index(FAULTY)
    place = buffer.range(start, start + len(FAULTY))
    await editor.actions(buffer, start, start, types.Diagnostic(place, "may be None"))
    title = await next_title(editor, buffer, service, 1)
    assert title == f"Next edit: line 3: name = {SOUND}"


def block_of(request: Request) -> str:
    return request.prompt.partition("=== The block to update ===")[2]


async def next_title(editor: Editor, buffer: Buffer, service: StandIn, count: int) -> str:
    """The title of the next edit, once the model has been asked so often."""
    while True:
        actions = await editor.actions(buffer, 0, 0)
        titles = [each.title for each in actions if each.kind == "quickfix.nextEdit.glossator"]
        if titles and len(service.allowed) >= count:
            return titles[0]
        await asyncio.sleep(0.05)


async def test_what_is_put_in_at_the_cursors_line_is_ghost_text(
    vscode: Editor, service: StandIn
) -> None:
    service.answer = lambda _: html()
    text = 'log.info("a", a)\nlog.info("b", b)\n'
    buffer = vscode.open("logs.py", text)
    vscode.type(buffer, text.index(", a"), " is", removed=0)
    await vscode.actions(buffer, 0, 0)
    cursor = buffer.text.index('log.info("b')
    while not (items := await vscode.ghost(buffer, cursor)):
        await asyncio.sleep(0.1)
    assert items[0].insert_text == 'log.info("b" is'
    assert items[0].range == buffer.range(cursor, cursor + len('log.info("b"'))
    assert items[0].command is not None
    assert items[0].command.command == "glossator.nextEditAccepted"


async def test_the_status_says_what_the_local_model_is_too_small_for(tmp_path: Path) -> None:
    async with user(tmp_path, {"profile": "local"}) as me:
        answer = await me.client.ask("workspace/executeCommand", {"command": "glossator.status"})
        assert "too small" in answer["result"]["nextEdit"]
    async with user(tmp_path, {"nextEdit": False}) as me:
        answer = await me.client.ask("workspace/executeCommand", {"command": "glossator.status"})
        assert answer["result"]["nextEdit"] == "Next edits are switched off."
