"""Right answers stay right: the two figures on other people's data, sampled to take seconds.

`python -m bench.quality` makes the whole table.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bench.quality import measure
from glossator.completion.clean import StreamCleaner, clean
from glossator.completion.cursor import Cursor
from tests.completion.drawn import at
from tests.completion.holes import PLACES, read_holes
from tests.completion.quality import inserted, pieces
from tests.completion.wrappings import WRAPPINGS, Said
from tests.shared_data import shared_data

EVERY = 45
LANGUAGES = {
    "R": "r", "cs": "csharp", "clj": "clojure", "fs": "fsharp", "go": "go", "hs": "haskell",
    "html": "html", "java": "java", "jl": "julia", "js": "javascript", "json": "json",
    "kt": "kotlin", "md": "markdown", "php": "php", "py": "python", "rb": "ruby", "rs": "rust",
    "sol": "solidity", "ts": "typescript", "tsx": "typescriptreact", "vue": "vue", "yaml": "yaml",
}  # fmt: skip


def test_a_right_line_passes_its_unit_test_however_it_is_wrapped() -> None:
    assert len(WRAPPINGS) >= 30
    holes = read_holes(shared_data("HumanEval-SingleLineInfilling.jsonl.gz"))[::EVERY]
    failed = measure(holes, list(WRAPPINGS))
    worst = sorted(((len(found), pair) for pair, found in failed.items()), reverse=True)
    wrong = sum(count for count, _ in worst)
    assert wrong <= 0.01 * len(holes) * len(WRAPPINGS) * len(PLACES), worst[:10]


def cases(kind: str) -> Iterator[dict[str, Any]]:
    yield from json.loads(shared_data("continue-cases.json").read_text("utf-8"))[kind]


def cleaned(case: dict[str, Any], *, chat: bool) -> str:
    prefix, _, suffix = case["input"].partition("<|fim|>")
    extension = case["filename"].rpartition(".")[2]
    cursor = Cursor(prefix, suffix, LANGUAGES.get(extension, extension), case["filename"])
    cleaner = StreamCleaner(cursor, chat=chat)
    for piece in pieces(case["llmOutput"], len(prefix)):
        cleaner.feed(piece)
    cleaner.finish()
    return clean(cleaner.text, cursor)


def test_the_unchanged_cases_stay_unchanged() -> None:
    unchanged = list(cases("unchanged"))
    wrong = [
        case["description"]
        for case in unchanged
        if cleaned(case, chat=False) != case["expectedCompletion"]
    ]
    assert (len(unchanged), wrong) == (94, [])


def test_a_chats_answers_lose_at_most_their_blank_head() -> None:
    wrong = [
        case["description"]
        for case in cases("unchanged")
        if cleaned(case, chat=True).lstrip() != case["expectedCompletion"].lstrip()
    ]
    assert wrong == []


LINE = "    total = sum(values) + 0.0"
ABOVE = 'def mean(values):\n    """The mean."""\n    if not values:\n        return None\n'
BELOW = "    return total / len(values)\n"
# Small pieces of what the filters look for, so that odd orders of them come up.
PARTS = [
    "```", "~~~", "python", "\n", "\r\n", "    ", "\t", "<|im_end|>", "<|", "<code>", "</code>",
    "Here is the code:", "return", "total = 1", "def mean(values):", "`", "}", "{", ")", '"""', ":",
    "# a", "**Code**", "src/solution.py", " ",
]  # fmt: skip
FRAGMENTS = st.lists(st.sampled_from(PARTS), max_size=12).map("".join)


def shown_twice(answer: str, column: int, chat: bool, seed: int) -> tuple[str, str, Cursor]:
    """What is shown of an answer that comes in one piece, and of one in many."""
    cursor = Cursor(ABOVE + LINE[:column], "\n" + BELOW, "python", "src/solution.py")
    at_once, piecewise = StreamCleaner(cursor, chat=chat), StreamCleaner(cursor, chat=chat)
    whole = at_once.feed(answer) + at_once.finish()
    shown = "".join(piecewise.feed(piece) for piece in pieces(answer, seed))
    return whole, shown + piecewise.finish(), cursor


