"""The same for every server: what a user does with it, and what goes wrong. `make servers`."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
import urllib.request
from collections.abc import AsyncIterator, Callable
from statistics import median
from typing import Any

import pytest
import pytest_asyncio
from pygls.exceptions import JsonRpcException

from glossator.cli.doctor_checks import ask
from glossator.errors import ModelError, RefusedError, TooLongError, UnknownModelError
from glossator.models.gateway import Gateway
from glossator.models.requests import Chat, Message, Sampling, Work
from tests.e2e.editor import Editor, running, until
from tests.e2e.test_local_model import CODE, check_mean_is_documented
from tests.servers.conftest import Note, settings
from tests.servers.running import Server, end

pytestmark = pytest.mark.asyncio(loop_scope="module")

STORY = Chat((Message("user", "Write a very long story about a fox and a hen."),))
TINY = Sampling(1)
LONG = 5_000
"""Words that are more than any of the servers reads."""
MakeGateway = Callable[..., Gateway]


def long_chat(words: int) -> Chat:
    """A prompt that no cache has, and of which nothing may be left out."""
    text = " ".join(secrets.choice(("river", "stone", "cloud", "apple")) for _ in range(words))
    return Chat((Message("user", f"{secrets.token_hex(8)} {text}"),), whole=True)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def editor(
    named_server: tuple[str, Server], tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Editor]:
    """An editor whose settings lead to the server."""
    _, server = named_server
    root = tmp_path_factory.mktemp("project")
    async with running(root) as editor:
        options = {
            "client": {"groupsUndo": True, "input": True},
            "baseUrl": server.base_url,
            "apiKey": server.key,
            "codeModel": server.model,
            "proseModel": server.model,
            "completionDeadline": 280,
            "stallTimeout": 280,
            "requestDeadline": 290,
        }
        await editor.initialize(options=options)
        editor.typed = "Return 0 for an empty list."
        yield editor


async def test_doctor(server: Server, note: Note) -> None:
    answers = await ask(settings(server), None, deadline=290.0)
    assert answers.ok, answers.problems
    found = answers.code.capabilities
    assert found is not None
    wire = {"plain": "plain text", "fim": "fill-in-the-middle"}.get(found.ghost_wire, "chat")
    context = f", {found.context:,} tokens" if found.context else ""
    queue = {True: ", several at once", False: ", one at a time", None: ""}[found.parallel]
    reads_on = ", reads on what was given up" if found.frees_slot is False else ""
    note(f"ghost text by {wire}{context}{queue}{reads_on}")


async def test_ghost_text(editor: Editor, note: Note) -> None:
    offset = CODE.index("total(numbers) /")
    buffer = editor.open("ghost.py", CODE[:offset] + "\n")
    (item,) = await editor.ghost(buffer, offset, invoked=True)
    assert str(item.insert_text).strip()
    note("ok")


async def test_first_token(server: Server, gateway_to: MakeGateway, note: Note) -> None:
    """Of a prompt that the server's cache has; behind the same request by plain HTTP."""
    gateway, ours, plain = gateway_to(), list[float](), list[float]()
    await gateway.capabilities(Work.PROSE)  # as an editor does first: how the model thinks is known
    for _ in range(6):
        plain.append(await asyncio.to_thread(_plain_first_token, server))
        began = time.monotonic()
        async with gateway.stream(Work.PROSE, STORY, Sampling(8), deadline=280.0) as answer:
            await anext(answer)
            ours.append(time.monotonic() - began)
            async for _piece in answer:
                pass
    with_us, without = (1000 * median(each[1:]) for each in (ours, plain))
    note(f"{with_us:.0f} ms, {without:.0f} ms by plain HTTP")


async def test_explanation(editor: Editor, note: Note) -> None:
    buffer = editor.open("explained.py", CODE)
    editor.pages.clear()
    await editor.choose(
        buffer, "Explain selection", CODE.index("def total"), CODE.index("def mean")
    )
    assert len(editor.pages[-1].split()) > 15
    note("ok")


async def test_docstring(editor: Editor, note: Note) -> None:
    buffer = editor.open("documented.py", CODE)
    place = CODE.index("def mean")
    await editor.choose(buffer, "Generate docstring", place, place)
    check_mean_is_documented(buffer.text)
    note("ok")


