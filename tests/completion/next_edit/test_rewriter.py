"""A model rewrites a block, over the real gateway; what comes of it, and when nothing is asked."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from glossator.completion.circuit_breaker import CircuitBreaker
from glossator.completion.next_edit.burst import Burst
from glossator.completion.next_edit.rewriter import Rewriter, Wanted, may_be_offered
from glossator.context.buffer import Buffer
from glossator.context.ignore import Ignore, ignore_of
from glossator.models.gateway import Gateway
from glossator.models.ledger import Ledger, Spending, today
from glossator.models.requests import Work
from glossator.settings import Loaded, Settings
from tests.standin.contract import invalid
from tests.standin.scripts import Endless, Finish, Say, Script, html, refused, speak
from tests.standin.server import Request, StandIn

BEFORE = "def f(a):\n    return a\n\n\nprint(f(1))\nprint('the end of it')\n"
TEXT = BEFORE.replace("(a)", "(a, b)")
RIGHT = ["```python\n", "\n", "print(f(1, 2))\n", "print('the end of it')\n", "\n"]


class Desk:
    """A user who has changed a signature, and the rewriter that serves them."""

    def __init__(self, gateway: Gateway, ignore: Ignore, service: StandIn) -> None:
        self.gateway = gateway
        self.service = service
        self.breaker = CircuitBreaker()
        self.rewriter = Rewriter(gateway, ignore, self.breaker)

    async def rewritten(self, *, path: Path | None = None, text: str = TEXT) -> str | None:
        """The buffer after the edit; None without one."""
        before = BEFORE.replace("\n", "\r\n") if "\r" in text else BEFORE
        burst = Burst.between("file:///a.py", before, text)
        buffer = Buffer("file:///a.py", text, "python", 1, path=path)
        at = text.index("f(1)")
        edits = await self.rewriter.rewrite(Wanted(burst, buffer, (at, at + 4)))
        return edits[0].change.applied_to(text) if edits else None


def knows_chat(_: Request) -> Script:
    return speak("quartz walrus")


@asynccontextmanager
async def desk_with(
    settings: Settings = Settings(),  # noqa: B008
    ledger: Ledger | None = None,
) -> AsyncIterator[Desk]:
    async with StandIn() as service:
        service.answer = knows_chat
        service.rules.predicts = True
        settings = replace(settings, base_url=service.base_url, api_key=service.key)
        loaded = Loaded(settings, {"baseUrl": "test", "apiKey": "test"})
        gateway = Gateway(loaded, ledger=ledger)
        await gateway.capabilities(Work.CODE)
        service.requests.clear()
        yield Desk(gateway, ignore_of(loaded), service)
        await gateway.close()


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with desk_with() as desk:
        yield desk


async def test_what_the_model_writes_is_an_edit(desk: Desk) -> None:
    desk.service.answer = lambda _: speak(*RIGHT, "```")
    assert await desk.rewritten() == TEXT.replace("f(1)", "f(1, 2)")
    (request,) = desk.service.requests
    assert "=== Original ===\ndef f(a):\n=== Updated ===\ndef f(a, b):\n" in request.prompt
    assert desk.breaker.is_sound


async def test_the_model_is_told_what_was_reported_and_done_of_late(desk: Desk) -> None:
    desk.service.answer = lambda _: speak(*RIGHT, "```")
    at = TEXT.index("f(1)")
    example = 'f("AKIAQ3EGPL7WXRTYB5NZ")', "f(a,\r\n b)"
    burst = Burst.between("file:///a.py", BEFORE, TEXT)
    buffer = Buffer("file:///a.py", TEXT, "python", 1)
    wanted = Wanted(burst, buffer, (at, at + 4), "b is missing" + "!" * 999, [example])
    assert await desk.rewriter.rewrite(wanted)
    prompt = desk.service.requests[0].prompt
    assert "Q3EGPL7" not in prompt
    example_at = prompt.index("=== Updated ===\nf(a,\n b)\n=== Original ===\ndef f(a):\n")
    assert example_at < prompt.index(
        "=== Reported of the block since the change ===\nb is missing!"
    )
    assert "!" * 400 not in prompt


async def test_nothing_is_asked_of_lines_that_no_hand_has_written(desk: Desk) -> None:
    desk.service.answer = lambda _: speak(*RIGHT, "```")
    assert await desk.rewritten(text=f"{TEXT}x = [{'1, ' * 1_500}]\n") is None
    assert desk.service.requests == []


async def test_line_ends_are_those_of_the_buffer(desk: Desk) -> None:
    desk.service.answer = lambda _: speak(*RIGHT, "```")
    text = TEXT.replace("\n", "\r\n")
    assert await desk.rewritten(text=text) == text.replace("f(1)", "f(1, 2)")
    assert "\r" not in desk.service.requests[0].prompt


async def test_the_answer_is_not_read_further_than_it_has_to_be(desk: Desk) -> None:
    desk.service.answer = lambda _: [*speak(*RIGHT)[:-1], Endless("x\n")]
    assert await desk.rewritten() == TEXT.replace("f(1)", "f(1, 2)")


@pytest.mark.parametrize(
    "reply",
    [
        ["```\n", "\n", "print(f(1))\n", "print('the end of it')\n", "\n", "```"],
        ["def f(a):\n    return a\n"],
        ["There is nothing to change."],
        ["```\n\nprint(f(1, 2)\nprint('the end of it')\n\n```"],
        ["```\n\n\n```"],
    ],
)
async def test_what_is_wrong_is_no_edit(desk: Desk, reply: list[str]) -> None:
    desk.service.answer = lambda _: speak(*reply)
    assert await desk.rewritten() is None


async def test_an_answer_that_was_cut_off_is_no_edit(desk: Desk) -> None:
    desk.service.answer = lambda _: [Say("```\n\nprint(f(1, 2"), Finish("length")]
    assert await desk.rewritten() is None


async def test_nothing_is_asked_while_the_circuit_rests(desk: Desk) -> None:
    desk.service.answer = lambda _: html()
    assert await desk.rewritten() is None
    assert desk.breaker.is_resting(asyncio.get_running_loop().time())
    asked = len(desk.service.requests)
    assert await desk.rewritten() is None
    assert len(desk.service.requests) == asked


async def test_nothing_is_asked_when_the_budget_is_spent(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "usage.sqlite")
    async with desk_with(Settings(budget_tokens=100), ledger) as desk:
        ledger.add(Spending(today(), "m", "s", "code", decoded_tokens=100))
        assert await desk.rewritten() is None
        assert desk.service.requests == []
        assert desk.breaker.is_sound


async def test_it_is_entered_as_work_of_its_own(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "usage.sqlite")
    async with desk_with(ledger=ledger) as desk:
        ledger.write()
        ledger.delete()
        desk.service.answer = lambda _: speak(*RIGHT, "```")
        assert await desk.rewritten() is not None
    (entry,) = ledger.read(days=1)
    assert (entry.work, entry.requests) == ("next edit", 1)
    assert 0 < entry.decoded_tokens <= 60


async def test_the_block_is_predicted_where_the_service_takes_it(desk: Desk) -> None:
    desk.service.answer = lambda _: speak(*RIGHT, "```")
    assert await desk.rewritten() is not None
    (request,) = desk.service.requests
    predicted = "```\n\nprint(f(1))\nprint('the end of it')\n```"
    assert request.body["prediction"] == {"type": "content", "content": predicted}


@pytest.mark.parametrize("says", ["`prediction` is not supported", "Bad request."])
async def test_a_prediction_that_is_refused_is_not_sent_again(says: str) -> None:
    async with desk_with() as desk:
        desk.service.answer = lambda request: (
            refused(invalid(says)) if "prediction" in request.body else speak(*RIGHT, "```")
        )
        assert await desk.rewritten() is not None
        assert await desk.rewritten() is not None
        sent = ["prediction" in request.body for request in desk.service.requests]
        assert sent == [True, False, False]
        assert desk.breaker.is_sound


async def test_nothing_of_an_ignored_file_is_sent(tmp_path: Path) -> None:
    async with desk_with(Settings(ignore=("*.py",))) as desk:
        assert await desk.rewritten(path=tmp_path / "a.py") is None
        assert desk.service.requests == []


async def test_secrets_are_hidden_and_restored(desk: Desk) -> None:
    key = "sk-" + "proj-1aB2cD3eF4gH5iJ6kL7mN8oP9qR0sT1uV2wX3yZ4"
    text = TEXT.replace("f(1)", f'f("{key}")')

    def answer(request: Request) -> Script:
        block = request.prompt.partition("=== The block to update ===\n")[2]
        return speak(f"```\n{block.replace(')', ', 2)', 1)}```")

    desk.service.answer = answer
    burst = Burst.between("file:///a.py", text.replace("(a, b)", "(a)"), text)
    at = text.index('f("')
    wanted = Wanted(burst, Buffer("file:///a.py", text, "python", 1), (at, at + 6))
    (edit,) = await desk.rewriter.rewrite(wanted)
    assert f'f("{key}", 2)' in edit.new
    assert key not in desk.service.requests[0].prompt


CALLERS = """\
def f(a, b):
    return a


