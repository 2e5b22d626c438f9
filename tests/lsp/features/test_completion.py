"""`textDocument/completion` for editors that have no inline completion."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from tests.e2e.editor import NEOVIM, VSCODE, Editor, capabilities, running
from tests.standin.scripts import Reply, speak
from tests.standin.server import StandIn

CODE = "def add(a, b):\n    ret"
BODY = "    return a + b"
INVOKED = types.CompletionTriggerKind.Invoked


@pytest.fixture(params=["emacs", NEOVIM, VSCODE])
async def editor(
    request: pytest.FixtureRequest, tmp_path: Path, service: StandIn, options: dict[str, Any]
) -> AsyncIterator[Editor]:
    """Editors without inline completion."""
    async with running(tmp_path) as editor:
        await editor.initialize(request.param, options=options, inline=False)
        await forget_probe(editor, service)
        yield editor


@pytest.fixture
async def emacs(tmp_path: Path, service: StandIn, options: dict[str, Any]) -> AsyncIterator[Editor]:
    """One of them, where the kind makes no difference."""
    async with running(tmp_path) as editor:
        await editor.initialize("emacs", options=options, inline=False)
        await forget_probe(editor, service)
        yield editor


async def forget_probe(editor: Editor, service: StandIn) -> None:
    """Wait until the server has asked what the service can do; tests count what comes after."""
    await editor.run("glossator.status", {"wait": True})
    service.requests.clear()


def applied(editor: Editor, uri: str, item: types.CompletionItem) -> str:
    """The buffer after the item was chosen."""
    buffer = editor.buffers[uri]
    assert isinstance(item.text_edit, types.TextEdit)
    place, text = item.text_edit.range, item.text_edit.new_text
    assert place.start.line == place.end.line
    start, end = buffer.offset(place.start), buffer.offset(place.end)
    if item.insert_text_format == types.InsertTextFormat.Snippet:
        text = expanded(text, buffer.text[:start].rpartition("\n")[2])
    return buffer.text[:start] + text + buffer.text[end:]


def expanded(snippet: str, line: str) -> str:
    """A snippet without placeholders in a line, as Neovim puts it in."""
    special = re.compile(r"\\([\\$}])")
    assert not re.search(r"[$}]", special.sub("", snippet))
    indent = line[: len(line) - len(line.lstrip())]
    return special.sub(r"\1", snippet).replace("\n", "\n" + indent)


async def test_an_item_replaces_the_word_before_the_cursor(
    editor: Editor, service: StandIn
) -> None:
    service.answer = lambda _: speak(BODY)
    buffer = editor.open("calc.py", CODE)
    menu = await editor.menu(buffer, len(CODE))
    (item,) = menu.items
    assert menu.is_incomplete
    assert applied(editor, buffer.uri, item) == "def add(a, b):\n" + BODY
    assert item.label == item.filter_text == "return a + b"
    assert item.detail == "Glossator"
    assert item.command is not None
    await editor.run(item.command.command, *item.command.arguments or [])


async def test_typing_along_keeps_the_item_and_asks_no_model_again(
    emacs: Editor, service: StandIn
) -> None:
    service.answer = lambda _: speak(BODY)
    buffer = emacs.open("calc.py", CODE)
    await emacs.menu(buffer, len(CODE))
    for key in "urn a + ":
        emacs.type(buffer, len(buffer.text), key)
        (item,) = (await emacs.menu(buffer, len(buffer.text))).items
        assert applied(emacs, buffer.uri, item) == "def add(a, b):\n" + BODY
        assert isinstance(item.text_edit, types.TextEdit)
        start = buffer.offset(item.text_edit.range.start)
        assert item.filter_text is not None
        assert item.filter_text.startswith(buffer.text[start:])
    assert len(service.requests) == 1


async def test_a_suggestion_of_several_lines(editor: Editor, service: StandIn) -> None:
    body = "    for name in names:\n        print(f'${name}\\\\')\n"
    service.answer = lambda _: speak(body)
    text = "def greet(names):\n    "
    buffer = editor.open("greet.py", text)
    (item,) = (await editor.menu(buffer, len(text), INVOKED)).items
    assert applied(editor, buffer.uri, item) == "def greet(names):\n" + body.rstrip("\n")
    assert item.label == item.filter_text == "for name in names:"


async def test_a_block_below_its_head(emacs: Editor, service: StandIn) -> None:
    body = "    for name in names:\n        print(name)\n"
    service.answer = lambda _: speak(body)
    text = "def greet(names):\n"
    buffer = emacs.open("greet.py", text)
    (item,) = (await emacs.menu(buffer, len(text), INVOKED)).items
    assert applied(emacs, buffer.uri, item) == text + body.rstrip("\n")
    assert item.label == "for name in names:"
    assert item.filter_text == "    for name in names:"


async def test_neovim_gets_a_snippet_for_it_would_cut_a_plain_item(
    tmp_path: Path, service: StandIn, options: dict[str, Any]
) -> None:
    service.answer = lambda _: speak("print(total)")
    async with running(tmp_path) as neovim:
        await neovim.initialize(NEOVIM, options=options, inline=False)
        buffer = neovim.open("calc.py", "print(to)")
        (item,) = (await neovim.menu(buffer, 8)).items
        assert item.insert_text_format == types.InsertTextFormat.Snippet
        assert item.insert_text_mode == types.InsertTextMode.AdjustIndentation
        assert item.text_edit == types.TextEdit(buffer.range(6, 8), "total")


async def test_others_put_in_the_text_as_it_is(emacs: Editor, service: StandIn) -> None:
    service.answer = lambda _: speak("print(total)")
    buffer = emacs.open("calc.py", "print(to)")
    (item,) = (await emacs.menu(buffer, 8)).items
    assert item.insert_text_format == types.InsertTextFormat.PlainText
    assert item.insert_text_mode == types.InsertTextMode.AsIs
    assert item.text_edit == types.TextEdit(buffer.range(6, 9), "total)")


async def test_a_long_line_is_shortened_in_the_menu_alone(emacs: Editor, service: StandIn) -> None:
    long = "numbers = [" + ", ".join(map(str, range(60))) + "]"
    service.answer = lambda _: speak(long)
    buffer = emacs.open("numbers.py", "numb")
    (item,) = (await emacs.menu(buffer, 4)).items
    assert len(item.label) == 60
    assert applied(emacs, buffer.uri, item) == long


async def test_the_whole_text_is_shown_beside_the_menu(editor: Editor, service: StandIn) -> None:
    body = "    print('```')\n    return a + b"
    service.answer = lambda _: speak(body)
    text = "def add(a, b):\n    "
    buffer = editor.open("calc.py", text)
    (item,) = (await editor.menu(buffer, len(text), INVOKED)).items
    if editor.client.capabilities == capabilities("emacs", inline=False):  # knows no Markdown
        assert item.documentation == body.lstrip()
    else:
        assert isinstance(item.documentation, types.MarkupContent)
        assert item.documentation.value == f"````python\n{body.lstrip()}\n````"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
async def test_positions_are_right_in_every_encoding(
    encoding: str, tmp_path: Path, service: StandIn, options: dict[str, Any]
) -> None:
    service.answer = lambda _: speak('x = "🎉é漢" + greet(grüße("🎉"))')
    async with running(tmp_path) as editor:
        await editor.initialize(options=options, encodings=[encoding], inline=False)
        text = 'x = "🎉é漢" + greet(grü)\r\ny = 1\r\n'
        buffer = editor.open("party.py", text)
        cursor = text.index("grü") + 3
        (item,) = (await editor.menu(buffer, cursor)).items
        assert isinstance(item.text_edit, types.TextEdit)
        assert buffer.offset(item.text_edit.range.start) == text.index("grü")
        assert applied(editor, buffer.uri, item) == text.replace("grü", 'grüße("🎉")')


async def test_lines_keep_the_ends_of_the_buffer(emacs: Editor, service: StandIn) -> None:
    service.answer = lambda _: speak("    total = a + b\n    return total\n")
    text = "def add(a, b):\r\n    "
    buffer = emacs.open("calc.py", text)
    (item,) = (await emacs.menu(buffer, len(text), INVOKED)).items
    assert applied(emacs, buffer.uri, item) == text + "total = a + b\r\n    return total"
    assert item.label == item.filter_text == "total = a + b"


async def test_the_languages_own_items_keep_their_places(emacs: Editor, service: StandIn) -> None:
    service.answer = lambda _: speak(BODY)
    buffer = emacs.open("calc.py", CODE)
    (item,) = (await emacs.menu(buffer, len(CODE))).items
    assert item.sort_text is not None
    assert all(own < item.sort_text for own in ("11", "zip", "Zip", "_private", "09.9999.z"))
    assert not item.preselect


async def test_secrets_and_ignored_files_stay_home(emacs: Editor, service: StandIn) -> None:
    secret = "ghp_wPq3T9xLm2Zr8VbNc5YdKj7FsHg4Ue1QaXo6"
    service.answer = lambda request: speak(f"token = {_quoted(request.prompt)}")
    text = f'saved = "{secret}"\ntok'
    buffer = emacs.open("calc.py", text)
    (item,) = (await emacs.menu(buffer, len(text))).items
    assert applied(emacs, buffer.uri, item) == f'saved = "{secret}"\ntoken = "{secret}"'
    assert all(secret not in request.prompt for request in service.requests)
    asked = len(service.requests)
    hidden = emacs.open(".env", "TOKEN=")
    assert not (await emacs.menu(hidden, 6, INVOKED)).items
    assert len(service.requests) == asked


async def test_a_broken_service_is_told_once(emacs: Editor, service: StandIn) -> None:
    service.answer = lambda _: Reply(401)
    buffer = emacs.open("calc.py", CODE)
    for _ in range(3):
        assert not (await emacs.menu(buffer, len(CODE))).items
    assert len(emacs.messages) == 1


@pytest.mark.parametrize(
    ("inline", "setting", "offered"),
    [
        (True, None, False),
        (False, None, True),
        (True, "always", True),
        (False, "never", False),
    ],
    ids=["inline", "no inline", "always", "never"],
)
async def test_who_gets_a_menu(
    tmp_path: Path, options: dict[str, Any], inline: bool, setting: str | None, offered: bool
) -> None:
    wanted = {"completionMenu": setting} if setting else {}
    async with running(tmp_path) as editor:
        result = await editor.initialize(options={**options, **wanted}, inline=inline)
    assert (result.capabilities.completion_provider is not None) == offered
    assert result.capabilities.inline_completion_provider is not None


async def test_never_holds_from_the_moment_it_is_set(
    tmp_path: Path, service: StandIn, options: dict[str, Any]
) -> None:
    async with running(tmp_path) as editor:
        never = {"completionMenu": "never"}
        await editor.initialize(NEOVIM, options=options, section=never, inline=False)
        await forget_probe(editor, service)
        buffer = editor.open("calc.py", CODE)
        assert not (await editor.menu(buffer, len(CODE), INVOKED)).items
    assert service.requests == []


def _quoted(reply: str) -> str:
    """The string that the model was shown."""
    start = reply.index('saved = "') + len("saved = ")
    return reply[start : reply.index('"', start + 1) + 1]
