"""Starts real model servers on this machine, and ends them."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from glossator.json_value import parsed
from glossator.models.local import catalogue
from tests.servers.install import FOLDER, TOY_FIM
from tests.servers.llama_cpp import NAME
from tools import docs

MASTER_KEY = "sk-servers-test"
BACKEND_KEY = "sk-backend-test"
SUFFIX_TEMPLATE = (
    "{{ if .Suffix }}<|fim_prefix|>{{ .Prompt }}<|fim_suffix|>{{ .Suffix }}<|fim_middle|>"
    "{{ else }}<|im_start|>user\n{{ .Prompt }}<|im_end|>\n<|im_start|>assistant\n{{ end }}"
)
"""As Ollama has it for Qwen's coders."""
_REPOSITORY = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Backend:
    """A llama.cpp in a process of its own."""

    port: int
    process: subprocess.Popen[bytes]

    def get(self, route: str) -> str:
        """The text of a route that tells about the server."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/{route}")
        request.add_header("Authorization", f"Bearer {BACKEND_KEY}")
        with urllib.request.urlopen(request, timeout=30) as answer:
            return str(answer.read().decode())

    @property
    def is_busy(self) -> bool:
        """Whether a slot is at work."""
        slots: Any = parsed(self.get("slots"))
        return any(slot["is_processing"] for slot in slots)

    @property
    def tokens_read(self) -> int:
        """Tokens of prompts that it has read, without those that its cache had."""
        lines = self.get("metrics").splitlines()
        (count,) = (each for each in lines if each.startswith("llamacpp:prompt_tokens_total "))
        return int(float(count.split()[1]))


@dataclass(slots=True)
class Server:
    """A server as a user sets it; `process` is what the client talks to.

    `is_busy` says whether a model is at work, in this server or behind it.
    """

    base_url: str
    key: str
    process: subprocess.Popen[bytes]
    is_busy: Callable[[], bool]
    model: str = NAME
    backends: Sequence[Backend] = field(default_factory=tuple)


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it started, at once."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdin:
        process.stdin.close()


@asynccontextmanager
async def _started(
    name: str, command: Sequence[str], health: str, environ: Mapping[str, str] | None = None
) -> AsyncIterator[subprocess.Popen[bytes]]:
    """A program of lower priority, until the block ends; it answers at `health`."""
    process = _start(name, command, environ or {})
    try:
        await _answers(health, process)
        yield process
    finally:
        end(process)


def _start(
    name: str, command: Sequence[str], environ: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    (FOLDER / "home").mkdir(parents=True, exist_ok=True)
    own = {"HOME": str(FOLDER / "home"), "NO_PROXY": "127.0.0.1", **environ}
    with (FOLDER / f"{name}.log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.servers.guard", *command],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            env={**os.environ, **own},
            cwd=_REPOSITORY,
            start_new_session=True,
        )


async def _answers(url: str, process: subprocess.Popen[bytes]) -> None:
    def asked() -> bool:
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return bool(answer.status == 200)
        except urllib.error.HTTPError as refusal:
            return refusal.code == 401
        except OSError:
            return False

    while not await asyncio.to_thread(asked):
        assert process.poll() is None, f"it has ended with {process.returncode}; see {FOLDER}"
        await asyncio.sleep(0.5)


def small_model() -> Path:
    """SmolLM2, which comes with the project."""
    model = catalogue.resolve("smollm2-135m")
    assert model is not None
    return model


@asynccontextmanager
async def backend(
    number: int = 0, key: str = BACKEND_KEY, model: Path | None = None
) -> AsyncIterator[Backend]:
    """A llama.cpp."""
    port, file = free_port(), str(model or small_model())
    command = (sys.executable, "-m", "tests.servers.llama_cpp", str(port), key, file)
    health = f"http://127.0.0.1:{port}/health"
    async with _started(f"llama-cpp-{number}", command, health) as process:
        yield Backend(port, process)


@asynccontextmanager
async def backends(
    count: int, key: str = BACKEND_KEY, model: Path | None = None
) -> AsyncIterator[tuple[Backend, ...]]:
    """Several of them."""
    async with AsyncExitStack() as stack:
        started = [stack.enter_async_context(backend(n, key, model)) for n in range(count)]
        yield tuple([await each for each in started])


@asynccontextmanager
async def llama_cpp(model: Path | None = None) -> AsyncIterator[Server]:
    """llama.cpp alone, with a key."""
    async with backend(model=model) as only:
        url = f"http://127.0.0.1:{only.port}/v1"
        yield Server(url, BACKEND_KEY, only.process, lambda: only.is_busy, backends=(only,))


@asynccontextmanager
async def vllm_router(model: Path | None = None, count: int = 3) -> AsyncIterator[Server]:
    """vllm-router over several llama.cpp, as docs/team.md has it."""
    port, metrics = free_port(), free_port()
    async with backends(count, "none", model) as behind:
        text = docs.block("vllm-router").splitlines()[-1].replace("--port 8000", f"--port {port}")
        for number, each in enumerate(behind, start=8081):
            text = text.replace(f":{number}", f":{each.port}")
        program, *options = text.split()
        command = (
            *(str(FOLDER / "router" / "bin" / program), "--host", "127.0.0.1"),
            *("--prometheus-port", str(metrics), *options),
        )
        async with _started("router", command, f"http://127.0.0.1:{port}/health") as process:
            yield Server(
                f"http://127.0.0.1:{port}/v1",
                "",
                process,
                lambda: any(each.is_busy for each in behind),
                backends=behind,
            )


@asynccontextmanager
async def litellm(
    model: Path | None = None, count: int = 2, budget: str = ""
) -> AsyncIterator[Server]:
    """LiteLLM over two llama.cpp, as docs/team.md has it; `budget` is put to each of them."""
    port = free_port()
    async with backends(count, model=model) as behind:
        text = docs.block("litellm").replace("coder", NAME).replace("sk-…", MASTER_KEY)
        for number, each in enumerate(behind, start=8081):
            text = text.replace(f":{number}/", f":{each.port}/")
        behind_key = f"api_key: {BACKEND_KEY}" + (f", {budget}" if budget else "")
        config = FOLDER / "litellm.yaml"
        config.write_text(text.replace("api_key: none", behind_key), "utf-8")
        command = (
            *(str(FOLDER / "litellm" / "bin" / "litellm"), "--config", str(config)),
            *("--host", "127.0.0.1", "--port", str(port), "--num_workers", "1"),
        )
        health = f"http://127.0.0.1:{port}/health/liveliness"
        environ = {"LITELLM_LOCAL_MODEL_COST_MAP": "True", "LITELLM_TELEMETRY": "False"}
        async with _started("litellm", command, health, environ) as process:
            yield Server(
                f"http://127.0.0.1:{port}/v1",
                MASTER_KEY,
                process,
                lambda: any(each.is_busy for each in behind),
                backends=behind,
            )


@asynccontextmanager
async def ollama(model: Path | None = None) -> AsyncIterator[Server]:
    """Ollama from PATH, with half the context that it has by default, which it reads sooner."""
    port, models = free_port(), FOLDER / "ollama-models"
    environ = {"OLLAMA_HOST": f"127.0.0.1:{port}", "OLLAMA_MODELS": str(models)}
    environ |= {"OLLAMA_KEEP_ALIVE": "30m", "OLLAMA_CONTEXT_LENGTH": "2048"}
    health = f"http://127.0.0.1:{port}/api/version"
    async with _started("ollama", ("ollama", "serve"), health, environ) as process:
        recipe = FOLDER / "Modelfile"
        template = f'TEMPLATE """{SUFFIX_TEMPLATE}"""\n' if model == TOY_FIM else ""
        recipe.write_text(
            f"FROM {model or small_model()}\nPARAMETER num_thread 1\n{template}", "utf-8"
        )
        own = {**os.environ, "HOME": str(FOLDER / "home"), **environ}
        create = ("ollama", "create", NAME, "-f", str(recipe))
        await asyncio.to_thread(subprocess.run, create, check=True, env=own, capture_output=True)
        yield Server(f"http://127.0.0.1:{port}/v1", "", process, lambda: _uses_a_core(process.pid))


@asynccontextmanager
async def vllm() -> AsyncIterator[Server]:
    """vLLM from PATH, with the model in the folder that GLOSSATOR_VLLM_MODEL names."""
    port, model = free_port(), os.environ["GLOSSATOR_VLLM_MODEL"]
    command = (
        *("vllm", "serve", model, "--served-model-name", NAME, "--host", "127.0.0.1"),
        *("--port", str(port), "--api-key", MASTER_KEY, "--max-model-len", "2048"),
        *("--max-num-seqs", "4", "--enforce-eager"),
    )
    async with _started("vllm", command, f"http://127.0.0.1:{port}/health") as process:
        yield Server(
            f"http://127.0.0.1:{port}/v1", MASTER_KEY, process, lambda: _uses_a_core(process.pid)
        )


def _uses_a_core(pid: int) -> bool:
    """Whether the processes of a session have worked for most of the last half second."""
    before = _ticks(pid)
    time.sleep(0.5)
    return _ticks(pid) - before > os.sysconf("SC_CLK_TCK") / 8


def _ticks(session: int) -> int:
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[3]) == session:
            total += int(fields[11]) + int(fields[12])
    return total


SERVERS: Mapping[str, Callable[..., AbstractAsyncContextManager[Server]]] = {
    "llama.cpp": llama_cpp,
    "LiteLLM": litellm,
    "vllm-router": vllm_router,
    "Ollama": ollama,
    "vLLM": vllm,
}


def why_not(name: str) -> str:
    """Why a server is not started: it cannot be here, or SERVERS leaves it out; else empty."""
    wanted = os.environ.get("SERVERS", "").lower().split()
    if wanted and name.lower() not in wanted:
        return "SERVERS leaves it out"
    if name == "Ollama" and shutil.which("ollama") is None:
        return "there is no ollama on PATH"
    if name == "vLLM" and (not shutil.which("vllm") or "GLOSSATOR_VLLM_MODEL" not in os.environ):
        return "there is no vllm on PATH, or GLOSSATOR_VLLM_MODEL names no model"
    return ""
