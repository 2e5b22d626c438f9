"""What a page shows of a model's Markdown: nothing that loads, leads or runs, in any renderer."""

from __future__ import annotations

import random
import re
from functools import cache

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.myst_role import myst_role_plugin
from mdit_py_plugins.substitution import substitution_plugin
from mdit_py_plugins.tasklists import tasklists_plugin
from mdit_py_plugins.texmath import texmath_plugin

from glossator.text.safe_markdown import harmless
from tests.text.hostile_markdown import ATOMS, BLOCKS, CLOSERS, OPENERS, SPACES, hostile_page

PAGES = 1_000

STAYS = [
    "Adds `prices` up, **twice**.\n\n1. first\n2. *second*\n\n> quoted\n",
    "Returns `list[int]`, `a[0]`, `a | b`, `$name`, `x < y`, `f(*args)` and `std::vector`.\n",
    "# Title\n\n## Second\n\n- one\n  - two\n\nText: it's 5 > 3, isn't it? (Yes.)\n",
    "a < b and c * d, my_file_name, 50 %, x = 1; see also: this.\n",
    "\n```python\nrows: list[list[int]] = f[0](x)\n<b>![i](u)</b> $x$\n```\n",
]

SHOWN = [
    ("```\nx\n```", "\n```text\nx\n```"),
    ("```Python title=x\nx\n```", "\n```python\nx\n```"),
    ("```mermaid\nx\n```", "\n```text\nx\n```"),
    ("~~~math\nx\n~~~", "\n```text\nx\n```"),
    ("```py\na = '```'\nb\n", "\n````py\na = '```'\nb\n\n````"),
    ("1. so:\n   ```py\n   x\n     y\n   ```\n2. next", "1. so:\n\n```py\nx\n  y\n```\n2. next"),
    ("- ```py\n  x\n  ```", "-\n\n```py\nx\n```"),
    ("| a | b |\n|---|---|\n| 1 | `x` |\n", "\n```text\n| a | b |\n|---|---|\n| 1 | `x` |\n```\n"),
    ("[docs](https://evil.example)", "\\[docs](https:/\\/evil.example)"),
    ("[run](command:x)", "\\[run](command:x)"),
    ("![](https://evil.example)", "!\\[](https:/\\/evil.example)"),
    ("<img src=x>", "\\<img src=x>"),
    ("$`$ ![a](b) `y`", "\\$\\`\\$ !\\[a](b) \\`y\\`"),
    ("It costs $5.", "It costs \\$5."),
    ("::: mermaid", "\\:\\:: mermaid"),
    ("> ~~~mermaid", "> \\~~\\~mermaid"),
    ("a | b", "a &#124; b"),
    ("a[0]{x}", "a\\[0]\\{x}"),
    ("`[a](b)` and `<b>`", "\\`\\[a](b)\\` and \\`\\<b>\\`"),
    ("\\begin{a}", "\\\\begin\\{a}"),
    ("mail a@b.c", "mail a\\@b.c"),
    ("\\*no\\* \\[a\\](b)", "\\*no\\* &#91;a](b)"),
]


@pytest.mark.parametrize("text", STAYS)
def test_what_is_inert_stays_as_it_is(text: str) -> None:
    assert harmless(text).replace("\n\n", "\n") == text.replace("\n\n", "\n")


@pytest.mark.parametrize(("text", "shown"), SHOWN)
def test_what_has_a_meaning_is_shown_as_it_is_written(text: str, shown: str) -> None:
    assert harmless(text) == shown
    is_inert(shown)


@cache
def renderers() -> tuple[MarkdownIt, ...]:
    """CommonMark, GFM with links made of addresses, and one with all extensions at once."""
    options = {"html": True, "linkify": True, "highlight": None}
    everything = MarkdownIt("gfm-like", options)
    for plugin in (
        *(admon_plugin, amsmath_plugin, attrs_plugin, attrs_block_plugin, colon_fence_plugin),
        *(deflist_plugin, dollarmath_plugin, footnote_plugin, front_matter_plugin),
        *(myst_role_plugin, substitution_plugin, tasklists_plugin),
    ):
        everything.use(plugin)
    brackets = MarkdownIt("gfm-like", options).use(texmath_plugin, delimiters="brackets")
    return MarkdownIt("commonmark"), MarkdownIt("gfm-like", options), everything, brackets


def is_inert(text: str) -> None:
    """Hold a text against renderers: what they make of it are plain tags without attributes."""
    for renderer in renderers():
        html = renderer.render(text)
        for tag in re.findall(r"<[^>]*>?", html):
            assert PLAIN_TAG.fullmatch(tag), (tag, text, html)


PLAIN_TAG = re.compile(
    r"</?(?:p|em|strong|s|ul|ol|li|blockquote|hr|br|code|pre|h[1-6])(?: /)?>"
    r'|<ol start="\d+">|<code class="language-(?!mermaid|math)[\w+#-]+">'
)


@pytest.mark.parametrize("seed", range(10))
def test_no_hostile_page_is_left_active(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(PAGES // 10):
        is_inert(harmless(hostile_page(rng)))


PIECES = st.sampled_from([*ATOMS, *BLOCKS, *OPENERS, *CLOSERS, *SPACES])


@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_text_is_left_active(text: str) -> None:
    is_inert(harmless(text))


WITHOUT_FENCES = PIECES.filter(lambda piece: "```" not in piece and "~~~" not in piece)


@given(st.lists(WITHOUT_FENCES, max_size=40).map("".join))
def test_no_word_is_lost(text: str) -> None:
    assume("```" not in text and "~~~" not in text)  # pieces may make a fence together
    shown = re.sub("```text\n|&#91;|&#124;", "", harmless(text))
    # The cells of a table are set apart, whatever stood between them.
    words = "".join(re.findall(r"\w+", re.sub("&#91;|&#124;", "", text)))
    assert words == "".join(re.findall(r"\w+", shown))


@pytest.mark.parametrize(
    "piece", ["[", "<a", "![a](b) ", "`", "`a", "$`", "> [a](b)\n", "```\n", "|\n"]
)
def test_a_long_text_takes_a_time_in_proportion(piece: str) -> None:
    shown = harmless(piece * (200_000 // len(piece)))
    is_inert(shown[:2_000])
