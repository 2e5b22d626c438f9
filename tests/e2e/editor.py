"""An editor for tests: a real server over real stdio, buffers with versions, everything recorded.

It keeps its own buffers and does its own arithmetic of positions, so that the server's is tested.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from lsprotocol import types
from pytest_lsp import LanguageClient, client_capabilities, make_test_lsp_client

from tests.liveness import LIVENESS

UNITS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
VSCODE, NEOVIM = "visual_studio_code", "neovim"
NAMES = {VSCODE: "Visual Studio Code", NEOVIM: "Neovim", "emacs": "Eglot"}
"""What the clients call themselves."""
TYPING = types.CompletionTriggerKind.TriggerForIncompleteCompletions


def environment(home: Path, **more: str) -> dict[str, str]:
    """The environment of a user who has set nothing, with a home of their own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GLOSSATOR_")}
    kept.pop("EMPATHY_API_KEY", None)
    folders = {
        "HOME": home,
        "XDG_CONFIG_HOME": home / "config",
        "XDG_DATA_HOME": home / "data",
        "XDG_CACHE_HOME": home / "cache",
    }
    return {**kept, **{name: str(path) for name, path in folders.items()}, **more}


def capabilities(
    kind: str,
    encodings: list[str] | None = None,
    *,
    inline: bool = True,
    asked: bool = True,
) -> types.ClientCapabilities:
    """A real editor's capabilities, with those of LSP 3.18 that the presets are too old for.

    `inline` says whether it shows inline completions, `asked` whether it can be asked for settings.
    """
    found = client_capabilities(kind)
    assert found.workspace is not None
    assert found.text_document is not None
    if inline:
        found.text_document.inline_completion = types.InlineCompletionClientCapabilities()
    if found.text_document.code_action is not None:
        found.text_document.code_action.tag_support = types.CodeActionTagOptions(
            value_set=[types.CodeActionTag.LlmGenerated]
        )
    if kind == VSCODE:
        found.workspace.text_document_content = types.TextDocumentContentClientCapabilities()
        found.notebook_document = types.NotebookDocumentClientCapabilities(
            types.NotebookDocumentSyncClientCapabilities()
        )
    found.workspace.configuration = asked
    found.window = found.window or types.WindowClientCapabilities()
    found.window.work_done_progress = True
    found.window.show_document = types.ShowDocumentClientCapabilities(support=True)
    if encodings is not None:
        found.general = found.general or types.GeneralClientCapabilities()
        found.general.position_encodings = list(encodings)
    return found


class Buffer:
    """One open text and its version; offsets are code points."""

    def __init__(self, uri: str, text: str, encoding: str) -> None:
        self.uri = uri
        self.text = text
        self.version = 1
        self._codec, self._unit = UNITS[encoding]

    def position(self, offset: int) -> types.Position:
        """The client's position of an offset; lines end with `\\n` in these tests."""
        begins = self.text.rfind("\n", 0, offset) + 1
        line = self.text.count("\n", 0, offset)
        units = len(self.text[begins:offset].encode(self._codec)) // self._unit
        return types.Position(line, units)

    def offset(self, position: types.Position) -> int:
        """The offset of a position, which must be in the text."""
        lines = self.text.split("\n")
        begins = sum(len(line) + 1 for line in lines[: position.line])
        units = lines[position.line].encode(self._codec)
        before = units[: position.character * self._unit].decode(self._codec)
        return begins + len(before)

    def range(self, start: int, end: int) -> types.Range:
        """The client's range of two offsets."""
        return types.Range(self.position(start), self.position(end))


