from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.text.repetition_stream import FreshLines

SENTENCE = (
    "The function is called when the file that the user has chosen is to be read line by line."
)
OTHER = SENTENCE.replace("called when", "not called before")
CIRCLE = f"A. {SENTENCE}\nB. {SENTENCE}\nC. {SENTENCE}\n"
BOTH = f"A. {SENTENCE} {OTHER}\nB. {SENTENCE} {OTHER}\n"
CODE = "    total = sum(price * amount for price, amount in basket)\n"
ITEM = "- `self`: the basket whose prices are to be added up.\n"
LONG = "This line is long enough to be noticed when it comes again."


def shown(text: str, piece: int = 1000) -> tuple[str, bool]:
    lines = FreshLines()
    passed = [lines.feed(text[at : at + piece]) for at in range(0, len(text), piece)]
    return "".join(passed) + lines.finish(), lines.is_circular


@pytest.mark.parametrize("piece", [1, 5, 1000])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo.\n", "One.\n\nTwo.\n"),
        (" \n One.", "One."),
        ("- a\n- a\n", "- a\n- a\n"),
        (f"{LONG}\n\n{LONG[:20]} else.\n", f"{LONG}\n\n{LONG[:20]} else.\n"),
        (f"{LONG}\n{LONG} And more.", f"{LONG}\n{LONG} And more."),
        (f"{LONG}\n\n{LONG}\nMore.", f"{LONG}\n\n"),
        (f"{LONG}\r\n{LONG}\r\nMore.", f"{LONG}\r\n"),
        (f"{LONG}\n{LONG}", f"{LONG}\n"),
        (f"{LONG}\n{LONG[:30]}", f"{LONG}\n{LONG[:30]}"),
        (f"A. {SENTENCE}\n\nB. {SENTENCE}\n\nC.", f"A. {SENTENCE}\n\nB. {SENTENCE}\n\nC."),
        (f"A. {SENTENCE}\nB. {SENTENCE}\nC. {SENTENCE}\nD.", CIRCLE),
        (f"A. {SENTENCE} {OTHER}\nB. {SENTENCE} {OTHER}\nC.", BOTH),
        (f"- A. {SENTENCE}\n- B. {SENTENCE}\nC.", f"- A. {SENTENCE}\n- B. {SENTENCE}\nC."),
        ("| 0 | 0 |\n" * 9 + "| 1 | 0 |", "| 0 | 0 |\n" * 9 + "| 1 | 0 |"),
        ("- `read` takes\n- `read` gives\n", "- `read` takes\n- `read` gives\n"),
        (
            "```\nx = [0, 0, 0, 0]\nx = [0, 0, 0, 0]\n```",
            "```\nx = [0, 0, 0, 0]\nx = [0, 0, 0, 0]\n```",
        ),
        (
            f"```\n{CODE}```\nNow:\n```\n{CODE}```\nEnd.",
            f"```\n{CODE}```\nNow:\n```\n{CODE}```\nEnd.",
        ),
        (f"```\n{CODE * 9}", f"```\n{CODE * 3}"),
        (f"```\n{LONG}\n{LONG}\n```\n{LONG}", f"```\n{LONG}\n{LONG}\n```\n"),
        (f"{ITEM * 3}End.", f"{ITEM * 3}End."),
        (f"{ITEM * 4}End.", ITEM * 3),
        ((RULE := f"|{'-' * 50}|\n") * 5 + "End.", RULE * 5 + "End."),
    ],
)
def test_an_answer_ends_where_it_repeats_itself(text: str, expected: str, piece: int) -> None:
    assert shown(text, piece)[0] == expected


def test_a_circle_is_told() -> None:
    assert shown(f"{LONG}\n{LONG}\n")[1]
    assert not shown(f"{LONG}\n")[1]


@given(st.text(alphabet="ab \n", max_size=60), st.integers(1, 9))
def test_short_lines_pass_unchanged(text: str, piece: int) -> None:
    assert shown(text, piece) == (text.lstrip(), False)
