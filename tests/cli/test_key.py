"""`glossator key`: a key goes into the keyring once, and from there to its own host alone."""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest

from tests.cli.terminal import Result
from tests.e2e.editor import environment
from tests.standin.scripts import speak
from tests.standin.server import StandIn

TESTS = Path(__file__).parents[2]


class Home:
    """A user's home with a keyring of its own."""

    def __init__(self, folder: Path, backend: str) -> None:
        self.folder = folder
        self.ring = folder / "ring.json"
        self.env = environment(
            folder,
            PYTHON_KEYRING_BACKEND=backend,
            TEST_KEYRING=str(self.ring),
            PYTHONPATH=str(TESTS),
        )

    async def run(self, *arguments: str, typed: str = "", **settings: str) -> Result:
        env = {**self.env, **{f"GLOSSATOR_{name}": value for name, value in settings.items()}}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "glossator", *arguments),
            cwd=self.folder,
            env=env,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
        )
        out, err = await process.communicate(typed.encode())
        assert process.returncode is not None
        return Result(process.returncode, out.decode(), err.decode())


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path, "tests.cli.file_keyring.FileKeyring")


async def test_a_key_is_kept_and_then_used_and_never_printed(home: Home) -> None:
    (home.folder / "a.py").write_text("x = 1\n", "utf-8")
    async with StandIn() as service:
        service.answer = lambda _: speak("It sets x.")
        done = await home.run("key", "set", typed=f"{service.key}\n", BASE_URL=service.base_url)
        assert done.status == 0, done
        origin = service.base_url.removesuffix("/v1")
        assert f"The key for {origin} is kept in the test's keyring" in done.out
        assert json.loads(home.ring.read_text()) == {f"glossator {origin}": service.key}
        explained = await home.run("explain", "a.py:1", BASE_URL=service.base_url)
        assert explained.out == "It sets x.\n", explained
        doctor = await home.run("doctor", BASE_URL=service.base_url)
        assert doctor.status == 0, doctor
        for result in (done, explained, doctor):
            assert service.key not in result.out + result.err


async def test_a_kept_key_goes_to_no_other_host(home: Home) -> None:
    (home.folder / "a.py").write_text("x = 1\n", "utf-8")
    async with StandIn() as service:
        assert (await home.run("key", "set", "https://a.example", typed="kept-for-a\n")).status == 0
        result = await home.run("explain", "a.py:1", BASE_URL=service.base_url)
        assert result.status == 1
        assert "kept-for-a" not in service.requests[0].headers["authorization"]


async def test_a_forgotten_key_is_gone(home: Home) -> None:
    await home.run("key", "set", "https://a.example/v1", typed="kept-for-a\n")
    assert (await home.run("key", "forget", "https://a.example")).status == 0
    assert json.loads(home.ring.read_text()) == {}
    again = await home.run("key", "forget", "https://a.example")
    assert again.err == "Error: No key is kept for https://a.example.\n"


@pytest.mark.parametrize(
    ("arguments", "typed", "sentence"),
    [
        (("set", "no address"), "k\n", "The URL is not a web address"),
        (("set", "https://a.example"), "\n", "There was no key to keep"),
    ],
)
async def test_what_cannot_be_kept_is_told(
    home: Home, arguments: tuple[str, ...], typed: str, sentence: str
) -> None:
    result = await home.run("key", *arguments, typed=typed)
    assert result.status == 1
    assert sentence in result.err


async def test_a_system_without_a_keyring_is_told(tmp_path: Path) -> None:
    home = Home(tmp_path, "keyring.backends.fail.Keyring")
    (tmp_path / "a.py").write_text("x = 1\n", "utf-8")
    kept = await home.run("key", "set", "https://a.example", typed="k-0123456789\n")
    assert "This system has no keyring that keeps keys" in kept.err
    assert "apiKeyCommand" in kept.err
    asked = await home.run("explain", "a.py:1", KEYRING="true")
    assert asked.status == 1
    assert "The keyring of this system cannot be used" in asked.err
    assert "Traceback" not in kept.err + asked.err
