"""`glossator demo`: the whole way on a real file, shown to a person.

The file is copied to a temporary folder, a real server is started as an editor would start it, and
everything shown came from its answers.
"""

from __future__ import annotations

import asyncio
import difflib
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import Console

    from glossator.lsp.small_editor import SmallEditor

DEFAULT = Path(__file__).parent.parent / "lsp" / "live_edit.py"
LONGEST = 25
"""Lines of the function that is shown: it should fit on a screen."""


class Stopwatch:
    """Seconds to the first piece of an answer, and in all."""

    def __init__(self) -> None:
        self._start = time.perf_counter()
        self._first: float | None = None

    def piece(self) -> None:
        """Note that something came."""
        if self._first is None:
            self._first = time.perf_counter() - self._start

    def __str__(self) -> str:
        """Both times, as shown beside each part."""
        total = time.perf_counter() - self._start
        first = total if self._first is None else self._first
        return f"first text after {first:.2f} s, {total:.2f} s in all"


@dataclass(frozen=True, slots=True)
class Scene:
    """The function that the demo plays on: its span, its name, and a place to type at."""

    name: str
    start: int
    end: int
    cursor: int
    line_end: int


@click.command()
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), default=DEFAULT
)
def demo(file: Path) -> None:
    """Show ghost text, an explanation and a docstring on a copy of a Python FILE.

    Ends with status 0 only if all three really came.
    """
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True)
    with tempfile.TemporaryDirectory(prefix="glossator-demo-") as folder:
        copy = Path(shutil.copy(file, folder)).resolve()
        came = asyncio.run(_play(console, copy))
    if not all(came.values()):
        missing = ", ".join(name for name, there in came.items() if not there)
        raise click.ClickException(f"This did not come: {missing}. `glossator doctor` may say why.")


async def _play(console: Console, path: Path) -> dict[str, bool]:
    from pygls.exceptions import JsonRpcException

    from glossator.lsp.small_editor import SmallEditor

    editor = SmallEditor(path, "python")
    came = {"ghost text": False, "explanation": False, "docstring": False}
    await editor.start()
    try:
        scene = _scene(editor.text)
        status = await editor.status()
        if status["state"] != "ready":
            raise click.ClickException(status["message"])
        console.print(
            f"[bold]{path.name}[/], answered by [bold]{status['codeModel']}[/] (code) and "
            f"[bold]{status['proseModel']}[/] (prose) at {status['service']}"
        )
        came["ghost text"] = await _ghost_text(console, editor, scene)
        came["explanation"] = await _explanation(console, editor, scene)
        came["docstring"] = await _docstring(console, editor, scene)
    except JsonRpcException as error:
        console.print(f"[red]{error.message}[/]")
    finally:
        await editor.stop()
    for message in editor.messages:
        click.echo(message, err=True)
    return came


def _scene(text: str) -> Scene:
    """The first function without a docstring that is short and returns something."""
    from glossator.syntax.documentable import documentable_at

    offset = text.find("def ")
    while offset >= 0:
        found = documentable_at(text, offset)
        if found is not None and found.kind in ("function", "method") and not found.docstring:
            start, end = found.source
            cursor = text.rfind("return ", start, end)
            if cursor >= 0 and text.count("\n", start, end) < LONGEST:
                cursor += len("return ")
                line_end = text.find("\n", cursor)
                return Scene(found.name, start, end, cursor, line_end if line_end > 0 else end)
        offset = text.find("def ", offset + 1)
    raise click.ClickException(
        "The demo needs a Python file with a short function that returns something and has no "
        "docstring yet."
    )


async def _ghost_text(console: Console, editor: SmallEditor, scene: Scene) -> bool:
    console.rule("Ghost text", align="left")
    rest = editor.text[scene.cursor : scene.line_end]
    editor.edit(scene.cursor, scene.line_end, "")
    watch = Stopwatch()
    ghost = await editor.ghost_text(scene.cursor)
    line = str(watch)
    console.print(editor.text[scene.start : scene.cursor], markup=False, end="")
    console.print(ghost or "", markup=False, style="italic cyan")
    console.print(f"({line}; the file itself goes on with: {rest.strip()})", style="dim")
    editor.edit(scene.cursor, scene.cursor, rest)
    return bool(ghost and ghost.strip())


async def _explanation(console: Console, editor: SmallEditor, scene: Scene) -> bool:
    console.rule(f"Explanation of {scene.name}", align="left")
    watch, shown = Stopwatch(), 0
    heading = 0

    def on_margin(text: str) -> None:
        nonlocal shown, heading
        heading = heading or text.find("\n\n") + 2
        shown = max(shown, heading)
        if len(text) > shown:
            watch.piece()
            console.print(text[shown:], markup=False, end="")
            shown = len(text)

    editor.on_margin = on_margin
    await editor.run("glossator.explain", scene.start, scene.end)
    console.print(f"\n({watch})", style="dim")
    return shown > heading


async def _docstring(console: Console, editor: SmallEditor, scene: Scene) -> bool:
    console.rule(f"Docstring for {scene.name}", align="left")
    before, watch = editor.text, Stopwatch()
    seen = set(before.splitlines())

    def on_text(text: str) -> None:
        watch.piece()
        new = [line for line in text.splitlines() if line.strip() and line not in seen]
        seen.update(new)
        for line in new:
            console.print(line, markup=False, style="green")

    editor.on_text = on_text
    await editor.run("glossator.document", scene.start, scene.start)
    console.print(f"({watch})", style="dim")
    diff = difflib.unified_diff(
        before.splitlines(keepends=True), editor.text.splitlines(keepends=True), "before", "after"
    )
    for line in diff:
        style = {"+": "green", "-": "red", "@": "cyan"}.get(line[0])
        console.print(line, markup=False, end="", style=style)
    return editor.text != before
