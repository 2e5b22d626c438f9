"""`python -m bench.edits`: how far behind the service the text in the editor is.

A real server over stdio, and a service that notes when it has sent each piece. The same answer is
also read straight from the service, as the reference. All three share this machine.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, overload

import httpx2

from bench.in_process import Obedient
from glossator.actions.rewrite.region import region_of
from glossator.actions.rewrite.rewrite import rewrite
from glossator.context.buffer import Buffer as Code
from glossator.lsp.documents.documents import Document
from glossator.lsp.edits.live_edit import LiveEdit
from glossator.models.requests import Chat
from glossator.settings import Settings
from tests.actions.canned import CannedModel
from tests.e2e.editor import Editor, running
from tests.standin.contract import CODE_MODEL
from tests.standin.scripts import Done, Finish, Say, Step, Wait
from tests.standin.server import StandIn

CODE = "def f():\n" + "".join(f"    x{number} = {number}\n" for number in range(20))
RATE = 500
"""Tokens a second."""


@dataclass
class Timed(Sequence[Step]):
    """An answer that notes when each of its pieces has been sent."""

    steps: list[Step]
    sent: list[float] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.steps)

    @overload
    def __getitem__(self, index: int) -> Step: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Step]: ...
    def __getitem__(self, index: int | slice) -> Step | Sequence[Step]:
        return self.steps[index]

    def __iter__(self) -> Iterator[Step]:
        for step in self.steps:
            yield step
            if isinstance(step, Say):
                self.sent.append(time.perf_counter())


@dataclass(frozen=True)
class Behind:
    """Seconds that a text is behind the service, and since it was asked for: first piece, last."""

    first: float
    last: float
    first_since: float
    last_since: float


def code_answer(tokens: int) -> Timed:
    """A first whole line that changes the code, a pause, then `tokens` at RATE, four to a line."""
    steps: list[Step] = [Say("```python\n"), Wait(0.05), Say("def f() -> None:\n"), Wait(0.3)]
    for number in range(tokens):
        steps += [Say(f"    y{number} = 1\n" if number % 4 == 3 else ""), Wait(1 / RATE)]
    kept = CODE.partition("\n")[2]  # an answer that leaves code out is refused
    return Timed([*steps, Say(kept), Say("```\n"), Finish(), Done()])


def prose_answer(tokens: int) -> Timed:
    """A first word, a pause, then `tokens` at RATE, no sentence like another."""
    steps: list[Step] = [Wait(0.05), Say("It"), Wait(0.3)]
    for number in range(tokens):
        steps += [Say(f" says {number}.\n" if number % 9 == 8 else f" w{number}"), Wait(1 / RATE)]
    return Timed([*steps, Finish(), Done()])


async def in_the_editor(
    editor: Editor, service: StandIn, command: str, answer: Timed, texts: Callable[[], list[Any]]
) -> Behind:
    """Run a command; `texts` grows with each text that arrives in the editor."""
    service.answer = lambda _: answer
    buffer = editor.open("bench.py", CODE)
    seen: list[float] = []
    known = len(texts())

    async def watch() -> None:
        while True:
            if len(texts()) > known + len(seen):
                seen.append(time.perf_counter())
            await asyncio.sleep(0.0005)

    watching = asyncio.create_task(watch())
    end = {"line": len(CODE.splitlines()), "character": 0}
    place = {"start": {"line": 0, "character": 0}, "end": end}
    asked = time.perf_counter()
    await editor.run(command, {"uri": buffer.uri, "range": place, "instruction": "Rewrite it."})
    done = time.perf_counter()
    watching.cancel()
    editor.close(buffer)
    reply = [step for step in answer.steps if isinstance(step, Say)]
    first = answer.sent[next(n for n, each in enumerate(reply) if "```" not in each.text)]
    shown = next(at for at in seen if at > first)
    return Behind(shown - first, done - answer.sent[-1], shown - asked, done - asked)


async def directly(service: StandIn, answer: Timed) -> Behind:
    """Read the same answer from the service with a bare HTTP client."""
    service.answer = lambda _: answer
    body = {
        "model": CODE_MODEL,
        "stream": True,
        "max_tokens": 1000,
        "messages": [{"role": "user", "content": "Go on."}],
    }
    headers = {"Authorization": f"Bearer {service.key}"}
    first = 0.0
    async with httpx2.AsyncClient(trust_env=False, timeout=60) as client:
        asked = time.perf_counter()
        async with client.stream(
            "POST", f"{service.base_url}/chat/completions", json=body, headers=headers
        ) as response:
            async for line in response.aiter_lines():
                if not first and "content" in line and "```" not in line and _content(line):
                    first = time.perf_counter()
        done = time.perf_counter()
    reply = [step for step in answer.steps if isinstance(step, Say)]
    sent = answer.sent[next(n for n, each in enumerate(reply) if "```" not in each.text)]
    return Behind(first - sent, done - answer.sent[-1], first - asked, done - asked)


def _content(line: str) -> str:
    choices = json.loads(line.removeprefix("data: ")).get("choices") or [{}]
    return str(choices[0].get("delta", {}).get("content") or "")


async def cost_of_lines(file_lines: int, edit_lines: int) -> float:
    """Seconds of computing for each line of an edit, in the server alone."""
    body = "".join(f"    x{number} = {number}  # as it was\n" for number in range(edit_lines - 1))
    around = "".join(f"value_{number} = {number}\n" for number in range(file_lines // 2))
    text = f"{around}def f():\n{body}\n{around}"
    document = Document("file:///bench.py", text, 1, "python", "utf-16")
    code = Code(document.uri, text, "python", 1)
    start = text.index("def f()")
    place = region_of(code, (start, start + len("def f():\n") + len(body)))
    answer = "```python\ndef f():\n" + body.replace("as it was", "as it is") + "```\n"
    texts = rewrite(code, place, Chat(()), CannedModel(answer, piece=12), Settings())
    with LiveEdit(Obedient(document), document, place.span, "Edit") as edit:
        begun = time.process_time()
        async with aclosing(texts):
            async for each, *_ in texts:
                await edit.become(each)
        spent = time.process_time() - begun
    assert document.text.count("as it is") == edit_lines - 1
    return spent / edit_lines


async def _repeated(count: int, once: Callable[[], Awaitable[Behind]]) -> list[Behind]:
    await once()  # the first of all loads what is loaded when it is needed
    return [await once() for _ in range(count)]


async def measure(repeat: int, tokens: int, file_lines: int) -> str:
    """The table."""
    async with StandIn() as service:
        with tempfile.TemporaryDirectory() as folder:
            async with running(Path(folder)) as editor:
                await editor.initialize(options={**service.options, "client": {"groupsUndo": True}})
                await editor.run("glossator.status", {"wait": True})

                def edit() -> Awaitable[Behind]:
                    answer, texts = code_answer(tokens), lambda: editor.edits
                    return in_the_editor(editor, service, "glossator.edit", answer, texts)

                def explain() -> Awaitable[Behind]:
                    def words() -> list[str]:
                        return [text for text in editor.pages if "told about" in text][1:]

                    editor.pages.clear()
                    answer = prose_answer(tokens)
                    return in_the_editor(editor, service, "glossator.explain", answer, words)

                rows = {
                    "edit": await _repeated(repeat, edit),
                    "explanation": await _repeated(repeat, explain),
                }
        read = await _repeated(repeat, lambda: directly(service, code_answer(tokens)))
    return _table(rows, read, await cost_of_lines(file_lines, 200), file_lines)


def _table(rows: dict[str, list[Behind]], read: list[Behind], cost: float, file_lines: int) -> str:
    head = f"{'behind the service, p50':<58}{'editor':>10}{'directly':>10}   target"
    lines = [f"{head}     since it was asked for, of directly"]
    names = {"edit": "first whole line in the buffer", "explanation": "first word on the page"}
    for name, found in rows.items():
        for what, part, target in (
            (f"{name}: {names[name]}", "first", "<= 15 ms"),
            (f"{name}: its end, at {RATE} tokens a second", "last", "<= 100 ms"),
        ):
            ours, theirs = (1000 * _median(each, part) for each in (found, read))
            ratio = _median(found, f"{part}_since") / _median(read, f"{part}_since")
            lines.append(f"{what:<58}{ours:>7.1f} ms{theirs:>7.1f} ms   {target:<10} {ratio:.2f}")
    what = f"computing for a line of a 200-line edit, {file_lines} lines around"
    lines.append(f"{what:<58}{1000 * cost:>7.2f} ms{'':>10}   < 2 ms")
    return "\n".join(lines)


def _median(found: list[Behind], part: str) -> float:
    return float(statistics.median(getattr(each, part) for each in found))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.edits", description=__doc__)
    parser.add_argument("--repeat", type=int, default=15, help="runs of each kind")
    parser.add_argument("--tokens", type=int, default=1000, help="of each answer")
    parser.add_argument("--lines", type=int, default=20_000, help="of the file that is edited")
    options = parser.parse_args()
    print(asyncio.run(measure(options.repeat, options.tokens, options.lines)))


if __name__ == "__main__":
    main()
