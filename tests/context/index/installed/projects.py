"""Projects with packages that are installed, and what is known of these beside a file."""

from __future__ import annotations

from pathlib import Path

from glossator.context.buffer import Buffer
from glossator.context.ignore import Folder, Ignore
from glossator.context.index.candidates import Candidate
from glossator.context.index.installed.reading import Installed
from glossator.context.index.outlines import Outlines
from glossator.languages import facts_of_file

SITE = ".venv/lib/python3.12/site-packages"


def write(root: Path, files: dict[str, str]) -> None:
    """Write files below a folder."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


def candidates(root: Path, name: str, code: str, *ignored: str) -> tuple[Candidate, ...]:
    """What installed packages declare that a file of the project `root` could need."""
    write(root, {name: code})
    path = root / name
    buffer = Buffer(path.as_uri(), code, facts_of_file(name).id, 1, path, root)
    ignore = Ignore([Folder(root, ignored)])
    own = Outlines(root, ignore).of_buffer(buffer)
    assert own is not None
    return Installed(root, ignore).candidates(own, path)


def known(root: Path, name: str, code: str, *ignored: str) -> set[str]:
    """The names of these, members behind their types."""
    return {
        f"{each.declaration.owner}.{each.declaration.name}".lstrip(".")
        for each in candidates(root, name, code, *ignored)
    }


def distribution(root: Path, title: str, files: dict[str, str]) -> None:
    """Install a distribution of Python for a project."""
    record = "\n".join([*(f"{name},," for name in files), f"{title}.dist-info/RECORD,,"])
    write(root, {".gitignore": ".venv\n", ".venv/pyvenv.cfg": ""})
    write(root / SITE, {**files, f"{title}.dist-info/RECORD": record})