async def test_edit(editor: Editor, note: Note) -> None:
    """The small model rarely writes one that can be used; then the buffer stays as it is."""
    buffer = editor.open("edited.py", CODE)
    try:
        await editor.choose(buffer, "Edit selection…", CODE.index("def mean"), len(CODE))
    except JsonRpcException as error:
        assert error.message.endswith((".", "”"))
        assert buffer.text == CODE
        note("answered, refused as no edit")
    else:
        assert buffer.text != CODE
        note("ok")


async def test_cancel_while_generating(server: Server, gateway_to: MakeGateway, note: Note) -> None:
    await _until_idle(server)
    async with gateway_to().stream(
        Work.PROSE, STORY, Sampling(900, temperature=0.7), deadline=280.0
    ) as answer:
        for _ in range(3):
            await anext(answer)
    note(f"{await _until_idle(server):.1f} s")


async def test_cancel_in_prefill(server: Server, gateway_to: MakeGateway, note: Note) -> None:
    gateway = gateway_to()
    await gateway.capabilities(Work.PROSE)  # as an editor does first: a llama.cpp is known by it

    async def read() -> None:
        async with gateway.stream(Work.PROSE, long_chat(700), TINY, deadline=280.0) as answer:
            async for _ in answer:
                pass

    reading = asyncio.create_task(read())
    await until(server.is_busy)
    await asyncio.sleep(0.3)
    was_done = reading.done()
    reading.cancel()
    await asyncio.wait([reading])
    if was_done:
        note("read before it could be given up")
        pytest.skip("the prompt was read before it could be given up")
    note(f"{await _until_idle(server):.1f} s")


async def test_too_long(server: Server, gateway_to: MakeGateway, note: Note) -> None:
    gateway = gateway_to()
    try:
        async with gateway.stream(Work.PROSE, long_chat(LONG), TINY, deadline=280.0) as answer:
            async for _ in answer:
                pass
    except TooLongError as error:
        assert server.model in str(error)
        note("told")
        return
    assert answer.usage is not None
    assert answer.usage.prompt_tokens < LONG
    note(f"cut at {answer.usage.prompt_tokens:,} tokens without a word")


async def test_wrong_key(server: Server, gateway_to: MakeGateway, note: Note) -> None:
    if not server.key:
        note("wants none")
        return
    with pytest.raises(RefusedError):
        await _ask_once(gateway_to(api_key="sk-wrong-key"))
    note("told")


async def test_unknown_model(server: Server, gateway_to: MakeGateway, note: Note) -> None:
    gateway = gateway_to(prose_model="no-such-model")
    try:
        await _ask_once(gateway)
    except UnknownModelError as error:
        assert "no-such-model" in str(error)
        note("told")
    else:  # llama.cpp serves one model, whatever it is called
        note("answers with what it has")


async def test_killed(server: Server, gateway_to: MakeGateway, note: Note) -> None:
    """The last one: nothing answers after it."""
    gateway = gateway_to(connect_timeout=5.0)
    with pytest.raises(ModelError) as broken:
        async with gateway.stream(Work.PROSE, STORY, Sampling(900), deadline=280.0) as answer:
            await anext(answer)
            end(server.process)
            async for _ in answer:
                pass
    assert server.base_url.split("/")[2] in str(broken.value)
    with pytest.raises(ModelError, match="check that the service runs"):
        await _ask_once(gateway)
    note("told")


def _plain_first_token(server: Server) -> float:
    """Seconds until a plain client has the first piece of the answer to STORY."""
    body: dict[str, Any] = {"model": server.model, "max_tokens": 8, "stream": True}
    body["messages"] = [{"role": "user", "content": STORY.messages[0].content}]
    request = urllib.request.Request(f"{server.base_url}/chat/completions")
    request.add_header("Content-Type", "application/json")
    request.add_header("Authorization", f"Bearer {server.key}")
    began, first = time.monotonic(), 0.0
    with urllib.request.urlopen(request, json.dumps(body).encode(), timeout=280) as answer:
        for line in answer:
            choices = json.loads(line[5:])["choices"] if line.startswith(b"data: {") else []
            if not first and choices and choices[0]["delta"].get("content"):
                first = time.monotonic() - began
    return first


async def _ask_once(gateway: Gateway) -> None:
    hello = Chat((Message("user", "Say yes."),))
    async with gateway.stream(Work.PROSE, hello, TINY, deadline=280.0) as answer:
        async for _ in answer:
            pass


async def _until_idle(server: Server) -> float:
    """Seconds until no model is at work."""
    began = time.monotonic()
    async with asyncio.timeout(280):
        while await asyncio.to_thread(server.is_busy):
            await asyncio.sleep(0.05)
    return time.monotonic() - began
