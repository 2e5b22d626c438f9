"""The local model as it is: a real child process with the real small model."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import httpx2
import pytest

from glossator.errors import LocalModelFailedError
from glossator.models.endpoints import LocalAddress
from glossator.models.local import catalogue
from glossator.models.local.process import LocalModel
from tests.liveness import LIVENESS

LONG_PROMPT = "def add(left, right):\n    return left + right\n\n" * 100


def small_model() -> Path:
    path = catalogue.resolve("smollm2-135m")
    assert path is not None
    return path


@pytest.fixture
async def model() -> AsyncIterator[LocalModel]:
    model = LocalModel(small_model(), context=2048)
    yield model
    await model.stop()


def client(address: LocalAddress) -> httpx2.AsyncClient:
    headers = {"Authorization": f"Bearer {address.key}"}
    return httpx2.AsyncClient(base_url=address.base_url, headers=headers, timeout=LIVENESS)


def busy_slots(address: LocalAddress) -> int:
    """How many requests the model works on."""
    headers = {"Authorization": f"Bearer {address.key}"}
    url = f"{address.base_url.removesuffix('/v1')}/slots"
    slots = httpx2.get(url, headers=headers, timeout=LIVENESS).json()
    return sum(slot["is_processing"] for slot in slots)


def poll(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LIVENESS
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


async def until(condition: Callable[[], bool]) -> None:
    await asyncio.to_thread(poll, condition)


def is_gone(pid: int) -> bool:
    """Whether a process has ended; one that nobody has waited for yet counts as ended."""
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return not Path("/proc/self").exists() or not Path(f"/proc/{pid}").exists()
    return state == "Z"


def command_of(pid: int) -> str:
    """What the process list shows of a process."""
    shown = Path(f"/proc/{pid}/cmdline")
    if shown.exists():
        return shown.read_text().replace("\0", " ")
    ps = ["ps", "-p", str(pid), "-o", "args="]
    return subprocess.run(ps, capture_output=True, text=True, check=True).stdout


async def test_answers_a_chat_and_tells_its_name_not_its_path(model: LocalModel) -> None:
    address = await model.start()
    async with client(address) as http:
        question = {"role": "user", "content": "Say hello."}
        answer = await http.post("chat/completions", json={"messages": [question], "max_tokens": 4})
    body = answer.json()
    assert body["choices"][0]["message"]["content"]
    assert body["model"] == address.name == small_model().stem
    assert str(small_model().parent) not in answer.text


async def test_continues_plain_text_with_the_prompt_cache(model: LocalModel) -> None:
    address = await model.start()
    request = {"prompt": LONG_PROMPT[:1000], "max_tokens": 4, "temperature": 0}
    async with client(address) as http:
        first = (await http.post("completions", json=request)).json()
        second = (await http.post("completions", json=request)).json()
    assert first["choices"][0]["text"] == second["choices"][0]["text"] != ""
    assert second["usage"]["prompt_tokens_details"]["cached_tokens"] > 100


async def test_wants_its_key_and_shows_it_nowhere(model: LocalModel) -> None:
    address = await model.start()
    async with httpx2.AsyncClient(base_url=address.base_url) as stranger:
        assert (await stranger.get("models")).status_code == 401
    assert address.key not in repr(address)
    assert model.pid is not None
    assert "models.local.child" in command_of(model.pid)
    assert address.key not in command_of(model.pid)
    assert address.base_url.startswith("http://127.0.0.1:")


async def test_each_of_two_requests_has_the_whole_context() -> None:
    context = 256
    model = LocalModel(small_model(), context=context)
    address = await model.start()
    request = {"prompt": LONG_PROMPT[:500], "max_tokens": 60, "ignore_eos": True}
    async with client(address) as http:
        answers = await asyncio.gather(*(http.post("completions", json=request) for _ in range(2)))
    await model.stop()
    spent = [answer.json()["usage"]["total_tokens"] for answer in answers]
    assert all(context / 2 < tokens < context for tokens in spent), "else this shows nothing"


async def test_hanging_up_frees_the_model(model: LocalModel) -> None:
    address = await model.start()
    endless = {"prompt": "x = 1\n", "max_tokens": 100_000, "ignore_eos": True, "stream": True}
    async with client(address) as http:
        async with http.stream("POST", "completions", json=endless) as answer:
            pieces = answer.aiter_raw()
            first = await anext(pieces)
            assert await asyncio.to_thread(busy_slots, address) == 1, first
        await until(lambda: busy_slots(address) == 0)


async def test_hanging_up_frees_the_model_while_it_reads_the_prompt(model: LocalModel) -> None:
    address = await model.start()
    request = {"prompt": LONG_PROMPT[:3000], "max_tokens": 1}
    watched = {**request, "stream": True, "return_progress": True}
    async with client(address) as http:
        async with http.stream("POST", "completions", json=watched) as answer:
            await anext(answer.aiter_raw())
        await until(lambda: busy_slots(address) == 0)
        whole = (await http.post("completions", json=request)).json()
    already_read, in_all = whole["timings"]["cache_n"], whole["usage"]["prompt_tokens"]
    assert already_read < in_all - 128, "the prompt was read to its end although nobody waited"


async def test_concurrent_callers_share_one_start() -> None:
    heard: list[float | None] = []
    model = LocalModel(small_model(), context=1024, on_progress=heard.append)
    first, second = await asyncio.gather(model.start(), model.start())
    assert first is second
    assert heard == [None, 1.0]
    await model.stop()


async def test_a_caller_that_is_cancelled_does_not_stop_the_start(model: LocalModel) -> None:
    impatient = asyncio.create_task(model.start())
    await asyncio.sleep(0)
    impatient.cancel()
    await model.start()
    assert impatient.cancelled()
    assert model.alive


async def test_stop_leaves_no_process_behind(model: LocalModel) -> None:
    await model.start()
    pid = model.pid
    assert pid is not None
    await model.stop()
    assert is_gone(pid)
    assert not model.alive


async def test_stop_during_the_start_leaves_no_process_behind(model: LocalModel) -> None:
    waiting = asyncio.create_task(model.start())
    await until(lambda: model.pid is not None)
    pid = model.pid
    assert pid is not None
    await model.stop()
    assert is_gone(pid)
    with pytest.raises(LocalModelFailedError, match="stopped while it loaded"):
        await waiting


async def test_starts_again_after_stop_and_after_it_died(model: LocalModel) -> None:
    first = await model.start()
    await model.stop()
    second = await model.start()
    assert second.key != first.key
    assert model.pid is not None
    os.kill(model.pid, signal.SIGTERM)
    await until(lambda: not model.alive)
    third = await model.start()
    async with client(third) as http:
        assert (await http.get("models")).status_code == 200


async def test_one_that_is_killed_while_it_loads_is_tried_again(model: LocalModel) -> None:
    starting = asyncio.create_task(model.start())
    await until(lambda: model.pid is not None)
    killed = model.pid
    assert killed is not None
    os.kill(killed, signal.SIGKILL)
    address = await starting
    assert model.pid != killed
    async with client(address) as http:
        assert (await http.get("models")).status_code == 200


@pytest.mark.skipif(sys.platform == "win32", reason="there are no FIFOs in the file system")
async def test_a_fifo_is_no_model(tmp_path: Path) -> None:
    fifo = tmp_path / "model.gguf"
    os.mkfifo(fifo)
    with pytest.raises(LocalModelFailedError, match="it is not a regular file"):
        await LocalModel(fifo, context=1024).start()


def test_ends_when_the_server_is_killed() -> None:
    program = """
