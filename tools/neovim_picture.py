"""The picture of Neovim, from the real one's screen: `python -m tools.neovim_picture`.

An SVG whose rows come and go by CSS, so that it is sharp at any size and holds its text as text.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from tests.editors.neovim.conftest import ASKED, IDLE, READY, program, running
from tests.editors.neovim.screen import COLUMNS, ROWS, Cell, Neovim, Screen
from tests.editors.scene import CODE, sensible
from tests.standin.server import StandIn
from tools.docs import ROOT

PICTURE = ROOT / "docs" / "neovim.svg"
VERSION = "0.12"
WIDTH, HEIGHT = 8.4, 18
"""Of a cell, in pixels."""
EDGE = 8
"""Pixels around the screen."""
SHORTEST = 0.04
"""Seconds below which nobody sees a frame."""
LAST = 4.0
"""Seconds that the last frame stands."""
LEGIBLE = "vim.api.nvim_set_hl(0, 'ComplHint', { link = 'Comment' })\n"
"""Ghost text a little brighter than Neovim's own, for a picture that is made smaller."""
FONT = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"

Row = tuple[Cell, ...]
Cursor = tuple[int, int, bool]
"""Row, column, and whether it stands between two characters."""


@dataclass(frozen=True)
class Frame:
    """The screen at a time, in seconds."""

    at: float
    rows: tuple[Row, ...]
    cursor: Cursor


class Film:
    """What the screen shows from now on."""

    def __init__(self, screen: Screen) -> None:
        self.frames: list[Frame] = []
        self._screen = screen
        self._began = time.monotonic()
        screen.on_flush = self._take
        self._take()

    def _take(self) -> None:
        screen, at = self._screen, time.monotonic() - self._began
        if not self.frames:
            at = 0.0
        elif at - self.frames[-1].at < SHORTEST:
            at = self.frames.pop().at
        cursor = (*screen.cursor, screen.mode in ("insert", "cmdline_normal"))
        self.frames.append(Frame(at, tuple(map(tuple, screen.rows)), cursor))


class Drawing:
    """The film as SVG."""

    def __init__(self, film: Film, screen: Screen) -> None:
        self._frames = film.frames
        self._ends = film.frames[-1].at + LAST
        self._ink, self._paper = screen.colours
        self._highlights = screen.highlights
        self._used: dict[str, str] = {}
        self._times: list[str] = []

    def __str__(self) -> str:
        rows = [self._row(number) for number in range(ROWS)]
        cursors = list(self._shown([frame.cursor for frame in self._frames], self._cursor))
        parts = [*(each for row in rows for each in row), *cursors]
        width, height = COLUMNS * WIDTH + 2 * EDGE, ROWS * HEIGHT + 2 * EDGE
        box = f"{-EDGE} {-EDGE} {width:g} {height:g}"
        styles = [f".{name}{{{style}}}" for style, name in self._used.items()]
        return "\n".join(
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">',
                "<title>Glossator in Neovim</title><style>",
                f"text{{font:14px {FONT};white-space:pre;fill:{_hex(self._ink)}}}",
                f"g{{animation:{self._ends:.2f}s step-end infinite;visibility:hidden}}",
                ".last{visibility:visible}",
                "@media(prefers-reduced-motion:reduce){g{animation:none!important}}",
                *styles,
                *self._times,
                "</style>",
                f'<rect x="{-EDGE}" y="{-EDGE}" width="{width:g}" height="{height:g}" rx="{EDGE}"'
                f' fill="{_hex(self._paper)}"/>',
                *parts,
                "</svg>\n",
            )
        )

    def _row(self, number: int) -> Iterator[str]:
        return self._shown(
            [frame.rows[number] for frame in self._frames], lambda row: self._runs(number, row)
        )

    def _shown(self, seen: Sequence[Any], draw: Any) -> Iterator[str]:
        """Each thing once, with the times at which it shows."""
        times: dict[Any, list[tuple[float, float]]] = {}
        starts = [frame.at for frame in self._frames]
        spans = zip(seen, starts, [*starts[1:], self._ends], strict=True)
        for thing, group in groupby(spans, lambda span: span[0]):
            same = list(group)
            times.setdefault(thing, []).append((same[0][1], same[-1][2]))
        for thing, shown in times.items():
            if drawn := draw(thing):
                last = ' class="last"' if shown[-1][1] == self._ends else ""
                yield f'<g{last} style="animation-name:{self._animation(shown)}">{drawn}</g>'

    def _animation(self, spans: Sequence[tuple[float, float]]) -> str:
        """The name of the key frames that show something at some times."""
        frames = "" if spans[0][0] == 0 else "0%{visibility:hidden}"
        for start, end in spans:
            frames += f"{start / self._ends:.3%}{{visibility:visible}}"
            if end < self._ends:
                frames += f"{end / self._ends:.3%}{{visibility:hidden}}"
        name = f"t{len(self._times)}"
        self._times.append(f"@keyframes {name}{{{frames}}}")
        return name

    def _runs(self, number: int, row: Row) -> str:
        drawn, column, y = "", 0, number * HEIGHT
        for highlight, cells in groupby(row, lambda cell: cell[1]):
            text = "".join(text for text, _ in cells)
            ink, paper = self._colours(self._highlights.get(highlight, {}))
            if paper != self._paper:
                place = f'x="{column * WIDTH:g}" y="{y}" width="{len(text) * WIDTH:g}"'
                drawn += f'<rect {place} height="{HEIGHT}" fill="{_hex(paper)}"/>'
            if bare := text.strip():
                x = (column + len(text) - len(text.lstrip())) * WIDTH
                name = self._style(ink, self._highlights.get(highlight, {}))
                place = f'x="{x:g}" y="{y + 13}" textLength="{len(bare) * WIDTH:g}"'
                drawn += f"<text{name} {place}>{escape(bare)}</text>"
            column += len(text)
        return drawn

    def _colours(self, highlight: Mapping[str, Any]) -> tuple[int, int]:
        ink = highlight.get("foreground", self._ink)
        paper = highlight.get("background", self._paper)
        return (paper, ink) if highlight.get("reverse") else (ink, paper)

    def _style(self, ink: int, highlight: Mapping[str, Any]) -> str:
        style = f"fill:{_hex(ink)}" if ink != self._ink else ""
        style += ";font-weight:bold" if highlight.get("bold") else ""
        style += ";font-style:italic" if highlight.get("italic") else ""
        if not style:
            return ""
        name = self._used.setdefault(style.lstrip(";"), f"s{len(self._used)}")
        return f' class="{name}"'

    def _cursor(self, cursor: Cursor) -> str:
        row, column, between = cursor
        place = f'x="{column * WIDTH:g}" y="{row * HEIGHT}" height="{HEIGHT}"'
        width = 2 if between else WIDTH
        return f'<rect {place} width="{width:g}" fill="{_hex(self._ink)}" opacity=".6"/>'


