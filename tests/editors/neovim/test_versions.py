"""A plugin and a server of different releases: the older is named once, and ghost text comes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.editors.neovim.conftest import ASKED, READY, program, running
from tests.standin.server import StandIn

OLDER = {
    "0.0.9": "The editor's part of Glossator (0.0) is older",
    "99.1.0": "Glossator's server (0.1.0) is older",
}
SPEAKS_AS = """
local client = vim.lsp.config.glossator.init_options.client
client.version, client.flagOfAnotherRelease = '{version}', true
vim.lsp.config('glossator', {{ init_options = {{ client = client }} }})
"""


@pytest.mark.parametrize("release", OLDER)
async def test_the_older_is_named_once_and_ghost_text_comes(
    release: str, project: Path, service: StandIn
) -> None:
    env = {"GLOSSATOR_BASE_URL": service.base_url, "GLOSSATOR_API_KEY": service.key}
    init = SPEAKS_AS.format(version=release)
    async with running(program("0.12"), project, "calc.py", init, **env) as neovim:
        await neovim.shows(OLDER[release])
        await neovim.type("<CR>")  # the sentence is longer than a line
        await neovim.until(READY)
        await neovim.until(ASKED)
        await neovim.type("jAtot")
        await neovim.shows("total = a + b")
        said = await neovim.lua("return vim.fn.execute('messages')")
        assert said.count(OLDER[release]) == 1
