"""One window of VS Code, driven by keys as a user drives it."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from itertools import groupby
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from playwright.async_api import Error, Page, async_playwright, expect

from tests.editors.vscode.install import chromium
from tests.editors.vscode.server import VSCodeServer

T = TypeVar("T")

LOOK_TIMEOUT = 90.0
"""Seconds for whatever must come; only what never comes takes that long."""
GHOST = """() => {
    const texts = (selector) => [...document.querySelectorAll(selector)].map((e) => e.textContent);
    const line = texts(".view-lines [class*=ghost-text-decoration]");
    return [line.join(""), ...texts(".suggest-preview-text .view-line")].join("\\n");
}"""
"""The rest of the cursor's line, in pieces by colour, and the lines below it."""
PAINTED = f"""() => new Promise((tell) =>
    requestAnimationFrame(() => setTimeout(() => tell(({GHOST})()))))"""
"""Right after a frame is painted; before it, half of what changes may stand there."""
EACH_FRAME = f"""() => {{
    window.ghosts = [];
    const look = () => {{
        window.ghosts.push(({GHOST})());
        requestAnimationFrame(() => setTimeout(look));
    }};
    requestAnimationFrame(() => setTimeout(look));
}}"""
DECORATIONS = """() => [...document.querySelectorAll(".view-lines .view-line span span")]
    .map((each) => getComputedStyle(each, "::after").content)
    .filter((content) => content.startsWith('"'))
    .map((content) => JSON.parse(content))"""
"""The texts that decorations put after others."""
COLOURED = """() => {
    const places = [...document.querySelectorAll(".view-overlays .cdr")]
        .filter((each) => /ced-\\S*TextEditorDecorationType/.test(each.className))
        .map((each) => each.getBoundingClientRect())
        .filter((place) => place.width > 0);
    const words = [...document.querySelectorAll(".view-lines .view-line > span > span")];
    return places.map(({ left, right, top }) => {
        const range = document.createRange();
        return words.flatMap((word) => [...word.childNodes]).flatMap((node) =>
            [...node.textContent].filter((_, at) => {
                range.setStart(node, at);
                range.setEnd(node, at + 1);
                const box = range.getBoundingClientRect();
                const middle = box.left + box.width / 2;
                return middle > left && middle < right && Math.abs(box.top - top) < 4;
            })
        ).join("");
    }).filter((text) => text);
}"""
"""The texts behind which decorations put a colour."""
STATUS = '.statusbar-item[id="glossator.glossator.glossator"] a'
REMEMBER_STATUS = f"""
    window.statuses = [];
    new MutationObserver(() => {{
        const label = document.querySelector('{STATUS}')?.getAttribute("aria-label");
        if (label && window.statuses.at(-1) !== label) window.statuses.push(label);
    }}).observe(document, {{ subtree: true, childList: true, attributes: true }});
"""
REMEMBER_EXIT = "window.codeAutomationExit = (code) => { window.exitCode = code; };"
"""VS Code calls it when the tests in its extension host, and that itself, have ended."""
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)


