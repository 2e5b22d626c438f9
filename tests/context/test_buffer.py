"""A buffer's name and line end."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossator.context.buffer import Buffer

ROOT = Path.cwd() / "work"


@pytest.mark.parametrize(
    ("text", "newline"),
    [
        ("", "\n"),
        ("x", "\n"),
        ("a\nb\r\n", "\n"),
        ("a\r\nb\n", "\r\n"),
        ("a\rb", "\r"),
        ("\n", "\n"),
    ],
)
def test_the_line_end_that_the_buffer_uses_first(text: str, newline: str) -> None:
    assert Buffer("file:///a.py", text, "python", 1).newline == newline


@pytest.mark.parametrize(
    ("uri", "path", "root", "name"),
    [
        ("file:///x", ROOT / "src" / "a.py", ROOT, "src/a.py"),
        ("file:///x", ROOT / "a.py", ROOT / "other", "a.py"),
        ("file:///x", ROOT / "a.py", None, "a.py"),
        ("untitled:Untitled-1", None, ROOT, "untitled:Untitled-1"),
        ("vscode-vfs://github/x/y.py", None, None, "y.py"),
    ],
)
def test_the_name_that_a_model_may_see(
    uri: str, path: Path | None, root: Path | None, name: str
) -> None:
    assert Buffer(uri, "", "python", 1, path, root).name == name
