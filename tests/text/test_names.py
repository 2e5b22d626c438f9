"""What a name is made of."""

from __future__ import annotations

import pytest

from glossator.text.names import name_parts


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("read_file", ("read", "file")),
        ("readFile", ("read", "file")),
        ("HTMLPage2", ("html", "page")),
        ("toHTMLPage42", ("to", "html", "page", "42")),
        ("_a_b", ()),
        ("größe_x", ("gr", "öß")),
        ("file_of_file", ("file", "of")),
        ("internationalization", ("internationa",)),
        ("", ()),
    ],
)
def test_parts(name: str, parts: tuple[str, ...]) -> None:
    assert name_parts(name) == parts
