"""All filters in their order: each reply needs several of them, whatever pieces it comes in."""

from __future__ import annotations

from pathlib import Path

import pytest

import glossator.completion.clean as package
from glossator.completion.clean import (
    LONGEST,
    ON_THE_STREAM,
    ON_THE_WHOLE,
    StreamCleaner,
    clean,
)
from glossator.log import log_readings
from tests.completion.drawn import at

LOOP = "def f(a):\n    for b in a:\n        │\n        c(b)\n    return a\n"
CRLF = "def f(a):\r\n    ret│\r\n"
SUPPORT = {"__init__", "answer", "indent", "indent_rules"}


def feed(drawn: str, pieces: list[str], *, chat: bool = True) -> StreamCleaner:
    cleaner = StreamCleaner(at(drawn), chat=chat)
    shown = "".join([cleaner.feed(piece) for piece in pieces])
    assert shown + cleaner.finish() == cleaner.text
    return cleaner


@pytest.mark.parametrize(
    ("drawn", "reply", "kept"),
    [
        # a fence, the lines above, the indentation, the lines below
        (
            LOOP,
            "Here is the code:\n\n```python\n    for b in a:\n        x = b\n        c(b)\n```\n",
            "x = b",
        ),
        # a token, a preamble, an explanation
        (LOOP, "Sure! Here it is:\nx = b\n\nThis sets x to the value of b.<|im_end|>", "x = b"),
        # a fence, CR LF, the cursor's own line
        (CRLF, "```python\r\n    return a\r\n```", "urn a"),
        (CRLF, "return a(\r\n        b)", "urn a(\r\n        b)"),
        # tabs, and all lines too far to the left
        (LOOP, "if b:\n\td(b)\nx = b", "if b:\n            d(b)\n        x = b"),
        # twice the same for ever
        (LOOP, "x = b\n" * 60, "x = b"),
    ],
)
@pytest.mark.parametrize("length", [1, 3, 10_000])
def test_the_filters_work_together(drawn: str, reply: str, kept: str, length: int) -> None:
    pieces = [reply[start : start + length] for start in range(0, len(reply), length)]
    assert clean(feed(drawn, pieces).text, at(drawn)) == kept


def test_every_filter_has_its_place_in_the_order() -> None:
    modules = {path.stem for path in Path(package.__path__[0]).glob("*.py")} - SUPPORT
    assert sorted(step.__name__ for step in (*ON_THE_STREAM, *ON_THE_WHOLE)) == sorted(modules)


def test_nothing_is_read_after_the_end() -> None:
    cleaner = StreamCleaner(at(LOOP), chat=True)
    cleaner.feed("x = b\n        c(b)\n    return a\n")
    assert cleaner.ended
    assert cleaner.feed("y = b") == ""
    assert cleaner.finish() == ""


def test_a_reply_is_read_up_to_its_bound() -> None:
    cleaner = StreamCleaner(at("│"), chat=False)
    cleaner.feed("".join(f"x{number} = {number}\n" for number in range(LONGEST)))
    assert cleaner.ended
    assert len(cleaner.text) <= LONGEST


def test_a_stream_that_goes_in_circles_is_ended() -> None:
    cleaner = StreamCleaner(at("│"), chat=False)
    for _ in range(100):
        cleaner.feed("x = b\n")
        if cleaner.ended:
            break
    assert cleaner.ended
    assert len(cleaner.text) < 500


def test_where_prompts_are_logged_each_filter_says_what_it_changed(
    caplog: pytest.LogCaptureFixture,
) -> None:
    log_readings(wanted=True)
    try:
        cleaner = feed("def f(a):\n    return │\n", ["```\n    ret", "urn a\n```\n"])
        clean("b}\n\n\n", at("f(a, │)\n"))
    finally:
        log_readings(wanted=False)
    assert cleaner.text == "a"
    said = [line.partition(" | ")[0] for line in caplog.messages]
    assert said == [
        r'unwrap_fence: at 0 "```\n    return a\n```\n" gives way to "    return a"',
        'drop_echo: at 0 "    return " gives way to ""',
        r'trim_trailing_space: at 2 "\n\n\n" gives way to ""',
    ]


def test_otherwise_the_filters_say_nothing(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG", "glossator"):
        feed("    return │\n", ["    return a"])
    assert not caplog.messages
