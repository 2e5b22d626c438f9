"""Explanations beside the text: read-only Markdown documents that grow while the model writes.

A client with `workspace/textDocumentContent` is shown a `glossator:` document at once and told to
read it again as it grows. Any other client gets a Markdown file outside the workspace, shown when
it is whole, because such clients do not follow a file that changes under them.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import stat
import tempfile
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from glossator.actions.harmless_markdown import harmless
from glossator.lsp.offers import MARGIN_SCHEME

if TYPE_CHECKING:
    from pygls.lsp.server import LanguageServer

    from glossator.lsp.abilities import Abilities

REFRESH_PAUSE = 0.05
"""Seconds between two refreshes: the client reads the whole document anew for each."""
KEPT = 50
"""Documents that stay readable after they are finished."""


class Page:
    """One document of the margin."""

    def __init__(self, margin: Margin, uri: str, heading: str) -> None:
        self._margin = margin
        self.uri = uri
        self.heading = heading
        self.text = f"# {heading}\n\n"
        self.on_close: Callable[[], None] | None = None
        """Stops whoever writes the page; None while nobody does."""
        self._refreshing: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Show the page, where the client can follow it while it grows."""
        if self._margin.follows:
            await self._margin.show(self.uri)

    def write(self, text: str) -> None:
        """Add text; the client hears of it at most every REFRESH_PAUSE seconds."""
        self.text += text
        if self._margin.follows and self._refreshing is None:
            self._refreshing = asyncio.create_task(self._refresh())

    async def close(self) -> None:
        """See to it that the client has the whole text."""
        self.on_close = None
        if self._margin.follows:
            await self._settle()
        else:
            await self._margin.show_file(self)

    async def abandon(self, why: str) -> None:
        """End a page that will not be whole; who has not seen it yet does not get to see it."""
        self.on_close = None
        self.text += f"\n\n*{why}*\n"
        if self._margin.follows:
            await self._settle()

    async def _settle(self) -> None:
        if self._refreshing is not None:
            await self._refreshing
        await self._margin.refresh(self.uri)

    async def _refresh(self) -> None:
        await asyncio.sleep(REFRESH_PAUSE)
        shown = len(self.text)
        await self._margin.refresh(self.uri)
        more = len(self.text) > shown
        self._refreshing = asyncio.create_task(self._refresh()) if more else None


class Margin:
    """All pages of one client."""

    def __init__(self, server: LanguageServer, abilities: Abilities) -> None:
        self._server = server
        self._abilities = abilities
        self._pages: OrderedDict[str, Page] = OrderedDict()
        self._folder: Path | None = None
        self._count = 0

    @property
    def follows(self) -> bool:
        """Whether the client can read a document that grows."""
        return self._abilities.virtual_documents

    def page(self, heading: str) -> Page:
        """A new, empty page."""
        self._count += 1
        name = quote(re.sub(r"[^\w.-]+", "-", heading).strip("-") or "page")
        page = Page(self, f"{MARGIN_SCHEME}:/{self._count}/{name}.md", heading)
        self._pages[page.uri] = page
        while len(self._pages) > KEPT:
            self._pages.popitem(last=False)
        return page

    def read(self, uri: str) -> str | None:
        """The text of a page as it is now; None for a page that is not kept."""
        page = self._pages.get(uri)
        return harmless(page.text) if page else None

    def closed(self, uri: str) -> None:
        """The client has closed a document; if a page, whoever still writes it stops."""
        page = self._pages.get(uri)
        if page is not None and page.on_close is not None:
            page.on_close()

    def end(self) -> None:
        """The session is over: remove the files that were written for it."""
        if self._folder is not None:
            for path in self._folder.iterdir():
                path.chmod(stat.S_IRUSR | stat.S_IWUSR)  # else Windows would not delete it
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    async def show(self, uri: str) -> None:
        """Open a document in the editor without taking the focus."""
        if not self._abilities.shows_documents:
            return
        try:
            await self._server.window_show_document_async(
                types.ShowDocumentParams(uri=uri, take_focus=False)
            )
        except JsonRpcException:
            return  # the user still finds the text: the command's answer names the document

    async def refresh(self, uri: str) -> None:
        """Tell the client to read the document again; waits until it has understood."""
        try:
            await self._server.workspace_text_document_content_refresh_async(
                types.TextDocumentContentRefreshParams(uri=uri)
            )
        except JsonRpcException:
            return  # closed meanwhile

    async def show_file(self, page: Page) -> None:
        """Write the page to a file of the user's own temporary folder and open it."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="glossator-"))
        path = self._folder / (page.uri.rsplit("/", 2)[-2] + "-" + page.uri.rsplit("/", 1)[-1])
        path.write_text(harmless(page.text), encoding="utf-8")
        path.chmod(stat.S_IRUSR)
        page.uri = path.as_uri()
        if self._abilities.shows_documents:
            await self.show(page.uri)
        else:
            self._server.window_show_message(
                types.ShowMessageParams(types.MessageType.Info, f"{page.heading}: {path}")
            )
