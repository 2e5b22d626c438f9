"""What `unescape_entities` changes, and the right replies that it leaves alone."""

from __future__ import annotations

import pytest

from glossator.completion.clean.answer import Draft
from glossator.completion.clean.unescape_entities import unescape_entities
from tests.completion.clean.checks import check_head
from tests.completion.drawn import at


@pytest.mark.parametrize(
    ("drawn", "reply", "kept", "language"),
    [
        ("│\n", "vector&lt;int&gt; a;", "vector<int> a;", "cpp"),
        ("<p>│</p>\n", "a &lt; b", "a &lt; b", "html"),
        ('a = "&amp;"\nb = │\n', '"&lt;"', '"&lt;"', "python"),
        ("return │\n", 'text.replace("<", "&lt;")', 'text.replace("<", "&lt;")', "python"),
        ("# │\n", "use &lt; here", "use &lt; here", "python"),
    ],
)
def test_entities_become_characters(drawn: str, reply: str, kept: str, language: str) -> None:
    check_head(unescape_entities, drawn, reply, kept, language=language)


def test_an_entity_that_grows_waits() -> None:
    draft = unescape_entities(Draft("a &l", whole=False, chat=True), at("│\n", "cpp"))
    assert draft.text == "a "
