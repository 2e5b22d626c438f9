"""The picture of Neovim shows what the plugin does today."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from tools.neovim_picture import PICTURE, play, stage


def bare(text: str) -> str:
    """A text without blanks, which the picture has only within a run of one colour."""
    return re.sub(r"\s", "", text)


async def test_the_picture_is_what_the_plugin_shows(tmp_path: Path) -> None:
    drawn = bare(unescape(re.sub(r"<[^>]*>", "", PICTURE.read_text("utf-8"))))
    async with stage(tmp_path) as neovim:
        neovim.screen.recording = True
        await play(neovim)
        ghost = next(each for each in neovim.screen.history if "TAX), 2)" in each)
        for line in (*ghost.splitlines(), *neovim.screen.text.splitlines()):
            assert bare(line) in drawn, "run `python -m tools.neovim_picture`"