import asyncio, sys
from pathlib import Path
from tests.liveness import LIVENESS
from glossator.models.local.process import LocalModel
from tests.liveness import LIVENESS

async def main():
    model = LocalModel(Path(sys.argv[1]), context=1024)
    await model.start()
    print(model.pid, flush=True)
    await asyncio.sleep(1000)

asyncio.run(main())
"""
    server = subprocess.Popen(
        [sys.executable, "-c", program, str(small_model())], stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    with server.stdout as stdout:
        pid = int(stdout.readline())
    assert not is_gone(pid)
    server.kill()
    server.wait()
    poll(lambda: is_gone(pid))


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (None, "cannot be read"),
        (b"", "is not a GGUF file"),
        (b"PK\x03\x04 a zip", "is not a GGUF file"),
        ("beginning", "corrupted or incomplete"),
    ],
    ids=["missing", "empty", "another format", "truncated"],
)
async def test_a_file_that_is_no_model_is_told_in_a_sentence(
    tmp_path: Path, content: bytes | str | None, complaint: str
) -> None:
    file = tmp_path / "broken.gguf"
    if isinstance(content, bytes):
        file.write_bytes(content)
    elif content == "beginning":
        with small_model().open("rb") as whole:
            file.write_bytes(whole.read(20_000_000))
    model = LocalModel(file, context=1024)
    with pytest.raises(LocalModelFailedError, match=complaint) as caught:
        await model.start()
    text = str(caught.value)
    assert str(file) in text
    assert "glossator model use" in text
    assert "\n" not in text
    assert model.pid is None


async def test_a_failed_start_is_not_repeated_at_every_call(tmp_path: Path) -> None:
    file = tmp_path / "late.gguf"
    model = LocalModel(file, context=1024)
    with pytest.raises(LocalModelFailedError) as first:
        await model.start()
    file.symlink_to(small_model())
    with pytest.raises(LocalModelFailedError) as second:
        await model.start()
    assert second.value is first.value
    await model.stop()
    await model.start()
    assert model.alive
    await model.stop()


async def test_a_missing_extra_is_told_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    with pytest.raises(LocalModelFailedError, match=r"pip install .*xllamacpp"):
        await LocalModel(small_model(), context=1024).start()