print(f(1))
x = 1
print(f(2))
y = 'it'
print(f(3))
the_end = 1
"""


async def test_several_places_in_one_answer_are_as_many_edits(desk: Desk) -> None:
    def rewritten(*, answer: str) -> list[str]:
        """The callers after each of the edits that come of an answer."""
        edit = replace(wanted.place, new=answer)
        offered = may_be_offered(edit, wanted)
        assert all(each.stands_in(CALLERS) for each in offered)
        return [each.new for each in offered]

    burst = Burst.between("file:///a.py", CALLERS.replace("(a, b)", "(a)"), CALLERS)
    spans = [(found.start(), found.end()) for found in re.finditer(r"f\(\d\)", CALLERS)]
    buffer = Buffer("file:///a.py", CALLERS, "python", 1)
    wanted = Wanted(burst, buffer, spans[0], more=spans[1:])
    right = re.sub(r"f\((\d)\)", r"f(\1, 0)", wanted.place.old)
    desk.service.answer = lambda _: [*speak("```\n", right[1:], "\n")[:-1], Endless("x\n")]
    edits = await desk.rewriter.rewrite(wanted)
    assert [each.new for each in edits] == ["print(f(1, 0))", "print(f(2, 0))", "print(f(3, 0))"]
    assert rewritten(answer=right) == [each.new for each in edits]
    # one is bad: the others are as good
    assert rewritten(answer=right.replace("f(2, 0)", "f(2, 0")) == [
        "print(f(1, 0))",
        "print(f(3, 0))",
    ]
    # something else is changed: nothing of the answer is trusted
    assert rewritten(answer=right + "\nw = 2") == []


async def test_a_change_that_is_whole_in_its_parts_alone_is_one_edit() -> None:
    text = "def f(a, b):\n    return a\n\n\nx = g(\n    f(1),\n    1,\n    f(2),\n)\n"
    burst = Burst.between("file:///a.py", text.replace("(a, b)", "(a)"), text)
    spans = [(found.start(), found.end()) for found in re.finditer(r"f\(\d\)", text)]
    wanted = Wanted(burst, Buffer("file:///a.py", text, "python", 1), spans[0], more=spans[1:])
    new = wanted.place.old.replace("f(1)", "(f(1, 0)").replace("f(2)", "f(2, 0))")
    (edit,) = may_be_offered(replace(wanted.place, new=new), wanted)
    assert edit.new == new
