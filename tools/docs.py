"""Reads the documents for the tests that hold them against the program, and writes their parts.

`python -m tools.docs` rewrites the settings in docs/settings.md and in Neovim's help, `python -m
tools.docs picture` the picture of the demo; all are made from the program as it is.
"""

from __future__ import annotations

import argparse
import io
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from glossator import config
from glossator.settings import Setting, environment_name, every

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "docs"
README, SETTINGS, TERMINAL = ROOT / "README.md", PAGES / "settings.md", PAGES / "terminal.md"
EDITORS = ROOT / "editors"
HELP = EDITORS / "neovim" / "doc" / "glossator.txt"
PICTURE = PAGES / "demo.svg"
PICTURE_COLUMNS = 100

_SETTINGS = re.compile(r"(<!-- settings -->\n).*?(\n<!-- /settings -->)", re.DOTALL)
_HELP_SETTINGS = re.compile(r"(can hold them too\.\n).*?(\n={78}\n9\.)", re.DOTALL)
_HELP_COLUMNS = 78
_BLOCK = re.compile(r"(?:<!-- test: (\S+) -->\n)?```([^\n]*)\n(.*?)```\n", re.DOTALL)
_UNITS = (("Seconds", "s"), ("tokens", "tokens"))
"""A word of a setting's description, and the unit that it means."""


@dataclass(frozen=True, slots=True)
class Command:
    """What the table of commands says of one."""

    arguments: set[str]
    options: set[str]
    subcommands: set[str]


def documents() -> list[Path]:
    """All documents that a reader of the repository is led to."""
    return sorted([*ROOT.glob("*.md"), *PAGES.glob("*.md")])


def commands() -> dict[str, Command]:
    """The table of commands, by name."""
    return {name: Command(*parts) for name, *parts in map(_command, _command_rows())}


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a document; `test` is empty where it is marked for none."""

    document: Path
    test: str
    language: str
    text: str


def blocks() -> list[Block]:
    """The fenced blocks of all documents."""
    return [
        Block(document, *parts)
        for document in documents()
        for parts in _BLOCK.findall(document.read_text("utf-8"))
    ]


def block(test: str) -> str:
    """The block that is marked for a test; where several are, they are the same."""
    (text,) = {each.text for each in blocks() if each.test == test}
    return text


def settings_section() -> str:
    """The table of settings that docs/settings.md holds."""
    found = _SETTINGS.search(SETTINGS.read_text("utf-8"))
    assert found is not None, "docs/settings.md has no table of settings"
    return found[0].removeprefix(found[1]).removesuffix(found[2])


def settings_table() -> str:
    """The table of settings as the program has them."""
    head = ["setting", "environment", "default", "what it is", "in a workspace's file"]
    rows = [head, ["---"] * len(head), *map(_setting, every())]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def help_section() -> str:
    """The settings that Neovim's help holds."""
    found = _HELP_SETTINGS.search(HELP.read_text("utf-8"))
    assert found is not None, "Neovim's help has no section of settings"
    return found[0].removeprefix(found[1]).removesuffix(found[2])


def help_settings() -> str:
    """The settings as the program has them, in the form of Neovim's help."""
    return "".join(map(_help_setting, every()))


def write_settings() -> None:
    """Put the settings into docs/settings.md and into Neovim's help."""
    for path, place, settings in (
        (SETTINGS, _SETTINGS, settings_table()),
        (HELP, _HELP_SETTINGS, help_settings()),
    ):
        text = path.read_text("utf-8")
        found = place.search(text)
        assert found is not None, f"{path.name} has no section of settings"
        path.write_text(text[: found.end(1)] + settings + text[found.start(2) :], "utf-8")


def draw_picture() -> None:
    """Run the demo and save what it showed."""
    from rich.console import Console as Picture
    from rich.terminal_theme import MONOKAI
    from rich.text import Text

    from glossator.cli.console import Console
    from glossator.cli.demo import DEFAULT, show

    out = io.StringIO()
    show(Console(out, PICTURE_COLUMNS, color=True), DEFAULT)
    console = Picture(record=True, width=PICTURE_COLUMNS, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(out.getvalue()))
    PICTURE.parent.mkdir(exist_ok=True)
    console.save_svg(str(PICTURE), title="glossator demo", theme=MONOKAI)


def _command_rows() -> Iterator[tuple[str, str]]:
    for row in re.findall(r"^\| (`glossator .*) \|$", TERMINAL.read_text("utf-8"), re.MULTILINE):
        form, about = row.split(" | ")
        yield form, about


def _command(row: tuple[str, str]) -> tuple[str, set[str], set[str], set[str]]:
    form, about = row
    (first, *others) = re.findall(r"`([^`]+)`", form)
    _, name, *words = first.split()
    arguments = {word for word in words if word != word.lower()}
    options = set(re.findall(r"`(--\w+)`", f"{form} {about}"))
    return name, arguments, options, {*words, *others} - arguments


def _setting(field: Setting) -> list[str]:
    key, about = field.key, field.about
    names = [environment_name(key), *([config.EMPATHY_KEY] if key == "apiKey" else [])]
    if field.choices:
        about += " One of " + ", ".join(f"`{choice}`" for choice in field.choices) + "."
    return [
        f"`{key}`",
        ", ".join(f"`{name}`" for name in names),
        _default(field),
        about.replace("|", r"\|"),
        "yes" if field.workspace else "",
    ]


def _help_setting(field: Setting) -> str:
    key, _, default, about, workspace = (cell.replace("\\|", "|") for cell in _setting(field))
    key = key.strip("`")
    if default:
        about += f" Default: {default}."
    if workspace:
        about += " A workspace's file may set it."
    tag = f"*glossator.{key}*".rjust(_HELP_COLUMNS - len(key))
    indent = " " * 4
    lines = textwrap.wrap(
        about,
        _HELP_COLUMNS,
        initial_indent=indent,
        subsequent_indent=indent,
        break_on_hyphens=False,
        break_long_words=False,
    )
    return "\n".join(("", f"{key}{tag}", *lines, ""))


def _default(field: Setting) -> str:
    value, about = field.default, field.about
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, int | float):
        unit = next((unit for word, unit in _UNITS if word in about), "")
        return f"`{value:g}` {unit}".rstrip()
    return f"`{value}`" if value else ""


def main() -> None:
    """Write what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tools.docs", description=__doc__)
    parser.add_argument("part", nargs="?", choices=("settings", "picture"), default="settings")
    (write_settings if parser.parse_args().part == "settings" else draw_picture)()


if __name__ == "__main__":
    main()
