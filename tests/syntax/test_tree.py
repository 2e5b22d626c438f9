from __future__ import annotations

import pytest

from glossator.syntax.registry import parse_once

TEXTS = ["x = 1\n", "é = 'ü😀'\n# ende\n", "\ud800 = 1\n", ""]


@pytest.mark.parametrize("text", TEXTS)
def test_code_points_and_bytes_lead_to_each_other(text: str) -> None:
    tree = parse_once(text, "python")
    for offset in range(len(text) + 1):
        assert tree.offset(tree.byte(offset)) == offset
    assert tree.span(tree.root) == (0, len(text)) or not text.strip()
    assert tree.is_ascii == text.isascii() or "\ud800" in text


def test_the_text_of_a_node_is_that_of_the_buffer() -> None:
    tree = parse_once("é = 'ü😀'\nx = \"ß\"\n", "python")
    assert [tree.source(node) for node in tree.root.named_children] == ["é = 'ü😀'", 'x = "ß"']
    assert tree.span(tree.root.named_children[1]) == (9, 16)
