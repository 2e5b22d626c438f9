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
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from glossator.cli.console import Console, Flow, bold, faint
from glossator.cli.location import Location
from glossator.text.lines import line_start, lines_with_ends, split_lines
from glossator.text.sanitize import plain

if TYPE_CHECKING:
    from glossator.lsp.headless_client import HeadlessClient

DEFAULT = Path(__file__).with_name("demo_sample.py")
LONGEST = 25
"""Lines of the function that is shown: it should fit on a screen."""
ghost = partial(click.style, italic=True, fg="cyan")
QUOTES = '"""'


class Stopwatch:
    """Seconds to the first piece of an answer, and in all."""

    def __init__(self) -> None:
        self._start = time.perf_counter()
        self.first: float | None = None

    def piece(self) -> None:
        """Note that a piece came."""
        self.first = self.first or self.seconds

    @property
    def seconds(self) -> float:
        """Since it was made."""
        return time.perf_counter() - self._start

    def times(self) -> str:
        """As shown beside each part."""
        first = "" if self.first is None else f"first text after {self.first:.2f} s, all "
        return f"{first}after {self.seconds:.2f} s"


@dataclass(frozen=True, slots=True)
class Scene:
    """The function that the demo plays on: its span, its name, and a place to type at."""

    name: str
    start: int
    end: int
    cursor: int
    line_end: int


@click.command(short_help="Show everything on a copy of a Python file.")
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), default=DEFAULT
)
def demo(file: Path) -> None:
    """Show ghost text, an explanation and a docstring on a copy of a Python FILE.

    Ends with status 0 only if all three really came.
    """
    show(Console(), file)


def show(console: Console, file: Path) -> None:
    """Play the whole demo on a console.

    Raises:
        click.ClickException: when a part did not come.
    """
    scene = _scene(Location(file, 1, None).buffer().text)
    with tempfile.TemporaryDirectory(prefix="glossator-demo-") as folder:
        copy = Path(shutil.copy(file, folder)).resolve()
        missing = asyncio.run(_play(console, copy, scene))
    if missing:
        raise click.ClickException(
            f"This did not come: {', '.join(missing)}. `glossator doctor` may say why."
        )


async def _play(console: Console, path: Path, scene: Scene) -> list[str]:
    """The names of the parts that did not come."""
    from glossator.lsp.headless_client import CommandRefusedError, HeadlessClient, ServerGoneError

    editor, watch, missing = HeadlessClient(path, "python"), Stopwatch(), []
    await editor.start()
    try:
        console.print(_introduction(path, await editor.status(), watch))
        for name, part in PARTS.items():
            try:
                came = await part(console, editor, scene)
            except CommandRefusedError as error:
                console.print(click.style(str(error), fg="red"))
                came = False
            if not came:
                missing.append(name)
    except ServerGoneError as error:
        raise click.ClickException(f"The demo was cut short. {error}.") from None
    finally:
        await editor.stop()
    for message in editor.messages:
        click.echo(message, err=True)
    return missing


def _introduction(path: Path, status: dict[str, str], watch: Stopwatch) -> str:
    """Who answers; a local model has been loaded by now, so that no later time holds it."""
    if status["state"] != "ready":
        raise click.ClickException(status["message"])
    code, prose = status["codeModel"], status["proseModel"]
    both = f" (code) and {bold(prose)} (prose)" if code != prose else ""
    end = f" at {status['service']}, ready {watch.times()}"
    return f"{bold(path.name)}, answered by {bold(code)}{both}{end}"


def _scene(text: str) -> Scene:
    """The first function without a docstring that is short and returns something."""
    from glossator.syntax.documentable import documentable_at

    offset = text.find("def ")
    while offset >= 0:
        found = documentable_at(text, offset, "python")
        if found is not None and found.kind in ("function", "method") and not found.docstring:
            start, end = found.source
            cursor = text.rfind("return ", start, end)
            if cursor >= 0 and text.count("\n", start, end) < LONGEST:
                cursor += len("return ")
                rest = split_lines(text[cursor:end])[0]
                return Scene(found.name, start, end, cursor, cursor + len(rest))
        offset = text.find("def ", offset + 1)
    raise click.ClickException(
        "The demo needs a Python file with a short function that returns something and has no "
        "docstring yet."
    )


async def _ghost_text(console: Console, editor: HeadlessClient, scene: Scene) -> bool:
    _heading(console, "Ghost text")
    rest = editor.text[scene.cursor : scene.line_end]
    editor.edit(scene.cursor, scene.line_end, "")
    watch = Stopwatch()
    text = await editor.ghost_text(scene.cursor) or ""
    times = watch.times()
    _print_code(console, editor.text[line_start(editor.text, scene.start) : scene.cursor])
    console.print(ghost(text))
    console.print(faint(f"({times}; the file itself goes on with: {rest})"))
    editor.edit(scene.cursor, scene.cursor, rest)
    return bool(text.strip())


async def _explanation(console: Console, editor: HeadlessClient, scene: Scene) -> bool:
    _heading(console, f"Explanation of {scene.name}")
    watch, flow = Stopwatch(), Flow(console)
    shown = 0

    def on_page(text: str) -> None:
        nonlocal shown
        page = text.partition("\n\n")[2]  # without its heading
        if page.partition("\n\n")[2]:  # the model's words, below the line that says whose they are
            watch.piece()
        flow.feed(page[shown:])
        shown = max(shown, len(page))

    editor.on_page = on_page
    try:
        await editor.run("glossator.explain", scene.start, scene.end)
    finally:
        flow.end()
    console.print(faint(f"({watch.times()})"))
    return watch.first is not None


async def _docstring(console: Console, editor: HeadlessClient, scene: Scene) -> bool:
    _heading(console, f"Docstring for {scene.name}")
    before, watch, shown = editor.text, Stopwatch(), ""

    def on_text(text: str) -> None:
        nonlocal shown
        place, grown = _insertion(before, text)
        grown = grown.rstrip().removesuffix(QUOTES).rstrip()
        if len(grown) > len(shown):
            if not shown:
                watch.piece()
                _print_code(console, before[line_start(before, scene.start) : place])
            console.print(ghost(grown[len(shown) :]), end="")
            shown = grown

    editor.on_text = on_text
    await editor.run("glossator.document", scene.start, scene.start)
    console.print(ghost(_insertion(before, editor.text)[1].rstrip()[len(shown) :]))
    console.print(faint(f"({watch.times()})"))
    _print_diff(console, before, editor.text)
    return editor.text != before


PARTS = {"ghost text": _ghost_text, "explanation": _explanation, "docstring": _docstring}


def _heading(console: Console, title: str) -> None:
    console.print()
    console.rule(title)


def _insertion(before: str, after: str) -> tuple[int, str]:
    """Where text was put in, and which; both texts are the same around it."""
    common = takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))
    place = sum(1 for _ in common)
    return place, after[place : place + len(after) - len(before)]


def _print_code(console: Console, code: str) -> None:
    console.print(plain(code), end="")


def _print_diff(console: Console, before: str, after: str) -> None:
    diff = difflib.unified_diff(lines_with_ends(before), lines_with_ends(after), "before", "after")
    for line in diff:
        color = {"+": "green", "-": "red", "@": "cyan"}.get(line[0])
        console.print(click.style(plain(line), fg=color), end="")
