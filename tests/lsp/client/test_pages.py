"""Names of pages, which may become names of files; and a client that never answers."""

from __future__ import annotations

import asyncio
from pathlib import Path
from urllib.parse import unquote

import pytest
from lsprotocol import types
from pygls.protocol import JsonRPCProtocol

from glossator.lsp.client import owed
from glossator.lsp.client import pages as pages_module
from glossator.lsp.client.capabilities import client_capabilities_of
from glossator.lsp.client.pages import LONGEST_NAME, Page, Pages
from glossator.lsp.server.registration import create_server


@pytest.mark.parametrize(
    "name", ["a" * 300, "a" * 300 + ".py", "ä" * 200 + ".test.ts", "a." + "b" * 300, ".env" * 90]
)
def test_a_name_is_as_short_as_that_of_a_file(name: str) -> None:
    plain_client = types.InitializeParams(capabilities=types.ClientCapabilities())
    pages = Pages(create_server(), client_capabilities_of(plain_client))
    uri = pages.code(name, "x").uri
    shown = unquote(uri).rpartition("/")[2]
    assert len(shown.encode()) <= LONGEST_NAME
    assert shown.startswith(name[:20])
    suffix = Path(name).suffix
    assert len(suffix) > 30 or shown.endswith(suffix)


READS_PAGES = types.ClientCapabilities(
    window=types.WindowClientCapabilities(
        show_document=types.ShowDocumentClientCapabilities(support=True)
    ),
    workspace=types.WorkspaceClientCapabilities(
        text_document_content=types.TextDocumentContentClientCapabilities()
    ),
)


@pytest.fixture
def owing(monkeypatch: pytest.MonkeyPatch) -> list[asyncio.Future[None]]:
    """The answers that the client owes."""
    asked: list[asyncio.Future[None]] = []

    def ask(*_: object) -> asyncio.Future[None]:
        asked.append(asyncio.get_running_loop().create_future())
        return asked[-1]

    monkeypatch.setattr(JsonRPCProtocol, "send_request_async", ask)
    return asked


def begun() -> tuple[Pages, Page]:
    """A page that is being written, for a client that reads it as it grows."""
    params = types.InitializeParams(capabilities=READS_PAGES)
    pages = Pages(create_server(), client_capabilities_of(params))
    page = pages.prose("It")
    page.open(lambda: None)
    page.write("Text.\n")
    return pages, page


async def test_a_page_is_ended_where_the_client_owes_its_answers(
    monkeypatch: pytest.MonkeyPatch, owing: list[asyncio.Future[None]]
) -> None:
    monkeypatch.setattr(owed, "ANSWER_TIMEOUT", 0.01)
    pages, page = begun()
    await page.close()
    assert len(owing) >= 2
    assert "did not answer" in page.unanswered
    assert pages.read(page.uri) == "# It\n\nText.\n"


async def test_who_fails_waits_until_the_client_shows_the_page_which_says_why(
    owing: list[asyncio.Future[None]],
) -> None:
    pages, page = begun()
    failing = asyncio.create_task(page.fail("No connection."))
    answered = 0
    while not failing.done():
        await asyncio.sleep(0)
        for answer in owing[answered:]:
            assert not failing.done(), "the client would tell what the page says"
            await asyncio.sleep(0)
            answer.set_result(None)
            answered += 1
    assert answered >= 2
    assert "*No connection.*" in (pages.read(page.uri) or "")


async def test_the_first_word_does_not_wait_for_the_pages_head(
    monkeypatch: pytest.MonkeyPatch, owing: list[asyncio.Future[None]]
) -> None:
    monkeypatch.setattr(pages_module, "REFRESH_DELAY", 1000)
    _, page = begun()
    await asyncio.sleep(0)
    for asked in owing:
        asked.set_result(None)
    count = len(owing)
    for _ in range(5):
        await asyncio.sleep(0)
    page.write("A")
    for _ in range(5):
        await asyncio.sleep(0)
    assert len(owing) == count + 1
