"""What a model may see of a document, whole or as a window, and what stays at home."""

from __future__ import annotations

import random
import string
from pathlib import Path

import pytest

from glossator.context.buffer import Buffer
from glossator.context.ignore import Folder, Ignore
from glossator.context.outgoing import (
    AFTER,
    BEFORE,
    STEP,
    Outgoing,
    outgoing_of,
    outgoing_window,
)
from glossator.errors import FileWithheldError

TOKEN = "ghp_" + "R4nd0mT0k3nOfTh1rtyS1xCharacters1234"
_DRAW = random.Random(5)
KEY_LINES = ["".join(_DRAW.choices(string.ascii_letters + string.digits, k=64)) for _ in range(400)]
MARKS = tuple(f"-----{side} RSA PRIVATE KEY-----" for side in ("BEGIN", "END"))
KEY = "\n".join((MARKS[0], *KEY_LINES, MARKS[1]))
CODE = "total = add(total, price)\n"


def around(text: str, offset: int) -> Outgoing:
    return outgoing_window(Buffer("file:///a.py", text, "python", 1), Ignore(), offset)


def filler(length: int, line: str = CODE) -> str:
    return (line * (length // len(line) + 1))[:length]


def test_a_small_file_goes_out_whole() -> None:
    text = f"x = 1\ntoken = '{TOKEN}'\n"
    window = around(text, 3)
    assert window.begins == 0
    assert window.buffer == outgoing_of(Buffer("file:///a.py", text, "python", 1), Ignore()).buffer
    assert TOKEN not in window.buffer.text
    assert window.restore(window.buffer.text) == text


@pytest.mark.parametrize("offset", [0, 1, 16_000, 31_000, 44_999, 45_000, 199_990, 200_000])
@pytest.mark.parametrize("line", [CODE, "x = f(a) + ", "s = '🎉e\u0301\t'; ", "\r\n", "\x00\ufffd"])
def test_a_window_shows_the_text_around_its_place(offset: int, line: str) -> None:
    text = filler(200_000, line)
    window = around(text, offset)
    shown = window.buffer.text
    assert text.startswith(shown, window.begins)
    assert offset - window.begins >= min(offset, BEFORE)
    assert window.begins + len(shown) == min(len(text), offset + AFTER)
    assert len(shown) <= BEFORE + STEP + AFTER


def test_a_value_whose_name_stands_above_the_window_is_hidden() -> None:
    name = "password: |\n"
    head = filler(STEP - len(name) - 1) + "\n" + name
    text = head + "  Berlin2024\n" + filler(30_000)
    window = around(text, STEP + BEFORE)
    assert window.begins == STEP
    assert "Berlin2024" not in window.buffer.text


def test_its_begin_stays_while_one_types() -> None:
    text = filler(200_000)
    begins = {around(text, offset).begins for offset in range(100_000, 103_000, 100)}
    assert len(begins) == 1
    assert begins.pop() % STEP == 0


@pytest.mark.parametrize("edge", ["begins", "ends"])
@pytest.mark.parametrize(
    "secret",
    [f'token = "{TOKEN}"', KEY, KEY.replace("\n", "\n// ")],
    ids=["token", "private key", "commented key"],
)
@pytest.mark.parametrize("line", [CODE, "x = f(a) + "], ids=["lines", "one line"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_secret_that_the_edge_cuts_is_hidden(
    edge: str, secret: str, line: str, share: float
) -> None:
    offset = 100_000
    at = 75_000 if edge == "begins" else offset + AFTER
    start = at - int(len(secret) * share)
    text = filler(start, line) + secret + filler(150_000, line)
    window = around(text, offset)
    shown = window.buffer.text
    assert at in (window.begins, window.begins + len(shown))
    whole = outgoing_of(Buffer("file:///a.py", text, "python", 1), Ignore()).buffer.text
    assert TOKEN not in whole
    assert KEY_LINES[200] not in whole
    assert shown == whole[window.begins : window.begins + len(shown)]


def test_the_reason_cannot_steer_a_terminal(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("a*\x1b\\[2J*\n", "utf-8")
    path = tmp_path / "a\x1b[2J.py"
    with pytest.raises(FileWithheldError) as caught:
        outgoing_of(
            Buffer(path.as_uri(), "x", "python", 1, path, tmp_path), Ignore([Folder(tmp_path)])
        )
    assert str(caught.value) == "No model may see a.py: `.gitignore` line 1 `a*[2J*` excludes it."


@pytest.mark.parametrize(
    ("uri", "shown"),
    [
        ("git:{root}/.env?%7B%22ref%22%3A%22HEAD%22%7D", False),
        ("git:{root}/%2Eenv", False),
        ("vscode-remote://ssh-remote%2Bbox{root}/.ssh/config", False),
        ("git:{root}/dump.sql", False),
        ("git:{root}/build/a.py", False),
        ("git:{root}/a.py", True),
        ("untitled:Untitled-1", True),
        ("x://[", True),
    ],
)
def test_a_document_of_another_scheme_is_judged_by_the_file_it_stands_for(
    tmp_path: Path, uri: str, shown: bool
) -> None:
    (tmp_path / ".gitignore").write_text("build/\n", "utf-8")
    buffer = Buffer(uri.format(root=tmp_path.as_posix()), "A=1", "ini", 1, None, tmp_path)
    ignore = Ignore([Folder(tmp_path, ("*.sql",))])
    if shown:
        assert outgoing_of(buffer, ignore).buffer.text == "A=1"
    else:
        with pytest.raises(FileWithheldError):
            outgoing_of(buffer, ignore)


def test_an_ignored_file_stays_home(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    for let_out in (outgoing_of, lambda buffer, ignore: outgoing_window(buffer, ignore, 0)):
        with pytest.raises(FileWithheldError, match=r"\.env"):
            let_out(
                Buffer(path.as_uri(), "A=1", "ini", 1, path, tmp_path), Ignore([Folder(tmp_path)])
            )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{root}/src/a.py:3 is wrong", "src/a.py:3 is wrong"),
        ("see file://{root}/a.py and {root}.", "see a.py and ."),
        ("{home}/other/b.h:1, {home}work/c", "~/other/b.h:1, {home}work/c"),
        ("no path", "no path"),
    ],
)
def test_a_diagnostic_names_no_folder_of_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, shown: str
) -> None:
    home, root = tmp_path / "home", tmp_path / "home" / "project"
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    outgoing = outgoing_of(Buffer("file:///a.py", "x", "python", 1, root / "a.py", root), Ignore())
    places = {"root": root.as_posix(), "home": home.as_posix()}
    assert outgoing.hide(text.format(**places)) == shown.format(**places)


@pytest.mark.parametrize(
    "uri",
    [
        "untitled:.env",
        "untitled:C:%5Cwork%5C.env",
        "untitled:private/a.py",
        "file://server{root}/.env",
        "jar:file://{root}/x.jar!/.env",
    ],
)
def test_whatever_a_uri_says_of_a_file_counts(tmp_path: Path, uri: str) -> None:
    (tmp_path / ".ignore").write_text("private/\n", "utf-8")
    buffer = Buffer(uri.format(root=tmp_path.as_posix()), "A=1", "ini", 1, None, tmp_path)
    with pytest.raises(FileWithheldError):
        outgoing_of(buffer, Ignore([Folder(tmp_path)]))