class Workbench:
    """A window with one folder open."""

    def __init__(self, page: Page, folder: Path) -> None:
        self.page = page
        self.folder = folder

    async def run(self, command: str) -> None:
        """Choose a command from the palette."""
        await self.press("F1")
        await self._pick(f">{command}", f"Glossator: {command}")

    async def choose(self, *labels: str) -> None:
        """Choose from the menu that a click on the status bar's item opens, and from the next."""
        await self.page.locator(STATUS).click()
        for label in labels:
            await self.pick(label)

    async def pick(self, label: str) -> None:
        """Choose from the list that is open."""
        await self._pick(label, label)

    async def open(self, name: str) -> None:
        """Open a file of the folder and put the cursor at its end."""
        await self.press("Control+P")
        await self._pick(str(self.folder / name), name)  # whole: an old one finds no file by name
        await self.page.wait_for_selector(f'.tab[aria-label^="{name}"]')
        await self.page.locator(".editor-instance .view-lines").first.click()
        await self.press("Control+End")

    async def edit(self, name: str, text: str) -> None:
        """Write a file and open it, with the cursor at its end."""
        (self.folder / name).write_text(text, "utf-8")
        await self.open(name)

    async def go_to(self, line: int, column: int = 1) -> None:
        """Put the cursor there, counted from one."""
        await self.press("Control+G")
        box = self.page.locator(".quick-input-box input")
        await box.fill(f":{line}:{column}")
        await self.press("Enter")
        await expect(box).to_be_hidden()

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            await self.page.keyboard.press(key)

    async def type(self, text: str, *, between: float = 0.03) -> None:
        """Type text, with seconds between two keys."""
        await self.page.keyboard.type(text, delay=between * 1000)

    async def choose_language(self, name: str) -> None:
        """Set the active file's language mode."""
        await self.press("Control+K", "m")
        await self.pick(name)

    async def save(self, name: str) -> str:
        """Save the active file; what is on the disk."""
        await self.press("Control+S")
        dirty = self.page.locator(f'.tab.active.dirty[aria-label^="{name}"]')
        await expect(dirty).to_have_count(0)
        return (self.folder / name).read_text("utf-8")

    async def text(self) -> str:
        """What the active file shows, if it is short enough to be seen whole."""
        lines = self.page.locator(".editor-instance .view-lines .view-line")
        tops = await lines.evaluate_all(
            "all => all.map(each => [parseInt(each.style.top), each.textContent])"
        )
        return "\n".join(line.replace("\xa0", " ") for _, line in sorted(tops))

    async def ghost(self) -> str:
        """The ghost text that shows."""
        shown: str = await self.page.evaluate(PAINTED)
        return shown.replace("\xa0", " ")

    async def wait_for_ghost(self, containing: str = "") -> str:
        """Wait for ghost text, which may have to hold something."""
        return await self.until(self.ghost, lambda ghost: bool(ghost) and containing in ghost)

    async def watch_ghost(self) -> None:
        """From now on look at the ghost text in every frame."""
        await self.page.evaluate(EACH_FRAME)

    async def ghosts(self) -> list[str]:
        """The ghost texts of all frames since, each once as long as it stood."""
        frames: list[str] = await self.page.evaluate("window.ghosts")
        return [shown.replace("\xa0", " ") for shown, _ in groupby(frames)]

    async def decorations(self) -> list[str]:
        """The texts that decorations show after others."""
        shown: list[str] = await self.page.evaluate(DECORATIONS)
        return [each.replace("\xa0", " ") for each in shown]

    async def coloured(self) -> list[str]:
        """The texts to which decorations have given a colour."""
        shown: list[str] = await self.page.evaluate(COLOURED)
        return shown

    async def status(self) -> str:
        """What the item in the status bar says to a screen reader."""
        label: str | None = await self.page.locator(STATUS).get_attribute("aria-label")
        return label or ""

    async def statuses(self) -> list[str]:
        """All that it has said since the window opened."""
        found: list[str] = await self.page.evaluate("window.statuses")
        return found

    async def wait_for_status(self, containing: str) -> str:
        """Wait until the status bar says so."""
        return await self.until(self.status, lambda reply: containing in reply)

    async def choose_action(self, title: str) -> None:
        """Open the lightbulb's menu and take an action from it."""
        await self.press("Control+.")
        await self.take_action(title)

    async def take_action(self, title: str) -> None:
        """Take an action from the menu that is open."""
        rows = self.page.locator(".action-widget .monaco-list-row")
        chosen = rows.filter(has_text=title)
        await chosen.wait_for()
        # By the keyboard: in an old VS Code nothing in this menu can be clicked.
        for _ in range(await rows.count()):
            if "focused" in (await chosen.get_attribute("class") or ""):
                break
            await self.press("ArrowDown")
        await self.press("Enter")

    async def previews(self) -> list[str]:
        """The text of each Markdown preview that is to be seen."""
        texts = []
        for frame in self.page.frames:
            if frame.name == "active-frame" or frame.name.startswith("pending-frame"):
                with suppress(Error):  # VS Code has put another in its place meanwhile
                    texts.append(await frame.inner_text("body", timeout=2000))
        return texts

    async def wait_for_preview(self, containing: str) -> str:
        """Wait until a preview says so; all that it says."""
        found = await self.until(
            self.previews, lambda texts: any(containing in text for text in texts)
        )
        return next(text for text in found if containing in text)

    async def go_to_tab(self, title: str) -> None:
        """Bring a tab to the front, and the focus to it."""
        await self.page.locator(".tab", has_text=title).click()

    async def close_tab(self, title: str) -> None:
        """Close a tab by the middle button."""
        tab = self.page.locator(".tab", has_text=title)
        await tab.click(button="middle")
        await expect(tab).to_have_count(0)

    async def stop_writing(self) -> None:
        """Click the status bar's item while it shows what is being written."""
        await self.wait_for_status("click to stop")
        await self.page.locator(STATUS).click()

    async def picture(self, file: Path) -> None:
        """Save what the window looks like."""
        file.parent.mkdir(parents=True, exist_ok=True)
        await self.page.screenshot(path=file)

    async def settings(self) -> list[str]:
        """The names of the settings that are shown to be changed."""
        shown: list[str] = await self.page.locator(
            ".settings-editor .setting-item-label"
        ).all_inner_texts()
        return shown

    async def notifications(self) -> list[str]:
        """The messages that have popped up and stand there."""
        shown: list[str] = await self.page.locator(
            ".notification-list-item-message"
        ).all_inner_texts()
        return shown

    async def wait_for_notifications(self) -> list[str]:
        """Wait until a message has popped up; all that stand there."""
        return await self.until(self.notifications, bool)

    async def wait_for_no_notifications(self) -> None:
        """Wait until none stands there: VS Code keeps progress on screen after its end."""
        await self.until(self.notifications, lambda shown: not shown)

    async def dismiss_notifications(self) -> None:
        """Take them away without pressing a button."""
        await self.press("F1")
        await self._pick(">Clear All Notifications", "Notifications: Clear All Notifications")
        await self.wait_for_no_notifications()

    async def press_button(self, label: str) -> None:
        """Press a button of the message that has popped up."""
        buttons = self.page.locator(".notification-list-item .monaco-button")
        await buttons.get_by_text(label, exact=True).click()

    async def answer(self, text: str, *, title: str = "") -> None:
        """Type into the box that asks for a line."""
        await self.enter(text, title=title)
        await expect(self.page.locator(".quick-input-box input")).to_be_hidden()

    async def enter(self, text: str, *, title: str) -> None:
        """The same where another box may follow at once."""
        await expect(self.page.locator(".quick-input-title")).to_contain_text(title)
        box = self.page.locator(".quick-input-box input")
        await expect(box).to_be_visible()
        await box.fill(text)
        await self.press("Enter")

    async def dismiss(self, *, title: str) -> None:
        """Leave the box that asks for a line by Escape."""
        await expect(self.page.locator(".quick-input-title")).to_contain_text(title)
        await self.press("Escape")
        await expect(self.page.locator(".quick-input-box input")).to_be_hidden()

    async def until(self, look: Callable[[], Awaitable[T]], good: Callable[[T], object]) -> T:
        """Look until it is good; what was seen."""
        seen: T | None = None
        try:
            async with asyncio.timeout(LOOK_TIMEOUT):
                while True:
                    seen = await look()
                    if good(seen):
                        return seen
                    await asyncio.sleep(0.02)
        except TimeoutError:
            raise AssertionError(f"waited in vain; seen last: {seen!r}") from None

    async def _pick(self, typed: str, label: str) -> None:
        box = self.page.locator(".quick-input-box input")
        await expect(box).to_be_visible()
        await box.fill(typed)
        name = re.compile(rf"{re.escape(label)}(?!\w)")
        option = self.page.get_by_role("option", name=name).first
        await option.click()
        await expect(option).to_be_hidden()  # not the box: what was chosen may ask in it


@asynccontextmanager
async def window(
    server: VSCodeServer,
    folder: Path,
    *,
    size: tuple[int, int] = (1280, 800),
    payload: Sequence[tuple[str, str]] = (),
) -> AsyncIterator[Workbench]:
    """Open a folder in a new browser; the payload is for VS Code itself."""
    width, height = size
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        page = await browser.new_page(viewport={"width": width, "height": height})
        await page.add_init_script(REMEMBER_STATUS)
        await page.add_init_script(REMEMBER_EXIT)
        page.set_default_timeout(LOOK_TIMEOUT * 1000)
        expect.set_options(timeout=LOOK_TIMEOUT * 1000)
        try:
            given = f"folder={quote(str(folder))}&payload={quote(json.dumps(payload))}"
            await page.goto(f"{server.url}?{given}")
            await page.wait_for_selector(".monaco-workbench")
            yield Workbench(page, folder)
        finally:
            await browser.close()
