"""The menu of the status bar's item in VS Code."""

from __future__ import annotations

from playwright.async_api import expect

from glossator.completion.outcome import Outcome
from tests.editors.vscode.workbench import Workbench
from tests.standin.contract import CODE_MODEL, PROSE_MODEL
from tests.standin.scripts import speak
from tests.standin.server import StandIn

CODE = "def add(a, b):\n    "


async def test_ghost_text_is_switched_off_and_on_for_a_language(
    workbench: Workbench, service: StandIn
) -> None:
    service.answer = lambda _: speak("    return a + b")
    await workbench.edit("calc.py", CODE)
    await workbench.choose("Ghost text off for python")
    await workbench.wait_for_status("off")
    service.requests.clear()
    await workbench.press("Control+1")  # back from the status bar, where VS Code leaves the focus
    await workbench.type("re", between=0.5)
    assert await workbench.ghost() == ""
    assert not [request for request in service.requests if b"def add" in request.raw_body]
    await workbench.choose("Ghost text on for python")
    await workbench.wait_for_status("ready")
    await workbench.press("Control+1")
    await workbench.type("t")
    assert await workbench.wait_for_ghost() == "urn a + b"


async def test_it_says_what_the_last_suggestion_was_made_from(
    workbench: Workbench, service: StandIn
) -> None:
    service.answer = lambda _: speak("    return a + b")
    await workbench.edit("calc.py", CODE)
    await workbench.type("r")
    assert await workbench.wait_for_ghost() == "eturn a + b"
    await workbench.choose()
    box = workbench.page.locator(".quick-input-box input")
    await expect(box).to_have_attribute("placeholder", Outcome.ANSWERED)


async def test_the_settings_of_the_models_are_found(workbench: Workbench) -> None:
    await workbench.choose("Models…")
    wanted = ["Base Url", "Code Model", "Local Model", "Profile", "Prose Model"]
    await workbench.until(workbench.settings, lambda shown: sorted(shown) == wanted)


async def test_what_was_spent_is_shown(workbench: Workbench) -> None:
    await workbench.choose("What was spent")
    await workbench.until(
        workbench.text, lambda text: "Nothing was counted" in text or "Useless" in text
    )
    await workbench.wait_for_no_notifications()


async def test_the_doctor_reports(workbench: Workbench, service: StandIn) -> None:
    service.answer = lambda _: speak("    return a + b")
    await workbench.edit("calc.py", CODE)
    await workbench.choose("Doctor’s report")
    report = await workbench.until(workbench.text, lambda text: PROSE_MODEL in text)
    assert CODE_MODEL in report
    assert service.base_url in report
    await workbench.wait_for_no_notifications()
