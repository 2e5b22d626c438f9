"""No key is shown by a log line, a crash, an error or a repr, wherever the key came from."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from glossator import config, log
from glossator.errors import ServiceFailedError
from glossator.masks import mask, masked
from glossator.models.endpoints import Endpoint
from glossator.settings import Settings

KEY = "sk-made-up-0123456789abcdef"


def printed(code: str) -> str:
    """What a process prints that runs the code after the program has read the key."""
    begin = (
        "import logging\n"
        "from glossator import config\n"
        "from glossator.log import mask_crashes, write_log\n"
        "mask_crashes()\n"
        "write_log('DEBUG')\n"
        f"loaded = config.load(environ={{'GLOSSATOR_API_KEY': {KEY!r}}})\n"
        "key = loaded.settings.api_key\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", begin + code], capture_output=True, encoding="utf-8", check=False
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    "code",
    [
        "raise RuntimeError(f'boom {key}')",
        "try:\n 1/0\nexcept Exception as error:\n raise KeyError(key, 'boom') from error",
        "import threading\nthreading.Thread(target=lambda: int(key + ' boom')).start()",
        "logging.getLogger('glossator.x').debug('boom %s', key)",
        "logging.getLogger('openai').warning('boom %s', {'Authorization': 'Bearer ' + key})",
        "try:\n int(key + ' boom')\n"
        "except Exception:\n logging.getLogger('glossator').exception('x')",
        "import asyncio\nasync def f(): raise ValueError('boom ' + key)\n"
        "async def g(): asyncio.create_task(f()); await asyncio.sleep(0)\nasyncio.run(g())",
    ],
)
def test_a_log_line_and_a_crash_show_no_key(code: str) -> None:
    answer = printed(code)
    assert "boom" in answer
    assert KEY not in answer
    assert "[key]" in answer


def test_what_libraries_say_below_a_warning_is_not_written() -> None:
    answer = printed(
        "logging.getLogger('openai').setLevel('DEBUG')\n"
        "logging.getLogger('openai').debug('the whole prompt')\n"
        "logging.getLogger('glossator').info('ready')"
    )
    assert "ready" in answer
    assert "prompt" not in answer


def test_a_file_has_what_stderr_has_and_more_and_only_the_user_may_read_it(tmp_path: Path) -> None:
    folder = tmp_path / "log"
    shown = printed_by(
        "from pathlib import Path\n"
        f"write_log('WARNING', Path({str(folder)!r}))\n"
        "logging.getLogger('glossator.a').info('read %s', 'sk-file-0123456789')\n"
        "logging.getLogger('glossator.a').debug('too much')\n"
        "logging.getLogger('glossator.models.prompt_log').info('asked')\n"
        "logging.getLogger('glossator.a').warning('boom')\n"
    )
    (file,) = folder.iterdir()
    in_file = [line.split(" ", 3)[3] for line in file.read_text().splitlines()]
    assert in_file == [
        "glossator.a: read [key]", "glossator.models.prompt_log: asked", "glossator.a: boom"
    ]  # fmt: skip
    on_stderr = [line.split(" ", 3)[3] for line in shown.splitlines()]
    assert on_stderr == in_file[1:]
    assert file.stat().st_mode & 0o077 == 0
    assert folder.stat().st_mode & 0o077 == 0


def test_a_folder_that_takes_no_file_is_no_reason_to_fail(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("")
    shown = printed_by(
        f"from pathlib import Path\nwrite_log('INFO', Path({str(tmp_path / 'log')!r}))\n"
        "logging.getLogger('glossator').info('first')\n"
        "logging.getLogger('glossator').info('second')\n"
    )
    assert [line.rpartition(" ")[2] for line in shown.splitlines()] == ["first", "second"]


def test_a_file_is_bounded_and_few_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "MOST_BYTES", 100)
    for number in range(20):
        old = tmp_path / f"server-{number}.log"
        old.write_text("old")
        os.utime(old, (number, number))
    file = log.LogFile(tmp_path)
    for number in range(50):
        file.emit(logging.makeLogRecord({"msg": f"{number} of many lines"}))
    file.close()
    first, *others = log.log_files(tmp_path)
    assert first.read_text().endswith("49 of many lines\n")
    assert len(others) <= log.MOST_FILES
    assert sum(each.stat().st_size for each in (first, *others)) < 1000
    assert tmp_path / "server-19.log" in others


def printed_by(code: str) -> str:
    """What a process prints that knows a key and runs the code."""
    begin = (
        "import logging\nfrom glossator.log import write_log\nfrom glossator.masks import mask\n"
        "mask('sk-file-0123456789')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", begin + code], capture_output=True, encoding="utf-8", check=True
    )
    return done.stderr


def test_a_repr_shows_no_key(tmp_path: Path) -> None:
    command = f"printf {KEY}"
    settings = Settings(api_key=KEY, code_api_key=KEY, prose_api_key=KEY, api_key_command=command)
    loaded = config.load(environ={"GLOSSATOR_API_KEY": KEY}, user_file=tmp_path / "none")
    assert loaded.settings.api_key == KEY
    assert KEY not in repr((settings, loaded, Endpoint("https://a.example/v1", KEY, "m")))


def test_an_error_that_repeats_a_key_does_not_show_it() -> None:
    Endpoint("https://a.example/v1", "another-key-0123456789", "m")
    error = ServiceFailedError("It failed: bad key another-key-0123456789.")
    assert str(error) == "It failed: bad key [key]."


def test_words_that_serve_as_keys_stay_words() -> None:
    mask("")
    mask("ollama")
    assert masked("ollama does not answer.") == "ollama does not answer."


def test_of_two_keys_the_longer_is_masked_first() -> None:
    mask("abcdefgh-1")
    mask("abcdefgh-1-long")
    assert masked("abcdefgh-1-long abcdefgh-1") == "[key] [key]"
