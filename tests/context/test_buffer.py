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
        ("untitled:Untitled-1", None, ROOT, "Untitled-1"),
        ("git:/home/me/x/a.py?%7B%22path%22%3A%22/home/me/x/a.py%22%7D", None, ROOT, "a.py"),
        ("untitled:C:\\Users\\me\\a.py", None, ROOT, "a.py"),
        ("untitled:/home/me/a%20b.py#1", None, ROOT, "a b.py"),
        ("x://[/home/me/a.py?/home/me", None, None, "a.py"),
        ("file:///x", ROOT / "\udcff.py", ROOT, "\ufffd.py"),
        ("vscode-vfs://github/x/y.py", None, None, "y.py"),
    ],
)
def test_the_name_that_a_model_may_see(
    uri: str, path: Path | None, root: Path | None, name: str
) -> None:
    assert Buffer(uri, "", "python", 1, path, root).name == name