def _hex(colour: int) -> str:
    return f"#{colour:06x}"


async def type_slowly(neovim: Neovim, keys: str) -> None:
    """Like somebody who types."""
    for key in keys:
        await neovim.type("<lt>" if key == "<" else key)
        await asyncio.sleep(0.07)


async def play(neovim: Neovim) -> None:
    """Write a function, its docstring, and have it explained."""
    await neovim.type("Go")
    await asyncio.sleep(0.8)
    await type_slowly(neovim, "def gross(prices):")
    await neovim.type("<CR>")
    await neovim.shows("TAX), 2)")
    await asyncio.sleep(1.5)
    await neovim.type("<Tab>")
    await neovim.until("vim.fn.getline('.'):find('TAX%), 2%)')")
    await asyncio.sleep(0.8)
    await neovim.type("<Esc>k")
    await type_slowly(neovim, ":Glossator document")
    await neovim.type("<CR>")
    await neovim.shows("whole cents.")
    await neovim.until(IDLE)
    await asyncio.sleep(1)
    await neovim.type("VG")
    await asyncio.sleep(0.5)
    await type_slowly(neovim, ":Glossator explain")
    await neovim.type("<CR>")
    await neovim.shows("costs 0.")
    await neovim.until(IDLE)


@asynccontextmanager
async def stage(project: Path) -> AsyncIterator[Neovim]:
    """Neovim on the file of the scene, with a model that knows its part."""
    (project / "basket.py").write_text(CODE)
    async with StandIn() as service:
        service.answer = sensible
        env = {"GLOSSATOR_BASE_URL": service.base_url, "GLOSSATOR_API_KEY": service.key}
        async with running(program(VERSION), project, "basket.py", LEGIBLE, **env) as neovim:
            await neovim.until(READY)
            await neovim.until(ASKED)
            yield neovim


async def main() -> None:
    """Film it, and save the film."""
    with tempfile.TemporaryDirectory() as scratch:
        async with stage(Path(scratch)) as neovim:
            film = Film(neovim.screen)
            await play(neovim)
    PICTURE.write_text(str(Drawing(film, neovim.screen)), "utf-8")


if __name__ == "__main__":
    asyncio.run(main())
