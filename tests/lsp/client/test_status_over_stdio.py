"""The status line: what it says while things work, load, are off, or fail."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.editor import Editor, running, until
from tests.standin.scripts import Reply, Reset, Wait, speak
from tests.standin.server import StandIn, hello

CODE = "def total(prices):\n    "
Seen = list[tuple[str, str]]


@asynccontextmanager
async def watching(
    root: Path, options: dict[str, Any], **env: str
) -> AsyncIterator[tuple[Editor, Seen]]:
    """An editor with a status line, and all that it has shown."""
    seen: Seen = []
    async with running(root, **env) as editor:

        @editor.client.feature("glossator/status")
        def status(params: Any) -> None:
            seen.append((params.state, params.message))

        await editor.initialize(options={**options, "client": {"status": True}})
        yield editor, seen


async def test_it_says_when_the_model_is_thinking(
    tmp_path: Path, service: StandIn, options: dict[str, Any]
) -> None:
    async with watching(tmp_path, options) as (editor, seen):
        assert (await editor.run("glossator.status", {"wait": True}))["state"] == "ready"
        service.answer = lambda _: speak("    return sum(prices)", first=0.5)
        buffer = editor.open("calc.py", CODE)
        await editor.ghost(buffer, len(CODE))
        await until(lambda: seen and seen[-1] == ("ready", ""))
        assert ("thinking", "") in seen
        assert all(one != other for one, other in pairwise(seen))


async def test_trouble_is_what_the_user_can_do_and_goes_away(
    tmp_path: Path, service: StandIn, options: dict[str, Any]
) -> None:
    async with watching(tmp_path, options) as (editor, seen):
        assert (await editor.run("glossator.status", {"wait": True}))["state"] == "ready"
        service.answer = lambda _: Reply(503)
        buffer = editor.open("calc.py", CODE)
        await editor.ghost(buffer, len(CODE))
        await until(lambda: seen[-1][0] == "trouble")
        assert editor.messages == [f"Glossator: {seen[-1][1]}"]
        service.answer = lambda _: speak("    return sum(prices)")
        while seen[-1][0] != "ready":  # a service that failed is left alone for a moment
            editor.type(buffer, len(CODE), "r", removed=len(buffer.text) - len(CODE))
            await editor.ghost(buffer, len(CODE) + 1)
            await asyncio.sleep(0.2)


async def test_a_service_that_is_down_shows_at_start_and_pops_up_only_when_needed(
    tmp_path: Path, service: StandIn, options: dict[str, Any]
) -> None:
    await service.stop()
    async with watching(tmp_path, options) as (editor, seen):
        await until(lambda: seen and seen[-1][0] == "trouble")
        assert "127.0.0.1" in seen[-1][1]
        assert editor.messages == []
        await service.start()
        assert (await editor.run("glossator.status", {"wait": True}))["state"] == "ready"
        await until(lambda: seen[-1] == ("ready", ""))


async def test_what_was_wrong_before_the_settings_changed_is_not_said_after(
    tmp_path: Path, service: StandIn, options: dict[str, Any]
) -> None:
    service.answer = lambda _: [Wait(1), Reset()]
    async with watching(tmp_path, options) as (editor, seen):
        asking = asyncio.create_task(editor.run("glossator.status", {"wait": True}))
        await service.next_request()
        service.answer = hello
        editor.client.set_configuration({"glossator": {"language": "German"}})
        editor.push({})
        assert (await asking)["state"] == "ready"
        await until(lambda: seen and seen[-1] == ("ready", ""))
        assert not [reply for state, reply in seen if state == "trouble"]


async def test_the_local_model_shows_that_it_loads(tmp_path: Path) -> None:
    async with watching(tmp_path, {}, GLOSSATOR_PROFILE="local") as (editor, seen):
        status = await editor.run("glossator.status", {"wait": True})
        assert status["codeModel"].startswith("SmolLM2")
        assert any(state == "loading" and "local model" in reply for state, reply in seen)
        await until(lambda: seen[-1][0] == "ready")


@pytest.mark.parametrize(
    ("name", "language", "settings", "why"),
    [
        ("calc.py", "python", {}, None),
        ("calc.py", "python", {"languages": {"python": False}}, "for python"),
        (".env", "dotenv", {}, ".env"),
        ("generated.py", "python", {"ignore": ["generated.py"]}, "generated.py"),
    ],
)
async def test_a_file_without_ghost_text_says_why(
    tmp_path: Path,
    options: dict[str, Any],
    name: str,
    language: str,
    settings: dict[str, Any],
    why: str | None,
) -> None:
    async with watching(tmp_path, {**options, **settings}) as (editor, _):
        buffer = editor.open(name, CODE, language)
        off = (await editor.run("glossator.status", {"wait": True}))["off"]
        if why is None:
            assert off == {}
        else:
            assert why in off[buffer.uri]
            editor.close(buffer)
            assert (await editor.run("glossator.status", {"wait": True}))["off"] == {}


async def test_switching_off_shows(tmp_path: Path, options: dict[str, Any]) -> None:
    async with watching(tmp_path, {**options, "enabled": False}) as (_, seen):
        await until(lambda: seen and seen[-1][0] == "off")


async def test_keys_that_the_editor_keeps_are_used_for_their_host(
    tmp_path: Path, service: StandIn
) -> None:
    host = service.base_url.removesuffix("/v1")
    async with running(tmp_path) as editor:
        await editor.initialize(options={"baseUrl": service.base_url, "keys": {host: service.key}})
        status = await editor.run("glossator.status", {"wait": True})
    assert status["state"] == "ready"
    assert status["services"] == [host]
    assert status["winningKeys"] == {}


async def test_where_a_key_comes_from_that_wins_over_the_editors(
    tmp_path: Path, service: StandIn
) -> None:
    host = service.base_url.removesuffix("/v1")
    async with running(tmp_path) as editor:
        await editor.initialize(
            options={"baseUrl": service.base_url, "apiKey": service.key, "keys": {host: "kept"}}
        )
        status = await editor.run("glossator.status", {"wait": True})
    assert status["winningKeys"] == {host: "editor settings"}