class Editor:
    """The client's side of one session."""

    def __init__(self, root: Path) -> None:
        self.client: LanguageClient = make_test_lsp_client()
        self.root = root
        self.buffers: dict[str, Buffer] = {}
        self.edits: list[types.ApplyWorkspaceEditParams] = []
        self.refuse_edits = False
        self.tells_whole_text = False
        self.edit_pause = 0.0
        """Seconds that the editor takes to make an edit."""
        self.shown: list[str] = []
        self.pages: list[str] = []
        self.progress: list[Any] = []
        self.ended: list[Any] = []
        """What `glossator/editEnded` told."""
        self.asked: list[Any] = []
        """What `glossator/input` asked; `typed` is what the user answers each time."""
        self.typed: str | None = None
        self.on_ask: Callable[[], None] = lambda: None
        self.before_edit: Callable[[types.ApplyWorkspaceEditParams], Awaitable[None]] | None = None
        self.on_edit: Callable[[], None] = lambda: None
        self.on_progress: Callable[[types.ProgressParams], None] = lambda _: None
        self._encoding = "utf-16"
        self._listen()

    @property
    def messages(self) -> list[str]:
        """What popped up."""
        return [message.message for message in self.client.messages]

    async def initialize(
        self,
        kind: str = VSCODE,
        *,
        encodings: list[str] | None = None,
        options: dict[str, Any] | None = None,
        section: dict[str, Any] | None = None,
        inline: bool = True,
        asked: bool = True,
    ) -> types.InitializeResult:
        """Shake hands; `section` is what the client answers for `glossator` when asked.

        A client that cannot be `asked` pushes its settings.
        """
        self.client.set_configuration({"glossator": section or {}})
        result = await self.client.initialize_session(
            types.InitializeParams(
                client_info=types.ClientInfo(NAMES[kind]),
                capabilities=capabilities(kind, encodings, inline=inline, asked=asked),
                root_uri=self.root.as_uri(),
                initialization_options=options or {},
            )
        )
        self.offered = result.capabilities
        self._encoding = types.PositionEncodingKind(
            result.capabilities.position_encoding or "utf-16"
        ).value
        return result

    def push(self, section: dict[str, Any]) -> None:
        """Tell the server new settings."""
        self.client.workspace_did_change_configuration(
            types.DidChangeConfigurationParams(settings={"glossator": section})
        )

    def open(self, name: str, text: str, language: str = "python") -> Buffer:
        """Open a file that need not exist."""
        return self.open_uri((self.root / name).as_uri(), text, language)

    def open_uri(self, uri: str, text: str, language: str = "python") -> Buffer:
        """Open a document of any scheme."""
        buffer = Buffer(uri, text, self._encoding)
        self.buffers[buffer.uri] = buffer
        item = types.TextDocumentItem(buffer.uri, language, buffer.version, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return buffer

    def type(self, buffer: Buffer, start: int, text: str, removed: int = 0) -> None:
        """Replace characters as a user does, and tell the server."""
        place = buffer.range(start, start + removed)
        buffer.text = buffer.text[:start] + text + buffer.text[start + removed :]
        buffer.version += 1
        whole = types.TextDocumentContentChangeWholeDocument(buffer.text)
        part = types.TextDocumentContentChangePartial(place, text)
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(uri=buffer.uri, version=buffer.version),
                [whole if self.tells_whole_text else part],
            )
        )

    def close(self, buffer: Buffer) -> None:
        """Close a file."""
        del self.buffers[buffer.uri]
        self.client.text_document_did_close(
            types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(buffer.uri))
        )

    async def ghost(
        self, buffer: Buffer, offset: int, *, invoked: bool = False
    ) -> list[types.InlineCompletionItem]:
        """Ask for ghost text while typing, or by the user's key."""
        params = self.ghost_params(buffer, offset)
        if invoked:
            params.context.trigger_kind = types.InlineCompletionTriggerKind.Invoked
        answer = await self.client.text_document_inline_completion_async(params)
        assert isinstance(answer, types.InlineCompletionList)
        return list(answer.items)

    def ghost_params(self, buffer: Buffer, offset: int) -> types.InlineCompletionParams:
        """The parameters of `ghost`."""
        return types.InlineCompletionParams(
            context=types.InlineCompletionContext(types.InlineCompletionTriggerKind.Automatic),
            text_document=types.TextDocumentIdentifier(buffer.uri),
            position=buffer.position(offset),
        )

    async def menu(
        self, buffer: Buffer, offset: int, kind: types.CompletionTriggerKind = TYPING
    ) -> types.CompletionList:
        """Ask for the items of the completion menu."""
        answer = await self.client.text_document_completion_async(
            types.CompletionParams(
                types.TextDocumentIdentifier(buffer.uri),
                buffer.position(offset),
                types.CompletionContext(kind),
            )
        )
        assert isinstance(answer, types.CompletionList)
        return answer

    def page(self, uri: str) -> str:
        """The text of a page as the client has it."""
        if uri.startswith("glossator:"):
            return self.pages[-1]
        return file_of(uri).read_text("utf-8")

    async def actions(
        self, buffer: Buffer, start: int, end: int, *problems: types.Diagnostic
    ) -> list[types.CodeAction]:
        """Open the code action menu, where other tools have reported problems."""
        found = await self.client.text_document_code_action_async(
            types.CodeActionParams(
                types.TextDocumentIdentifier(buffer.uri),
                buffer.range(start, end),
                types.CodeActionContext(
                    list(problems), trigger_kind=types.CodeActionTriggerKind.Invoked
                ),
            )
        )
        assert all(isinstance(action, types.CodeAction) for action in found or [])
        return [action for action in found or [] if isinstance(action, types.CodeAction)]

    async def run(self, command: str, *arguments: Any) -> Any:
        """Run a command with plain arguments."""
        return await self.client.workspace_execute_command_async(
            types.ExecuteCommandParams(command=command, arguments=list(arguments))
        )

    async def choose(
        self, buffer: Buffer, title: str, start: int, end: int, *problems: types.Diagnostic
    ) -> Any:
        """Choose an action from the menu, by its title."""
        for action in await self.actions(buffer, start, end, *problems):
            if action.title == title and action.command is not None:
                return await self.run(action.command.command, *action.command.arguments or [])
        raise AssertionError(f"the menu has no {title!r}")

    def cancel_progress(self, when: Callable[[], object]) -> None:
        """Press cancel on the progress that begins next, once `when` holds."""

        async def press(token: types.ProgressToken) -> None:
            await until(when)
            self.client.window_work_done_progress_cancel(types.WorkDoneProgressCancelParams(token))

        def begun(params: types.ProgressParams) -> None:
            if "begin" in str(params.value):
                self._pressing = asyncio.create_task(press(params.token))

        self.on_progress = begun

    def _listen(self) -> None:
        client = self.client
        # lsprotocol takes every code action with a command for a bare command
        client.protocol._converter.register_structure_hook(
            types.Command | types.CodeAction,
            lambda action, _: client.protocol._converter.structure(action, types.CodeAction),
        )
        for preset in (types.WINDOW_SHOW_DOCUMENT, types.PROGRESS):
            client.protocol.fm.features.pop(preset)

        @client.feature(types.WORKSPACE_APPLY_EDIT)
        async def apply(params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
            if self.edit_pause:
                await asyncio.sleep(self.edit_pause)
            if self.before_edit is not None:
                await self.before_edit(params)
            self.edits.append(params)
            if self.refuse_edits or not all(map(self._is_current, _parts(params))):
                return types.ApplyWorkspaceEditResult(applied=False)
            for part in _parts(params):
                buffer = self.buffers[part.text_document.uri]
                for edit in part.edits:
                    assert not isinstance(edit, types.SnippetTextEdit)
                    start, end = buffer.offset(edit.range.start), buffer.offset(edit.range.end)
                    self.type(buffer, start, edit.new_text, end - start)
            self.on_edit()
            return types.ApplyWorkspaceEditResult(applied=True)

        @client.feature(types.WORKSPACE_TEXT_DOCUMENT_CONTENT_REFRESH)
        async def refresh(params: types.TextDocumentContentRefreshParams) -> None:
            answer = await client.workspace_text_document_content_async(
                types.TextDocumentContentParams(uri=params.uri)
            )
            self.pages.append(answer.text)

        @client.feature(types.CLIENT_REGISTER_CAPABILITY)
        def register(_: types.RegistrationParams) -> None:
            return None

        @client.feature(types.WINDOW_SHOW_DOCUMENT)
        def show(params: types.ShowDocumentParams) -> types.ShowDocumentResult:
            self.shown.append(params.uri)
            return types.ShowDocumentResult(success=True)

        @client.feature("glossator/editEnded")
        def ended(params: Any) -> None:
            self.ended.append(params)

        @client.feature("glossator/input")
        def ask(params: Any) -> str | None:
            self.asked.append(params)
            self.on_ask()
            return self.typed

        @client.feature(types.PROGRESS)
        def progress(params: types.ProgressParams) -> None:
            self.progress.append(params.value)
            self.on_progress(params)

    def _is_current(self, part: types.TextDocumentEdit) -> bool:
        buffer = self.buffers.get(part.text_document.uri)
        return buffer is not None and part.text_document.version == buffer.version


def file_of(uri: str) -> Path:
    """The path of a `file:` URI."""
    return Path(url2pathname(unquote(urlsplit(uri).path)))


def _parts(params: types.ApplyWorkspaceEditParams) -> list[types.TextDocumentEdit]:
    changes = params.edit.document_changes or []
    return [part for part in changes if isinstance(part, types.TextDocumentEdit)]


@asynccontextmanager
async def running(
    root: Path, module: Sequence[str] = ("glossator", "serve"), **env: str
) -> AsyncIterator[Editor]:
    """An editor whose server has started; not yet initialized, ended with the block."""
    home = root / ".home"
    home.mkdir(exist_ok=True)
    editor = Editor(root)
    await editor.client.start_io(sys.executable, "-m", *module, env=environment(home, **env))
    try:
        yield editor
    finally:
        async with asyncio.timeout(LIVENESS):
            if editor.client.capabilities is not None:
                await editor.client.shutdown_session()
            await editor.client.stop()


async def until(condition: Callable[[], object], seconds: float = LIVENESS) -> None:
    """Wait for something that must come; the bound is for tests that fail."""
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.01)
