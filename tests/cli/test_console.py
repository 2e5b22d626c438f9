"""What a terminal shows: tables that fit, styles where they are seen, prose that streams."""

from __future__ import annotations

import io

import pytest

from glossator.cli.console import Console, Flow, bold


def shown(width: int, *rows: tuple[str, ...], whole: int = 0) -> str:
    """A table on a screen so wide; the first row is its head."""
    out = io.StringIO()
    Console(out, width).table(rows[0], rows[1:], whole)
    return out.getvalue()


@pytest.mark.parametrize(
    ("width", "whole", "expected"),
    [
        (40, 0, "Name  About\none   small and quick\nfour\n"),
        (15, 0, "Name  About\none   small and\n      quick\nfour\n"),
        (15, 1, "Name  About\none   small and\n      quick\nfour\n"),
        (1, 0, "Name  About\none   small\n      and\n      quick\nfour\n"),
    ],
)
def test_a_table_is_folded_to_fit(width: int, whole: int, expected: str) -> None:
    rows = (("Name", "About"), ("one", "small and quick"), ("four", ""))
    assert shown(width, *rows, whole=whole) == expected


def test_columns_that_must_stay_whole_do() -> None:
    rows = (("Day", "Model"), ("2026-11-30 and more", "a-long-name at a-host"))
    first, *_ = shown(30, *rows, whole=1).split("\n")[1:]
    assert first == "2026-11-30 and more  a-long-na"


def test_a_table_of_columns_that_must_stay_whole_is_wider_than_a_narrow_screen() -> None:
    assert shown(5, ("Day", "Read"), ("2026-11-30", "1,234"), whole=2) == (
        "Day         Read\n2026-11-30  1,234\n"
    )


def test_a_cell_shows_no_control_characters_and_no_markup() -> None:
    assert shown(40, ("Name",), ("[b]:x:\x1b[31mred",)) == "Name\n[b]:x:red\n"


@pytest.mark.parametrize(
    ("color", "no_color", "styled"), [(True, "", True), (None, "", False), (None, "1", False)]
)
def test_styles_are_for_screens(
    color: bool | None, no_color: str, styled: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", no_color)
    out = io.StringIO()
    Console(out, 20, color).print(bold("yes"))
    assert ("\x1b[1m" in out.getvalue()) == styled


@pytest.mark.parametrize(("encoding", "line"), [("utf-8", "─"), ("cp1252", "-")])
def test_a_heading_fits_the_screen_and_its_encoding(encoding: str, line: str) -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
    Console(out, 12).rule("Models")
    out.flush()
    assert raw.getvalue().decode(encoding) == f"Models {line * 5}\n"


@pytest.mark.parametrize(
    ("fed", "shown"),
    [
        (["one two"], "one two\n"),
        (["o", "ne", " ", "two"], "one two\n"),
        (["one two three"], "one two\nthree\n"),
        (["one two", " three ", "four"], "one two\nthree four\n"),
        (["- one\n", "  - two\n\nthree"], "- one\n  - two\n\nthree\n"),
        (["one-very-long-word"], "one-very-long-word\n"),
        (["[b] :x: c"], "[b] :x: c\n"),
        ([""], "\n"),
        (["one\n"], "one\n"),
    ],
)
def test_prose_is_broken_between_words(fed: list[str], shown: str) -> None:
    out = io.StringIO()
    flow = Flow(Console(out, width=10))
    for text in fed:
        flow.feed(text)
    flow.end()
    assert out.getvalue() == shown
