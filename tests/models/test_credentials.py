from __future__ import annotations

import asyncio
import shlex
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from glossator.errors import NotConfiguredError
from glossator.models import credentials, key_command, keyring_store
from glossator.models.credentials import Keys
from tests.liveness import LIVENESS


def python(code: str) -> str:
    """A command line that runs the code."""
    arguments = [sys.executable, "-c", code]
    return subprocess.list2cmdline(arguments) if sys.platform == "win32" else shlex.join(arguments)


async def test_a_given_key_wins_over_the_command() -> None:
    assert await Keys().key("given", python("print('printed')")) == "given"


async def test_neither_is_no_key() -> None:
    assert await Keys().key("", "") == ""


async def test_the_first_line_printed_is_the_key() -> None:
    assert await Keys().key("", python("print('  k-1 '); print('other')")) == "k-1"


async def test_no_shell_sees_the_command() -> None:
    assert await Keys().key("", python("import sys; print(sys.argv[1])") + " $HOME") == "$HOME"


async def test_the_command_runs_once_even_for_many(tmp_path: Path) -> None:
    counter = tmp_path / "runs"
    counting = python(f"open({str(counter)!r}, 'a').write('x'); print('k')")
    known = Keys()
    async with asyncio.TaskGroup() as group:
        asked = [group.create_task(known.key("", counting)) for _ in range(5)]
    assert {task.result() for task in asked} == {"k"}
    assert counter.read_text() == "x"


async def test_a_cancelled_request_leaves_the_command_to_the_others() -> None:
    known, slow = Keys(), python("import time; time.sleep(0.3); print('k')")
    first = asyncio.create_task(known.key("", slow))
    second = asyncio.create_task(known.key("", slow))
    await asyncio.sleep(0)
    first.cancel()
    assert await second == "k"


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (python("pass"), "printed no key"),
        (python("import sys; sys.exit('locked\\nsecret line')"), "failed with status 1: locked$"),
        (python("import sys; sys.exit(3)"), "failed with status 3: it said nothing"),
        ("no-such-program-7f3a --show", "no-such-program-7f3a cannot be run"),
    ],
)
async def test_a_failing_command_is_told_in_a_sentence(command: str, sentence: str) -> None:
    with pytest.raises(NotConfiguredError, match=sentence):
        await Keys().key("", command)


async def test_a_command_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_command, "COMMAND_TIMEOUT", 0.2)
    with pytest.raises(NotConfiguredError, match="no key within"):
        await Keys().key("", python("import time; time.sleep(60)"))


@pytest.mark.parametrize("key", ["sk secret", "sk-secret\n", "sk-secret\u201d", "Bearer sk-secret"])
async def test_a_key_that_cannot_be_one_is_refused_without_repeating_it(key: str) -> None:
    with pytest.raises(NotConfiguredError) as caught:
        await Keys().key(key, "")
    assert "secret" not in str(caught.value)


async def test_the_command_does_not_run_in_the_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    where = await Keys().key("", python("import os; print(os.getcwd())"))
    assert Path(where) == Path.home()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows finds the home elsewhere")
async def test_a_user_without_a_home_has_a_key_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "none"))
    assert await Keys().key("", python("print('k')")) == "k"


async def test_a_keyring_that_waits_for_the_user_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked, answered = list[str](), threading.Event()

    def get(origin: str) -> str:
        asked.append(origin)
        answered.wait(LIVENESS)
        return "late"

    monkeypatch.setattr(keyring_store, "get", get)
    monkeypatch.setattr(credentials, "KEYRING_TIMEOUT", 0.1)
    known = Keys()
    for _ in range(2):
        with pytest.raises(NotConfiguredError, match="The keyring gave no key within"):
            await known.kept("https://h:443")
    answered.set()
    assert asked == ["https://h:443"]


async def test_closing_ends_a_command_that_runs() -> None:
    known = Keys()
    waiting = asyncio.create_task(known.key("", python("import time; time.sleep(600)")))
    await asyncio.sleep(0.2)
    known.close()
    async with asyncio.timeout(LIVENESS):
        with pytest.raises(NotConfiguredError):
            await waiting
