"""Docstrings in VS Code: they grow while one types, and one undo takes them back."""

from __future__ import annotations

import asyncio

from tests.e2e.editor import until
from tests.editors.vscode.workbench import Workbench
from tests.standin.asked import wants_docstring
from tests.standin.scripts import Say, Stall, held, speak
from tests.standin.server import StandIn

CODE = "# 👩\u200d👩\u200d👧\n\n\ndef add(a, b):\n    return a + b\n\n\ntotal = 1\n"
PARTS = ("Add two numbers.\n", "a: The first ", "of them.\n")
REST = ("b: The second.\n", "returns: Their sum.\n")


async def test_one_undo_takes_back_the_docstring_and_nothing_typed_meanwhile(
    workbench: Workbench, service: StandIn
) -> None:
    typed = asyncio.Event()
    docstring = held([Say(part) for part in PARTS], typed.is_set, speak(*REST))
    service.answer = lambda request: docstring if wants_docstring(request) else speak("")
    await workbench.edit("calc.py", CODE)
    await workbench.go_to(4, 6)
    await workbench.run("Generate docstring")
    await workbench.until(workbench.text, lambda text: "Add two numbers." in text)
    await workbench.press("Control+End")
    await workbench.type("# typed meanwhile", between=0.05)
    await workbench.go_to(1, 100)
    await workbench.type(" 漢字 👧", between=0.05)
    await workbench.until(workbench.text, lambda text: "漢字 👧" in text)
    typed.set()
    await workbench.until(workbench.text, lambda text: "Their sum." in text)
    await workbench.wait_for_status("ready")
    saved = await workbench.save("calc.py")
    assert "    a: The first of them.\n        b: The second." in saved
    assert saved.endswith("total = 1\n# typed meanwhile")
    await workbench.press("Control+Z")
    after = CODE.replace("\n", " 漢字 👧\n", 1) + "# typed meanwhile"
    assert await workbench.save("calc.py") == after
    await workbench.press("Control+Shift+Z")
    assert await workbench.save("calc.py") == saved

    async def undone() -> str:
        await workbench.press("Control+Z")
        return await workbench.save("calc.py")

    await workbench.until(undone, lambda text: text == CODE)


async def test_one_undo_takes_it_back_when_nothing_was_typed(
    workbench: Workbench, service: StandIn
) -> None:
    service.answer = lambda _: speak(*PARTS, *REST, between=0.2)
    await workbench.edit("calc.py", CODE)
    await workbench.go_to(4, 6)
    await workbench.choose_action("Generate docstring")
    await workbench.until(workbench.text, lambda text: "Their sum." in text)
    await workbench.wait_for_status("ready")
    assert "Add two numbers." in await workbench.save("calc.py")
    await workbench.press("Control+Z")
    assert await workbench.save("calc.py") == CODE


async def test_cancelling_leaves_the_buffer_as_it_was(
    workbench: Workbench, service: StandIn
) -> None:
    service.answer = lambda _: [Say("Add two numbers.\n"), Say("a: The "), Stall()]
    await workbench.edit("calc.py", CODE)
    await workbench.go_to(4, 6)
    await workbench.run("Generate docstring")
    await workbench.until(workbench.text, lambda text: "Add two numbers." in text)
    await workbench.stop_writing()
    (request,) = filter(wants_docstring, service.requests)
    await until(lambda: request.hung_up_at)
    await workbench.until(workbench.text, lambda text: "Add two numbers." not in text)
    assert await workbench.save("calc.py") == CODE
    assert await workbench.notifications() == []
