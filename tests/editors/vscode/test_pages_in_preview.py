"""Pages under VS Code's own preview: its engine's options, its extensions for math and Mermaid."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
from pathlib import Path

from glossator.text.safe_markdown import harmless
from tests.editors.vscode.install import NEWEST
from tests.text.hostile_markdown import hostile_page

PAGES = 10_000
RENDERER = Path(__file__).with_name("render_pages.cjs")
# What the Mermaid extension puts before each page: its settings.
_MERMAIDS_OWN = re.compile(r'<span id="markdown-mermaid"[^>]*></span>\n?')
_PLAIN_TAG = re.compile(
    r"</?(?:p|em|strong|s|ul|ol|li|blockquote|hr|br|code|pre|h[1-6])(?: /)?>"
    r'|<ol start="\d+">|<code class="language-(?!mermaid|math)[\w+#-]+">'
)


def rendered(pages: list[str]) -> list[str]:
    answer = subprocess.run(
        [NEWEST.node, RENDERER, NEWEST.vscode / "extensions"],
        input=json.dumps(pages).encode(),
        stdout=subprocess.PIPE,
        env={**os.environ, "NODE_PATH": str(NEWEST.place / "node_modules")},
        check=True,
    )
    found: list[str] = json.loads(answer.stdout)
    return [_MERMAIDS_OWN.sub("", html) for html in found]


def active(html: str) -> list[str]:
    """The tags that are more than text: any with an attribute, and any that Markdown has not."""
    return [tag for tag in re.findall(r"<[^>]*>?", html) if not _PLAIN_TAG.fullmatch(tag)]


def test_a_hostile_page_as_it_is_would_act() -> None:
    math, diagram = rendered(["$`$ ![a](https://x) `y`", "```mermaid\nflowchart LR\n```"])
    assert '<img src="https://x"' in math
    assert 'class="mermaid"' in diagram


def test_no_hostile_page_acts() -> None:
    rng = random.Random(16)
    pages = [harmless(hostile_page(rng)) for _ in range(PAGES)]
    acting = [
        (page, found)
        for page, html in zip(pages, rendered(pages), strict=True)
        if (found := active(html))
    ]
    assert acting == []