@pytest.mark.parametrize("chat", [True, False], ids=["chat", "continuation"])
@given(
    wrapping=st.sampled_from(sorted(WRAPPINGS)),
    column=st.sampled_from([0, 4, 12]),
    seed=st.integers(0, 10_000),
)
def test_pieces_make_no_difference(chat: bool, wrapping: str, column: int, seed: int) -> None:
    """However an answer is cut into pieces, the same is inserted."""
    answer = WRAPPINGS[wrapping](Said(ABOVE, LINE[:column], LINE[column:], BELOW))
    whole, shown, cursor = shown_twice(answer, column, chat, seed)
    # one that has ended may have been given less of what does not count any more
    longer, shorter = sorted((whole, shown), key=len, reverse=True)
    assert longer.startswith(shorter)
    assert clean(longer, cursor) == clean(shorter, cursor)


@given(
    answer=FRAGMENTS,
    column=st.sampled_from([0, 4, 12]),
    chat=st.booleans(),
    seed=st.integers(0, 10_000),
)
@example("\r\n``````~~~```\n", 0, False, 0)
@example("\n\n`````````\n", 0, False, 0)
@example("Here is the code:def mean(values):\n``````\n```", 0, True, 17)
def test_what_was_shown_is_never_taken_back(
    answer: str, column: int, chat: bool, seed: int
) -> None:
    whole, shown, _ = shown_twice(answer, column, chat, seed)
    assert whole.startswith(shown) or shown.startswith(whole)


@given(
    prefix=st.text(max_size=60), suffix=st.text(max_size=60), answer=st.text(max_size=120),
    language=st.sampled_from(["python", "javascript", "markdown", "unheard-of", ""]),
    chat=st.booleans(),
)  # fmt: skip
def test_no_input_makes_an_error(
    prefix: str, suffix: str, answer: str, language: str, chat: bool
) -> None:
    cursor = Cursor(prefix, suffix, language)
    cleaner = StreamCleaner(cursor, chat=chat)
    for piece in pieces(answer, len(answer)):
        cleaner.feed(piece)
    cleaner.finish()
    clean(cleaner.text, cursor)


@pytest.mark.parametrize(
    ("prefix", "suffix", "answer"),
    [
        ("x = 1; " * 300_000, "y = 2; " * 300_000, "f(a)\n" * 100),
        ("(" * 2_000_000, ")" * 2_000_000, "a)" * 300),
        ('"' * 100_001, "'" * 100_001, '"' * 900),
        ("f(", ")", " " * 3_000),
        ("f(", ")", "\n" * 3_000),
        ("f(", ")", "`" * 3_000),
        ("f(", ")", "Word " * 1_000),
    ],
    ids=["one line", "brackets", "quotes", "spaces", "line ends", "backticks", "words"],
)
def test_odd_input_takes_no_longer(prefix: str, suffix: str, answer: str) -> None:
    """Each of them would take minutes with one careless pattern; the timeout tells."""
    assert inserted(answer, Cursor(prefix, suffix, "python")).startswith(prefix)


def test_a_stream_ends_where_the_model_goes_in_circles() -> None:
    cleaner = StreamCleaner(at("def f(values):\n    │\n"), chat=True)
    fed = [cleaner.feed("    total = sum(values)\n") for _ in range(40) if not cleaner.ended]
    assert 6 <= len(fed) < 20


def test_a_stream_ends_where_the_lines_below_begin() -> None:
    cleaner = StreamCleaner(at("def f(values):\n    │\n    return total\n"), chat=True)
    cleaner.feed("    total = sum(values)\n    return total\n\n")
    assert cleaner.ended
