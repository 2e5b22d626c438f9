from __future__ import annotations

from collections.abc import Iterator

import pytest

from glossator import masks


@pytest.fixture(autouse=True)
def no_keys(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(masks, "_keys", set())
    yield


@pytest.mark.parametrize(
    ("keys", "text", "expected"),
    [
        ([], "sk-0123456789", "sk-0123456789"),
        (["sk-0123456789"], "Key sk-0123456789, twice: sk-0123456789", "Key [key], twice: [key]"),
        # one key that begins like another
        (["sk-01234", "sk-0123456789"], "sk-0123456789 sk-01234x", "[key] [key]x"),
        # signs that a pattern would read
        (["a.c(d)+[e]"], "a.c(d)+[e] abc(d)+[e]", "[key] abc(d)+[e]"),
        # a short one may be a word
        (["ollama"], "ollama runs", "ollama runs"),
    ],
)
def test_no_known_key_is_shown(keys: list[str], text: str, expected: str) -> None:
    for key in keys:
        masks.mask(key)
    assert masks.masked(text) == expected
