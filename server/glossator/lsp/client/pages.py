"""Pages: read-only documents beside the text, that grow while the model writes.

A client with `workspace/textDocumentContent` is shown a `glossator:` document at once and asked to
read it again as it grows. Any other client gets a file outside the workspace, shown when it is
whole, because such clients do not follow a file that changes under them.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import stat
import tempfile
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from glossator.errors import CommandError
from glossator.lsp.client import owed
from glossator.lsp.extensions import PAGES_SCHEME
from glossator.text.safe_markdown import harmless
from glossator.text.sanitize import sentence

if TYPE_CHECKING:
    from pygls.lsp.server import LanguageServer

    from glossator.lsp.client.capabilities import ClientCapabilities
    from glossator.models.requests import Chat

REFRESH_DELAY = 0.05
"""Seconds between two refreshes: the client reads the whole document anew for each."""
KEPT = 50
"""Documents that stay readable after they are finished."""


LONGEST_NAME = 120
"""Bytes of a page's name; most file systems take 255."""


@dataclass(slots=True)
class Talk:
    """The first prompt of a page, and each question with its reply."""

    chat: Chat
    language: str
    """Of the code, as an LSP language id."""
    uri: str = ""
    version: int = 0
    """Which document the page is about, and as of when."""
    turns: list[tuple[str, str]] = field(default_factory=list)


class Page:
    """One page."""

    def __init__(self, pages: Pages, uri: str, title: str, text: str) -> None:
        self._is_markdown = uri.endswith(".md")
        self._pages = pages
        self.uri = uri
        self.title = title
        self.text = text
        self.talk: Talk | None = None
        self.on_close: Callable[[], None] | None = None
        """Stops whoever writes the page; None while nobody does."""
        self.file: Path | None = None
        self.unanswered = ""
        """What the client owes, where it leaves unclear whether the user sees the page."""
        self._whole = asyncio.Event()
        self._has_begun = False
        self._showing: asyncio.Task[None] | None = None
        self._refreshing: asyncio.Task[None] | None = None

    @property
    def shown(self) -> str:
        """The text as it may be shown: Markdown must not load anything from anywhere."""
        return harmless(self.text) if self._is_markdown else self.text

    def open(self, on_close: Callable[[], None]) -> None:
        """Begin to write: show the page, where the client can follow it while it grows."""
        self.on_close = on_close
        self.unanswered = ""
        self._whole.clear()
        self._has_begun = False
        if self._pages.follows and self._showing is None:
            self._showing = asyncio.create_task(self._pages.show(self))

    def write(self, text: str) -> None:
        """Add text; the client is notified at once, then at most every REFRESH_DELAY seconds.

        What follows on the first text, the page's head, is not delayed either.
        """
        self.text += text
        if self._pages.follows and (self._refreshing is None or self._refreshing.done()):
            self._refreshing = asyncio.create_task(self._refresh())

    async def close(self) -> None:
        """See to it that the client has the whole text."""
        self.on_close = None
        if self._pages.follows:
            await self._settle()
        else:
            await self._pages.show_file(self)

    def abandon(self, why: str) -> None:
        """End a page that will not be whole; who has not seen it yet does not get to see it."""
        self.on_close = None
        self.write(f"\n\n*{why}*\n")
        self._whole.set()  # the client is told without delay, and nobody waits for its answer

    async def fail(self, why: str) -> None:
        """End a page that will not be whole, once the client shows it and so tells no error."""
        self.abandon(why)
        if self._pages.follows:
            await self._settle()

    async def _settle(self) -> None:
        self._whole.set()
        tasks = [task for task in (self._showing, self._refreshing) if task is not None]
        if tasks:  # a client may owe answers: each task ends by itself
            _, late = await asyncio.wait(tasks, timeout=owed.ANSWER_TIMEOUT)
            if late and not self.unanswered:
                self.unanswered = f"it did not answer within {owed.ANSWER_TIMEOUT:.0f} seconds"

    async def _refresh(self) -> None:
        sent = -1
        while sent < len(self.text):
            sent = len(self.text)
            await self._pages.refresh(self)
            if not self._has_begun:  # that was the head: the first word waits for nothing
                self._has_begun = True
                continue
            with suppress(TimeoutError):
                async with asyncio.timeout(REFRESH_DELAY):
                    await self._whole.wait()


