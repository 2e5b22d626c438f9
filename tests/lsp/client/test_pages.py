"""Names of pages, which may become names of files."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest
from lsprotocol import types

from glossator.lsp.client.capabilities import client_capabilities_of
from glossator.lsp.client.pages import LONGEST_NAME, Pages
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
