"""`glossator document`: a docstring, streamed to the terminal."""

from __future__ import annotations

import difflib
import re
import sys
from contextlib import aclosing

import click

from glossator.cli.location import LINES, Location, line_end
from glossator.text.sanitize import plain

NO_END = "\\ No newline at end of file\n"


@click.command(short_help="Print documentation for what stands at FILE:LINE.")
@click.argument("place", type=LINES, metavar="FILE:LINE")
@click.option("--diff", is_flag=True, help="Print a patch for the file, when it is whole.")
def document(place: Location, diff: bool) -> None:
    """Print documentation for what stands at FILE:LINE; the file is not changed."""
    from glossator.actions.docstring.plan import plan, why_not, write
    from glossator.cli.run import run
    from glossator.context.outgoing import Outgoing
    from glossator.models.gateway import Gateway
    from glossator.settings import Settings

    buffer = place.buffer()
    offset = line_end(buffer, place.first)

    async def job(outgoing: Outgoing, gateway: Gateway, settings: Settings) -> None:
        found = plan(outgoing.buffer, offset, settings.docstring_style)
        if found is None:
            where = f"{place.path}:{place.first}"
            raise click.ClickException(why_not(outgoing.buffer, offset, where))
        frame, written = found.dialect.frame, list[str]()
        terminal = _Terminal(f"{buffer.newline}{found.subject.indent}", buffer.newline, diff)
        async with aclosing(write(outgoing.buffer, found, gateway, settings)) as pieces:
            async for piece in pieces:
                lines = outgoing.restore(piece)
                terminal.show(lines if written or found.existing else frame.opening + lines)
                written.append(lines)
        terminal.show("" if found.existing else frame.closing)
        if diff:
            start, end = found.replace
            text = found.opening + "".join(written) + found.closing
            after = buffer.text[:start] + text + buffer.text[end:]
            patch = _patch(buffer.name, buffer.text, after)
            # A patch that goes to a file or a program must hold the file's own text, with sequences
            # that click would take out.
            click.echo(plain(patch) if sys.stdout.isatty() else patch, nl=False, color=True)
        else:
            click.echo()

    run(buffer, job)


class _Terminal:
    """Shows documentation as it grows, without the indentation that it has in the file."""

    def __init__(self, indented_newline: str, newline: str, silent: bool) -> None:
        self._indented_newline, self._newline, self._silent = indented_newline, newline, silent
        self._gap = ""

    def show(self, piece: str) -> None:
        """Show what comes next; blank space waits for what follows it."""
        text = self._gap + piece.replace(self._indented_newline, self._newline)
        shown = text.rstrip()
        self._gap = text[len(shown) :]
        if not self._silent:
            click.echo(shown, nl=False)


def _patch(name: str, before: str, after: str) -> str:
    """A unified diff as `patch` and git read it, which do not know all of str.splitlines' ends."""
    lines = difflib.unified_diff(_lines(before), _lines(after), f"a/{name}", f"b/{name}")
    return "".join(line if line.endswith("\n") else f"{line}\n{NO_END}" for line in lines)


def _lines(text: str) -> list[str]:
    return re.findall(r".*\n|.+", text)
