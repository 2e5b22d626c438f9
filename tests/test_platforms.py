"""What is told by a system's name, for each of them; and that no other module asks."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import weakref
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator import platforms
from tools.docs import ROOT

SYSTEMS = ("Linux", "Darwin", "Windows", "FreeBSD")
WORDS = st.lists(st.text(st.characters(exclude_characters="\0", codec="utf-8")), max_size=5)


def test_only_this_module_asks_for_the_system() -> None:
    server = ROOT / "server" / "glossator"
    asks = re.compile(r"sys\.platform|os\.name\b|platform\.(system|machine)\b|CREATE_NO_WINDOW")
    asking = {
        path.relative_to(server).as_posix()
        for path in server.rglob("*.py")
        if asks.search(path.read_text("utf-8"))
    }
    assert asking == {"platforms.py"}


@given(WORDS, st.sampled_from(SYSTEMS))
def test_a_command_line_is_taken_apart_but_on_windows(words: list[str], system: str) -> None:
    if system == "Windows":
        line = subprocess.list2cmdline(words)
        assert platforms.arguments_of(line, system) == line
    else:
        assert platforms.arguments_of(shlex.join(words), system) == words


@pytest.mark.parametrize(
    ("system", "folds", "bytes_", "apple"),
    [
        ("Linux", False, True, False),
        ("Darwin", True, True, True),
        ("Windows", True, False, False),
        ("FreeBSD", True, True, False),
    ],
)
def test_what_a_system_is(system: str, folds: bool, bytes_: bool, apple: bool) -> None:
    assert platforms.folds_case(system) is folds
    assert platforms.names_are_bytes(system) is bytes_
    assert platforms.is_apple_silicon(system, "arm64") is apple
    assert not platforms.is_apple_silicon(system, "x86_64")


@given(
    system=st.sampled_from(SYSTEMS), before=st.lists(st.sampled_from(("", ".", "bin")), max_size=3)
)
def test_a_program_is_never_taken_from_the_folder_at_hand(
    tmp_path_factory: pytest.TempPathFactory, system: str, before: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("folder")
    name = "git.exe" if system == "Windows" else "git"
    for place in (folder, folder / "bin", folder / "installed"):
        place.mkdir(exist_ok=True)
        (place / name).touch(mode=0o755)
    former = Path.cwd()
    os.chdir(folder)
    try:
        installed = folder / "installed"
        assert platforms.program("git", [*before, str(installed)], system) == installed / name
        assert platforms.program("git", before, system) is None
    finally:
        os.chdir(former)


def test_a_folder_and_a_file_that_cannot_be_run_are_no_program(tmp_path: Path) -> None:
    (tmp_path / "a" / "git").mkdir(parents=True)
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "git").touch(mode=0o644)
    folders = [str(tmp_path / "a"), str(tmp_path / "b")]
    assert platforms.program("git", folders, "Linux") is None or os.geteuid() == 0


def test_a_process_runs_until_it_is_ended_with_what_it_started() -> None:
    code = "import subprocess, sys, time; " + (
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']); "
        "print(child.pid, flush=True); time.sleep(600)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, start_new_session=True
    )
    assert process.stdout is not None
    child = int(process.stdout.readline())
    assert platforms.is_running(process.pid)
    assert platforms.is_running(child)
    platforms.end_group(process)
    process.wait()
    process.stdout.read()  # until the child, which holds the pipe too, is gone
    process.stdout.close()
    assert not platforms.is_running(process.pid)
    assert not platforms.is_running(0)


def test_what_only_refers_to_itself_is_freed_with_the_memory_that_is_given_back() -> None:
    class Selfish:
        def __init__(self) -> None:
            self.own = self

    seen = weakref.ref(Selfish())
    platforms.give_back_memory()
    assert seen() is None


@pytest.mark.skipif(platforms.SYSTEM != "Linux", reason="only glibc, which Linux has, is told")
def test_memory_of_large_blocks_goes_back_when_they_are_freed() -> None:
    grown = """
from pathlib import Path
from glossator import platforms

platforms.keep_memory_together()
size, blocks, kept = 2 << 20, [], []
for _ in range(2):  # by itself glibc takes the second round out of its heap, with holes
    blocks.clear()
    for _ in range(40):
        blocks.append(b"x" * size)
        kept.append(bytes(1_000))
blocks.clear()
print(int(Path("/proc/self/statm").read_text().split()[1]) * 4096 // size)
"""
    printed = subprocess.check_output((sys.executable, "-c", grown), text=True)
    assert int(printed) < 20