class Pages:
    """All pages of one client."""

    def __init__(self, server: LanguageServer, client_capabilities: ClientCapabilities) -> None:
        self._server = server
        self._capabilities = client_capabilities
        self._pages: OrderedDict[str, Page] = OrderedDict()
        self._folder: Path | None = None
        self._count = 0

    @property
    def follows(self) -> bool:
        """Whether the client can read a document that grows."""
        return self._capabilities.virtual_documents

    def prose(self, title: str) -> Page:
        """A new page of Markdown that holds its title."""
        name = re.sub(r"[^\w.-]+", "-", title).strip("-") or "page"
        return self._page(f"{name}.md", title, f"# {title}\n\n")

    def code(self, name: str, title: str) -> Page:
        """A new, empty page of code that is named like the file it could become."""
        return self._page(name, title, "")

    def find(self, uri: str) -> Page | None:
        """The page of this name, or None for one that is not kept; a page's file counts too."""
        known = unquote(uri)
        return next((page for page in self._pages.values() if unquote(page.uri) == known), None)

    def read(self, uri: str) -> str | None:
        """The text of a page as it is now; None for a page that is not kept."""
        page = self.find(uri)
        return page.shown if page else None

    def closed(self, uri: str) -> None:
        """The client has closed a document; if a page, whoever still writes it stops."""
        page = self.find(uri)
        if page is not None and page.on_close is not None:
            page.on_close()

    def end(self) -> None:
        """The session is over: remove the files that were written for it."""
        if self._folder is not None:
            for path in self._folder.rglob("*"):
                path.chmod(stat.S_IRWXU)  # else Windows would not delete it
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    async def show(self, page: Page) -> None:
        """Open a page in the editor without taking the focus.

        Where that fails the user still finds it: the command's answer names the document.
        """
        if self._capabilities.shows_documents:
            params = types.ShowDocumentParams(uri=page.uri, take_focus=False)
            with _asking(page):
                await self._server.window_show_document_async(params)

    async def refresh(self, page: Page) -> None:
        """Ask the client to read a page again; returns when it has answered, or closed the page."""
        params = types.TextDocumentContentRefreshParams(uri=page.uri)
        with _asking(page):
            await self._server.workspace_text_document_content_refresh_async(params)

    async def show_file(self, page: Page) -> None:
        """Write the page to a file of the user's own temporary folder and open it.

        Raises:
            CommandError: when it cannot be written.
        """
        try:
            self._write(page)
        except OSError as error:
            why = error.strerror or "the disk refused it"
            raise CommandError(f"“{page.title}” cannot be written to a file: {why}.") from None
        if self._capabilities.shows_documents:
            await self.show(page)
        else:
            self._server.window_show_message(
                types.ShowMessageParams(
                    types.MessageType.Info, sentence(f"{page.title}: {page.file}")
                )
            )

    def _write(self, page: Page) -> None:
        if page.file is None:
            self._folder = self._folder or Path(tempfile.mkdtemp(prefix="glossator-"))
            folder, name = unquote(page.uri).rsplit("/", 2)[-2:]
            file = self._folder / folder / name
            file.parent.mkdir(exist_ok=True)
        else:
            file = page.file
            file.chmod(stat.S_IRUSR | stat.S_IWUSR)
        file.write_text(page.shown, encoding="utf-8")
        file.chmod(stat.S_IRUSR)
        page.file, page.uri = file, file.as_uri()

    def _page(self, name: str, title: str, text: str) -> Page:
        self._count += 1
        name = _short(name)
        page = Page(self, f"{PAGES_SCHEME}:/{self._count}/{quote(name)}", title, text)
        self._pages[page.uri] = page
        while len(self._pages) > KEPT:
            self._pages.popitem(last=False)
        return page


@contextmanager
def _asking(page: Page) -> Iterator[None]:
    """Note on the page what the client leaves unanswered; an error of its own changes nothing."""
    try:
        yield
    except owed.UnansweredError as error:
        page.unanswered = error.message
    except JsonRpcException:
        return


def _short(name: str) -> str:
    """The name as a file may have it, cut before its ending."""
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending.encode()) > LONGEST_NAME // 4:
        stem, dot, ending = name, "", ""
    size = LONGEST_NAME - len(f"{dot}{ending}".encode())
    kept = stem.encode("utf-8", "replace")[:size].decode("utf-8", "ignore")
    return f"{kept}{dot}{ending}"
