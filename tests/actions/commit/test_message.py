from __future__ import annotations

import pytest

from glossator.actions.commit.message import (
    MessageReader,
    comment_mark,
    comments_begin,
    has_message,
)

LONG = "word " * 30


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("Add a function", "Add a function"),
        ("Add a\n\nBecause b.\n", "Add a\n\nBecause b."),
        ("Add a\nBecause b.", "Add a\n\nBecause b."),
        ("Here is the commit message:\n\n```\nAdd a\n\n- b\n```\nHope it helps!", "Add a\n\n- b"),
        ("Sure!\nSubject: Add a\n\nBody: Because.", "Add a\n\nBecause."),
        ("**Add a**\n\n* one\n* two\n\nLet me know!", "Add a\n\n- one\n- two"),
        ('"Add a"', "Add a"),
        ("Add a\n\n#12 is mended", "Add a\n\n #12 is mended"),
        ("Add a\n\nSigned-off-by: Me <a@b.c>", "Add a"),
        ("Add a\n\n    code  here", "Add a\n\n    code  here"),
        ("I'm sorry, I can't.", ""),
        ("Could you please show the diff?", ""),
        ("", ""),
    ],
)
@pytest.mark.parametrize("piece", [1, 5, 1000])
def test_an_answer_becomes_a_message(answer: str, message: str, piece: int) -> None:
    reader = MessageReader()
    lines = [
        line
        for start in range(0, len(answer), piece)
        for line in reader.feed(answer[start : start + piece])
    ]
    lines += reader.finish()
    assert "\n".join(lines) == message
    assert reader.has_subject is bool(message)


def test_every_line_has_72_columns_at_most() -> None:
    reader = MessageReader()
    lines = reader.feed(f"Subject {LONG}\n\n{LONG}\n- {LONG}\n")
    assert max(map(len, lines)) <= 72
    assert lines[1] == ""
    assert any(line.startswith("  word") for line in lines)


@pytest.mark.parametrize(
    ("text", "is_written"),
    [("\n# Please enter", False), ("Add a\n# Please", True), ("", False), ("a #b\n", True)],
)
def test_a_message_stands_above_the_comments(text: str, is_written: bool) -> None:
    assert has_message(text) is is_written
    assert text[comments_begin(text) :][:1] in ("", "#")


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("\n# Please\n#\n# On branch\n", "#"),
        ("\n; Please\n;\n; On branch\n", ";"),
        ("#12 is mended\n; Please\n;\n; On branch\n", ";"),
        ("\n// Please\n//\n// On branch\n", "//"),
        (
            "\n% Please\n% ------------------------ >8 ------------------------\ndiff --git a b\n",
            "%",
        ),
        ("Add a\n\n- one\n- two\n- three\n", "#"),
        ("Add a\n\n/usr one\n/usr two\n/usr three\n", "#"),
        ("", "#"),
    ],
)
def test_the_mark_of_comments_is_told_from_the_file(text: str, mark: str) -> None:
    assert comment_mark(text) == mark
    assert text[comments_begin(text) :][: len(mark)] in ("", mark)


def test_no_line_of_a_message_is_a_comment() -> None:
    reader = MessageReader(";")
    assert reader.feed("Add a\n\n;b and #c\n#d\n") == ["Add a", "", " ;b and #c", "#d"]
